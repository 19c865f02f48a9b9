"""What counted in a year for a source, and the rewards, as tables."""

from dataclasses import replace
from datetime import date

from refcli.core.gifts.rewards import KeptReward, Reward
from refcli.core.gifts.tables import own_reward_rows, statement_table
from tests.core.gifts.samples import CHEN, DENTAL, TODAY, gift, ledger


def test_a_statement_names_whose_gifts_they_are_and_of_which_year() -> None:
    known = ledger(replace(gift(), id=1))

    table = statement_table(known, CHEN, 2026, TODAY)

    assert table.title == f"Gifts of 2026 that count for {known.name(CHEN)}"
    assert [row[0] for row in table.rows] == [1]
    assert table.empty == "Nothing of 2026 counts."


def test_our_own_rewards_are_listed_by_number_with_what_the_rules_say() -> None:
    brush = Reward(what="toothbrush", occasion="first visit", value_cents=300)

    (row,) = own_reward_rows([KeptReward(7, brush, date(2026, 5, 2))], DENTAL, TODAY)

    assert row[:6] == ("ours", 7, "toothbrush", "patient", "first visit", 300)
    assert row[6]
