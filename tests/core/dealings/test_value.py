"""What the answer to a visit says of something of value."""

from datetime import date

import pytest

from refcli.core.dealings.value import is_own_paper, say_value
from refcli.core.vocabulary import ActivityKind

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
AHEAD = "If it was of value, it is in no ledger yet: ref gift add"


@pytest.mark.parametrize(
    ("brought", "kind", "on", "said"),
    [
        ("fruit basket", "visit", MONDAY, f'{AHEAD} "#3" "fruit basket" --value DOLLARS'),
        ("cake", "drop_off", FRIDAY, f'{AHEAD} "#3" cake --value DOLLARS --on 2026-11-20'),
        ("gift card", "visit", MONDAY, f'{AHEAD} "#3" "gift card" --value DOLLARS'),
        ("", "lunch", MONDAY, f'{AHEAD} "#3" lunch --value DOLLARS --form meal'),
        ("pads", "lunch", MONDAY, f'{AHEAD} "#3" lunch --value DOLLARS --form meal'),
        ("salads", "lunch", MONDAY, f'{AHEAD} "#3" salads --value DOLLARS --form meal'),
        ("referral pads, cards", "visit", MONDAY, ""),
        ("x-rays of the new form", "visit", MONDAY, ""),
        ("", "visit", MONDAY, ""),
        (" ", "event", MONDAY, ""),
    ],
)
def test_what_may_be_of_value_is_told_with_the_line_to_the_ledger(
    brought: str, kind: str, on: date, said: str
) -> None:
    assert say_value(3, brought, ActivityKind(kind), on, MONDAY) == said


def test_of_many_the_line_leaves_the_source_open() -> None:
    said = say_value(None, "cake", ActivityKind.VISIT, MONDAY, MONDAY)

    assert said == f"{AHEAD} SOURCE cake --value DOLLARS"


@pytest.mark.parametrize("item", ["gift cards", "referral pads and cake", "pads, $20", "a pen"])
def test_a_single_word_of_something_else_is_no_own_paper(item: str) -> None:
    assert not is_own_paper(item)
