"""What of a gift counts, for whom, and what the history says of its row."""

from dataclasses import replace
from datetime import date

from refcli.core.gifts.entries import Comeback, GiftEntry
from refcli.core.gifts.ledger import cents_for_each
from refcli.core.gifts.rewards import follows_referral
from refcli.core.gifts.seals import BreakKind, Link, Logged, against_history
from refcli.core.vocabulary import Allocation, IncentiveForm
from tests.core.gifts.samples import gift

BACK = Comeback(
    row=2,
    on=date(2026, 7, 1),
    cents=1000,
    inadvertent=False,
    entered_on=date(2026, 7, 1),
    entered_at="",
    entered_by="tina",
)


def test_a_meal_by_the_head_is_shared_and_rounded_up() -> None:
    meal = gift(form=IncentiveForm.MEAL, allocation=Allocation.PER_HEAD)

    shares = [cents_for_each(replace(meal, heads=heads), 1000) for heads in (0, 1, 2, 3)]

    assert shares == [1000, 1000, 500, 334]
    assert cents_for_each(gift(heads=3), 1000) == 1000


def test_what_came_back_whole_leaves_nothing() -> None:
    entry = GiftEntry(gift=gift(value_cents=1000), entered_at="", returns=[BACK])

    assert entry.left_cents == 0
    assert replace(entry, returns=[replace(BACK, cents=400)]).left_cents == 600


def test_a_plan_that_speaks_of_no_money_lets_nothing_follow_a_referral() -> None:
    assert follows_referral("we say thank you") == []
    assert [one.flag for one in follows_referral("a $50 gift card")] == ["RF-02"]


def test_a_row_that_the_history_saw_change_is_named_with_what_was_done() -> None:
    broken = next(against_history([Link({"id": 1}, "", "abc")], [Logged(1, "abc", "update")]))

    assert (broken.row, broken.fault) == (1, BreakKind.CHANGED)
    assert broken.words == "Row 1: the history saw its update, which ref never does."
