"""Visits that are planned, with their day and hour, until they are held or called off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.values.clock_hours import say_appointment, say_hour
from refcli.core.values.day_words import full_day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A meeting to be planned: ``who`` of ours goes, ``whom`` of theirs they meet."""

    source_id: int
    on: date
    hour: str | None = None
    who: str = ""
    whom: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A planned meeting with its number."""

    id: int
    record: NewMeeting

    @property
    def key(self) -> str:
        """By which the due list names it."""
        return f"M{self.id}"

    def __str__(self) -> str:
        """``Thu 3 Dec 2026, 12:00, with Dr. Ray (M3)``."""
        record = self.record
        whom = f", with {record.whom}" if record.whom else ""
        return f"{say_appointment(record.on, record.hour)}{whom} ({self.key})"


def due_meetings(ground: Ground, meetings: Sequence[Meeting]) -> Iterator[DueItem]:
    """Every meeting that is planned, on its day; overdue where nobody said what came of it."""
    for one in meetings:
        if party := ground.parties.get(one.record.source_id):
            made = make_item(ground, one.key, party, one.record.on, why_meet(one.record))
            yield replace(
                made,
                owner=one.record.who or made.owner,
                context="; ".join(filter(None, [one.record.note, made.context])),
                hour=one.record.hour,
            )


def tell_planned(
    ground: Ground, visits: Iterable[DueItem], meetings: Sequence[Meeting]
) -> Iterator[DueItem]:
    """The visits that are owed, each with the meeting that is planned for its place."""
    planned = {
        ground.parties[one.record.source_id].place_id: one
        for one in reversed(meetings)
        if one.record.source_id in ground.parties
    }
    for item in visits:
        if one := planned.get(item.source_id or 0):
            told = f"planned {full_day(one.record.on)} ({one.key})"
            context = "; ".join(filter(None, [told, item.context]))
            yield replace(item, context=context, planned=told)
        else:
            yield item


def why_meet(record: NewMeeting) -> str:
    """``meeting at 12:00 with Dr. Ray``."""
    hour = f" at {say_hour(record.hour)}" if record.hour else ""
    return f"meeting{hour}" + (f" with {record.whom}" if record.whom else "")


def find_held(meetings: Sequence[Meeting], day: date) -> Meeting | None:
    """Which planned meeting a visit of a day was: the latest that was planned for then or before.

    A visit before the day of a meeting is another one, so the meeting stays.
    """
    return max(
        (one for one in meetings if one.record.on <= day),
        key=lambda one: (one.record.on, one.id),
        default=None,
    )
