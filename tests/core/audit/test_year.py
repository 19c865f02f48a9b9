"""The audit of a year: what it finds, what it leaves in peace, and what it says of itself."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given as drawn

from refcli.core.audit.document import audit_report
from refcli.core.audit.year import audit
from refcli.core.gifts.check import check
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger
from refcli.core.gifts.rewards import Reward
from refcli.core.gifts.seals import BreakKind, Broken
from refcli.core.vocabulary import Contingency, IncentiveForm, Severity
from tests.core.audit.samples import CHRISTMAS, LADDER, PEOPLE, facts, flags, given, sent, words
from tests.core.gifts.samples import PEOPLE as EVERYBODY
from tests.core.gifts.samples import TIGHT, TODAY
from tests.core.gifts.test_check_properties import BOOKS


def test_the_order_of_the_facts_does_not_matter() -> None:
    chance = Random(3)  # noqa: S311  (a sample, no secret)
    gifts = [
        given(n, chance.randrange(1, 21), CHRISTMAS - timedelta(days=chance.randrange(300)), 700)
        for n in range(1, 60)
    ]
    one = facts(gifts, sent(LADDER), production_cents={id_: 900 * n for id_, n in LADDER.items()})
    people = list(PEOPLE)
    chance.shuffle(people)
    shuffled = replace(
        one,
        ledger=Ledger(people=PEOPLE, gifts=chance.sample(gifts, len(gifts))),
        entries=chance.sample([*one.entries], len(one.entries)),
        eligible=people,
        referrals={party: [*reversed(one.referrals[party])] for party in people},
        production_cents={party: one.production_cents[party] for party in people},
    )

    assert audit(shuffled) == audit(one)


@drawn(BOOKS)
def test_it_says_of_every_gift_of_the_year_what_the_check_says(book: list[Gift]) -> None:
    year = facts(book, people=EVERYBODY, policy=TIGHT, today=TODAY)
    found = audit(year, rounds=1).findings

    ledger = Ledger(people=EVERYBODY, gifts=book)
    mine = [gift for gift in book if gift.given_on.year == 2026]
    told = {finding for gift in mine for finding in check(gift, ledger, TIGHT, TODAY)}
    of_rules = {one for one in found if one.rule != "audit" and one.flag != "RF-27"}
    assert of_rules == told


def test_gifts_of_another_year_are_not_looked_at() -> None:
    cash = given(1, 1, CHRISTMAS.replace(year=2025), 500, form=IncentiveForm.CASH)

    assert flags(facts([cash])) == []
    assert flags(facts([cash], year=2025)) == ["RF-01", "RF-32"]


def test_a_changed_ledger_is_told_whichever_year_is_looked_at() -> None:
    fault = Broken(7, BreakKind.CHANGED, "Row 7 does not fit its seal.")

    assert list(audit(facts([], fault=fault, year=2020)).findings) == [
        Finding(
            flag="RF-23",
            severity=Severity.HIGH,
            words="The ledger was changed outside ref. Row 7 does not fit its seal.",
            rule="audit",
            source="A habit of honest books; no law states the figure",
            confidence="policy",
            gifts=(7,),
        )
    ]


def test_our_own_rewards_and_drawings_are_looked_at_too() -> None:
    reward = Reward(
        what="iPad",
        form=IncentiveForm.PRIZE,
        value_cents=900,
        hangs_on_referral=True,
        announced=True,
    )
    keyed = given(1, 1, CHRISTMAS, 500, form=IncentiveForm.PRIZE, contingency=Contingency.REFERRAL)

    assert words(facts([], rewards=[reward]), "RF-33") == [
        "high: Reward “iPad”: Entries to the drawing are earned by referrals; open it to everybody."
    ]
    assert {"RF-02", "RF-33", "RF-35"} <= set(flags(facts([], rewards=[reward])))
    assert words(facts([keyed]), "RF-33") == [
        "high: A drawing of which the entries hang on referrals."
    ]


def test_it_says_which_flags_the_data_could_not_answer() -> None:
    poor = audit(facts([], today=CHRISTMAS)).not_checked
    rich = audit(
        facts([], production_cents={1: 5}, patients=["Ann Lee"], rewards=[Reward(what="note")])
    ).not_checked

    assert list(rich) == [
        "RF-02 (part)",
        "RF-03 (part)",
        "RF-21 (part)",
        "RF-28",
        "RF-29",
        "RF-31",
    ]
    assert sorted({*poor} - {*rich}) == [
        "RF-12 (part)",
        "RF-15",
        "RF-30 (part)",
        "RF-33",
        "RF-35",
    ]


def test_the_document_says_what_was_not_checked_and_what_no_flag_means() -> None:
    made = audit_report(audit(facts([])), practice="Elm")
    text = str(made)

    assert [section.name for section in made.sections] == [
        *("findings", "rules", "offers", "tests"),
        *("not_checked", "chain"),
    ]
    assert made.sentences == [
        "No configured rule was broken.",
        "There is too little data to test whether gifts follow referrals.",
    ]
    assert "A flag is not a finding of wrongdoing" in text
    assert "RF-31" in text
    assert "ab" * 32 in text
    assert made.sections[0].table.empty == "No configured rule was broken."


def test_the_opening_counts_findings_and_tests_and_gives_no_verdict() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 100 * many) for id_, many in LADDER.items() if many]
    found = audit(facts(gifts, sent(LADDER)))
    made, flagged = (
        sum(1 for one in found.screens if wanted(one))
        for wanted in (lambda one: one.chance is not None, lambda one: one.flagged)
    )

    first, second = audit_report(found, practice="Elm").sentences

    assert flagged > 1
    assert first == f"{len(found.findings)} findings, the gravest first."
    assert (
        second == f"{flagged} of {made} tests flag that gifts follow referrals; that is no verdict."
    )


def test_a_rule_is_told_once_with_its_source_and_how_many_findings_name_it() -> None:
    cash = [given(n, n, CHRISTMAS, 500, form=IncentiveForm.CASH) for n in (1, 2, 3)]
    found = audit(facts(cash))

    [rules] = [
        one.table for one in audit_report(found, practice="Elm").sections if one.name == "rules"
    ]

    assert sum(row[3] for row in rules.rows) == len(found.findings)  # type: ignore[misc]
    assert {row[:3] for row in rules.rows} == {
        (one.rule, one.source, one.confidence) for one in found.findings
    }
    assert len(rules.rows) < len(found.findings)
