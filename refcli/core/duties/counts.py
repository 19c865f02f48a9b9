"""Who did how many turns, and what came of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from refcli.core.duties.absences import Words, away, same
from refcli.core.duties.rota import Assigned, Duty, DutyFacts, Performed, TurnDone, assigned


class State(StrEnum):
    """How a turn stands on a day."""

    DONE = "done"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Standing:
    """A turn as it stands on a day."""

    one: Assigned
    state: State
    done: TurnDone | None = None


@dataclass(slots=True)
class Count:
    """One person's turns of a duty that began by a day.

    ``turns``: theirs, done or not. ``done``: those they really did, whosever they were.
    ``overdue``: theirs and not done in time. ``away``: turns during which they were away, whether
    or not one would have been theirs. ``took`` and ``gave``: by swaps, among the turns.
    """

    name: str
    turns: int = 0
    done: int = 0
    overdue: int = 0
    away: int = 0
    took: int = 0
    gave: int = 0


@dataclass(slots=True)
class Tally:
    """The counts of all, by name."""

    counts: dict[str, Count] = field(default_factory=dict)

    def of(self, name: str) -> Count:
        """The count of one; a new one starts at nothing."""
        return self.counts.setdefault(same(name), Count(name))


def standings(
    duty: Duty, words: Words, skipped: Collection[str], today: date, until: date
) -> Iterator[Standing]:
    """How each turn stands that begins by a day."""
    for one in assigned(duty, words, until):
        done = duty.done.get(one.turn.number)
        dropped = duty.key(one.turn.number) in skipped
        yield Standing(one, state(one, done, today, skipped=dropped), done)


def state(one: Assigned, done: TurnDone | None, today: date, *, skipped: bool) -> State:
    """How a turn stands."""
    if done:
        return State.DONE
    if skipped:
        return State.SKIPPED
    if one.turn.until < today:
        return State.OVERDUE
    return State.NOW if one.turn.since <= today else State.TO_COME


def fair_count(standing: Sequence[Standing], words: Words, today: date) -> list[Count]:
    """Everybody's turns that began by today, in the order of the rota; former staff come last."""
    tally = Tally()
    begun = [each for each in standing if each.one.turn.since <= today]
    latest = begun[-1:] or standing[:1]
    for name in latest[0].one.staff if latest else ():
        tally.of(name)
    for each in begun:
        add(tally, each, words)
    return list(tally.counts.values())


def add(tally: Tally, each: Standing, words: Words) -> None:
    """Count one turn."""
    one = each.one
    if one.who:
        mine = tally.of(one.who)
        mine.turns += 1
        mine.overdue += each.state is State.OVERDUE
        mine.took += bool(one.relieved)
    if one.relieved:
        tally.of(one.relieved).gave += 1
    if each.done:
        tally.of(each.done.who).done += 1
    for name in one.staff:
        gone = away(words.get(same(name), ()), one.turn.since, one.turn.until)
        tally.of(name).away += gone


def performed(
    facts: DutyFacts, skipped: Collection[str], *, since: date, until: date, today: date
) -> Performed:
    """What the staff did in a period; see ``Performed`` for how it is counted."""
    words = facts.words
    turns = [
        each
        for duty in facts.duties
        for each in standings(duty, words, skipped, today, min(until, today))
        if since <= each.one.turn.until <= until and each.state in {State.DONE, State.OVERDUE}
    ]
    done = [(each.one.turn, each.done) for each in turns if each.done]
    told = [
        one for duty in facts.duties for one in duty.done.values() if since <= one.done_on <= until
    ]
    return Performed(
        turns_due=len(turns),
        turns_done=len(done),
        on_time=sum(deed.done_on <= turn.until for turn, deed in done),
        asked=sum(one.asked or 0 for one in told),
        handed_out=sum(one.handed_out or 0 for one in told),
    )
