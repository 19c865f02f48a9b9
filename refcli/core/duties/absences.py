"""Who of the staff is away on which days; for every day the last word counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

BACK = "back"  # the reason of a word that says: here again, on these days
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What was said about some days of somebody, both ends included: away, or here after all."""

    staff: str
    since: date
    until: date
    why: str = ""
    recorded_on: date

    @property
    def back(self) -> bool:
        """True for a word that ends an absence early."""
        return self.why == BACK


@dataclass(frozen=True, slots=True, order=True)
class TimeAway:
    """Days in a row on which somebody is away, both ends included, and why."""

    since: date
    until: date
    why: str = ""

    def touches(self, since: date, until: date) -> bool:
        """True if they share a day with others."""
        return self.since <= until and since <= self.until


Words = Mapping[str, Sequence[Absence]]


def staff_key(name: str) -> str:
    """A name of the staff as it is compared: without case and needless blanks."""
    return " ".join(name.split()).casefold()


def by_staff(absences: Iterable[Absence]) -> dict[str, list[Absence]]:
    """What was said about each, in the order in which it was recorded."""
    found: dict[str, list[Absence]] = {}
    for word in absences:
        found.setdefault(staff_key(word.staff), []).append(word)
    return found


def spans_away(words: Iterable[Absence]) -> list[TimeAway]:
    """The days away of one of the staff, sorted."""
    found: list[TimeAway] = []
    for word in words:
        found = [rest for span in found for rest in cut_span(span, word.since, word.until)]
        if not word.back:
            found.append(TimeAway(word.since, word.until, word.why))
    return sorted(found)


def cut_span(span: TimeAway, since: date, until: date) -> Iterator[TimeAway]:
    """What is left of a span when some days are taken out of it."""
    if span.since < since:
        yield TimeAway(span.since, min(span.until, since - DAY), span.why)
    if until < span.until:
        yield TimeAway(max(span.since, until + DAY), span.until, span.why)


def is_away(words: Sequence[Absence], since: date, until: date) -> bool:
    """Whether somebody is away on any of these days, by what was recorded up to their end."""
    near = [
        word
        for word in words
        if word.since <= until and since <= word.until and word.recorded_on <= until
    ]
    return any(span.touches(since, until) for span in spans_away(near))


def away_until(words: Sequence[Absence], since: date, until: date) -> date | None:
    """The last day of the absence that touches these days."""
    known = [word for word in words if word.recorded_on <= until]
    return max((s.until for s in spans_away(known) if s.touches(since, until)), default=None)
