"""Events to which sources are invited: who has not answered, and afterwards who came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.owed.items import DueItem, Ground, parts_said
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some

ASK_DAYS = 14  # before the event, from which on it is asked who has not answered
MOST_TO_ASK = 6
LAPSE_DAYS = 30  # after the event, from which on nobody knows any more who came


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """An event that stands: how many are invited, and which of them have not answered.

    ``came``: whether it is on record of anybody that they came.
    """

    id: int
    name: str
    on: date
    added_on: date
    place: str = ""
    invited: int = 0
    silent: Sequence[str] = ()
    came: bool = False


def due_events(ground: Ground, events: Sequence[PlannedEvent], today: date) -> Iterator[DueItem]:
    """One item per event: on its day, shown two weeks before it, until somebody came.

    An event that was recorded only after it took place was no appointment of ours; of one that is
    long over it is not asked any more who came.
    """
    skipped = ground.skipped("E")
    since = today - timedelta(days=LAPSE_DAYS)
    for event in events:
        key = f"E{event.id}"
        planned = max(event.added_on, since) <= event.on
        if key not in skipped and planned and not event.came:
            yield event_item(event, key, today)


def event_item(event: PlannedEvent, key: str, today: date) -> DueItem:
    """What is to be done for an event; only what helps names whom it is about."""
    return DueItem(
        key=key,
        type=DueType.EVENT,
        source_id=None,
        source=event.name,
        due_on=event.on,
        why=why_event(event, today),
        helpful=parts_said(help_event(event, today)),
        opens_on=event.on - timedelta(days=ASK_DAYS),
    )


def why_event(event: PlannedEvent, today: date) -> str:
    """When and where it is, and how many have not answered; afterwards, who came."""
    where = f" at {event.place}" if event.place else ""
    when = f"{full_day(event.on)}{where}"
    if event.on < today:
        return f"{when}: who came?"
    if not event.invited:
        return f"{when}: nobody is invited yet"
    if not event.silent:
        return f"{when}: {count_phrase(event.invited, 'guest')} invited, all have answered"
    return f"{when}: {len(event.silent)} of {event.invited} invited have not answered"


def help_event(event: PlannedEvent, today: date) -> str:
    """Whom to ask, or what to type."""
    number = str(event.id)
    if event.on < today:
        return "see: ref event came --help"
    if not event.invited:
        return type_line("event invite", number, "--kind", "office")
    return f"ask {name_some(list(event.silent), MOST_TO_ASK)}" if event.silent else ""
