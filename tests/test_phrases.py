"""Counts and lists as a person says them."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from refcli.phrases import count_phrase, name_some
from tests.test_architecture import MODULES, name_of

COUNTED = re.compile(  # what people count, which is one at times
    r" (?:new )?(rows|sources|referrals|labels|entries|changes|attempts|visits|patients|gifts)\b"
)
NEVER_ONE = {
    ("core/report/document.py", "referrals"),  # a title of two figures
    ("core/quiet/sentences.py", "referrals"),  # 3 or more
    ("core/gifts/limits.py", "gifts"),  # several
    ("core/audit/entries.py", "gifts"),  # HUGGERS or more
    ("core/due/visits.py", "attempts"),  # TRIES or more
    ("storage/schema/ddl.py", "rows"),  # behind the name of a table
    ("storage/book/history.py", "rows"),  # the same
    ("core/audit/timing.py", "gifts"),  # so many of all
    ("core/due/thank_yous.py", "referrals"),  # one is "a referral"
    ("core/occasions.py", "sources"),  # channels: "print sources"
}


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("row",), "0 rows"),
        (1, ("row",), "1 row"),
        (2, ("row",), "2 rows"),
        (1_000, ("new source",), "1,000 new sources"),
        (1, ("entry", "entries"), "1 entry"),
        (2, ("entry", "entries"), "2 entries"),
    ],
)
def test_one_is_one_and_all_else_is_several(count: int, words: tuple[str, ...], said: str) -> None:
    assert count_phrase(count, *words) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Ann"], "Ann"),
        (["Ann", "Bo", "Cy"], "Ann, Bo, Cy"),
        (["Ann", "Bo", "Cy", "Di"], "Ann, Bo, Cy and 1 more"),
    ],
)
def test_the_first_few_are_named_and_the_others_counted(names: list[str], said: str) -> None:
    assert name_some(names, 3) == said


def counts_by_hand(module: Path) -> Iterator[tuple[str, str]]:
    """Plurals right behind a value in an f-string, as the rows of ``{n} rows``."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            for before, after in pairwise(node.values):
                if isinstance(before, ast.FormattedValue) and isinstance(after, ast.Constant):
                    plural = COUNTED.match(str(after.value))
                    yield from [(name_of(module), plural[1])] if plural else []


def test_no_message_says_1_rows() -> None:
    found = {one for module in MODULES for one in counts_by_hand(module)}

    assert found == NEVER_ONE
