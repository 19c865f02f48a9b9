"""What is slipping: how far the referred people have come, and who waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from refcli.core.due.waiting import OpenReferral
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.delays import Delay
from refcli.core.report.facts import Cohort, ReportFacts
from refcli.core.report.front import ReportNames
from refcli.core.values.periods import MATURE_DAYS, month_of
from refcli.core.values.rates import rate_of


def funnel_table(cohorts: Iterable[Cohort], as_of: date) -> Table:
    """How far the referrals of each month have come."""
    columns = (
        Column("month", "Received in"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("scheduled", "Scheduled", Type.COUNT),
        Column("seen", "Seen", Type.COUNT),
        Column("completed", "Completed", Type.COUNT),
        Column("lost", "Lost", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("maturity", "Cohort"),
    )
    note = (
        f"Countable referrals by the month received, their steps as known on {as_of}; referrals ="
        " seen + lost before being seen + open. Conversion: the share that was seen. Immature:"
        f" younger than {MATURE_DAYS} days, so its conversion will still rise."
    )
    return Table("Funnel by cohort", columns, [funnel_row(c, as_of) for c in cohorts], note)


def funnel_row(cohort: Cohort, as_of: date) -> tuple[Cell, ...]:
    """One month's cohort; its youngest member decides about its maturity."""
    return (
        f"{cohort.month:%Y-%m}",
        cohort.referred,
        cohort.scheduled,
        cohort.seen,
        cohort.completed,
        cohort.lost,
        cohort.referred - cohort.seen - cohort.lost,
        rate_of(cohort.seen, cohort.referred),
        "immature" if is_immature(cohort, as_of) else "mature",
    )


def waiting_table(facts: ReportFacts, names: ReportNames, as_of: date) -> Table:
    """The referred people who have no appointment, the longest waiting first."""
    columns = (
        Column("referral_id", "Referral", Type.ID),
        *((Column("patient", "Patient"),) if names.patients else ()),
        Column("source", "Source"),
        Column("received_on", "Received", Type.DATE),
        Column("days", "Days waiting", Type.COUNT),
    )
    people = sorted(facts.waiting, key=lambda one: (one.since, one.id))
    rows = [waiting_row(one, names, as_of) for one in people]
    note = (
        f"Countable referrals that were neither scheduled, seen nor lost by {as_of}, whenever"
        " received; referrals from old records are left out."
    )
    return Table("Waiting to be scheduled", columns, rows, note, empty="Nobody is waiting.")


def waiting_row(one: OpenReferral, names: ReportNames, as_of: date) -> tuple[Cell, ...]:
    """One waiting person; the patient's name only where it was asked for."""
    who = (one.patient,) if names.patients else ()
    return (one.id, *who, names.of(one.source_id), one.since, (as_of - one.since).days)


STEPS = ("referrals", "scheduled", "seen", "completed")


def steps_table(cohorts: Sequence[Cohort], as_of: date) -> Table:
    """How many of the mature cohorts came to each step."""
    columns = (
        Column("step", "Step"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("share", "Of all", Type.RATE),
    )
    mature = [one for one in cohorts if not is_immature(one, as_of)]
    counts = [
        sum(one.referred for one in mature),
        sum(one.scheduled for one in mature),
        sum(one.seen for one in mature),
        sum(one.completed for one in mature),
    ]
    words = ("received", *STEPS[1:])
    rows = [(word, n, rate_of(n, counts[0])) for word, n in zip(words, counts, strict=True)]
    first = f"{mature[0].month:%Y-%m} to {mature[-1].month:%Y-%m}" if mature else "none yet"
    note = (
        f"Countable referrals received in the mature months ({first}), their steps as known on"
        f" {as_of}; every rate is of all received."
    )
    return Table("How far they come", columns, rows, note)


def is_immature(cohort: Cohort, as_of: date) -> bool:
    """True while its youngest member may still be seen."""
    return (as_of - month_of(cohort.month).until).days < MATURE_DAYS


def speed_table(delays: Iterable[Delay], since: date, until: date) -> Table:
    """How many days the steps take, and how many are not counted, and why."""
    columns = (
        Column("step", "Step"),
        Column("measured", "Measured", Type.COUNT),
        Column("median", "Median days", Type.NUMBER),
        Column("ninetieth", "9 in 10 within", Type.COUNT),
        Column("left_out", "Left out", Type.COUNT),
        Column("why", "Because"),
    )
    rows = [
        (
            one.step,
            sum(one.days.values()),
            median_days(one.days),
            ninetieth_day(one.days),
            sum(one.left_out.values()),
            ", ".join(f"{n} {why}" for why, n in one.left_out.items() if n),
        )
        for one in delays
    ]
    note = (
        f"Countable referrals received {since} to {until}, in days; those without the later date"
        " are left out of the days and counted. 9 in 10 within: the nearest rank."
    )
    return Table("Speed", columns, rows, note)


def median_days(days: Mapping[int, int]) -> float | None:
    """The middle number of days, or the mean of the middle two."""
    many = sum(days.values())
    if not many:
        return None
    return (nth_day(days, (many + 1) // 2) + nth_day(days, many // 2 + 1)) / 2


def ninetieth_day(days: Mapping[int, int]) -> int | None:
    """The fewest days within which nine in ten came."""
    many = sum(days.values())
    return nth_day(days, -(-9 * many // 10)) if many else None


def nth_day(days: Mapping[int, int], rank: int) -> int:
    """The number of days at a rank, from 1, of all sorted."""
    ordered = sorted(days)
    return next(
        day
        for day, reached in zip(ordered, accumulate(days[d] for d in ordered), strict=True)
        if reached >= rank
    )
