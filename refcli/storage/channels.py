"""What the channels cost, their campaigns and events, as recorded by a day."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from refcli.core.channels import Campaign, Channel, ChannelFacts, Spend, event_days
from refcli.core.values.periods import Period
from refcli.core.vocabulary import CHANNELS, Kind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, has_been, in_use
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.counting.conditions import how_many, is_countable, is_received_within
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.room_tables import CAMPAIGN, CHANNEL_SPEND
from refcli.storage.schema.tables import EVENT

KINDS = sorted(CHANNELS)
AT_ONCE = 100  # campaigns that one statement counts


def channel_facts(book: Book, period: Period) -> ChannelFacts:
    """What is known of the channels; of their campaigns those of a period."""
    known = read_channels(book, period.until)
    return ChannelFacts(known, read_spends(book), read_campaigns(book, period))


def read_channels(book: Book, on: date) -> list[Channel]:
    """The sources that have been marketing channels; those in use are so on a day."""
    kind = fact_on(book, "kind", on)
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.name, kind, and_(in_use(book.today), kind.in_(KINDS)))
        .where(has_been(book, "kind", KINDS))
        .order_by(SOURCE.c.id)
    )
    return [Channel(id_, name, Kind(kind), not used) for id_, name, kind, used in rows]


def read_spends(book: Book) -> list[Spend]:
    """Per channel and month: what was recorded last, by today."""
    rows = book.session.execute(
        select(CHANNEL_SPEND.c.source_id, CHANNEL_SPEND.c.month, CHANNEL_SPEND.c.cents)
        .where(CHANNEL_SPEND.c.recorded_on <= book.today)
        .order_by(CHANNEL_SPEND.c.recorded_on, CHANNEL_SPEND.c.id)
    )
    last = {(source_id, month): cents for source_id, month, cents in rows}
    return [Spend(*which, cents) for which, cents in last.items()]


def record_spend(book: Book, new: Spend, note: str) -> int | None:
    """Write what a channel cost in a month; what it was on record with, if it was.

    A second record of the same day takes the place of the first.
    """
    known = {(one.source_id, one.month): one.cents for one in read_spends(book)}
    same = select(CHANNEL_SPEND.c.id).where(
        CHANNEL_SPEND.c.source_id == new.source_id,
        CHANNEL_SPEND.c.month == new.month,
        CHANNEL_SPEND.c.recorded_on == book.today,
    )
    values = {"cents": new.cents, "note": note}
    if (row_id := book.session.execute(same).scalar()) is not None:
        update_row(book, CHANNEL_SPEND, row_id, values)
    else:
        place = {"source_id": new.source_id, "month": new.month, "recorded_on": book.today}
        insert_row(book, CHANNEL_SPEND, **place, **values)
    return known.get((new.source_id, new.month))


def add_campaign(book: Book, source_id: int, name: str, days: Period, note: str) -> int:
    """A new campaign of a channel; its number."""
    values = {"name": name, "starts_on": days.since, "ends_on": days.until, "note": note}
    return insert_row(book, CAMPAIGN, source_id=source_id, added_on=book.today, **values)


def end_campaign(book: Book, campaign_id: int) -> str | None:
    """Take a campaign out of the tables from today on; its name, None where there is none."""
    there = select(CAMPAIGN.c.name).where(
        CAMPAIGN.c.id == campaign_id,
        CAMPAIGN.c.ended_on.is_(None),
        CAMPAIGN.c.added_on <= book.today,
    )
    name = book.session.execute(there).scalar()
    if name is not None:
        update_row(book, CAMPAIGN, campaign_id, {"ended_on": book.today})
    return name


def put_event(book: Book, event_id: int, source_id: int) -> None:
    """Count an event to a channel, as if it had been so from the beginning."""
    book.session.execute(update(EVENT).where(EVENT.c.id == event_id).values(source_id=source_id))


def read_campaigns(book: Book, period: Period) -> list[Campaign]:
    """The campaigns and events with a day in a period, each with the referrals of its days."""
    known = [*own_campaigns(book), *campaign_events(book)]
    shown = [
        one for one in known if one.days.since <= period.until and one.days.until >= period.since
    ]
    parts = (shown[i : i + AT_ONCE] for i in range(0, len(shown), AT_ONCE))
    return [one for part in parts for one in count_campaigns(book, part)]


def own_campaigns(book: Book) -> Iterator[Campaign]:
    """The campaigns added by today and not taken out."""
    running = or_(CAMPAIGN.c.ended_on.is_(None), CAMPAIGN.c.ended_on > book.today)
    rows = book.session.execute(
        select(
            CAMPAIGN.c.id,
            CAMPAIGN.c.source_id,
            CAMPAIGN.c.name,
            CAMPAIGN.c.starts_on,
            CAMPAIGN.c.ends_on,
        )
        .join(SOURCE, SOURCE.c.id == CAMPAIGN.c.source_id)
        .where(CAMPAIGN.c.added_on <= book.today, running, is_channel(book, CAMPAIGN.c.ends_on))
    )
    for id_, source_id, name, since, until in rows:
        yield Campaign(id_, source_id, "campaign", name, Period(since, until))


def campaign_events(book: Book) -> Iterator[Campaign]:
    """The events that count to a channel and were not cancelled."""
    standing = or_(EVENT.c.cancelled_on.is_(None), EVENT.c.cancelled_on > book.today)
    rows = book.session.execute(
        select(EVENT.c.id, EVENT.c.source_id, EVENT.c.name, EVENT.c.held_on)
        .join(SOURCE, SOURCE.c.id == EVENT.c.source_id)
        .where(EVENT.c.added_on <= book.today, standing, is_channel(book, EVENT.c.held_on))
    )
    for id_, source_id, name, held_on in rows:
        yield Campaign(id_, source_id, "event", name, event_days(held_on))


def is_channel(book: Book, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a source was a marketing channel on a day."""
    return fact_on(book, "kind", day).in_(KINDS)


def count_campaigns(book: Book, some: Sequence[Campaign]) -> list[Campaign]:
    """Some campaigns with the referrals of their channels on their days and before."""
    spans = [(one.source_id, days) for one in some for days in (one.days, one.days_before)]
    conditions = [
        and_(REFERRAL.c.source_id == source_id, is_received_within(days))
        for source_id, days in spans
    ]
    counts = book.session.execute(
        select(*map(how_many, conditions)).where(
            REFERRAL.c.source_id.in_({one.source_id for one in some}), is_countable(book.today)
        )
    ).one()
    return [
        replace(one, referrals=counts[2 * i], before=counts[2 * i + 1])
        for i, one in enumerate(some)
    ]
