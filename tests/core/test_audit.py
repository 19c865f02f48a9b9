"""The audit of a year: what it finds, what it leaves in peace, and what it says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from refcli.core.audit import AuditFacts, audit
from refcli.core.audit_report import document
from refcli.core.audit_statistics import Screen, holm
from refcli.core.chain import Broken, Fault
from refcli.core.entries import Entry
from refcli.core.gifts import Gift, Ledger, Recipient
from refcli.core.policy import Policy
from refcli.core.rewards import Reward
from refcli.core.vocabulary import IncentiveForm, Kind

TODAY = date(2027, 1, 15)
PEOPLE = {id_: Recipient(id_, f"Dr. {id_}", Kind.PROVIDER) for id_ in range(1, 21)}


def given(number: int, party: int, on: date, cents: int) -> Gift:
    return Gift(
        id=number,
        source_id=party,
        given_on=on,
        entered_on=on,
        item="tea",
        form=IncentiveForm.IN_KIND,
        value_cents=cents,
        occasion="christmas",
        receipt="1",
    )


def facts(
    gifts: Sequence[Gift], referrals: Mapping[int, Sequence[date]] | None = None
) -> AuditFacts:
    return AuditFacts(
        year=2026,
        today=TODAY,
        ledger=Ledger(people=PEOPLE, gifts=gifts),
        entries=[Entry(gift=gift, entered_at="2026-12-18T08:00:00.000Z") for gift in gifts],
        policy=Policy(),
        eligible=list(PEOPLE),
        referrals=referrals or {},
        head="ab" * 32,
    )


def flags(of: AuditFacts) -> list[str]:
    return [finding.flag for finding in audit(of).findings]


def sent(of: Mapping[int, int], year: int = 2026) -> dict[int, list[date]]:
    return {
        party: [date(year, 1, 1) + timedelta(days=7 * n) for n in range(many)]
        for party, many in of.items()
    }


CHRISTMAS = date(2026, 12, 18)
LADDER = {id_: (0, 1, 4, 8, 20)[(id_ - 1) // 4] for id_ in PEOPLE}


def test_the_same_for_everybody_on_one_day_raises_no_flag() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 1200) for id_ in PEOPLE]

    found = audit(facts(gifts, sent(LADDER)))

    assert list(found.findings) == []
    assert [screen.flagged for screen in found.screens] == [False] * 4


def test_gifts_that_rise_with_referrals_are_flagged_with_their_figures() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 100 * many) for id_, many in LADDER.items() if many]

    found = audit(facts(gifts, sent(LADDER)))

    assert {"RF-12", "RF-13", "RF-14"} <= {finding.flag for finding in found.findings}
    dose = next(screen for screen in found.screens if screen.flag == "RF-12")
    assert (dose.n, dose.flagged, dose.rounds) == (20, True, 10_000)
    assert dose.statistic is not None
    assert dose.chance is not None
    assert dose.adjusted is not None
    assert dose.statistic > 0.99
    assert dose.chance <= dose.adjusted < 0.001


def test_gifts_that_come_after_referrals_are_flagged() -> None:
    referrals = {id_: [date(2026, 1, 1) + timedelta(days=15 * id_)] for id_ in PEOPLE}
    gifts = [given(id_, id_, days[0] + timedelta(days=3), 900) for id_, days in referrals.items()]

    assert "RF-11" in flags(facts(gifts, referrals))


def test_of_too_little_data_nothing_is_said() -> None:
    few = replace(facts([given(1, 1, CHRISTMAS, 500)]), eligible=[1, 2])

    assert [screen.words for screen in audit(few).screens] == [
        "Too little data: 1 gifts, 10 are needed.",
        "Too little data: 2 parties, 8 are needed.",
        "Too little data: 2 parties, 8 are needed.",
        "Too little data: 2 parties, 10 are needed.",
    ]


def test_the_order_of_the_facts_does_not_matter() -> None:
    chance = Random(3)  # noqa: S311  (a sample, no secret)
    gifts = [
        given(n, chance.randrange(1, 21), CHRISTMAS - timedelta(days=chance.randrange(300)), 700)
        for n in range(1, 60)
    ]
    one = facts(gifts, sent(LADDER))
    people = list(PEOPLE)
    chance.shuffle(people)
    shuffled = replace(
        one,
        ledger=Ledger(people=PEOPLE, gifts=chance.sample(gifts, len(gifts))),
        entries=chance.sample(one.entries, len(one.entries)),
        eligible=people,
        referrals={party: one.referrals[party] for party in people},
    )

    assert audit(shuffled) == audit(one)


def test_chances_are_corrected_for_the_number_of_tests() -> None:
    def screen(chance: float | None) -> Screen:
        return Screen(flag="RF-12", name="x", n=9, words="", chance=chance, marked=True)

    corrected = holm([screen(0.02), screen(0.01), screen(0.04), screen(None)])

    assert [one.adjusted for one in corrected] == [0.04, 0.03, 0.04, None]
    assert [one.flagged for one in holm([screen(0.04), screen(0.04)])] == [False, False]


def test_who_sent_less_and_got_nothing_any_more_is_flagged_once_the_year_is_over() -> None:
    before = [given(id_, id_, date(2025, 12, 18), 1200) for id_ in (1, 2, 3)]
    now = [given(id_ + 10, id_, CHRISTMAS, 1200) for id_ in (2, 3)]
    days = {1: sent({1: 4}, 2025)[1]}
    year = facts([*before, *now], days)

    assert "RF-15" in flags(year)
    assert "RF-15" not in flags(replace(year, today=date(2026, 12, 31)))


def test_first_gifts_that_were_followed_by_first_referrals_are_told() -> None:
    gifts = [given(id_, id_, date(2026, 3, 1), 500) for id_ in (1, 2, 3)]
    soon = {id_: [date(2026, 4, 20)] for id_ in (1, 2, 3)}

    assert "RF-16" in flags(facts(gifts, soon))
    assert "RF-16" not in flags(facts(gifts, soon | {3: [date(2026, 6, 1)]}))


def test_what_went_to_one_alone_is_told() -> None:
    gifts = [given(1, 1, CHRISTMAS, 900), given(2, 2, CHRISTMAS, 1100), given(3, 3, CHRISTMAS, 500)]

    words = [one.words for one in audit(facts(gifts)).findings if one.flag == "RF-32"]

    assert words == ["Dr. 2 got $11 of $25 in all."]


def test_a_gift_moved_into_another_year_and_a_changed_ledger_are_told() -> None:
    old, new = given(1, 1, date(2025, 12, 30), 500), given(2, 1, date(2026, 1, 2), 500)
    year = facts([new])
    moved = [
        Entry(gift=old, entered_at="x"),
        Entry(gift=new, entered_at="x", replaces=1, why="wrong day"),
    ]
    fault = Broken(1, Fault.CHANGED, "Row 1 does not fit its seal: it was changed.")

    found = flags(replace(year, entries=moved, fault=fault))

    assert {"RF-23", "RF-24"} <= set(found)


def test_our_own_rewards_are_looked_at_too() -> None:
    reward = Reward(what="card", form=IncentiveForm.PRIZE, value_cents=900, hangs_on_referral=True)

    assert flags(replace(facts([]), rewards=[reward])) == ["RF-02", "RF-33"]


def test_the_document_says_what_was_not_checked_and_what_no_flag_means() -> None:
    made = document(audit(facts([])), practice="Elm")
    text = str(made)

    assert [section.name for section in made.sections] == [
        *("findings", "tests"),
        *("not_checked", "chain"),
    ]
    assert "A flag is not a finding of wrongdoing" in text
    assert "RF-31" in text
    assert "ab" * 32 in text
    assert made.sections[0].table.empty == "No configured rule was broken."
