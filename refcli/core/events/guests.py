"""Social events: which one is meant, who was invited, what they answered, who came."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.names.named import Named
from refcli.core.sources.matching import Found, Unclear, find_sources
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import Answer, Kind

NUMBER = re.compile(r"(?:#\s*|[Ee])?0*([1-9][0-9]*)")  # 2, #2, E2


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A social event to which sources are invited."""

    name: str
    on: date
    added_on: date
    id: int = 0
    place: str = ""
    note: str = ""
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A source that was invited, or came without; ``met`` is whom we met there."""

    source_id: int
    source: str
    kind: Kind
    invited_on: date | None = None
    answer: Answer | None = None
    answered_on: date | None = None
    came: bool = False
    met: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were invited, what they answered, who came; ``walk_ins`` came uninvited."""

    invited: int = 0
    yes: int = 0
    no: int = 0
    maybe: int = 0
    came: int = 0
    walk_ins: int = 0
    kept_word: int = 0  # of those who said yes

    @property
    def answered(self) -> int:
        """The number that answered: yes, no or maybe."""
        return self.yes + self.no + self.maybe

    @property
    def answered_rate(self) -> float | None:
        """The share of the invited that answered."""
        return rate_of(self.answered, self.invited)

    @property
    def came_rate(self) -> float | None:
        """Invited ones who came, among the invited."""
        return rate_of(self.came - self.walk_ins, self.invited)

    @property
    def kept_word_rate(self) -> float | None:
        """Those who came, among those who had said yes."""
        return rate_of(self.kept_word, self.yes)


def count_turnout(guests: Iterable[Guest]) -> Turnout:
    """The guests of an event in figures."""
    them = list(guests)
    answers = [guest.answer for guest in them]
    return Turnout(
        invited=sum(guest.invited_on is not None for guest in them),
        yes=answers.count(Answer.YES),
        no=answers.count(Answer.NO),
        maybe=answers.count(Answer.MAYBE),
        came=sum(guest.came for guest in them),
        walk_ins=sum(guest.came and guest.invited_on is None for guest in them),
        kept_word=sum(guest.came and guest.answer is Answer.YES for guest in them),
    )


@dataclass(frozen=True, slots=True)
class Meant:
    """The event that is certainly meant; or, where none is, those that may be.

    ``clear``: the first of them fits better than all the others.
    """

    events: tuple[Event, ...]
    certain: bool
    clear: bool = False


def find_events(typed: str, events: Sequence[Event]) -> Meant:
    """The event of a number, a whole name or whole words of one; cancelled ones come last.

    A number is an event's own before it is a part of a name.
    """
    if number := NUMBER.fullmatch(typed.strip()):
        own = tuple(event for event in events if str(event.id) == number[1])
        if own or not typed.strip().isdecimal():
            return Meant(own, certain=bool(own))
    on, off = (named_events(typed, some) for some in split(events))
    return off if (off.certain or not on.events) and not on.certain else on


def split(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """Those that stand, and the cancelled ones."""
    return (
        [event for event in events if not event.cancelled_on],
        [event for event in events if event.cancelled_on],
    )


def named_events(typed: str, events: Sequence[Event]) -> Meant:
    """The events that may be meant by a name: the one that fits best, then by day."""
    all_named = [Named(event.id, event.name, Kind.OTHER) for event in events]
    found = find_sources(typed, all_named, titles=False)
    several = (found.source,) if isinstance(found, Found) else found.candidates
    ids = [one.id for one in several]
    best = ids[:1] if isinstance(found, Unclear) and found.clear else []
    fitting = sorted(
        (e for e in events if e.id in ids), key=lambda e: (e.id not in best, e.on, e.id)
    )
    return Meant(tuple(fitting), isinstance(found, Found), bool(best))
