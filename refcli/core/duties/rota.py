"""Duties that turn among the staff: whose turn it is, and which turns are owed.

The staff of a duty stand in a line, at first in the order of its rota. A turn goes to the first in
the line who is there on every day of it, and whoever took a turn goes to the end of the line. So
somebody who was away has the next turn when back, and turns lost meanwhile are not made up. Of two
people who are there, neither has a second turn before the other had one: in any run of turns for
which both were there, their counts differ by one at most. Without absences this is the rota itself.
A swap puts somebody else on one turn; whoever is relieved stays first in the line.

What is recorded after the last day of a turn no longer changes that turn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta

from refcli.core.duties.absences import Absence, Words, away_until, by_staff, is_away, staff_key
from refcli.core.owed.items import DueItem, Ground, Key, join_parts, parts_said
from refcli.core.vocabulary import DueType, Every

SOME = 4  # turns that an answer tells
DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14}


@dataclass(frozen=True, slots=True)
class Roster:
    """The staff in line, and the text of a turn, from the turn ``from_turn`` on."""

    from_turn: int
    staff: tuple[str, ...]
    texts: tuple[str, ...]
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody who takes one turn out of the order."""

    turn: int
    staff: str
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnDone:
    """A turn that was done, by whom, and what came of it."""

    done_on: date
    who: str
    asked: int | None = None
    handed_out: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The days of one turn, both ends included; turns are counted from 1."""

    number: int
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A job that turns; ``rosters`` and ``swaps`` in the order in which they were recorded.

    Turns that start on or after ``ended_on`` are nobody's.
    """

    id: int
    name: str
    every: Every
    starts_on: date
    note: str = ""
    added_on: date
    ended_on: date | None = None
    rosters: Sequence[Roster] = ()
    swaps: Sequence[Swap] = ()
    done: Mapping[int, TurnDone] = field(default_factory=dict)

    def key(self, turn: int) -> str:
        """The key of a turn in the due list."""
        return str(Key("D", self.id, turn))

    def begins(self, turn: int) -> date:
        """The first day of a turn; months are counted from the start, so the 31st comes back."""
        if days := DAYS.get(self.every):
            return self.starts_on + timedelta(days=days * (turn - 1))
        return self.starts_on + relativedelta(months=turn - 1)

    def roster(self, turn: int) -> Roster:
        """The rota that holds for a turn: the last word that reaches it."""
        return next(r for r in reversed(self.rosters) if r.from_turn <= turn)

    def turns(self, until: date) -> Iterator[Turn]:
        """The turns that begin by a day."""
        since = self.starts_on
        for number in count(1):
            if since > until or (self.ended_on and since >= self.ended_on):
                return
            following = self.begins(number + 1)
            yield Turn(number, since, following - timedelta(days=1))
            since = following


@dataclass(frozen=True, slots=True)
class Assigned:
    """A turn: who has it (nobody when all are away), who was passed over, who was relieved."""

    turn: Turn
    who: str
    text: str = ""
    staff: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    relieved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """The duties and absences known on a day."""

    duties: Sequence[Duty] = ()
    absences: Sequence[Absence] = ()

    @property
    def words(self) -> Words:
        """The absences by name."""
        return by_staff(self.absences)


@dataclass(frozen=True, slots=True)
class Performed:
    """What the staff did in a period, all duties together.

    Turns count by their last day, what was asked and handed out by the day it was done. A turn
    that is still running counts once it is done, a skipped one never.
    """

    turns_due: int = 0
    turns_done: int = 0
    on_time: int = 0
    asked: int = 0
    handed_out: int = 0


def due_duties(ground: Ground, facts: DutyFacts, until: date) -> Iterator[DueItem]:
    """One item per turn that begins by a day, owed until it is done or skipped."""
    gone, words = {*ground.closed, *ground.skipped("D")}, facts.words
    for duty in facts.duties:
        for one in assign_turns(duty, words, until):
            if one.turn.number not in duty.done and duty.key(one.turn.number) not in gone:
                yield turn_item(duty, one, words)


def turn_item(duty: Duty, one: Assigned, words: Words) -> DueItem:
    """A turn as a due item: on the list from its first day, due on its last."""
    turn = one.turn
    rule = f"every {duty.every}, turn {turn.number} from {turn.since}"
    return DueItem(
        key=duty.key(turn.number),
        type=DueType.DUTY,
        source_id=None,
        source=duty.name,
        due_on=turn.until,
        why=join_parts([one.text, rule, explain_turn(one, words)]),
        owner=one.who,
        helpful=parts_said(duty.note),
        opens_on=turn.since,
    )


def explain_turn(one: Assigned, words: Words) -> str:
    """Why it is not the turn of the next in the line; empty where it is."""
    turn = one.turn
    if one.relieved:
        return f"{one.who} instead of {one.relieved}"
    gone = [
        f"{name} until {away_until(words[staff_key(name)], turn.since, turn.until)}"
        for name in one.passed
    ]
    if not one.who:
        return f"all are away: {', '.join(gone)}"
    return f"away: {', '.join(gone)}; so {one.who}" if gone else ""


def assign_turns(duty: Duty, words: Words, until: date) -> Iterator[Assigned]:
    """Each turn that begins by a day, with who has it."""
    line: list[str] = []
    before: Roster | None = None
    texts_from = 1
    for turn in duty.turns(until):
        roster = duty.roster(turn.number)
        if before and before.texts != roster.texts:
            texts_from = turn.number
        line, before = lined_up(line, before, roster), roster
        text = roster.texts[(turn.number - texts_from) % len(roster.texts)] if roster.texts else ""
        one = assign_turn(duty, words, turn, line)
        yield Assigned(turn, one.who, text, roster.staff, one.passed, one.relieved)
        line = [name for name in line if name != one.who] + [n for n in line if n == one.who]


def lined_up(line: list[str], before: Roster | None, roster: Roster) -> list[str]:
    """The line at a turn: with a new rota those who stay keep their places, others come last.

    The same people in another order were put in that order on purpose.
    """
    if before is None:
        return list(roster.staff)
    if before.staff == roster.staff:
        return line
    names = {staff_key(name): name for name in roster.staff}
    stay = [names[staff_key(name)] for name in line if staff_key(name) in names]
    if len(stay) == len(line) == len(names) and not same_order(before, roster):
        return list(roster.staff)
    return stay + [name for name in roster.staff if name not in stay]


def same_order(one: Roster, other: Roster) -> bool:
    """Whether two rosters name the same people in the same order; spelling aside."""
    return [*map(staff_key, one.staff)] == [*map(staff_key, other.staff)]


def assign_turn(duty: Duty, words: Words, turn: Turn, line: Sequence[str]) -> Assigned:
    """Who has a turn: the one of a swap, else the first in the line who is there."""
    passed: list[str] = []
    usual = ""
    for name in line:
        if not is_away(words.get(staff_key(name), ()), turn.since, turn.until):
            usual = name
            break
        passed.append(name)
    taker = swapped_to(duty, words, turn)
    if not taker or staff_key(taker) == staff_key(usual):
        return Assigned(turn, usual, passed=tuple(passed))
    who = next((name for name in line if staff_key(name) == staff_key(taker)), taker)
    relieved = usual or (passed[0] if passed and staff_key(passed[0]) != staff_key(who) else "")
    return Assigned(turn, who, passed=tuple(n for n in passed if n != who), relieved=relieved)


def swapped_to(duty: Duty, words: Words, turn: Turn) -> str:
    """Who was put on a turn, unless an absence recorded on a later day takes that back."""
    known = [s for s in duty.swaps if s.turn == turn.number and s.recorded_on <= turn.until]
    if not known:
        return ""
    last = known[-1]
    newer = [w for w in words.get(staff_key(last.staff), ()) if w.recorded_on > last.recorded_on]
    return "" if is_away(newer, turn.since, turn.until) else last.staff


def coming_turns(duty: Duty, words: Words, since: date, many: int = SOME) -> list[Assigned]:
    """The turns from a day on, the one that holds it first."""
    until = since + timedelta(days=31 * (many + 1))
    return [one for one in assign_turns(duty, words, until) if one.turn.until >= since][:many]
