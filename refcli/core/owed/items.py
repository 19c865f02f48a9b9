"""What every rule of the due list works with: parties, decisions, items and their keys."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.owed.cadence import Cadence
from refcli.core.owed.next_steps import NextStep, keep_open, word_steps
from refcli.core.owed.settings import DueRules
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType, Kind, MarkAction, place_of
from refcli.phrases import name_some

LETTERS = {
    "V": DueType.VISIT,
    "T": DueType.THANK_YOU,
    "B": DueType.THANK_YOU,  # the monthly batch to the patients who referred
    "R": DueType.REPORT,
    "F": DueType.FOLLOW_UP,
    "S": DueType.SCHEDULE,
    "O": DueType.OCCASION,
    "D": DueType.DUTY,
    "C": DueType.CREDENTIAL,
    "Q": DueType.QUIET,
    "G": DueType.GIFT,  # what is over a limit on gifts, to be given back
    "M": DueType.MEETING,
    "A": DueType.CAME,
    "E": DueType.EVENT,
    "N": DueType.NEXT_STEP,
    "I": DueType.ISSUE,
    "P": DueType.POLICY,
}
RECURRING = frozenset("ODC")  # their keys have a second number: O5.2026, D3.47, C4.90
OF_A_REFERRAL = "SRFA"  # letters of keys whose number is the referral's
CLOSED_BY_VISIT = frozenset("VQ")
KEY = re.compile(r"\s*([VTBRFSODCQGMAENIP])([0-9]{1,18})(?:\.([0-9]{1,9}))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A source as the due list needs it: whom to call, and how the visiting stands.

    The visiting facts belong to the place: an office's are those of all who work in it.
    ``cadence`` is None for a kind that nobody visits. ``visits`` counts the in-person activities
    that met somebody; ``hopeless_on`` is the day on which the place became "not referring".
    """

    id: int
    name: str
    kind: Kind
    cadence: Cadence | None = None
    owner: str = ""
    phone: str = ""
    interests: str = ""
    office_id: int | None = None
    do_not_visit: bool = False
    do_not_mail: bool = False
    no_gifts: bool = False
    archived: bool = False
    target_since: date | None = None
    first_referral: date | None = None
    first_visit: date | None = None
    last_visit: date | None = None
    visits: int = 0
    hopeless_on: date | None = None
    met: str = ""
    attempts: int = 0

    @property
    def place_id(self) -> int:
        """The source that is visited: the office of a provider who has one."""
        return place_of(self.id, self.office_id)


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision to skip or snooze a due item, made on a day."""

    key: str
    action: MarkAction
    due_on: date
    until: date | None
    made_on: date
    why: str = ""

    def __str__(self) -> str:
        """``skipped on Mon 23 Nov 2026: retires``."""
        until = f" until {full_day(self.until)}" if self.until else ""
        done = "skipped" if self.action is MarkAction.SKIP else f"put off{until}"
        return f"{done} on {full_day(self.made_on)}: {self.why}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key in its parts: ``V12``, or ``D3.47`` for the 47th turn of duty 3."""

    letter: str
    number: int
    part: int | None = None

    def __str__(self) -> str:
        """The key as people type it."""
        return f"{self.letter}{self.number}" + ("" if self.part is None else f".{self.part}")


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something we owe someone by a date; the key names it for as long as it is owed.

    ``opens_on`` is the first day on which the list shows it although it is due later; without it
    the reader's own horizon decides. ``why`` is told of the ``patient``, where it is about one (was
    seen on 2026-11-02), or stands behind that name and a colon where it is a ``remark`` (did they
    come?); ``tries`` are the calls that reached nobody. ``helpful`` is what helps to do it, each
    thing apart; of a visit also the meetings that are ``planned``. ``whom`` is met at an ``hour``
    (09:30). ``recipients`` are the names of the several of one ``kind`` that it goes to.
    """

    key: str
    type: DueType
    source_id: int | None
    source: str
    due_on: date
    why: str
    owner: str = ""
    helpful: tuple[str, ...] = ()
    opens_on: date | None = None
    recipients: Sequence[str] = ()
    kind: Kind | None = None
    patient: str = ""
    remark: bool = False
    tries: str = ""
    whom: str = ""
    hour: str | None = None
    planned: str = ""

    @property
    def reason(self) -> str:
        """Why it is owed, in one sentence that names the patient whom it is about."""
        about = f"{self.patient}{':' if self.remark else ''} " if self.patient else ""
        return about + self.why_and_tries

    @property
    def why_and_tries(self) -> str:
        """Why it is owed and how often it was tried, without the patient's name."""
        return join_parts([self.why, self.tries])

    @property
    def context(self) -> str:
        """What helps to do it, in one line."""
        return join_parts([self.planned, *self.helpful])

    def days_overdue(self, today: date) -> int:
        """Days since the due date; 0 while it is not over."""
        return max(0, (today - self.due_on).days)

    def helps(self, most: int | None = None) -> str:
        """To whom it goes, no more than so many by name, and the context."""
        many = len(self.recipients)
        most = most or many
        to = f"to {name_some(self.recipients, most)}" if many else ""
        to += " (all: ref due -f csv)" if many > most else ""
        return join_parts([to, self.context])

    def without_help(self) -> "DueItem":
        """The item with no more than what is owed to whom."""
        return replace(self, helpful=(), planned="")

    def shown_by(self, until: date, today: date) -> bool:
        """Whether the list that looks ahead to ``until`` shows the item today."""
        return self.due_on <= until or (self.opens_on is not None and self.opens_on <= today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all rules share: who is who, what was decided, and the practice's figures.

    ``closed`` has, per key, the latest day on which what it names was done; ``steps`` has the next
    steps that were said. What the marks and the steps come to is found out once, not per item:
    ``open_steps`` has the steps of each place that are still to be done.
    """

    parties: Mapping[int, Party]
    marks: Sequence[Mark] = ()
    rules: DueRules = field(default_factory=DueRules)
    closed: Mapping[str, date] = field(default_factory=dict)
    steps: Sequence[NextStep] = ()
    open_steps: Mapping[int, Sequence[NextStep]] = field(init=False)
    decisions: Mapping[str, Mark] = field(init=False)
    skips: Mapping[str, dict[str, date]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the marks and the steps by what they are about."""
        skips: dict[str, dict[str, date]] = {}
        for mark in self.marks:
            if mark.action is MarkAction.SKIP:
                skips.setdefault(mark.key[0], {})[mark.key] = mark.made_on
        reasons = {mark.key: mark for mark in self.marks if mark.why}
        object.__setattr__(self, "skips", skips)
        object.__setattr__(self, "decisions", reasons)
        object.__setattr__(self, "open_steps", self.find_open_steps())

    def find_open_steps(self) -> dict[int, Sequence[NextStep]]:
        """Per place: the next steps that are still to be done."""
        gone = {*self.closed, *self.skipped("N")}
        found: dict[int, list[NextStep]] = {}
        for step in self.steps:
            if step.source_id in self.parties:
                found.setdefault(self.parties[step.source_id].place_id, []).append(step)
        return {place_id: keep_open(steps, gone) for place_id, steps in found.items()}

    def next_step_of(self, place: Party) -> str:
        """What is to be done next for a place: with a day first, then what was said without one."""
        return word_steps(self.open_steps.get(place.id, ()))

    def decided(self, key: str, after: date | None = None) -> str:
        """The last decision about a key and its reason; empty where there is none.

        ``after``: the day on which what the key names was last done; a decision of that day or
        before was about something that is over.
        """
        mark = self.decisions.get(key)
        done = max(after or date.min, self.closed.get(key, date.min))
        return str(mark) if mark and mark.made_on > done else ""

    def skipped(self, letter: str) -> dict[str, date]:
        """When each key of a letter was last skipped."""
        return self.skips.get(letter, {})


def read_key(text: str) -> Key | None:
    """``v12`` as its parts, or None where it is no key."""
    found = KEY.fullmatch(text)
    if not found or (found[3] is not None) is not (found[1].upper() in RECURRING):
        return None
    return Key(found[1].upper(), int(found[2]), int(found[3]) if found[3] else None)


def snoozed_keys(marks: Iterable[Mark], today: date) -> set[tuple[str, date]]:
    """The keys hidden today, each with the due date that was snoozed; the last word counts."""
    latest = {(m.key, m.due_on): m for m in marks if m.action is MarkAction.SNOOZE}
    return {which for which, mark in latest.items() if mark.until and today < mark.until}


def make_item(ground: Ground, key: str, party: Party, due_on: date, why: str) -> DueItem:
    """A due item about a source, with what helps to act on it."""
    type_ = LETTERS[key[0]]
    place = ground.parties.get(party.place_id, party)
    helpful = parts_said(decided_since(ground, key, place), *helpful_lines(ground, party, type_))
    owner = party.owner or place.owner
    return DueItem(key, type_, party.id, party.name, due_on, why, owner, helpful)


def parts_said(*parts: str) -> tuple[str, ...]:
    """The parts that say something."""
    return tuple(filter(None, parts))


def join_parts(parts: Iterable[str]) -> str:
    """The parts that say something, one behind the other: ``met Sam; 206-555-0108``."""
    return "; ".join(filter(None, parts))


def decided_since(ground: Ground, key: str, place: Party) -> str:
    """The last decision about a key; of what a visit closes, since the last visit of the place."""
    return ground.decided(key, place.last_visit if key[0] in CLOSED_BY_VISIT else None)


def helpful_lines(ground: Ground, party: Party, type_: DueType) -> Iterator[str]:
    """What helps to do it: the last visit, whom we met, the next step, the phone."""
    place = ground.parties.get(party.place_id, party)
    if type_ not in {DueType.SCHEDULE, DueType.CAME, DueType.FOLLOW_UP}:
        if place.last_visit and type_ is not DueType.VISIT:
            yield f"last visit {place.last_visit}"
        if place.met:
            yield f"met {place.met}"
        if type_ is not DueType.NEXT_STEP and (next_step := ground.next_step_of(place)):
            yield f"next: {next_step}"
    if phone := party.phone or place.phone:
        yield phone
