"""The pages for developers are true: what they name is there."""

import re
from pathlib import Path

import pytest

from refcli.version import __version__
from tests import test_architecture
from tests.test_architecture import PACKAGE, SUBJECTS

ROOT = PACKAGE.parent
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
ROOM = re.compile(r"`((?:refcli|tests|core|storage|commands|output|\.ci)/[\w./*<> ]*[\w/])`")
WITH_A_BLANK = re.compile(r"<|NNN|\*")  # a path with a place to fill in


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_folder_that_a_page_names_is_there(page: str) -> None:
    named = ROOM.findall((ROOT / page).read_text(encoding="utf-8"))

    paths = [one for one in named if not WITH_A_BLANK.search(one)]
    assert [one for one in paths if not any((top / one).exists() for top in (ROOT, PACKAGE))] == []


def test_every_subject_has_its_line() -> None:
    lines = [
        line for line in (ROOT / "ARCHITECTURE.md").read_text().splitlines() if line[:1] == "|"
    ]
    rooms = {room for line in lines for room in re.findall(r"`(\w+/\w+)(?:\.py)?`", line)}

    ground = {"vocabulary", "names", "money", "dates", "periods", "year_days", "table", "document"}
    ground |= {"file_names", "completion"}
    there = {f"{layer}/{one}" for layer, some in SUBJECTS.items() for one in some}
    assert {one for one in there - rooms if one.split("/")[1] not in ground} == set()


def test_every_law_is_kept_by_a_test_of_that_name() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))

    assert [name for name in named if not hasattr(test_architecture, name)] == []
    assert len(named) >= 8


def test_the_changes_begin_with_what_is_not_released_and_know_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert headings[:2] == ["Unreleased", __version__]


def test_what_a_contributor_types_can_be_typed() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)

    paths = re.findall(r"(?:tests|\.ci)/[\w./]+", block)
    assert [one for one in paths if not Path(ROOT, one).exists()] == []
