"""From the call to the chair: how far the referred people came, how soon, and why not."""

from collections.abc import Iterator, Sequence

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.delays import Delay
from refcli.core.report.further.facts import Journey, Loss
from refcli.core.report.slipping import median_days, ninetieth_day
from refcli.core.values.periods import MATURE_DAYS
from refcli.core.values.rates import rate_of

PATH_COLUMNS = (
    Column("part", "Part", machine_only=True),
    Column("what", "What became of them"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("of", "Of", Type.COUNT),
    Column("share", "Share", Type.RATE),
    Column("median_days", "Median days", Type.NUMBER),
    Column("ninetieth", "9 in 10 within", Type.COUNT),
)
LOSS_COLUMNS = (
    Column("reason", "Reason"),
    Column("referrals", "Lost", Type.COUNT),
    Column("share", "Share", Type.RATE),
    Column("without_appointment", "No appointment", Type.COUNT),
    Column("with_appointment", "Had one, not seen", Type.COUNT),
    Column("after_visit", "After a visit", Type.COUNT),
)


def path_table(path: Journey) -> Table:
    """The steps with their share and days, then the reasons for which people were lost."""
    note = (
        f"Countable referrals received {path.period.since} to {path.period.until}: twelve months,"
        f" without those younger than {MATURE_DAYS} days. Received = seen + lost + open, lost"
        " without having been seen. Days: from the day received; for the report, from the first"
        " visit; of those with both days on record. Reports back: of the patients seen whom a"
        " provider or office referred, without those from old records."
    )
    rows = [*step_rows(path), *loss_rows(path), left_row("open", "still open", path.open, path)]
    empty = f"No referral is {MATURE_DAYS} days old yet."
    return Table(
        "From the call to the chair", PATH_COLUMNS, rows if path.received else (), note, empty=empty
    )


def step_rows(path: Journey) -> Iterator[tuple[Cell, ...]]:
    """One row per step."""
    whole = path.received
    made, visit, report = (*path.delays, *[None] * 3)[:3]
    yield step_row("received", whole, whole)
    yield step_row("appointment made", path.scheduled, whole, made)
    yield step_row("seen", path.seen, whole, visit)
    if report:
        sent = sum(report.days.values())
        owed = sent + sum(report.left_out.values())
        yield step_row("report back sent", sent, owed, report)
    yield step_row("completed", path.completed, whole)


def step_row(what: str, many: int, whole: int, delay: Delay | None = None) -> tuple[Cell, ...]:
    """One step, and how long it took where that is measured."""
    days = (median_days(delay.days), ninetieth_day(delay.days)) if delay else (None, None)
    return ("step", what, many, whole, rate_of(many, whole), *days)


def loss_rows(path: Journey) -> Iterator[tuple[Cell, ...]]:
    """One row per reason for which people were lost before they were seen."""
    for one in by_count(path.losses):
        if many := one.uncalled + one.unseen:
            yield left_row("lost", f"lost: {one.reason}", many, path)


def left_row(part: str, what: str, many: int, path: Journey) -> tuple[Cell, ...]:
    """Those who were not seen, of all received."""
    return (part, what, many, path.received, rate_of(many, path.received), None, None)


def by_count(losses: Sequence[Loss]) -> list[Loss]:
    """The most frequent reason first."""
    return sorted(losses, key=lambda one: (-one.all, one.reason))


def losses_table(path: Journey) -> Table:
    """One row per reason: how many were lost for it, and how far they had come."""
    whole = sum(one.all for one in path.losses)
    rows = [
        (one.reason, one.all, rate_of(one.all, whole), one.uncalled, one.unseen, one.seen)
        for one in by_count(path.losses)
    ]
    note = (
        f"Countable referrals received {path.period.since} to {path.period.until} that are lost"
        " today, by the reason told; each stands where it had come to: no appointment ever made;"
        " one made, and never seen; seen, and lost before the treatment was completed."
    )
    totals = ("referrals", "without_appointment", "with_appointment", "after_visit")
    empty = "Nobody was lost in these months."
    return Table(
        "Reasons lost", LOSS_COLUMNS, rows, note, empty=empty, totals=totals if rows else ()
    )
