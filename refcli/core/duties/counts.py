"""Who did how many turns, and what came of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from refcli.core.duties.absences import Words, is_away, staff_key
from refcli.core.duties.rota import Assigned, Duty, DutyFacts, Performed, TurnDone, assign_turns


class TurnState(StrEnum):
    """How a turn stands on a day."""

    DONE = "done"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class TurnStanding:
    """A turn as it stands on a day."""

    one: Assigned
    state: TurnState
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
class TurnTally:
    """The counts of all, by name."""

    counts: dict[str, Count] = field(default_factory=dict)

    def of(self, name: str) -> Count:
        """The count of one; a new one starts at nothing."""
        return self.counts.setdefault(staff_key(name), Count(name))


def standings_of(
    duty: Duty, words: Words, skipped: Collection[str], today: date, until: date
) -> Iterator[TurnStanding]:
    """Each turn that begins by ``until``, with its state today."""
    for one in assign_turns(duty, words, until):
        done = duty.done.get(one.turn.number)
        dropped = duty.key(one.turn.number) in skipped
        yield TurnStanding(one, state_of_turn(one, done, today, skipped=dropped), done)


def state_of_turn(one: Assigned, done: TurnDone | None, today: date, *, skipped: bool) -> TurnState:
    """How a turn stands."""
    if done:
        return TurnState.DONE
    if skipped:
        return TurnState.SKIPPED
    if one.turn.until < today:
        return TurnState.OVERDUE
    return TurnState.NOW if one.turn.since <= today else TurnState.TO_COME


def fair_count(standing: Sequence[TurnStanding], words: Words, today: date) -> list[Count]:
    """Everybody's turns that began by today, in the order of the rota; former staff come last."""
    tally = TurnTally()
    begun = [each for each in standing if each.one.turn.since <= today]
    latest = begun[-1:] or standing[:1]
    for name in latest[0].one.staff if latest else ():
        tally.of(name)
    for each in begun:
        add(tally, each, words)
    return list(tally.counts.values())


def add(tally: TurnTally, each: TurnStanding, words: Words) -> None:
    """Count one turn."""
    one = each.one
    if one.who:
        mine = tally.of(one.who)
        mine.turns += 1
        mine.overdue += each.state is TurnState.OVERDUE
        mine.took += bool(one.relieved)
    if one.relieved:
        tally.of(one.relieved).gave += 1
    if each.done:
        tally.of(each.done.who).done += 1
    for name in one.staff:
        gone = is_away(words.get(staff_key(name), ()), one.turn.since, one.turn.until)
        tally.of(name).away += gone


def count_performed(
    facts: DutyFacts, skipped: Collection[str], *, since: date, until: date, today: date
) -> Performed:
    """What the staff did in a period; see ``Performed`` for how it is counted."""
    words = facts.words
    turns = [
        each
        for duty in facts.duties
        for each in standings_of(duty, words, skipped, today, min(until, today))
        if since <= each.one.turn.until <= until
        and each.state in {TurnState.DONE, TurnState.OVERDUE}
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
