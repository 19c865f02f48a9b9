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
    r" (?:new )?(rows|sources|referrals|labels|entries|changes|attempts|visits|patients|gifts"
    r"|days|events|duties|letters|others|years|months|turns|occasions|providers)\b"
)
NEVER_ONE = {  # where a plural stands right behind a value, and why the value is never one
    ("core/quiet/working.py", " referrals in T = "),  # 3 or more
    ("core/copies/changing.py", " days, "),  # one is named
    ("core/quiet/working.py", " days up to "),  # 60 or more
    ("core/quiet/sentences.py", " months"),  # LONG or more
    ("core/quiet/sentences.py", " days"),  # one is "day"
    ("core/gifts/limits.py", " gifts count for "),  # several
    ("core/due/visits.py", " attempts in a row met nobody: call ahead"),  # TRIES or more
    ("core/due/visits.py", " months"),  # one is "every month"
    ("core/due/thank_yous.py", " referrals"),  # one is "a referral"
    ("core/insurers.py", " days ahead)"),  # one of 90, 60, 30
    ("core/occasions.py", " sources"),  # channels: "print sources"
    ("core/occasions.py", " years"),  # round ones
    ("commands/duties/reading.py", " letters; "),  # more than the longest name
    ("commands/finding/sources.py", " letters; "),  # the same
    ("storage/schema/ddl.py", " rows are never changed or deleted'); END"),  # behind a table's name
    ("storage/history/undoing.py", " rows"),  # the same
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
    """Plurals right behind a value in an f-string, as the rows of ``{n} rows``; no constants."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            for before, after in pairwise(node.values):
                if isinstance(before, ast.FormattedValue) and isinstance(after, ast.Constant):
                    text, counted = str(after.value), ast.unparse(before.value)
                    if COUNTED.match(text) and not counted.split(" - ")[0].split(".")[0].isupper():
                        yield name_of(module), text


def test_no_message_says_1_rows() -> None:
    found = {one for module in MODULES for one in counts_by_hand(module)}

    assert found == NEVER_ONE
