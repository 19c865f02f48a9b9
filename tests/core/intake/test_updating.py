"""What a row changes about a referral on record: never back, never twice, nothing unsaid."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from refcli.core.intake.joining_steps import join_steps
from refcli.core.intake.on_record import RecordedReferral
from refcli.core.intake.reading.steps import steps_from
from refcli.core.intake.updating import RecordedReferrals, UnclearNewsError, find_news
from refcli.core.intake.whose.records import Records
from refcli.core.intake.whose.ties import Tie, Tied, find_tie
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.referrals.steps import StepError
from refcli.core.vocabulary import PROGRESS, Status, StepKind

DAY = date(2026, 11, 2)
ON_RECORD = RecordedReferral(id=7, patient="Ann Ray", received_on=DAY, source_id=3, source="Elm")
ROW = NewReferral(patient="Ann Ray", source_id=3, received_on=DAY)

DAYS = st.none() | st.integers(0, 40).map(lambda days: DAY + timedelta(days=days))
CENTS = st.none() | st.integers(0, 5)


def step(what: StepKind, day: date | None = None, **more: object) -> ReferralStep:
    """A step that was told."""
    values: dict[str, object] = {"what": what, "day": day} | more
    return ReferralStep(**values)  # type: ignore[arg-type]


KINDS = (
    *(StepKind.BOOKED, StepKind.MISSED, StepKind.SEEN, StepKind.COMPLETED),
    *(StepKind.LOST, StepKind.INVALID),
)


@st.composite
def steps(draw: st.DrawFn) -> list[ReferralStep]:
    """Steps as a row may tell them: each at most once, and none before the one before it."""
    wanted = draw(st.sets(st.sampled_from(KINDS)))
    told = [
        step(
            kind,
            draw(DAYS),
            for_day=draw(DAYS) if kind is StepKind.BOOKED else None,
            reason="cost" if kind in {StepKind.LOST, StepKind.INVALID} else "",
        )
        for kind in KINDS
        if kind in wanted
    ]
    try:
        steps_from(DAY, told)
    except StepError:
        assume(False)  # noqa: FBT003
    return told


@given(steps(), steps(), CENTS, CENTS)
def test_a_row_said_twice_changes_nothing_more(
    told: list[ReferralStep], said: list[ReferralStep], was: int | None, cents: int | None
) -> None:
    one = replace(ON_RECORD, told=(*told, *value(was)))

    once, _ = join_steps(one, [*said, *value(cents)])
    after = replace(one, told=one.told if once is None else once)

    assert join_steps(after, [*said, *value(cents)])[0] is None


@given(steps(), steps())
def test_no_step_is_dropped_and_no_status_goes_back(
    told: list[ReferralStep], said: list[ReferralStep]
) -> None:
    before = derive_standing(DAY, told).steps

    joined, _ = join_steps(replace(ON_RECORD, told=tuple(told)), said)
    after = derive_standing(DAY, told if joined is None else joined).steps

    kinds = [one.what for one in joined or told]
    assert all(kinds.count(one.what) >= 1 for one in told)
    if before.status in PROGRESS[2:]:
        assert after.status not in PROGRESS[: PROGRESS.index(before.status)]
    if before.status is Status.LOST:
        assert after.status is Status.LOST
    for known in told:
        if known.day:
            assert known.day in [one.day for one in joined or told if one.what is known.what]


def value(cents: int | None) -> list[ReferralStep]:
    """What the treatment was worth."""
    return [] if cents is None else [step(StepKind.VALUE, DAY, cents=cents)]


def test_a_step_without_a_day_gets_its_day() -> None:
    joined, against = join_steps(
        replace(ON_RECORD, told=(step(StepKind.SEEN),)), [step(StepKind.SEEN, date(2026, 11, 9))]
    )

    assert (joined, against) == ((step(StepKind.SEEN, date(2026, 11, 9)),), [])


def test_a_step_that_runs_backwards_is_said_and_not_taken() -> None:
    told = (step(StepKind.SEEN, date(2026, 11, 9)),)

    joined, against = join_steps(
        replace(ON_RECORD, told=told), [step(StepKind.COMPLETED, date(2026, 11, 5))]
    )

    assert joined is None
    assert against == ["completed on 2026-11-05 would be before seen on 2026-11-09."]


def test_a_day_that_nobody_told_bars_no_true_one() -> None:
    one = replace(ON_RECORD, told=(step(StepKind.COMPLETED),))

    joined, against = join_steps(one, [step(StepKind.SEEN, date(2026, 11, 9))])

    assert (joined, against) == (
        (step(StepKind.COMPLETED), step(StepKind.SEEN, date(2026, 11, 9))),
        [],
    )
    steps = derive_standing(DAY, joined or ()).steps
    assert (steps.seen_on, steps.completed_on) == (date(2026, 11, 9), date(2026, 11, 9))


OCTOBER, NOVEMBER = date(2026, 11, 10), date(2026, 11, 20)
BOOKED_ANEW = (
    step(StepKind.BOOKED, DAY, for_day=OCTOBER),
    step(StepKind.MISSED, OCTOBER),
    step(StepKind.BOOKED, OCTOBER, for_day=NOVEMBER),
)


@pytest.mark.parametrize(
    ("off", "status"),
    [
        (step(StepKind.MISSED, NOVEMBER), Status.RECEIVED),
        (step(StepKind.CANCELLED), Status.RECEIVED),
    ],
)
def test_a_second_appointment_that_was_called_off_is_taken(
    off: ReferralStep, status: Status
) -> None:
    one = replace(ON_RECORD, told=BOOKED_ANEW)

    joined, against = join_steps(one, [step(StepKind.BOOKED, for_day=NOVEMBER), off])

    assert (joined, against) == ((*BOOKED_ANEW, off), [])
    assert derive_standing(DAY, joined or ()).steps.status is status
    again = replace(one, told=joined or ())
    assert join_steps(again, [step(StepKind.BOOKED, for_day=NOVEMBER), off]) == (None, [])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            [step(StepKind.BOOKED, for_day=OCTOBER), step(StepKind.MISSED, OCTOBER)],
            ["appointment for 2026-11-20 on record, here for 2026-11-10."],
        ),
        (
            [step(StepKind.BOOKED), step(StepKind.MISSED)],
            [
                "missed on 2026-11-10 on record, before the last appointment; here again.",
            ],
        ),
    ],
)
def test_what_was_said_of_an_earlier_appointment_calls_off_no_later_one(
    said: list[ReferralStep], why: list[str]
) -> None:
    assert join_steps(replace(ON_RECORD, told=BOOKED_ANEW), said) == (None, why)


EARLY, LATE = date(2026, 11, 6), date(2026, 11, 12)


@pytest.mark.parametrize(
    ("moved_on", "off", "after"),
    [
        (LATE, step(StepKind.MISSED, OCTOBER), ["booked", "booked", "missed"]),
        (OCTOBER, step(StepKind.MISSED, OCTOBER), ["booked", "missed", "booked"]),
        (None, step(StepKind.MISSED, OCTOBER), ["booked", "missed", "booked"]),
        (LATE, step(StepKind.CANCELLED), ["booked", "cancelled", "booked"]),
        (LATE, step(StepKind.CANCELLED, EARLY), ["booked", "booked", "cancelled"]),
    ],
)
def test_news_of_an_appointment_that_was_moved_leaves_the_new_one(
    moved_on: date | None, off: ReferralStep, after: list[str]
) -> None:
    told = (
        step(StepKind.BOOKED, DAY, for_day=OCTOBER),
        step(StepKind.MOVED, moved_on, for_day=NOVEMBER, for_hour="10:00"),
    )
    row = [step(StepKind.BOOKED, for_day=OCTOBER), off]

    joined, against = join_steps(replace(ON_RECORD, told=told), row)

    assert ([one.what.value for one in joined or ()], against) == (after, [])
    assert derive_standing(DAY, joined or ()).steps.status is Status.SCHEDULED
    assert (NOVEMBER, "10:00") in {(one.for_day, one.for_hour) for one in joined or ()}
    again = replace(ON_RECORD, told=joined or ())
    assert join_steps(again, row)[0] is None


@pytest.mark.parametrize(
    "told",
    [
        (step(StepKind.BOOKED, DAY, for_day=NOVEMBER),),
        (
            step(StepKind.BOOKED, DAY, for_day=OCTOBER),
            step(StepKind.MOVED, EARLY, for_day=NOVEMBER),
        ),
    ],
)
def test_news_of_an_appointment_that_was_never_due_leaves_the_one_on_record(
    told: tuple[ReferralStep, ...],
) -> None:
    row = [step(StepKind.BOOKED, for_day=OCTOBER), step(StepKind.MISSED, OCTOBER)]

    assert join_steps(replace(ON_RECORD, told=told), row) == (
        None,
        ["appointment for 2026-11-20 on record, here for 2026-11-10."],
    )


@pytest.mark.parametrize(
    ("told", "said", "why"),
    [
        (
            step(StepKind.BOOKED, DAY, for_day=OCTOBER, for_hour="09:30"),
            step(StepKind.BOOKED, DAY, for_day=OCTOBER, for_hour="15:00"),
            "appointment at 09:30 on record, here at 15:00.",
        ),
        (
            step(StepKind.BOOKED, DAY, for_day=NOVEMBER),
            step(StepKind.BOOKED, OCTOBER, for_day=NOVEMBER),
            "booked on 2026-11-02 on record, here on 2026-11-10.",
        ),
        (
            step(StepKind.LOST, OCTOBER, reason="cost"),
            step(StepKind.LOST, OCTOBER, reason="too far"),
            "lost for 'cost' on record, here for 'too far'.",
        ),
    ],
)
def test_another_hour_booking_day_or_reason_is_said(
    told: ReferralStep, said: ReferralStep, why: str
) -> None:
    assert join_steps(replace(ON_RECORD, told=(told,)), [said]) == (None, [why])


def test_a_reason_that_the_record_lacks_is_filled_in() -> None:
    one = replace(ON_RECORD, told=(step(StepKind.LOST, OCTOBER, reason="not recorded"),))
    said = step(StepKind.LOST, OCTOBER, reason="too far")

    assert join_steps(one, [said]) == ((said,), [])


def test_assists_are_filled_in_and_others_are_said() -> None:
    row = replace(ROW, assists=(5,))

    assert find_news(ON_RECORD, row).assists == (5,)
    assert not find_news(replace(ON_RECORD, assists=(5, 6)), row).changes
    other = find_news(replace(ON_RECORD, assists=(6,)), row)
    assert (other.assists, other.contradictions) == (
        (),
        ("other sources helped on record than here (also)",),
    )


def test_only_what_is_empty_is_filled() -> None:
    one = replace(ON_RECORD, service="implant", note="by phone")
    row = replace(ROW, service="Implant", note="called again", provider="Dr. Ito", phone="206")

    news = find_news(one, row)

    assert (news.values, news.told, news.contradictions) == (
        {"provider": "Dr. Ito", "phone": "206"},
        None,
        (),
    )


def test_another_source_is_said_and_stays() -> None:
    news = find_news(replace(ON_RECORD, chart="77"), replace(ROW, chart="77", source_id=4), "Oak")

    assert news.contradictions == ("it is on record as from Elm, here from Oak",)
    assert not news.changes


def test_a_visit_and_a_value_never_count_for_another_source_than_the_row_names() -> None:
    row = replace(
        ROW,
        source_id=4,
        chart="77",
        phone="206",
        status=Status.SEEN,
        seen_on=DAY,
        production_cents=150_000,
        production_on=DAY,
    )

    news = find_news(ON_RECORD, row, "Oak")

    assert (news.values, news.told) == ({}, None)
    assert news.contradictions == ("it is on record as from Elm, here from Oak",)


CHARTED = replace(ON_RECORD, chart="77")


def tie_of(row: NewReferral, *several: RecordedReferral) -> Tied:
    """What a row is of, among some referrals on record."""
    records = Records()
    for one in several:
        records.add(one.as_compared(), one.received_on)
    said = replace(ON_RECORD, id=0, told=tuple(steps_told(row)), patient=row.patient)
    said = replace(said, source_id=row.source_id, chart=row.chart, received_on=row.received_on)
    return find_tie(said.as_compared(), row.received_on, records)


@pytest.mark.parametrize(
    ("row", "tie"),
    [
        (ROW, Tie.SAME_DAY),
        (replace(ROW, patient="RAY, ANN"), Tie.SAME_DAY),
        (replace(ROW, received_on=date(2026, 8, 4)), Tie.NEAR),
        (replace(ROW, received_on=date(2026, 8, 3)), Tie.NOBODY),
        (replace(ROW, source_id=4), Tie.OTHER_SOURCE),
        (replace(ROW, patient="Anne Ray"), Tie.NOBODY),
        (replace(ROW, chart="78"), Tie.NOBODY),
        (replace(ROW, chart="77", patient="Bo Kim", source_id=4), Tie.STRANGER),
        (replace(ROW, chart="77", patient="Annie Ray", source_id=4), Tie.OTHER_SOURCE),
        (replace(ROW, chart="77", patient="Ann Miller"), Tie.SAME_DAY),
        (replace(ROW, chart="#0077", received_on=date(2025, 1, 2)), Tie.WAITING),
        (replace(ROW, chart="77", source_id=4, received_on=date(2027, 2, 2)), Tie.LONG_AGO),
    ],
)
def test_a_row_is_of_the_referral_of_its_person_and_source(row: NewReferral, tie: Tie) -> None:
    tied = tie_of(row, CHARTED)

    assert tied.tie is tie
    assert [one.known.id for one in tied.several] == [7] * (tie is not Tie.NOBODY)


def test_a_patient_who_came_long_ago_is_referred_anew() -> None:
    old = replace(CHARTED, told=(step(StepKind.SEEN, DAY),))
    row = replace(ROW, chart="77", received_on=DAY + timedelta(days=91))

    assert tie_of(row, old).tie is Tie.LONG_AGO


def test_the_nearest_referral_is_meant_and_of_two_equally_near_ones_neither() -> None:
    later = replace(ON_RECORD, id=8, received_on=DAY + timedelta(days=20))
    known = RecordedReferrals([ON_RECORD, later])
    near = replace(ROW, received_on=DAY + timedelta(days=15))
    between = replace(ROW, received_on=DAY + timedelta(days=10))

    assert known.find_meant(tie_of(near, ON_RECORD, later), near) == later
    with pytest.raises(UnclearNewsError, match="it could be of referral 7 or 8"):
        known.find_meant(tie_of(between, ON_RECORD, later), between)


def test_the_value_of_a_visit_that_is_refused_is_not_taken() -> None:
    one = replace(ON_RECORD, told=(step(StepKind.LOST, DAY, reason="cost"),))
    said = [step(StepKind.SEEN, DAY), step(StepKind.VALUE, DAY, cents=5000)]

    assert join_steps(one, said) == (None, ["lost on 2026-11-02 on record, here seen."])
