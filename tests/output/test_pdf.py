"""A page becomes a PDF by a browser, of which nothing stays: here by stand-ins that do as told."""

import os
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

from refcli.errors import RefusedError
from refcli.output import browser
from refcli.output.browser import ALONE, find_browser
from refcli.output.files import check_suffix, report_file
from refcli.output.pdf import ABANDONED_AFTER, PREFIX, folder_for, to_pdf
from tests.conftest import Ref
from tests.output.sample_report import sample_report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

PDF = b"%PDF-1.4\nwhat the browser drew\n%%EOF\n"
FIND = """for one in "$@"; do
case "$one" in --print-to-pdf=*) out="${one#*=}";; esac
last="$one"
done
"""
WRITE = (
    FIND
    + """
page="${last#file://}"
ls -ld "$(dirname "$page")" "$page" | cut -c 1-10 > "$SEEN.modes"
cp "$page" "$SEEN.html"
printf '%s\\n' "$@" > "$SEEN.words"
printf '%s\\n' '%PDF-1.4' 'what the browser drew' '%%EOF' > "$out"
"""
)
HANG = 'sleep 600 & echo $! > "$SEEN.child"; wait'


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a stand-in says what it saw; temporary files have a folder of their own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    return tmp_path / "seen"


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "a browser"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("REF_BROWSER", str(path))
    return path


def left_behind(folder: Path) -> list[str]:
    return [one.name for one in (folder / "temporary").glob(f"{PREFIX}*")]


def test_the_page_is_its_owners_alone_while_it_is_printed_and_gone_afterwards(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, WRITE, monkeypatch)
    before = os.umask(0)  # whatever the mask is
    try:
        assert to_pdf("<p>Семья דר") == PDF
    finally:
        os.umask(before)

    assert seen.with_suffix(".modes").read_text().split() == ["drwx------", "-rw-------"]
    assert seen.with_suffix(".html").read_text(encoding="utf-8") == "<p>Семья דר"
    assert left_behind(tmp_path) == []


def test_the_browser_is_run_without_a_network_and_without_the_persons_profile(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, WRITE, monkeypatch)

    to_pdf("<p>")

    words = seen.with_suffix(".words").read_text(encoding="utf-8").splitlines()
    assert set(ALONE) <= set(words)
    assert {"--disable-background-networking", "--proxy-server=127.0.0.1:9"} <= set(words)
    [profile] = [one for one in words if one.startswith("--user-data-dir=")]
    assert Path(profile.partition("=")[2]).parent.parent == tmp_path / "temporary"


def test_a_browser_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stand_in(tmp_path, HANG, monkeypatch)

    with pytest.raises(RefusedError) as refused:
        to_pdf("<p>", patience=0.5)

    assert str(refused.value) == (
        f"{path} made no PDF in 0.5 seconds and was ended. Close its windows and try again, or"
        " write a page, as with -o october.html, and print that"
    )
    child = int(seen.with_suffix(".child").read_text())
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"  # ended, perhaps not buried
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("script", ["exit 3", "exit 0", f'{FIND}\necho "<html>" > "$out"'])
def test_a_browser_that_makes_no_pdf_is_said_to(
    script: str, tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stand_in(tmp_path, script, monkeypatch)

    with pytest.raises(RefusedError, match="made no PDF of the page") as refused:
        to_pdf("<p>")

    assert str(path) in str(refused.value)
    assert left_behind(tmp_path) == []
    assert not seen.exists()


def test_a_program_that_cannot_be_started_is_said(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stand_in(tmp_path, "exit 0", monkeypatch)
    path.chmod(0o600)

    with pytest.raises(RefusedError, match="a browser could not be started: Permission denied"):
        to_pdf("<p>")

    assert not seen.exists()


def test_what_a_killed_ref_left_behind_is_swept_away(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, WRITE, monkeypatch)
    old, new = (tmp_path / "temporary" / f"{PREFIX}{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
        (folder / "page.html").write_text("Maria Lopez")
    long_ago = time.time() - ABANDONED_AFTER - 60
    os.utime(old, (long_ago, long_ago))

    to_pdf("<p>")

    assert left_behind(tmp_path) == [new.name]  # another ref may be at work in it
    assert seen.with_suffix(".html").exists()


def test_where_no_browser_is_the_person_is_told_what_to_do(
    ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REF_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")

    said = ref(f"report -o {tmp_path / 'october.pdf'}", exit_code=1).stderr

    assert " ".join(said.split()) == (
        "ref: No browser is here that makes a PDF. Install Chrome, Edge or Chromium, or say in"
        " REF_BROWSER where one is; or write a page, as with -o october.html, and print that"
    )
    assert not (tmp_path / "october.pdf").exists()


def test_a_browser_that_is_named_has_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REF_BROWSER", "/nowhere/chrome")

    with pytest.raises(RefusedError, match="REF_BROWSER names /nowhere/chrome, and no program"):
        check_suffix(Path("october.pdf"))


def test_on_windows_edge_is_found_in_its_folder_and_never_in_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "WINDOWS", True)
    monkeypatch.setattr(browser, "ON_WINDOWS", ("Edge/msedge.exe", "Chrome/chrome.exe"))
    edge = tmp_path / "Edge" / "msedge.exe"
    edge.parent.mkdir()
    edge.touch()
    (tmp_path / "chrome.exe").touch()
    monkeypatch.chdir(tmp_path)

    found = find_browser({"PROGRAMFILES(X86)": str(tmp_path), "PATH": "."})

    assert found == edge
    with pytest.raises(RefusedError, match="No browser is here that makes a PDF"):
        find_browser({"PROGRAMFILES": str(tmp_path / "none"), "PATH": "."})


def test_a_browser_of_snap_gets_a_folder_that_it_can_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / "snap" / "chromium" / "common").mkdir(parents=True)

    assert folder_for(Path("/snap/bin/chromium")) == tmp_path / "snap" / "chromium" / "common"
    assert folder_for(Path("/usr/bin/google-chrome")) == Path(tempfile.gettempdir())


def test_a_report_is_printed_from_its_page(
    tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, WRITE, monkeypatch)

    content = report_file(sample_report(), Path("october.PDF"))

    assert content == PDF
    page = report_file(sample_report(), Path("october.html"))
    assert seen.with_suffix(".html").read_bytes() == page


@pytest.mark.parametrize(
    "line",
    [
        *("report -o {}", "audit -o {}", "today -o {}", "route -o {}", "plan show -o {}"),
        *("letter labels -o {}", "letter thank-you -o {}"),
    ],
)
def test_whatever_is_a_page_can_be_a_pdf_and_none_is_written_over(
    line: str, ref: Ref, tmp_path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, WRITE, monkeypatch)
    ref("source add 'Dr. Wei Chen' --kind provider --address '12 Elm St, Seattle, WA 98101'")
    ref("add 'Maria Lopez' --from chen")
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    theirs.write_bytes(PDF + b"and notes of theirs")

    ref(line.format(ours))
    ref(line.format(ours))  # as ref wrote it
    refused = ref(line.format(theirs), exit_code=1)

    assert ours.read_bytes() == PDF
    assert stat.S_IMODE(ours.stat().st_mode) == 0o600
    assert "add --overwrite" in refused.stderr
    assert theirs.read_bytes() == PDF + b"and notes of theirs"
    assert left_behind(tmp_path) == []
    assert seen.with_suffix(".html").exists()
