"""A step that was told without its day: it counts, and how long it took nobody knows."""

from dataclasses import asdict, replace
from datetime import date

from refcli.core.referrals.records import NewReferral
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.report.delays import Delay
from refcli.core.sources.records import NewSource
from refcli.core.values.periods import month_of
from refcli.core.vocabulary import Kind, Status, StepKind
from refcli.storage import plan
from refcli.storage.book.door import Book
from refcli.storage.counting import top, visits
from refcli.storage.intake import load
from refcli.storage.report import data
from refcli.storage.report.delays import read_delays

DAY = date(2026, 11, 2)
PERIOD = month_of(DAY)


def test_how_long_a_step_took_is_counted_only_where_its_day_is_known(book: Book) -> None:
    dated = NewReferral(
        patient="Ann",
        source_id=2,
        received_on=DAY,
        status=Status.SEEN,
        seen_on=date(2026, 11, 9),
    )
    undated = NewReferral(
        patient="Bo",
        source_id=2,
        received_on=DAY,
        status=Status.SEEN,
        scheduled_on=DAY,
        seen_on=DAY,
        told=(ReferralStep(what=StepKind.BOOKED), ReferralStep(what=StepKind.SEEN)),
    )

    load(book, referrals=[dated, undated])

    appointment, visit, _ = read_delays(book, PERIOD, PERIOD.until)[0]
    assert appointment == Delay("referral to appointment made", {}, {"no day kept": 2})
    assert visit == Delay("referral to first visit", {7: 1}, {"no day kept": 1})
    [tally] = top.top_facts(book, PERIOD).tallies.values()
    assert tally.seen == 2


def test_a_visit_is_measured_and_counted_in_a_period_only_where_its_day_was_told(
    book: Book,
) -> None:
    seen, completed = StepKind.SEEN, StepKind.COMPLETED
    told = {
        "Ann": [ReferralStep(what=completed)],
        "Bo": [ReferralStep(what=seen), ReferralStep(what=completed, day=date(2026, 11, 9))],
        "Cy": [ReferralStep(what=completed, day=date(2026, 11, 9))],
    }
    standings = {name: derive_standing(DAY, steps).steps for name, steps in told.items()}
    load(
        book,
        referrals=[
            NewReferral(patient=name, source_id=2, told=tuple(steps), **asdict(standings[name]))
            for name, steps in told.items()
        ],
    )

    _, visit, _ = read_delays(book, PERIOD, PERIOD.until)[0]

    assert visit == Delay("referral to first visit", {7: 1}, {"no day kept": 2})
    assert visits.first_seen(book, [PERIOD]) == [1]
    assert visits.count_undated_visits(book, PERIOD) == 2
    assert [one.seen_on for one in data.read_referred(book, PERIOD)] == [
        None,
        None,
        date(2026, 11, 9),
    ]


def test_a_report_back_fell_due_on_a_known_day_only_where_the_visit_has_one(book: Book) -> None:
    seen = ReferralStep(what=StepKind.SEEN)
    undated = NewReferral(
        patient="Bo", source_id=2, received_on=DAY, status=Status.SEEN, seen_on=DAY, told=(seen,)
    )
    dated = replace(undated, patient="Ann", told=(replace(seen, day=DAY),))

    chen = NewSource(id=3, name="Dr. Chen", kind=Kind.PROVIDER, added_on=DAY)
    load(book, [chen], [replace(one, source_id=3) for one in (undated, dated)])

    assert len([*plan.due_report_days(book, PERIOD, 7)]) == 1
