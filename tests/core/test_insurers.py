"""When to ask an insurer for the next term; one item at a time, and due dates never move."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.insurers import CredentialFacts, Membership, Term, due_renewals
from refcli.core.owed.items import DueItem, Ground, Mark, Party
from refcli.core.vocabulary import DueType, Kind, MarkAction

TODAY = date(2026, 11, 23)
FAR = date(2030, 1, 1)

DELTA = Party(id=9, name="Delta Dental", kind=Kind.INSURER, owner="Jo", phone="555-9")
KIM = Term(4, 9, "Dr. Kim", date(2024, 3, 1), date(2027, 3, 1))
D90, D60, D30 = date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 30)


def owed(
    *terms: Term,
    until: date = FAR,
    today: date = TODAY,
    party: Party = DELTA,
    marks: Sequence[Mark] = (),
    **closed: date,
) -> list[DueItem]:
    days = {key.replace("_", "."): day for key, day in closed.items()}
    ground = Ground(parties={party.id: party}, marks=marks, closed=days)
    return list(due_renewals(ground, CredentialFacts(today, terms), until))


def skip(key: str, made_on: date) -> Mark:
    return Mark(key, MarkAction.SKIP, made_on, None, made_on)


def key_of(items: list[DueItem]) -> str | None:
    return items[0].key if items else None


def test_a_renewal_is_due_90_days_before_the_end() -> None:
    assert owed(KIM) == [
        DueItem(
            key="C4.90",
            type=DueType.CREDENTIAL,
            source_id=9,
            source="Delta Dental",
            due_on=D90,
            why="Dr. Kim's credentials with Delta Dental end on 2027-03-01: renew (90 days ahead)",
            owner="Jo",
            helpful=("555-9",),
        )
    ]
    assert owed(KIM, until=D90 - timedelta(days=1)) == []


def test_an_early_stage_never_done_stays_overdue_as_the_only_line() -> None:
    found = owed(KIM, today=date(2027, 2, 1))

    assert [(item.key, item.due_on) for item in found] == [("C4.90", D90)]


@pytest.mark.parametrize(
    ("recorded_on", "key", "due_on"),
    [
        (D90 - timedelta(days=1), "C4.90", D90),
        (D90 + timedelta(days=9), "C4.90", D90 + timedelta(days=9)),
        (D60, "C4.60", D60),
        (D30 + timedelta(days=5), "C4.30", D30 + timedelta(days=5)),
        (date(2027, 3, 9), "C4.30", date(2027, 3, 9)),
    ],
)
def test_a_renewal_falls_due_on_the_day_it_was_recorded_at_the_earliest(
    recorded_on: date, key: str, due_on: date
) -> None:
    [item] = owed(replace(KIM, recorded_on=recorded_on))

    assert (item.key, item.due_on) == (key, due_on)


@pytest.mark.parametrize(
    ("done_on", "following"),
    [
        (D90 - timedelta(days=3), "C4.60"),
        (D90, "C4.60"),
        (D60 - timedelta(days=1), "C4.60"),
        (D60, "C4.30"),
        (D30, "C4.30"),
        (date(2027, 4, 1), "C4.30"),
    ],
)
def test_a_deed_closes_every_stage_due_by_then_but_the_last(done_on: date, following: str) -> None:
    assert key_of(owed(KIM, C4_90=done_on)) == following


def test_the_last_stage_is_closed_by_its_own_deed() -> None:
    assert owed(KIM, C4_90=D90, C4_30=D30) == []
    assert owed(KIM, C4_30=D90) == []


def test_a_skip_closes_its_stage_and_the_earlier_ones_only() -> None:
    assert key_of(owed(KIM, marks=[skip("C4.90", D30)])) == "C4.60"
    assert key_of(owed(KIM, marks=[skip("C4.60", D90)])) == "C4.30"
    assert owed(KIM, marks=[skip("C4.30", D90)]) == []
    assert key_of(owed(KIM, marks=[skip("C5.90", D90)])) == "C4.90"


def test_after_the_end_the_reason_says_so() -> None:
    our = replace(KIM, provider="")

    assert owed(KIM, today=date(2027, 3, 1))[0].reason.endswith("renew (90 days ahead)")
    assert owed(our, today=date(2027, 3, 2))[0].reason == (
        "our credentials with Delta Dental expired on 2027-03-01: renew"
    )


def test_what_was_done_for_an_earlier_record_of_the_same_end_counts() -> None:
    assert key_of(owed(replace(KIM, id=6, earlier=(4,)), C4_90=D90)) == "C6.60"


def test_nothing_is_owed_without_an_end_or_to_an_archived_or_former_insurer() -> None:
    assert owed(replace(KIM, until=None)) == []
    assert owed(KIM, party=replace(DELTA, archived=True)) == []
    assert owed(KIM, party=replace(DELTA, kind=Kind.OFFICE)) == []
    assert owed(replace(KIM, source_id=1)) == []


STAGE = st.sampled_from([90, 60, 30])
DEEDS = st.dictionaries(STAGE, st.dates(date(2026, 1, 1), date(2028, 1, 1)))


@given(DEEDS, DEEDS)
def test_one_item_remains_until_the_last_stage_is_closed(
    done: dict[int, date], skipped: dict[int, date]
) -> None:
    marks = [skip(f"C4.{stage}", day) for stage, day in skipped.items()]

    closed = {f"C4.{stage}": day for stage, day in done.items()}
    ground = Ground(parties={9: DELTA}, marks=marks, closed=closed)

    found = list(due_renewals(ground, CredentialFacts(TODAY, [KIM]), FAR))

    assert len(found) == (30 not in {*done, *skipped})
    for item in found:
        stage = int(item.key.partition(".")[2])
        assert item.due_on == date(2027, 3, 1) - timedelta(days=stage)
        assert stage < min([*done, *skipped, 91])
        assert stage == 30 or all(day < item.due_on for day in done.values())


def test_a_membership_says_what_is_known() -> None:
    kim = Membership("Dr. Kim", None, date(2027, 3, 1), True, False, TODAY)  # noqa: FBT003

    assert [str(kim), str(Membership()), str(Membership(since=TODAY))] == [
        "Dr. Kim: until Mon 1 Mar 2027, in network, not listed, checked Mon 23 Nov 2026",
        "Practice: nothing known",
        "Practice: since Mon 23 Nov 2026",
    ]
