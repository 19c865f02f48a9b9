"""Visits that are planned, with their day and hour, until they are held or called off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.names.keys import name_key
from refcli.core.owed.items import DueItem, Ground, make_item, parts_said
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
                helpful=parts_said(one.record.note, *made.helpful),
                whom=one.record.whom,
                hour=one.record.hour,
            )


def tell_planned(
    ground: Ground, visits: Iterable[DueItem], meetings: Sequence[Meeting]
) -> Iterator[DueItem]:
    """The visits that are owed, each with the meetings that are planned for its place."""
    planned: dict[int, list[str]] = {}
    for one in meetings:
        if party := ground.parties.get(one.record.source_id):
            said = f"{full_day(one.record.on)} ({one.key})"
            planned.setdefault(party.place_id, []).append(said)
    for item in visits:
        if days := planned.get(item.source_id or 0):
            yield replace(item, planned=f"planned {', '.join(days)}")
        else:
            yield item


def why_meet(record: NewMeeting) -> str:
    """``meeting at 12:00 with Dr. Ray``."""
    hour = f" at {say_hour(record.hour)}" if record.hour else ""
    return f"meeting{hour}" + (f" with {record.whom}" if record.whom else "")


@dataclass(frozen=True, slots=True)
class Met:
    """Who is met, or is to be: a source by number and name, its place, and the person if said."""

    source_id: int
    name: str
    place_id: int
    whom: str = ""


def find_moved(meetings: Sequence[Meeting], new: NewMeeting, met: Met) -> Meeting | None:
    """Which planned meeting a new one moves: theirs, else their office's, but nobody else's.

    ``meetings``: those at the place. A meeting with another person is moved by none.
    """
    theirs = (one for one in meetings if one.record.source_id == met.source_id)
    offices = (one for one in meetings if one.record.source_id == met.place_id)
    found = [
        *(one for one in theirs if is_time_of(one, new) or may_be_with(one, new.whom)),
        *(one for one in offices if may_be_with(one, new.whom or met.name)),
    ]
    return found[0] if found else None


def find_held(meetings: Sequence[Meeting], day: date, met: Met) -> Meeting | None:
    """Which planned meeting a visit of a day was: the latest that was planned for then or before.

    ``meetings``: those at the place. A visit to a doctor is no meeting with a colleague; one to the
    office may have been any of them, most likely the one with whom was met. A visit before the day
    of a meeting is another one, so the meeting stays.
    """
    return max(
        (one for one in meetings if one.record.on <= day and may_be_held(one, met)),
        key=lambda one: (is_same_person(one.record.whom, met.whom), one.record.on, one.id),
        default=None,
    )


def may_be_held(one: Meeting, met: Met) -> bool:
    """Whether a visit may have been a meeting: theirs, or their office's with nobody else."""
    if met.source_id in {one.record.source_id, met.place_id}:
        return True
    of_office = one.record.source_id == met.place_id
    return of_office and any(may_be_with(one, name) for name in (met.name, met.whom) if name)


def may_be_with(one: Meeting, whom: str) -> bool:
    """Whether a meeting is with a person, as far as either is known."""
    return not (one.record.whom and whom) or is_same_person(one.record.whom, whom)


def is_time_of(one: Meeting, new: NewMeeting) -> bool:
    """Whether a meeting is planned for the day and hour of another."""
    return (one.record.on, one.record.hour) == (new.on, new.hour)


def is_same_person(one: str, other: str) -> bool:
    """Whether one name says no more than the other: ``Dr. Ray`` may be ``Jane Ray``."""
    words, others = ({*name_key(name).split()} if name else set() for name in (one, other))
    return bool(words and others) and (words <= others or others <= words)
