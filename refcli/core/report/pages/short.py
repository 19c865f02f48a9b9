"""What stands on the second page of the tables further on: their first rows, the others in one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from refcli.core.channels import cents_each
from refcli.core.comparing.comparison import Coverage
from refcli.core.output.table import Cell, Column, Figure, Table, Type
from refcli.core.report.further.facts import Journey, Ours
from refcli.core.report.further.marketing import ChannelLine, add_cents
from refcli.core.report.further.ours import NOT_RECORDED, add_up
from refcli.core.report.further.path import by_count, step_rows
from refcli.core.report.further.team import OwnerKept, Promised, add_promised
from refcli.core.report.further.two_years import MonthTold
from refcli.core.report.quality import Quality
from refcli.core.values.rates import rate_of
from refcli.phrases import count_phrase

MOST_REASONS = 3  # for which people were lost
MOST_OWNERS = 5
MOST_CHANNELS = 4
MOST_OURS = 3  # of our providers, of services
MOST_NUMBERS = 6  # of referrals in doubt
TEAM_COLUMNS = (
    Column("owner", "Who"),
    Column("visits", "Visits"),
    Column("thank_yous", "Thanks"),
    Column("reports", "Reports"),
    Column("open", "Open", Type.COUNT),
    Column("never_met", "Never met", Type.COUNT),
)
PATH_COLUMNS = (
    Column("what", "What became of them"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("share", "Share", Type.RATE),
    Column("median_days", "Median days", Type.NUMBER),
    Column("ninetieth", "9 in 10 within", Type.COUNT),
)
CHANNEL_COLUMNS = (
    Column("source", "Channel"),
    Column("spend", "Spent", Type.MONEY),
    Column("referrals", "New", Type.COUNT),
    Column("cost_per_new_patient", "Each", Type.MONEY),
)
QUALITY_COLUMNS = (
    Column("measure", "Measure"),
    Column("count", "Referrals", Type.COUNT),
    Column("share", "Share", Type.RATE),
    Column("records", "Their numbers", Type.NAMES),
)


def short_months(whole: Table, months: Sequence[MonthTold]) -> Table:
    """The 24 months, with a shorter note; nothing where no referral is on record in them."""
    note = (
        "Low to high, the band: what chance makes of the month by level and season, as the months"
        " before it told them. A circle: a month outside it."
    )
    if not any(one.referrals for one in months):
        return replace(whole, rows=(), empty="No referral is on record in these months.")
    return replace(whole, note=note)


def short_path(path: Journey) -> Table:
    """The steps, the most frequent reasons lost, and all other reasons in one row."""
    rows = [*path_rows(path)] if path.received else []
    note = (
        "Of twelve months, ripe for 30 days. Days from the referral; reports: from the visit, of"
        " patients whom a provider or office referred."
    )
    empty = "No referral is old enough yet."
    return Table("From the call to the chair", PATH_COLUMNS, rows, note, empty=empty)


def path_rows(path: Journey) -> Iterator[tuple[Cell, ...]]:
    """Each step, the reasons, and who is still open."""
    for _, what, many, of, share, *days in step_rows(path):
        yield (what if of == path.received else f"{what}, of those owed", many, share, *days)
    lost = [(one.reason, one.uncalled + one.unseen) for one in by_count(path.losses)]
    told = [(f"lost: {reason}", many) for reason, many in lost if many]
    more = [many for _, many in told[MOST_REASONS:]]
    others = [(f"lost: {count_phrase(len(more), 'other reason')}", sum(more))] if more else []
    for what, many in [*told[:MOST_REASONS], *others, ("still open", path.open)]:
        yield (what, many, rate_of(many, path.received), None, None)


def short_team(owners: Sequence[OwnerKept]) -> Table:
    """Each owner's promises as so many of so many; those after the fifth in one row."""
    rows = [owner_row(one.shown, one) for one in owners[:MOST_OWNERS]]
    if more := owners[MOST_OWNERS:]:
        kept = [add_promised(each) for each in zip(*(one.kept for one in more), strict=True)]
        others = OwnerKept("", kept, sum(one.unmet for one in more))
        rows.append(owner_row(count_phrase(len(more), "other"), others))
    note = "On time, of what fell due; a place never met is a visit that is due and open."
    return Table("The team", TEAM_COLUMNS, rows, note, empty="Nothing fell due in these days.")


def owner_row(name: str, one: OwnerKept) -> tuple[Cell, ...]:
    """One person's."""
    return (name, *map(tell_kept, one.kept), one.all.open, one.unmet)


def tell_kept(one: Promised) -> Figure:
    """``3 of 5``: how many were done by their day."""
    return Figure(one.on_time, after=f" of {one.due:,}")


def short_marketing(lines: Sequence[ChannelLine], everybody: int) -> Table:
    """The dearest channels, the others in one row, all of them, and all new patients."""
    rows = [channel_row(one.channel.name, [one]) for one in lines[:MOST_CHANNELS]]
    if more := lines[MOST_CHANNELS:]:
        rows.append(channel_row(count_phrase(len(more), "other channel"), more))
    if lines:
        blended = cents_each(add_cents(lines), everybody)
        rows += [channel_row("all channels", lines), ("all new patients", None, None, blended)]
    note = "All new patients: all that is spent over those of every source."
    empty = 'No channel yet. Add one: ref source add "Google Ads" --kind digital'
    return Table("Marketing, twelve months", CHANNEL_COLUMNS, rows, note, empty=empty)


def channel_row(name: str, lines: Sequence[ChannelLine]) -> tuple[Cell, ...]:
    """What one channel, or several, cost and brought."""
    cents, new = add_cents(lines), sum(one.new for one in lines)
    return (name, cents, new, cents_each(cents, new))


def short_ours(ours: Sequence[Ours], whole: Table) -> Table:
    """The largest, those after the third in one row, and those without one."""
    named = [one for one in ours if one.name]
    rows = [our_row(one.name, one) for one in named[:MOST_OURS]]
    if more := named[MOST_OURS:]:
        rows.append(our_row(count_phrase(len(more), "other"), add_up(more)))
    rows += [our_row(NOT_RECORDED, one) for one in ours if not one.name]
    columns = (
        whole.columns[0],
        Column("twelve_months", "12 months", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("production", "Production", Type.MONEY),
    )
    return Table(whole.title, columns, rows, empty=whole.empty)


def our_row(name: str, one: Ours) -> tuple[Cell, ...]:
    """One provider or service, or several."""
    return (name, one.referrals, rate_of(one.seen, one.referrals), one.production_cents)


def short_quality(found: Quality, coverage: Coverage) -> Table:
    """Only what is in doubt, with some of the numbers of the records in question."""
    rows = []
    for doubt, (count, of) in found.counts.items():
        numbers = [str(number) for number in found.records.get(doubt, ())[:MOST_NUMBERS]]
        more = ["..."] if count > MOST_NUMBERS else []
        if count:
            rows.append((doubt.value, count, rate_of(count, of), (*numbers, *more)))
    note = coverage.tell() if rows else ""
    empty = f"Nothing in these days is missing or in doubt. {coverage.tell()}"
    return Table("How far to trust this", QUALITY_COLUMNS, rows, note, empty=empty)
