"""From what somebody typed to the duty, the staff and the turn that are meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from refcli.commands.finding.naming import Numbered
from refcli.commands.finding.sources import check_length
from refcli.core.duties.absences import BACK, DAY, TimeAway, Words, spans_away, staff_key
from refcli.core.duties.rota import (
    Assigned,
    Duty,
    DutyFacts,
    Roster,
    assign_turns,
    coming_turns,
)
from refcli.core.duties.tables import duty_facts
from refcli.core.finding.things import make_thing
from refcli.core.names.named import Named
from refcli.core.owed.items import read_key
from refcli.core.vocabulary import Every
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import line_about, type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

FARTHEST = timedelta(days=731)  # as far ahead as a turn can be swapped
LONGEST_TEXT = 200


def read_staff(text: str) -> list[str]:
    """The names of a rota, in the order of their turns."""
    names = [" ".join(check_length(name).split()) for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError("Nobody is on the rota.")
    keys = [staff_key(name) for name in names]
    if twice := next((name for name in names if keys.count(staff_key(name)) > 1), None):
        raise UsageError(f"{twice} is named twice in --rota. Type each once: the turns go round.")
    return names


def read_texts(texts: Iterable[str]) -> list[str]:
    """The texts of the turns without the empty ones."""
    found = [" ".join(text.split()) for text in texts if text.strip()]
    if long := next((text for text in found if len(text) > LONGEST_TEXT), None):
        raise UsageError(f"A text has {len(long)} letters; {LONGEST_TEXT} are the most.")
    return found


def free_name(facts: DutyFacts, name: str, own: int = 0) -> str:
    """A name that no other running duty has."""
    if not name.strip():
        raise UsageError("A name is missing.")
    wanted = check_length(" ".join(name.split()))
    for duty in facts.duties:
        if duty.id != own and not duty.ended_on and staff_key(duty.name) == staff_key(wanted):
            raise RefusedError(
                f"There is a duty {duty.id} of this name. Change it with:"
                f" {type_line('duty edit', duty.id, '--note', 'TEXT')},"
                " or give the new one another name"
            )
    return wanted


def read_duty_names(book: "Book") -> list[list[Named]]:
    """The duties that run, and those that ended."""
    running: list[Named] = []
    ended: list[Named] = []
    for duty in storage.duties.duty_facts(book).duties:
        (ended if duty.ended_on else running).append(make_thing(duty.id, duty.name))
    return [running, ended]


DUTIES = Numbered(what="duty", see="ref duty list", letters="D", read=read_duty_names)


def pick(facts: DutyFacts, number: int, *, ended: bool = False) -> Duty:
    """The duty of a number; one that has ended only where that makes sense."""
    found = next((duty for duty in facts.duties if duty.id == number), None)
    if found is None:
        raise RefusedError(f"There is no duty {number}. See: ref duty list")
    if found.ended_on and not ended:
        raise RefusedError(
            f"#{found.id} {found.name} ended on {found.ended_on}."
            f" See: {type_line('duty show', found.id)}"
        )
    return found


def find_colleague(facts: DutyFacts, typed: str) -> str:
    """Find a member of the staff on a rota, spelt as there; refuse any other name."""
    running = [duty for duty in facts.duties if not duty.ended_on]
    names = {staff_key(n): n for duty in running for roster in duty.rosters for n in roster.staff}
    if found := names.get(staff_key(typed)):
        return found
    known = ", ".join(sorted(names.values(), key=str.casefold)) or "nobody yet"
    raise RefusedError(
        f"{typed!r} is on no rota; known are: {known}. To take somebody in: ref duty edit --help"
    )


def read_days(
    env: Env, name: str, since: str | None, until: str | None, why: str
) -> tuple[date, date]:
    """The days on which somebody is away, one day where no last one is said."""
    first = env.day_either_way(since) or env.today
    last = env.day_either_way(until) or first
    if last < first:
        raise UsageError(f"--until {last} lies before --from {first}. Type the last day away.")
    if last < env.today:
        raise RefusedError(
            f"{last} is over: it changes no turn that is still to be done."
            f" Who did one is said so: {type_line('done', 'D1.1', '--by', name)}"
        )
    if staff_key(why) == BACK:
        raise UsageError(
            f"--why {why} says that {name} is back. Type: {line_about('duty back', name)}"
        )
    return first, last


def turn_of(env: Env, duty: Duty, words: Words, typed: str) -> Assigned:
    """The turn of a number, or the one that holds a day; one that is over stays as it was."""
    key = read_key(typed)
    own = key is not None and (key.letter, key.number) == ("D", duty.id)
    number = str(key.part) if key and own else typed.strip().removeprefix("#")
    day = None if number.isdecimal() else env.day_either_way(typed)
    for one in assign_turns(duty, words, env.today + FARTHEST):
        turn = one.turn
        fits = turn.since <= day <= turn.until if day else str(turn.number) == number.lstrip("0")
        if fits:
            return still_open(duty, one, env.today)
    raise RefusedError(
        f"{duty.name} has no turn {typed} within two years. See: {type_line('duty show', duty.id)}"
    )


def still_open(duty: Duty, one: Assigned, today: date) -> Assigned:
    """The turn, unless it was done or is over."""
    number = one.turn.number
    if done := duty.done.get(number):
        raise RefusedError(f"{duty.key(number)} was done by {done.who} on {done.done_on}.")
    if one.turn.until < today:
        raise RefusedError(
            f"Turn {number} ended on {one.turn.until}. It is done by whoever does it now, or with"
            f" --by by whom that names: {type_line('done', duty.key(number))}"
        )
    return one


def first_day(every: Every, today: date) -> date:
    """Where turns begin when nobody says: the Monday of this week, or the first of this month."""
    return today.replace(day=1) if every is Every.MONTH else today - timedelta(days=today.weekday())


def refuse_past(new: Duty, today: date) -> None:
    """A first turn that is over was never anybody's."""
    last = new.begins(2) - DAY
    if last < today:
        raise RefusedError(
            f"The first turn would have ended on {last}. Type: --starts"
            f" {first_day(new.every, today)}"
        )


def rewrite_rota(duty: Duty, rota: str | None, texts: Iterable[str] | None, today: date) -> Roster:
    """The rota with what was typed anew, from the next turn on."""
    latest = replace(duty.rosters[-1], from_turn=next_turn(duty, today), recorded_on=today)
    if rota is not None:
        latest = replace(latest, staff=tuple(read_staff(rota)))
    return latest if texts is None else replace(latest, texts=tuple(read_texts(texts)))


def next_turn(duty: Duty, today: date) -> int:
    """The turn from which a new rota holds: the next one, or as a rota typed earlier today."""
    latest = duty.rosters[-1]
    if latest.recorded_on == today:
        return latest.from_turn
    return sum(1 for _ in duty.turns(today)) + 1


def list_turns(turns: Sequence[Assigned]) -> str:
    """Who has each turn: Tina 2026-11-23, Marc 2026-11-30."""
    return ", ".join(f"{one.who or 'nobody'} {one.turn.since}" for one in turns)


def affected_turns(facts: DutyFacts, who: str, since: date, today: date) -> Iterator[str]:
    """For each running duty on whose rota somebody stands, one line: its turns from a day on."""
    for duty in facts.duties:
        names = [staff_key(name) for name in duty.rosters[-1].staff]
        if staff_key(who) in names and not duty.ended_on:
            yield f"{duty.name}: {list_turns(coming_turns(duty, facts.words, max(since, today)))}."


def find_ending_absence(facts: DutyFacts, who: str, day: date) -> TimeAway:
    """The absence that ends early: the first that reaches a day."""
    for span in spans_away(facts.words.get(staff_key(who), ())):
        if span.until >= day:
            return span
    raise RefusedError(f"{who} is not away on {day} or later. See: ref duty away --list")


def away_again(facts: DutyFacts, who: str, day: date) -> str:
    """When somebody is away after a day, in a sentence; nothing for never."""
    later = [span for span in spans_away(facts.words.get(staff_key(who), ())) if span.since > day]
    days = ", ".join(f"{span.since} to {span.until}" for span in later)
    return f" Away again: {days}." if later else ""


def record(duty: Duty, turns: Iterable[Assigned]) -> dict[str, object]:
    """A duty and its next turns, for programs."""
    coming = [
        {"key": duty.key(one.turn.number), "since": one.turn.since, "whose": one.who}
        for one in turns
    ]
    return duty_facts(duty) | {"turns": coming}
