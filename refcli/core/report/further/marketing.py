"""What marketing costs: each channel, all of them, and for every new patient."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcli.core.channels import Channel, ChannelFacts, cents_each, cents_spent, list_shown
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import Period

MARKETING_COLUMNS = (
    Column("part", "Part", machine_only=True),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Channel"),
    Column("spend", "Spent", Type.MONEY),
    Column("events", "Events", Type.COUNT),
    Column("referrals", "New", Type.COUNT),
    Column("cost_per_new_patient", "Each", Type.MONEY),
)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """What one channel cost, in cents, and brought; None where no cost is on record."""

    channel: Channel
    cents: int | None
    events: int
    new: int

    @property
    def row(self) -> tuple[Cell, ...]:
        """Its row of the table."""
        each, one = cents_each(self.cents, self.new), self.channel
        return ("channel", one.source_id, one.name, self.cents, self.events, self.new, each)


def list_lines(
    facts: ChannelFacts, tallies: Mapping[int, Tally], period: Period
) -> list[ChannelLine]:
    """The channels, the dearest first; ``tallies``: per channel."""
    cost = cents_spent(facts.spends, period)
    events = count_events(facts)
    return [
        ChannelLine(
            one,
            cost.get(one.source_id),
            events.get(one.source_id, 0),
            tallies.get(one.source_id, Tally(one.source_id)).referrals,
        )
        for one in list_shown(facts, cost, tallies)
    ]


def marketing_table(lines: Sequence[ChannelLine], everybody: int, period: Period) -> Table:
    """One row per channel; then all channels, and all new patients.

    ``everybody``: the countable referrals of all sources.
    """
    rows = [*(one.row for one in lines), *add_lines(lines, everybody)] if lines else []
    note = (
        f"{period.since} to {period.until}. New: countable referrals by the day received, of a"
        " channel on that day. Events: its campaigns and events of these months; the book gives"
        " them no cost of their own, so what they cost counts where it was recorded as spent on"
        " the channel. All channels: total spent over all their new patients. All new patients:"
        " the same total over those of every source, with and without a channel. A channel without"
        " spending on record counts as new, not as spent."
    )
    empty = 'No channel yet. Add one: ref source add "Google Ads" --kind digital'
    return Table("Marketing, twelve months", MARKETING_COLUMNS, rows, note, empty=empty)


def count_events(facts: ChannelFacts) -> dict[int, int]:
    """Per channel: its campaigns and events."""
    found: dict[int, int] = {}
    for one in facts.campaigns:
        found[one.source_id] = found.get(one.source_id, 0) + 1
    return found


def add_lines(lines: Sequence[ChannelLine], everybody: int) -> Iterator[tuple[Cell, ...]]:
    """All channels together, and what they cost for every new patient (the blended cost)."""
    cents, new = add_cents(lines), sum(one.new for one in lines)
    events = sum(one.events for one in lines)
    yield ("all_channels", None, "all channels", cents, events, new, cents_each(cents, new))
    each = cents_each(cents, everybody)
    yield ("everybody", None, "all new patients", cents, None, everybody, each)


def add_cents(lines: Sequence[ChannelLine]) -> int | None:
    """What several channels cost; None where no cost is on record."""
    spent = [one.cents for one in lines if one.cents is not None]
    return sum(spent) if spent else None
