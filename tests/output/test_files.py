import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from refcli.errors import RefusedError, UsageError
from refcli.output.files import WRITERS, check_suffix, write_report, write_text
from tests.output.sample_report import sample_report


def test_a_file_is_written_in_utf_8_with_line_feeds(tmp_path: Path) -> None:
    write_text(path := tmp_path / "x.md", "Zoë\n")

    assert path.read_bytes() == b"Zo\xc3\xab\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("old")
    path.chmod(0o644)

    write_text(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (link := tmp_path / "link.md").symlink_to(tmp_path / "real.md")

    write_text(link, "new")

    assert link.is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_report_is_written_by_the_ending_of_the_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"Report{suffix.upper()}"

    write_report(sample_report(), path)

    content = path.read_bytes()
    assert content == WRITERS[suffix](sample_report())
    assert content.startswith(b"\xef\xbb\xbf") is (suffix == ".csv")  # Excel looks for the mark
    assert suffix == ".xlsx" or b"\r" not in content


def test_an_unknown_ending_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as refused:
        check_suffix(Path("october.pdf"))

    assert str(refused.value) == (
        "october.pdf has no ending that is known: .xlsx, .html, .md, .csv, .json"
    )


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        write_text(tmp_path / "gone" / "x.md", "")

    assert str(refused.value) == f"There is no folder {tmp_path / 'gone'} to write x.md to."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (folder := tmp_path / "x.md").mkdir()

    with pytest.raises(RefusedError) as refused:
        write_text(folder, "")

    assert str(refused.value) == f"{folder} is a folder. Name a file in it."


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "may not be written. Close it where it is open, or name another folder."),
        (errno.ENOSPC, "could not be written: the disk is full."),
        (errno.EIO, f"could not be written: {os.strerror(errno.EIO)}."),
    ],
)
def test_after_a_failure_the_file_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "x.md"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(RefusedError) as refused:
        write_text(path, "after")

    assert str(refused.value) == f"{path} {sentence}"
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "before"


def test_an_interruption_leaves_no_debris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "x.md", "after")

    assert list(tmp_path.iterdir()) == []


def test_templates_are_imported_only_for_a_page() -> None:
    code = "import sys, refcli.output.files; sys.exit('jinja2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
