"""What is slipping: how far the referred people have come, and who waits."""

from collections.abc import Iterable
from datetime import date

from refcli.core.metrics import rate
from refcli.core.month.facts import Cohort, Names, ReportFacts
from refcli.core.periods import MATURE_DAYS, month_of
from refcli.core.table import Cell, Column, Table, Type
from refcli.core.waiting import OpenReferral


def funnel(cohorts: Iterable[Cohort], as_of: date) -> Table:
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
        " seen + lost before being seen + open. Conversion: seen of all. Immature: younger than"
        f" {MATURE_DAYS} days, so its conversion will still rise."
    )
    return Table("Funnel by cohort", columns, [funnel_row(c, as_of) for c in cohorts], note)


def funnel_row(cohort: Cohort, as_of: date) -> tuple[Cell, ...]:
    """One month's cohort; its youngest member decides about its maturity."""
    youngest = month_of(cohort.month).until
    immature = (as_of - youngest).days < MATURE_DAYS
    return (
        f"{cohort.month:%Y-%m}",
        cohort.referred,
        cohort.scheduled,
        cohort.seen,
        cohort.completed,
        cohort.lost,
        cohort.referred - cohort.seen - cohort.lost,
        rate(cohort.seen, cohort.referred),
        "immature" if immature else "mature",
    )


def waiting(facts: ReportFacts, names: Names, as_of: date) -> Table:
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


def waiting_row(one: OpenReferral, names: Names, as_of: date) -> tuple[Cell, ...]:
    """One waiting person; the patient's name only where it was asked for."""
    who = (one.patient,) if names.patients else ()
    return (one.id, *who, names.of(one.source_id), one.since, (as_of - one.since).days)
