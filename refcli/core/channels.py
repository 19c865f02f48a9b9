"""What the marketing channels cost and bring; never a person or an office, and never gifts."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import Period, month_of
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import Kind

EVENT_DAYS = 30  # for which an event of a channel is watched, its own day included


@dataclass(frozen=True, slots=True)
class Spend:
    """What a channel cost in a calendar month, in cents."""

    source_id: int
    month: date  # its first day
    cents: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign or event of a channel, its days, and the referrals received on them."""

    id: int
    source_id: int
    what: str
    name: str
    days: Period
    referrals: int = 0
    before: int = 0  # on as many days just before

    @property
    def days_before(self) -> Period:
        """As many days, just before."""
        eve = self.days.since - timedelta(days=1)
        return Period(eve - (self.days.until - self.days.since), eve)


@dataclass(frozen=True, slots=True)
class Channel:
    """A source that has been a marketing channel, and what it is on the last day of a period.

    ``archived``: it is none on that day, or not in use any more.
    """

    source_id: int
    name: str
    kind: Kind
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What the tables of the channels are made from."""

    channels: Sequence[Channel] = ()
    spends: Sequence[Spend] = ()
    campaigns: Sequence[Campaign] = ()


def event_days(held_on: date) -> Period:
    """The days on which an event is watched."""
    return Period(held_on, held_on + timedelta(days=EVENT_DAYS - 1))


def cents_spent(spends: Iterable[Spend], period: Period) -> dict[int, int]:
    """Per channel: cents of the period; of a month that lies partly in it, the share of its days.

    A channel whose months in the period have no record is left out: nothing known is not zero.
    """
    found: dict[int, int] = {}
    for one in spends:
        month = month_of(one.month)
        since, until = max(month.since, period.since), min(month.until, period.until)
        if since <= until:
            days, whole = (until - since).days + 1, monthrange(month.since.year, month.since.month)
            part = (2 * one.cents * days + whole[1]) // (2 * whole[1])  # a half goes up
            found[one.source_id] = found.get(one.source_id, 0) + part
    return found


COLUMNS = (
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Channel"),
    Column("kind", "Kind"),
    Column("spend", "Spent", Type.MONEY),
    Column("referrals", "New", Type.COUNT),
    Column("cost_per_new_patient", "Each", Type.MONEY),
    Column("seen", "Seen", Type.COUNT),
    Column("cost_per_seen_patient", "Each seen", Type.MONEY),
    Column("production", "Production", Type.MONEY),
    Column("return", "Return", Type.RATE),
)


def channel_table(
    facts: ChannelFacts, tallies: Mapping[int, Tally], period: Period, title: str
) -> Table:
    """One row per channel in use, and per former one with figures; the dearest first."""
    cost = cents_spent(facts.spends, period)
    shown = list_shown(facts, cost, tallies)
    rows = [
        channel_row(one, cost.get(one.source_id), tallies.get(one.source_id, Tally(one.source_id)))
        for one in shown
    ]
    note = (
        f"{period.since} to {period.until}. New: countable referrals by the day received, of a"
        " channel on that day; seen and production: of these. Each: spent per new and per"
        " seen patient. Return: production less spending, per dollar spent, only where"
        " both are on record. Channels only."
    )
    empty = 'No channel yet. Add one: ref source add "Google Ads" --kind digital'
    totals = ("spend", "referrals", "seen", "production")
    return Table(title, COLUMNS, rows, note, empty=empty, totals=totals if rows else ())


def list_shown(
    facts: ChannelFacts, cost: Mapping[int, int], tallies: Mapping[int, Tally]
) -> list[Channel]:
    """The channels in use, and former ones with figures; the dearest first."""
    shown = [
        one
        for one in facts.channels
        if not one.archived or cost.get(one.source_id) or one.source_id in tallies
    ]
    return sorted(
        shown, key=lambda one: (-cost.get(one.source_id, 0), one.name.casefold(), one.source_id)
    )


def channel_row(one: Channel, cents: int | None, tally: Tally) -> tuple[Cell, ...]:
    """What a channel cost and brought."""
    earned = tally.production_cents
    back = rate_of(earned - cents, cents) if cents and earned else None
    return (
        *(one.source_id, one.name, one.kind.value, cents),
        *(tally.referrals, cents_each(cents, tally.referrals)),
        *(tally.seen, cents_each(cents, tally.seen)),
        *(earned or None, back),
    )


def cents_each(cents: int | None, people: int) -> int | None:
    """Cents for each, a half rounded up; None where there is nothing to divide."""
    if cents is None or not people:
        return None
    return (2 * cents + people) // (2 * people)


CAMPAIGN_COLUMNS = (
    Column("id", "#", Type.ID),
    Column("what", "What"),
    Column("name", "Name"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Channel"),
    Column("since", "From", Type.DATE),
    Column("until", "To", Type.DATE),
    Column("referrals", "New", Type.COUNT),
    Column("before", "Before", Type.COUNT),
)


def campaign_table(facts: ChannelFacts, period: Period, as_of: date) -> Table:
    """One row per campaign or event whose days touch a period, the latest first."""
    names = {one.source_id: one.name for one in facts.channels}
    shown = sorted(facts.campaigns, key=lambda one: (one.days.since, one.name), reverse=True)
    rows = [
        (
            *(one.id, one.what, one.name, one.source_id, names[one.source_id]),
            *(one.days.since, one.days.until, one.referrals, one.before),
        )
        for one in shown
    ]
    note = (
        f"Those on some day of {period.since} to {period.until}; new: countable referrals of the"
        f" channel on their days by {as_of}, an event's own day and the {EVENT_DAYS - 1} after it."
        " Before: on as many days just before."
    )
    empty = "No campaign and no event of a channel in this time."
    return Table("Campaigns and events", CAMPAIGN_COLUMNS, rows, note, empty=empty)
