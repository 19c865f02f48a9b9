"""What we owe to whom, and since when: one rule after the other, then what holds for all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import owed_for
from refcli.core.due.thank_yous import PatientBatch, Unthanked, batch_key
from refcli.core.due.waiting import Callee, OpenReferral, Uncalled
from refcli.core.owed.cadence import Cadence
from refcli.core.owed.items import DueItem, Ground, Key, Mark, Party, read_key
from refcli.core.owed.next_steps import NextStep
from refcli.core.owed.settings import DueRules, Rule, kept_since
from refcli.core.vocabulary import DueType, Kind, MarkAction

TODAY = date(2026, 11, 23)  # a Monday
FAR = date(2200, 1, 1)
USUAL = Cadence()

ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE, cadence=USUAL, owner="Tina", phone="555-1")
CHEN = Party(id=7, name="Dr. Wei Chen", kind=Kind.PROVIDER, cadence=USUAL, office_id=12)
SOLO = Party(id=8, name="Dr. Ito", kind=Kind.PROVIDER, cadence=USUAL, phone="555-8")
ANN = Party(id=3, name="Ann Ray", kind=Kind.PATIENT, cadence=USUAL)
GOOGLE = Party(id=4, name="Google", kind=Kind.DIGITAL, cadence=USUAL)


def facts(  # noqa: PLR0913  (everything that may be owed)
    *parties: Party,
    unthanked: Sequence[Unthanked] = (),
    batches: Sequence[PatientBatch] = (),
    unreported: Sequence[OpenReferral] = (),
    uncalled: Sequence[Uncalled] = (),
    unscheduled: Sequence[OpenReferral] = (),
    marks: Sequence[Mark] = (),
    steps: Sequence[NextStep] = (),
) -> DueFacts:
    return DueFacts(
        ground=Ground(parties={party.id: party for party in parties}, marks=marks, steps=steps),
        unthanked=unthanked,
        batches=batches,
        unreported=unreported,
        uncalled=uncalled,
        unscheduled=unscheduled,
    )


def owed(known: DueFacts, until: date = FAR, today: date = TODAY) -> list[DueItem]:
    return due_items(known, until=until, today=today)


def skip(key: str, made_on: date, due_on: date = TODAY) -> Mark:
    return Mark(key, MarkAction.SKIP, due_on, None, made_on)


def snooze(key: str, due_on: date, until: date) -> Mark:
    return Mark(key, MarkAction.SNOOZE, due_on, until, TODAY)


# Visits


def test_an_office_never_visited_that_refers_is_due_from_its_first_referral() -> None:
    known = facts(replace(ELM, first_referral=date(2026, 10, 5)))

    assert owed(known) == [
        DueItem(
            key="V12",
            type=DueType.VISIT,
            source_id=12,
            source="Elm Dental",
            due_on=date(2026, 10, 5),
            why="never visited, refers to us since 2026-10-05",
            owner="Tina",
            helpful=("555-1",),
        )
    ]


def test_a_target_is_due_from_the_day_it_came_in() -> None:
    known = facts(replace(SOLO, target_since=date(2026, 9, 1)))

    assert owed(known) == [
        DueItem(
            key="V8",
            type=DueType.VISIT,
            source_id=8,
            source="Dr. Ito",
            due_on=date(2026, 9, 1),
            why="never visited, a target since 2026-09-01",
            owner="",
            helpful=("555-8",),
        )
    ]


def test_a_target_that_refers_is_due_from_the_earlier_day_and_both_are_said() -> None:
    target, referral = date(2026, 9, 1), date(2026, 10, 5)
    first_a_target = facts(replace(SOLO, target_since=target, first_referral=referral))
    first_a_referrer = facts(replace(SOLO, target_since=referral, first_referral=target))

    assert [(one.due_on, one.reason) for one in owed(first_a_target)] == [
        (target, "never visited, a target since 2026-09-01, refers to us since 2026-10-05")
    ]
    assert [(one.due_on, one.reason) for one in owed(first_a_referrer)] == [
        (target, "never visited, refers to us since 2026-09-01, a target since 2026-10-05")
    ]


def test_in_the_first_months_a_visit_is_due_one_month_after_the_last_one() -> None:
    met = replace(
        ELM,
        first_visit=date(2026, 10, 31),
        last_visit=date(2026, 10, 31),
        met="Dr. Chen, Tina",
    )

    pads = NextStep(5, 12, "bring pads", date(2026, 10, 31))

    assert owed(facts(met, steps=[pads])) == [
        DueItem(
            key="V12",
            type=DueType.VISIT,
            source_id=12,
            source="Elm Dental",
            due_on=date(2026, 11, 30),
            why="every month, last visit 2026-10-31",
            owner="Tina",
            helpful=(
                "met Dr. Chen, Tina",
                "next: bring pads",
                "555-1",
            ),
        )
    ]


def test_after_the_first_months_a_visit_is_due_every_quarter() -> None:
    known = facts(replace(ELM, first_visit=date(2026, 1, 31), last_visit=date(2026, 7, 28)))

    assert owed(known) == [
        DueItem(
            key="V12",
            type=DueType.VISIT,
            source_id=12,
            source="Elm Dental",
            due_on=date(2026, 10, 28),
            why="every 3 months, last visit 2026-07-28",
            owner="Tina",
            helpful=("555-1",),
        )
    ]


def test_a_cadence_of_its_own_goes_before_the_usual_one() -> None:
    own = replace(
        ELM,
        cadence=Cadence(every=2, first=4, later=12),
        first_visit=date(2026, 1, 10),
        last_visit=date(2026, 3, 10),
    )
    settled = replace(own, last_visit=date(2026, 5, 10))

    assert [(i.due_on, i.reason) for i in owed(facts(own))] == [
        (date(2026, 5, 10), "every 2 months, last visit 2026-03-10")
    ]
    assert [(i.due_on, i.reason) for i in owed(facts(settled))] == [
        (date(2027, 5, 10), "every 12 months, last visit 2026-05-10")
    ]


@pytest.mark.parametrize(
    ("attempts", "words"),
    [(0, ""), (1, ", 1 attempt since met nobody"), (2, ", 2 attempts since met nobody")],
)
def test_attempts_are_told_and_restart_no_clock(attempts: int, words: str) -> None:
    day = date(2026, 10, 5)
    never = replace(ELM, first_referral=day, attempts=attempts)
    once = replace(ELM, first_visit=day, last_visit=day, attempts=attempts)

    assert [(i.due_on, i.reason) for i in owed(facts(never))] == [
        (day, "never visited, refers to us since 2026-10-05" + words)
    ]
    assert [(i.due_on, i.reason) for i in owed(facts(once))] == [
        (date(2026, 11, 5), "every month, last visit 2026-10-05" + words)
    ]


def test_no_visit_is_owed_to_a_place_that_is_neither_target_nor_referrer_nor_visited() -> None:
    assert owed(facts(ELM, SOLO, replace(ELM, id=13, attempts=2))) == []


@pytest.mark.parametrize("flag", ["do_not_visit", "archived"])
def test_no_visit_is_owed_to_whom_we_do_not_visit_or_have_archived(flag: str) -> None:
    due = replace(
        ELM, first_referral=TODAY, first_visit=TODAY, last_visit=TODAY, target_since=TODAY
    )

    assert len(owed(facts(due))) == 1
    assert owed(facts(replace(due, **{flag: True}))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in {Kind.OFFICE, Kind.PROVIDER}]
)
def test_patients_insurers_and_channels_are_not_visited(kind: Kind) -> None:
    usual = DueRules().cadence_of(kind)

    wanted = replace(ELM, kind=kind, cadence=usual, first_referral=TODAY, target_since=TODAY)
    assert owed(facts(wanted)) == []


def test_a_kind_with_a_figure_of_its_own_is_visited() -> None:
    rules = DueRules(by_kind={Kind.COMMUNITY: Cadence(every=2)})
    club = replace(ELM, kind=Kind.COMMUNITY, cadence=rules.cadence_of(Kind.COMMUNITY))

    assert [i.due_on for i in owed(facts(replace(club, target_since=TODAY)))] == [TODAY]


def test_a_provider_who_works_in_an_office_is_visited_there() -> None:
    day = date(2026, 10, 5)
    known = facts(*(replace(party, first_referral=day) for party in (ELM, CHEN, SOLO)))

    assert [item.key for item in owed(known)] == ["V8", "V12"]


# Not referring

COURTED = replace(
    ELM,
    first_visit=date(2026, 1, 31),
    last_visit=date(2026, 7, 31),
    visits=7,
    hopeless_on=date(2026, 7, 31),
)


def test_who_does_not_refer_is_shown_once_with_the_fields_advice() -> None:
    [item] = owed(facts(COURTED))

    assert (item.key, item.due_on) == ("V12", date(2026, 10, 31))
    assert item.reason == (
        "not referring: 7 visits since 2026-01-31 and no referral; the field's advice: stop"
        " courting, and put the effort into community, signage, print and digital marketing"
    )


@pytest.mark.parametrize(
    ("last", "marks"),
    [(date(2026, 10, 31), []), (date(2026, 7, 31), [skip("V12", date(2026, 11, 2))])],
    ids=["a last visit", "a skip"],
)
def test_after_that_no_visit_is_owed(last: date, marks: list[Mark]) -> None:
    assert owed(facts(replace(COURTED, last_visit=last), marks=marks)) == []


def test_a_referral_after_all_begins_the_visits_anew() -> None:
    late = replace(COURTED, hopeless_on=None, first_referral=date(2026, 11, 1))

    assert [item.reason for item in owed(facts(late))] == ["every 3 months, last visit 2026-07-31"]


def test_the_third_attempt_in_a_row_asks_for_another_way() -> None:
    tried = replace(ELM, first_visit=TODAY, last_visit=TODAY, attempts=3)

    assert owed(facts(tried))[0].reason == (
        "every month, last visit 2026-11-23, 3 attempts in a row met nobody: call ahead"
    )


# Calls to patients


def called(since: date, *, seen: bool) -> Uncalled:
    return Uncalled(id=5, source_id=12, patient="Cy", since=since, seen=seen)


def test_a_patient_is_called_two_weeks_after_the_first_visit() -> None:
    [item] = owed(facts(ELM, uncalled=[called(date(2026, 11, 2), seen=True)]))

    assert (item.key, item.type, item.due_on) == ("F5", DueType.FOLLOW_UP, date(2026, 11, 16))
    assert item.reason == "Cy was first seen on 2026-11-02: ask how it went"


def test_who_did_not_come_is_called_a_month_after_the_booking() -> None:
    [item] = owed(facts(ELM, uncalled=[called(date(2026, 11, 2), seen=False)]))

    assert item.due_on == date(2026, 12, 2)
    assert item.reason == "Cy was booked on 2026-11-02 for a day not told, and was not seen yet"


def test_a_skipped_call_about_the_booking_leaves_the_one_after_the_visit() -> None:
    marks = [skip("F5", date(2026, 12, 2))]

    assert owed(facts(ELM, uncalled=[called(date(2026, 11, 2), seen=False)], marks=marks)) == []
    assert len(owed(facts(ELM, uncalled=[called(date(2026, 12, 9), seen=True)], marks=marks))) == 1


def test_a_practice_can_do_without_calls_or_begin_with_them_later() -> None:
    known = facts(ELM, uncalled=[called(date(2026, 11, 2), seen=True)])

    for rules in (DueRules(follow_up_after=0), DueRules(calls_since=date(2026, 11, 3))):
        assert owed(replace(known, ground=replace(known.ground, rules=rules))) == []


def test_calls_are_kept_from_the_day_on_which_they_were_turned_on_again() -> None:
    figures = [
        Rule(key="follow_up_after", value=value, since=date(2026, month, 1))
        for month, value in ((2, 10), (3, 0), (4, 0), (5, 7), (6, 14))
    ]

    found = [kept_since(figures[:many], "follow_up_after") for many in (0, 1, 4, 5)]

    assert found == [date.min, date.min, date(2026, 5, 1), date(2026, 5, 1)]


# Thank-yous


def test_a_thank_you_is_due_three_days_after_the_first_unthanked_referral() -> None:
    place = replace(ELM, last_visit=date(2026, 10, 1), first_visit=date(2026, 10, 1), met="Tina")
    known = facts(place, CHEN, unthanked=[Unthanked(7, date(2026, 10, 30), 1)])

    assert owed(known, until=date(2026, 11, 2)) == [
        DueItem(
            key="V12",
            type=DueType.VISIT,
            source_id=12,
            source="Elm Dental",
            due_on=date(2026, 11, 1),
            why="every month, last visit 2026-10-01",
            owner="Tina",
            helpful=(
                "met Tina",
                "555-1",
            ),
        ),
        DueItem(
            key="T7",
            type=DueType.THANK_YOU,
            source_id=7,
            source="Dr. Wei Chen",
            due_on=date(2026, 11, 2),
            why="a referral since 2026-10-30",
            owner="Tina",
            helpful=(
                "last visit 2026-10-01",
                "met Tina",
                "555-1",
            ),
        ),
    ]


def test_several_referrals_are_thanked_for_at_once_by_phone_where_mail_is_unwelcome() -> None:
    known = facts(
        replace(SOLO, do_not_mail=True, owner="Bo"),
        unthanked=[Unthanked(8, date(2026, 10, 30), 4)],
    )

    assert owed(known) == [
        DueItem(
            key="T8",
            type=DueType.THANK_YOU,
            source_id=8,
            source="Dr. Ito",
            due_on=date(2026, 11, 2),
            why="4 referrals since 2026-10-30; no mail",
            owner="Bo",
            helpful=("555-8",),
        )
    ]


def test_the_owner_of_the_source_goes_before_that_of_its_office() -> None:
    known = facts(ELM, replace(CHEN, owner="Bo"), unthanked=[Unthanked(7, TODAY, 1)])

    assert [item.owner for item in owed(known)] == ["Bo"]


def test_a_source_that_is_not_known_is_owed_nothing() -> None:
    referral = OpenReferral(17, 99, "Maria Lopez", TODAY)
    known = facts(
        ELM,
        unthanked=[Unthanked(99, TODAY, 1)],
        unreported=[referral],
        unscheduled=[referral],
    )

    assert owed(known) == []


OCTOBER = PatientBatch(date(2026, 10, 1), (3, 5), ("Ann Ray", "Bo Kim"))


def test_patients_who_referred_get_one_note_on_the_first_monday_of_the_next_month() -> None:
    september = PatientBatch(date(2026, 9, 1), (3,), ("Ann Ray",))
    known = facts(ANN, batches=[OCTOBER, september])

    assert owed(known) == [
        DueItem(
            key="B2609",
            type=DueType.THANK_YOU,
            source_id=None,
            source="1 patient",
            due_on=date(2026, 10, 5),
            why="who referred in September 2026: a note that names no new patient",
            owner="",
            recipients=("Ann Ray",),
            kind=Kind.PATIENT,
        ),
        DueItem(
            key="B2610",
            type=DueType.THANK_YOU,
            source_id=None,
            source="2 patients",
            due_on=date(2026, 11, 2),
            why="who referred in October 2026: a note that names no new patient",
            owner="",
            recipients=("Ann Ray", "Bo Kim"),
            kind=Kind.PATIENT,
        ),
    ]


def test_a_batch_names_no_new_patient() -> None:
    new = OpenReferral(17, 3, "Maria Lopez", date(2026, 10, 9))

    shown = owed(facts(ANN, batches=[OCTOBER], unscheduled=[new]))

    assert ["Maria" in repr(item) for item in shown] == [True, False]
    assert [item.key for item in shown] == ["S17", "B2610"]


def test_a_skipped_batch_is_dropped_and_the_others_are_not() -> None:
    november = PatientBatch(date(2026, 11, 1), (3,), ("Ann Ray",))
    known = facts(batches=[OCTOBER, november], marks=[skip("B2610", TODAY)])

    assert [item.key for item in owed(known)] == ["B2611"]


# Reports and appointments


def test_a_report_is_due_seven_days_after_the_patient_was_seen() -> None:
    known = facts(
        replace(ELM, met="Tina"),
        CHEN,
        unreported=[OpenReferral(17, 7, "Maria Lopez", date(2026, 11, 12))],
        steps=[NextStep(5, 7, "call Ann", date(2026, 11, 12))],
    )

    assert owed(known) == [
        DueItem(
            key="R17",
            type=DueType.REPORT,
            source_id=7,
            source="Dr. Wei Chen",
            due_on=date(2026, 11, 19),
            why="was seen on 2026-11-12",
            owner="Tina",
            helpful=(
                "met Tina",
                "next: call Ann",
                "555-1",
            ),
            patient="Maria Lopez",
        )
    ]


def test_a_call_is_due_three_days_after_a_referral_without_an_appointment() -> None:
    known = facts(
        replace(ELM, met="Tina", last_visit=TODAY, do_not_visit=True),
        replace(CHEN, phone="555-7"),
        unscheduled=[
            OpenReferral(
                17, 7, "Maria Lopez", date(2026, 11, 12), callee=Callee("555-9", "991", "deaf")
            )
        ],
    )

    assert owed(known) == [
        DueItem(
            key="S17",
            type=DueType.SCHEDULE,
            source_id=7,
            source="Dr. Wei Chen",
            due_on=date(2026, 11, 15),
            why="was referred on 2026-11-12, no appointment yet",
            owner="Tina",
            helpful=(
                "555-9",
                "chart 991",
                "deaf",
            ),
            patient="Maria Lopez",
        )
    ]


def test_whoever_came_through_a_channel_waits_for_an_appointment_too() -> None:
    known = facts(GOOGLE, unscheduled=[OpenReferral(9, 4, "Bo Kim", TODAY)])

    assert [(item.key, item.source, item.context) for item in owed(known)] == [("S9", "Google", "")]


def test_a_skip_drops_a_report_and_a_call_for_good_and_for_this_referral_alone() -> None:
    two = [OpenReferral(17, 8, "P", TODAY), OpenReferral(18, 8, "Q", TODAY)]
    known = facts(
        SOLO, unreported=two, unscheduled=two, marks=[skip("R17", TODAY), skip("S18", TODAY)]
    )

    assert [item.key for item in owed(known)] == ["S17", "R18"]


# Skipping and snoozing


def test_a_skipped_visit_restarts_the_clock_as_a_visit_would() -> None:
    visited = replace(ELM, first_visit=date(2026, 8, 3), last_visit=date(2026, 9, 3))
    known = facts(visited, marks=[skip("V12", date(2026, 10, 20))])

    assert [(item.due_on, item.reason) for item in owed(known)] == [
        (date(2026, 11, 20), "every month, skipped on 2026-10-20")
    ]


def test_a_skip_before_the_last_visit_changes_nothing() -> None:
    visited = replace(ELM, first_visit=date(2026, 8, 3), last_visit=date(2026, 11, 3))
    known = facts(visited, marks=[skip("V12", date(2026, 10, 20))])

    assert owed(known) == owed(facts(visited))


def test_the_first_months_of_a_place_never_visited_begin_with_the_skip() -> None:
    known = facts(
        replace(ELM, first_referral=date(2024, 1, 1), attempts=1),
        marks=[skip("V12", date(2026, 8, 3)), skip("V12", date(2026, 10, 20)), skip("V8", TODAY)],
    )

    assert [(item.due_on, item.reason) for item in owed(known)] == [
        (date(2026, 11, 20), "every month, skipped on 2026-10-20, 1 attempt since met nobody")
    ]


def test_a_snoozed_item_is_hidden_until_its_day_and_shown_again_as_overdue_as_it_is() -> None:
    due_on = date(2026, 10, 5)
    known = facts(
        replace(ELM, first_referral=due_on), marks=[snooze("V12", due_on, date(2026, 12, 1))]
    )

    assert owed(known, today=TODAY) == []
    assert owed(known, today=date(2026, 11, 30)) == []
    back = owed(known, today=date(2026, 12, 1))
    assert [(item.key, item.due_on) for item in back] == [("V12", due_on)]
    assert due_items(known, until=FAR, today=TODAY, snoozed_too=True) == back


def test_of_several_snoozes_the_last_one_counts() -> None:
    due_on = date(2026, 10, 5)
    marks = [snooze("V12", due_on, date(2026, 12, 24)), snooze("V12", due_on, TODAY)]

    assert len(owed(facts(replace(ELM, first_referral=due_on), marks=marks))) == 1
    assert owed(facts(replace(ELM, first_referral=due_on), marks=marks[::-1])) == []


def test_a_snooze_hides_only_the_duty_of_that_due_date() -> None:
    marks = [snooze("V12", date(2026, 10, 5), FAR), snooze("T8", TODAY, FAR)]
    visited = replace(ELM, first_visit=date(2026, 10, 9), last_visit=date(2026, 10, 9))

    shown = owed(facts(visited, SOLO, unthanked=[Unthanked(8, TODAY, 1)], marks=marks))

    assert [item.key for item in shown] == ["V12", "T8"]


# The list


def test_the_most_overdue_come_first_then_by_type_then_by_name_and_key() -> None:
    day = date(2026, 11, 2)  # due on by every rule
    known = facts(
        replace(ELM, first_referral=day),
        replace(SOLO, name="dr. Ito", first_referral=day),
        replace(SOLO, id=9, name="Dr. Abt", first_referral=day - timedelta(1)),
        unthanked=[Unthanked(8, day - timedelta(3), 1)],
        batches=[OCTOBER],
        unreported=[
            OpenReferral(10, 8, "P", day - timedelta(7)),
            OpenReferral(9, 8, "Q", day - timedelta(7)),
            OpenReferral(11, 8, "R", day - timedelta(8)),
        ],
        unscheduled=[OpenReferral(12, 12, "S", day - timedelta(3))],
    )

    assert [item.key for item in owed(known)] == [
        *("R11", "V9"),
        *("R9", "R10", "S12", "B2610", "T8", "V8", "V12"),
    ]


def test_what_falls_due_on_the_last_day_is_on_the_list_and_the_day_after_is_not() -> None:
    known = facts(SOLO, unthanked=[Unthanked(8, date(2026, 11, 27), 1)])

    assert [item.key for item in owed(known, until=date(2026, 11, 30))] == ["T8"]
    assert owed(known, until=date(2026, 11, 29)) == []


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2026, 11, 2), 0), (date(2026, 11, 1), 0), (date(2026, 11, 3), 1), (TODAY, 21)],
)
def test_overdue_are_the_days_since_the_due_date(today: date, days: int) -> None:
    [item] = owed(facts(batches=[OCTOBER]))

    assert item.days_overdue(today) == days


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("V12", ("V", 12)),
        (" v12 ", ("V", 12)),
        ("b2610", ("B", 2610)),
        ("T007", ("T", 7)),
        ("r1", ("R", 1)),
        ("S123456789012345678", ("S", 123456789012345678)),
        ("S1234567890123456789", None),
        ("12", None),
        ("V", None),
        ("V 12", None),
        ("V-1", None),
        ("X12", None),
        ("V12R7", None),
        ("", None),
    ],
)
def test_a_key_is_a_letter_and_a_number(typed: str, key: tuple[str, int] | None) -> None:
    assert read_key(typed) == (Key(*key) if key else None)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("d3.47", Key("D", 3, 47)),
        (" O5.2026 ", Key("O", 5, 2026)),
        ("C4.90", Key("C", 4, 90)),
        ("D3", None),
        ("V3.1", None),
        ("D3.", None),
    ],
)
def test_what_comes_again_has_a_second_number(typed: str, key: Key | None) -> None:
    assert read_key(typed) == key
    assert key is None or str(key) == typed.strip().upper()


def test_a_batch_is_called_by_its_month() -> None:
    assert batch_key(date(2026, 10, 31)) == "B2610"
    assert batch_key(date(2030, 1, 1)) == "B3001"


# What one referral brings about


def test_a_first_referral_brings_about_a_call_a_thank_you_and_a_visit() -> None:
    new = OpenReferral(17, 7, "Maria Lopez", TODAY)
    known = facts(
        replace(ELM, first_referral=TODAY),
        CHEN,
        replace(SOLO, first_referral=TODAY),
        unthanked=[Unthanked(7, TODAY, 1), Unthanked(8, TODAY, 1)],
        unreported=[replace(new, since=TODAY), OpenReferral(16, 7, "P", TODAY)],
        unscheduled=[new, OpenReferral(16, 7, "P", TODAY)],
    )

    assert [item.key for item in owed_for(known, new, today=TODAY)] == ["V12", "S17", "T7", "R17"]


@pytest.mark.parametrize(("due_in", "keys"), [(7, ["V8"]), (8, [])])
def test_a_visit_is_told_where_it_is_due_within_a_week(due_in: int, keys: list[str]) -> None:
    solo = replace(SOLO, target_since=TODAY + timedelta(due_in))
    new = OpenReferral(17, 8, "Maria Lopez", TODAY)

    assert [item.key for item in owed_for(facts(solo), new, today=TODAY)] == keys


def test_a_patients_referral_joins_the_batch_of_its_month() -> None:
    new = OpenReferral(17, 3, "Maria Lopez", date(2026, 10, 30))
    november = PatientBatch(date(2026, 11, 1), (3,), ("Ann Ray",))
    known = facts(ANN, batches=[OCTOBER, november])

    assert [item.key for item in owed_for(known, new, today=TODAY)] == ["B2610"]


# Whatever is known

days = st.dates(date(2024, 1, 1), date(2026, 11, 23))
maybe = st.none() | days
numbers = st.integers(1, 4)
open_referrals = st.lists(
    st.builds(OpenReferral, st.integers(1, 9), numbers, st.just("P"), days),
    max_size=4,
    unique_by=lambda one: one.id,
)


@st.composite
def some_party(draw: st.DrawFn, id_: int) -> Party:
    visits = sorted(draw(st.lists(days, max_size=3)))
    return Party(
        id=id_,
        name=draw(st.sampled_from(["Elm", "elm", "Oak", "Ito"])),
        kind=draw(st.sampled_from([Kind.OFFICE, Kind.PROVIDER, Kind.PATIENT])),
        cadence=draw(st.sampled_from([USUAL, Cadence(every=2, first=3, later=6)])),
        office_id=draw(st.sampled_from([None, 1])) if id_ > 1 else None,
        do_not_visit=draw(st.booleans()),
        target_since=draw(maybe),
        first_referral=draw(maybe),
        first_visit=visits[0] if visits else None,
        last_visit=visits[-1] if visits else None,
        attempts=draw(st.integers(0, 2)),
    )


@st.composite
def some_facts(draw: st.DrawFn) -> DueFacts:
    thanks = draw(
        st.lists(
            st.builds(Unthanked, numbers, days, st.integers(1, 3)),
            max_size=4,
            unique_by=lambda one: one.source_id,
        )
    )
    months = draw(st.sets(st.integers(1, 12), max_size=2))
    marks = [skip(key, day) for key, day in draw(st.dictionaries(st.just("V1"), days)).items()]
    return DueFacts(
        ground=Ground(parties={id_: draw(some_party(id_)) for id_ in range(1, 5)}, marks=marks),
        unthanked=thanks,
        batches=[PatientBatch(date(2026, month, 1), (3,), ("Ann",)) for month in sorted(months)],
        unreported=draw(open_referrals),
        uncalled=[
            Uncalled(id=one.id, source_id=one.source_id, patient="Ann", since=one.since, seen=seen)
            for one in draw(open_referrals)
            for seen in (draw(st.booleans()),)
        ],
        unscheduled=draw(open_referrals),
    )


@given(some_facts(), days, st.integers(1, 2_000))
def test_overdue_stays_overdue_on_every_later_day(known: DueFacts, day: date, more: int) -> None:
    later = day + timedelta(more)
    now = due_items(known, until=day, today=day)
    then = {item.key: item for item in due_items(known, until=later, today=later)}

    for item in now:
        assert then[item.key] == item
        assert then[item.key].days_overdue(later) == item.days_overdue(day) + more


@given(some_facts(), days)
def test_no_two_items_share_a_key_and_every_key_can_be_read(known: DueFacts, day: date) -> None:
    found = due_items(known, until=FAR, today=day)
    keys = [item.key for item in found]

    assert len(set(keys)) == len(keys)
    assert all(read_key(key) for key in keys)
    assert [item.due_on for item in found] == sorted(item.due_on for item in found)


@given(some_facts(), days, st.randoms())
def test_the_order_of_the_facts_does_not_matter(known: DueFacts, day: date, chance: Random) -> None:
    people = list(known.ground.parties.items())
    shuffled = DueFacts(
        ground=replace(known.ground, parties=dict(chance.sample(people, len(people)))),
        unthanked=chance.sample(known.unthanked, len(known.unthanked)),
        batches=chance.sample(known.batches, len(known.batches)),
        unreported=chance.sample(known.unreported, len(known.unreported)),
        uncalled=chance.sample(known.uncalled, len(known.uncalled)),
        unscheduled=chance.sample(known.unscheduled, len(known.unscheduled)),
    )

    assert due_items(shuffled, until=FAR, today=day) == due_items(known, until=FAR, today=day)


@given(some_facts(), days, st.integers(1, 60), st.data())
def test_a_snooze_hides_that_one_item_until_its_day(
    known: DueFacts, day: date, ahead: int, data: st.DataObject
) -> None:
    found = due_items(known, until=FAR, today=day)
    if not found:
        return
    one, until = data.draw(st.sampled_from(found)), day + timedelta(ahead)
    marks = [*known.ground.marks, snooze(one.key, one.due_on, until)]
    marked = replace(known, ground=replace(known.ground, marks=marks))

    assert due_items(marked, until=FAR, today=day) == [item for item in found if item != one]
    assert due_items(marked, until=FAR, today=until) == found
