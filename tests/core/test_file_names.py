"""Names that no file can have."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from refcli.core import file_names


def objection(path: PurePath, *, windows: bool, spare: int = 0) -> str | None:
    parts = path.parts[1:] if path.anchor else path.parts
    return file_names.path_objection(parts, windows=windows, spare=spare)


@pytest.mark.parametrize(
    "path",
    [
        *("con", "CON.db", "nul.html", r"C:\k\con.db", r"C:\aux\ref.db", "Com1.csv", "nul .db"),
        *("COM¹.db", "conin$", r"C:\k\a:b.db", r"C:\k\trail.", r"C:\k\trail ", "x?.html", "lpt9"),
        *(r"C:\k. \ref.db", "a|b.md", 'say "x".db', "tab\t.db", "<x>.db"),
    ],
)
def test_windows_has_no_files_of_these_names(path: str) -> None:
    assert objection(PureWindowsPath(path), windows=True)
    assert objection(PurePosixPath(path), windows=False) is None


@pytest.mark.parametrize(
    "path",
    [
        *(r"C:\Users\Tina Smith\ref.db", r"..\ref.db", r".\ref.db", "ref.db", "console.db"),
        *("comet1.db", "50% off #1 ü.db", ".ref.db", r"\\server\share\ref.db", r"\\?\C:\k\ref.db"),
        *("com.db", r"C:ref.db", "con1.db", "a.con", ""),
    ],
)
def test_other_names_are_fine(path: str) -> None:
    assert objection(PureWindowsPath(path), windows=True) is None


def test_a_name_has_an_end() -> None:
    assert objection(PurePosixPath("/k/" + "n" * 255), windows=False) is None
    assert objection(PurePosixPath("/k/" + "n" * 256), windows=False)
    assert objection(PurePosixPath("ü" * 128), windows=False)
    assert objection(PureWindowsPath("ü" * 255), windows=True) is None
    assert objection(PureWindowsPath("ü" * 256), windows=True)
    assert objection(PurePosixPath("/" + "n" * 256 + "/x"), windows=False)
    assert objection(PurePosixPath("n" * 250), windows=False, spare=8)
