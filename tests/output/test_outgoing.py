"""Files that go out: whole or not at all, together or not at all, and over nobody's own."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from refcli.errors import RefusedError
from refcli.output import outgoing
from refcli.output.outgoing import Outgoing, check_targets, digest_of
from tests.storage.books import raw

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes, and no links for all")


def write(*targets: Path, content: bytes = b"new") -> None:
    """All the files by one door, whatever lies there."""
    out = Outgoing(check_targets(targets, known=lambda _: None, may_overwrite=lambda _: True))
    try:
        for target in targets:
            out.put(target, content)
        out.publish()
    finally:
        out.close()


def refusal(target: Path, *, known: str | None = None, agreed: bool = False) -> str:
    """What is said against a place; nothing where it may be written."""
    try:
        check_targets([target], known=lambda _: known, may_overwrite=lambda _: agreed)
    except RefusedError as error:
        return str(error)
    return ""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_gets_its_name_at_the_end(tmp_path: Path) -> None:
    out = Outgoing({})
    out.put(tmp_path / "x.md", b"Zo\xc3\xab\n")

    assert not (tmp_path / "x.md").exists()
    out.publish()
    out.close()

    assert names(tmp_path) == ["x.md"]
    assert (tmp_path / "x.md").read_bytes() == b"Zo\xc3\xab\n"


@posix
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("old")
    path.chmod(0o644)

    write(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "x.md"

    assert refusal(path) == f"There is no folder {path.parent} to write x.md to."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder. Name a file in it."


@posix
@pytest.mark.parametrize("there", [True, False])
def test_no_link_is_followed(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    if there:
        real.write_text("old")
    link.symlink_to(real)

    assert "link.md is a link, and ref follows none" in refusal(link, agreed=True)


@posix
@pytest.mark.parametrize("meanwhile", ["a file", "a link", "another content"])
def test_what_comes_into_the_place_after_the_look_is_not_written_over(
    tmp_path: Path, meanwhile: str
) -> None:
    path, real = tmp_path / "x.md", tmp_path / "real.md"
    if meanwhile == "another content":
        path.write_text("looked at")
    out = Outgoing(check_targets([path], known=lambda _: None, may_overwrite=lambda _: True))
    out.put(path, b"new")
    if meanwhile == "a link":
        real.write_text("theirs")
        path.symlink_to(real)
    else:
        path.write_text("theirs")

    with pytest.raises(RefusedError, match="was changed by another program meanwhile"):
        out.publish()
    out.close()

    assert path.read_text() == "theirs"


@posix
def test_what_was_given_its_name_is_not_lost_where_the_next_cannot_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, labels = tmp_path / "letters.html", tmp_path / "labels.html"
    for path in (letters, labels):
        path.write_text("old")
    rename = outgoing.rename

    def failing(part: outgoing.Part, target: Path) -> None:
        if target == labels:
            raise PermissionError
        rename(part, target)

    targets = [letters, labels]
    out = Outgoing(check_targets(targets, known=lambda _: None, may_overwrite=lambda _: True))
    out.put(letters, b"new letters")
    out.put(labels, b"new labels")
    monkeypatch.setattr(outgoing, "rename", failing)
    with pytest.raises(RefusedError):
        out.publish()
    beside = out.publish_beside()
    out.close()

    assert [path.name for path in beside] == ["letters-2.html", "labels-2.html"]
    assert [path.read_bytes() for path in beside] == [b"new letters", b"new labels"]
    assert (letters.read_text(), labels.read_text()) == ("old", "old")
    assert len(names(tmp_path)) == 4


@posix
def test_a_device_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "x.csv")

    for path in (pipe, Path("/dev/null")):
        assert "is no ordinary file" in refusal(path, agreed=True)


@pytest.mark.parametrize("ending", ["csv", "html", "json", "ics", "xlsx", "md"])
def test_a_database_is_never_written_over(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    with raw(path) as db:
        db.execute("CREATE TABLE x (y)")

    said = refusal(path, known=digest_of(path), agreed=True)

    assert said == f"{path} is a database, and is never written over."


def test_what_ref_wrote_is_written_over_and_what_was_changed_since_is_not(tmp_path: Path) -> None:
    path = tmp_path / "october.csv"
    write(path)
    digest = digest_of(path)

    assert refusal(path, known=digest) == ""
    path.write_text("edited by hand")

    assert refusal(path, known=digest) == (
        f"{path} is there already, and not as ref wrote it. Nothing was written:"
        " name another file, or add --overwrite."
    )
    assert "add --overwrite" in refusal(path)
    assert refusal(path, agreed=True) == ""


def test_one_file_under_two_spellings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="is named twice"):
        check_targets(
            [tmp_path / "A.HTML", tmp_path / "a.html"],
            known=lambda _: None,
            may_overwrite=lambda _: True,
        )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "may not be written. Close it where it is open, or name another folder."),
        (errno.ENOSPC, "could not be written: the disk is full."),
        (errno.EIO, f"could not be written: {os.strerror(errno.EIO)}."),
    ],
)
def test_after_a_failure_all_files_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "x.md"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(RefusedError) as refused:
        write(path)

    assert str(refused.value) == f"{path} {sentence}"
    assert names(tmp_path) == ["x.md"]
    assert path.read_text() == "before"


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("bad", [0, 1, 2])
def test_where_one_cannot_have_its_name_none_has(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bad: int,
    links: bool,  # noqa: FBT001
) -> None:
    paths = [tmp_path / name for name in ("a.html", "b.csv", "c.xlsx")]
    paths[0].write_text("old a")
    paths[2].write_text("old c")
    rename = outgoing.rename

    def failing(part: outgoing.Part, target: Path) -> None:
        if target == paths[bad]:
            raise PermissionError
        rename(part, target)

    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "no second names here")

    monkeypatch.setattr(outgoing, "rename", failing)
    if not links:
        monkeypatch.setattr(os, "link", no_link)

    with pytest.raises(RefusedError, match="may not be written"):
        write(*paths)

    assert names(tmp_path) == ["a.html", "c.xlsx"]
    assert (paths[0].read_text(), paths[2].read_text()) == ("old a", "old c")


def test_an_interruption_leaves_no_debris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "x.md")

    assert names(tmp_path) == []


@posix
def test_what_a_killed_program_left_is_swept_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    code = (
        "import sys, time; from pathlib import Path; from refcli.output.outgoing import Outgoing;"
        " out = Outgoing({}); out.put(Path(sys.argv[1]), b'names');"
        " print('put', flush=True); time.sleep(60)"
    )
    (tmp_path / ".ref-settings").write_text("somebody's own")
    command = [sys.executable, "-c", code, str(tmp_path / "x.md")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"put\n"
        living = set(names(tmp_path)) - {".ref-settings"}
        write(tmp_path / "y.md")
        assert set(names(tmp_path)) == living | {".ref-settings", "y.md"}
        child.send_signal(signal.SIGKILL)

    write(tmp_path / "y.md")

    assert names(tmp_path) == [".ref-settings", "y.md"]


def test_on_windows_a_scanner_that_holds_a_new_file_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if len(tried) < 3:
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(outgoing, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", tried.append)
    monkeypatch.setattr(Path, "replace", held)

    write(tmp_path / "x.md")

    assert names(tmp_path) == ["x.md"]
    assert len(tried) == 3
