"""Two sources become one: what of the decisions about either's due items holds for the one.

Nothing that was owed to one of them is taken off the list by what was decided, or done, about the
other: a thank-you that was skipped for one is still owed to the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.owed.items import DueItem, Mark, Party
from refcli.core.values.day_words import say_day_near
from refcli.core.vocabulary import MarkAction
from refcli.phrases import name_some

OWED = {"V": "a visit", "T": "a thank-you", "Q": "a call"}  # letters with a source's number
NO_ITEM = date.max


@dataclass(frozen=True, slots=True)
class MarkOnRecord:
    """A skip or a snooze with its number and the reason that was given."""

    id: int
    mark: Mark
    why: str

    def __str__(self) -> str:
        """``skip of T9 (sent by mail)``."""
        key, why = self.mark.key.partition("-")[0], f" ({self.why})" if self.why else ""
        return f"{self.mark.action} of {key}{why}"


@dataclass(frozen=True, slots=True)
class Thanks:
    """A thank-you on record; ``covers_id``: the last referral that it can be for."""

    id: int
    done_on: date
    covers_id: int | None
    closes: str


@dataclass(frozen=True, slots=True)
class OwedThanks:
    """A referral for which nobody has been thanked."""

    id: int
    patient: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedBefore:
    """One of the two before the merge: what is owed to it, what was decided and done about it.

    ``items``: by letter, the snoozed ones too. ``hidden``: until when each snoozed one is.
    """

    party: Party
    items: Mapping[str, DueItem] = field(default_factory=dict)
    hidden: Mapping[str, date] = field(default_factory=dict)
    marks: Sequence[MarkOnRecord] = ()
    thanks: Sequence[Thanks] = ()
    unthanked: Sequence[OwedThanks] = ()

    def shown_from(self, letter: str) -> date:
        """From when its item of a letter is on the list again; never, where it has none."""
        return self.hidden.get(letter, date.min) if letter in self.items else NO_ITEM

    def skipped_on(self, letter: str) -> list[date]:
        """The days on which its item of a letter was skipped."""
        skips = (one.mark for one in self.marks if one.mark.action is MarkAction.SKIP)
        return [mark.made_on for mark in skips if mark.key[0] == letter]


@dataclass(frozen=True, slots=True)
class Carrying:
    """What becomes of the marks and the thank-yous of two sources that become one.

    ``ended``: the marks that would hide what is owed to the other one. ``marks`` and ``closes``:
    the new keys of marks and of what thank-yous close. ``said``: what is not carried over.
    """

    ended: frozenset[int] = frozenset()
    marks: Mapping[int, str] = field(default_factory=dict)
    closes: Mapping[int, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def carry_over(kept: OwedBefore, gone: OwedBefore, today: date, soon: date) -> Carrying:
    """Which decisions about either hold for both, and which of them would hide what is owed.

    ``soon``: the day up to which the due list looks ahead.
    """
    ended: set[int] = set()
    marks: dict[int, str] = {}
    closes: dict[int, str] = {}
    said: list[str] = []
    for own, other in ((gone, kept), (kept, gone)):
        for one in own.marks:
            if hides_item(one.mark, own, other, today, soon):
                ended.add(one.id)
                said.append(say_ended(one, kept, moves=own is gone))
                continue
            still = [owed for owed in other.unthanked if skips_thanks(one.mark, owed)]
            marks[one.id] = new_key(one.mark.key, kept, still)
            said += say_thanks(str(one), kept, still)
        for done in own.thanks:
            still = [owed for owed in other.unthanked if thanks_for(done, owed)]
            if still or done.closes:
                closes[done.id] = new_key(done.closes or "T", kept, still)
            said += say_thanks(f"thank-you of {say_day_near(done.done_on, today)}", kept, still)
    return Carrying(frozenset(ended), marks, closes, tuple(said))


def is_skipped_thanks(mark: Mark) -> bool:
    """Whether a thank-you was skipped: it is, referral by referral."""
    return mark.action is MarkAction.SKIP and mark.key[0] == "T"


def hides_item(mark: Mark, own: OwedBefore, other: OwedBefore, today: date, soon: date) -> bool:
    """Whether a mark of the one would hide an item of the other for longer than it is hidden."""
    letter = mark.key[0]
    if letter not in other.items or is_skipped_thanks(mark):
        return False
    if mark.action is MarkAction.SNOOZE:
        return mark.until is not None and mark.until > max(today, other.shown_from(letter))
    return letter != "V" or puts_off_visit(mark, own, other, soon)


def puts_off_visit(mark: Mark, own: OwedBefore, other: OwedBefore, soon: date) -> bool:
    """Whether the skip of a visit to the one would put off the visit that the other waits for."""
    visits = (one.party.last_visit or date.min for one in (own, other))
    if mark.made_on <= max(*visits, *other.skipped_on("V")):
        return False
    waits = other.items["V"].due_on
    return waits <= soon or "V" not in own.items or own.items["V"].due_on > waits


def skips_thanks(mark: Mark, owed: OwedThanks) -> bool:
    """Whether the skip of a thank-you would hold for a referral, were both of one source."""
    return is_skipped_thanks(mark) and owed.received_on <= mark.made_on


def thanks_for(done: Thanks, owed: OwedThanks) -> bool:
    """Whether a thank-you would count for a referral, were both of one source."""
    covered = done.covers_id is None or done.covers_id >= owed.id
    return covered and owed.received_on <= done.done_on


def new_key(key: str, kept: OwedBefore, still: Sequence[OwedThanks]) -> str:
    """A key of the one that stays, but for some referrals: T9-14 and referral 15 give T4-14-15."""
    numbers = sorted({*map(int, key.split("-")[1:]), *(owed.id for owed in still)})
    return "-".join([f"{key[0]}{kept.party.id}", *map(str, numbers)])


def say_ended(one: MarkOnRecord, kept: OwedBefore, *, moves: bool) -> str:
    """``skip of V9 (closed) is not carried over: #4 is still owed a visit``."""
    fate = "is not carried over" if moves else "ends"
    return f"{one} {fate}: #{kept.party.id} is still owed {OWED[one.mark.key[0]]}"


def say_thanks(what: str, kept: OwedBefore, still: Sequence[OwedThanks]) -> Iterator[str]:
    """That a thank-you, or the skip of one, does not count for what the other one sent."""
    if still:
        names = name_some([f"referral {owed.id} {owed.patient}" for owed in still])
        yield f"{what} is not carried over to {names}: #{kept.party.id} is still owed a thank-you"
