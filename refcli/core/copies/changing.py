"""What is on record in a book or a copy, in figures, and what going back to a copy changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.values.day_words import full_day
from refcli.phrases import count_phrase, name_some

MOST_TO_NAME = 5  # of the commands


@dataclass(frozen=True, slots=True)
class KeptCommand:
    """A command on record: two of the same number, moment, user and name are the same command.

    One that a restore took away stands in the history without its ``changes``, and is another one.
    """

    id: int
    at: str
    by: str
    name: str
    changes: int
    day: date | None = field(default=None, compare=False)  # on which it counts


@dataclass(frozen=True, slots=True)
class Holding:
    """What a book or a copy holds.

    ``book``: what tells this practice's book from others. ``referrals`` are known by number and
    the moment at which they were recorded.
    """

    book: str
    practice: str
    schema: int
    commands: Sequence[KeptCommand] = ()
    referrals: frozenset[tuple[int, str]] = frozenset()

    @property
    def done(self) -> Sequence[KeptCommand]:
        """The commands that changed something, without those that a restore took away."""
        return [one for one in self.commands if one.changes]

    @property
    def last_day(self) -> date | None:
        """The last recorded day."""
        return max((one.day for one in self.commands if one.day), default=None)

    @property
    def owner(self) -> str:
        """Whose book it is, for a sentence."""
        return self.practice or "a practice without a name"

    @property
    def told(self) -> str:
        """Its figures as a phrase: 23 referrals, 57 commands, up to Mon 30 Nov 2026."""
        until = f", up to {full_day(self.last_day)}" if self.last_day else ""
        referrals = count_phrase(len(self.referrals), "referral")
        return f"{referrals}, {count_phrase(len(self.done), 'command')}{until}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is lost and gained where a copy takes the place of the present book."""

    lost: Sequence[KeptCommand]  # that changed something
    gained: Sequence[KeptCommand]
    referrals_lost: int
    referrals_gained: int

    @property
    def days_lost(self) -> Sequence[date]:
        """The days on which something was recorded that the copy does not have."""
        return sorted({one.day for one in self.lost if one.day})

    def as_record(self) -> Mapping[str, object]:
        """The figures for programs."""
        return {
            "referrals_lost": self.referrals_lost,
            "referrals_gained": self.referrals_gained,
            "days_lost": [str(day) for day in self.days_lost],
            "commands_lost": [one.id for one in self.lost],
            "commands_gained": [one.id for one in self.gained],
        }


def compare(present: Holding, copy: Holding) -> Difference:
    """What going back from the present book to a copy changes.

    Of another practice's copy everything is gained, and all that is there is lost.
    """
    same = present.book == copy.book
    there = {*copy.commands} if same else set()
    here = {*present.commands} if same else set()
    shared = present.referrals & copy.referrals if same else frozenset()
    return Difference(
        lost=[one for one in present.commands if one.changes and one not in there],
        gained=[one for one in copy.commands if one.changes and one not in here],
        referrals_lost=len(present.referrals - shared),
        referrals_gained=len(copy.referrals - shared),
    )


def difference_lines(difference: Difference) -> list[str]:
    """What would change, a line each; one line where nothing would."""
    lines = [
        *side_line("Lost", difference.referrals_lost, difference.lost),
        *side_line("Gained", difference.referrals_gained, difference.gained),
    ]
    return lines or ["Nothing on record would change: the copy holds the same commands."]


def side_line(word: str, referrals: int, commands: Sequence[KeptCommand]) -> list[str]:
    """What is lost, or gained; nothing where that is nothing."""
    if not referrals and not commands:
        return []
    days = sorted({one.day for one in commands if one.day})
    when = f" of {span_phrase(days)}" if days else ""
    latest = sorted(commands, key=lambda one: one.id, reverse=True)
    told = [f"{one.id} {one.name} by {one.by}" for one in latest]
    named = f": {name_some(told, MOST_TO_NAME)}" if told else ""
    counts = f"{count_phrase(referrals, 'referral')}, {count_phrase(len(commands), 'command')}"
    return [f"{word}: {counts}{when}{named}."]


def span_phrase(days: Sequence[date]) -> str:
    """One day, or from the first to the last: 3 days, Wed 25 Nov 2026 to Mon 30 Nov 2026."""
    if len(days) == 1:
        return full_day(days[0])
    return f"{len(days)} days, {full_day(days[0])} to {full_day(days[-1])}"
