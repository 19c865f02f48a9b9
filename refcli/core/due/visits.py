"""Which place is due for a visit, since when, and by which rule."""

from collections.abc import Iterator
from datetime import date

from refcli.core.owed.cadence import Cadence, is_frequent, next_visit
from refcli.core.owed.items import DueItem, Ground, Party, make_item
from refcli.phrases import count_phrase

TRIES = 3  # attempts in a row after which another way is better
ADVICE = "stop courting, and put the effort into community, signage, print and digital marketing"


def due_visits(ground: Ground) -> Iterator[DueItem]:
    """One visit per place; a skip restarts the clock as a visit would."""
    skipped = ground.skipped("V")
    for party in ground.parties.values():
        key = f"V{party.id}"
        if found := visit_due(party, skipped.get(key)):
            due_on, reason = found
            yield make_item(ground, key, party, due_on, reason)


def is_visited(party: Party) -> bool:
    """A place of a kind that is visited: an office, or a provider who works in none."""
    inside = party.place_id != party.id
    return bool(party.cadence) and not (inside or party.do_not_visit or party.archived)


def is_unmet(party: Party, day: date) -> bool:
    """A place to visit that had come in by a day, and that nobody of us had met by then."""
    since = [one for one in (party.first_referral, party.target_since) if one and one <= day]
    met = party.first_visit is not None and party.first_visit <= day
    return is_visited(party) and bool(since) and not met


def visit_due(party: Party, skipped: date | None) -> tuple[date, str] | None:
    """The next visit's day and the rule that gave it; None for a place that has none due."""
    if not is_visited(party) or party.cadence is None:
        return None
    clock = [day for day in (party.last_visit, skipped) if day]
    if not clock:
        return first_visit(party)
    first, last = party.first_visit or min(clock), max(clock)
    due_on = next_visit(party.cadence, first=first, last=last)
    if party.hopeless_on is None:
        return due_on, rhythm_text(party, party.cadence, first, last)
    return (due_on, advice_for_silent(party)) if last <= party.hopeless_on else None


def first_visit(party: Party) -> tuple[date, str] | None:
    """A place that was never visited is due from the day on which it came in."""
    reasons = ((party.first_referral, "refers to us"), (party.target_since, "a target"))
    came_in = sorted((day, why) for day, why in reasons if day)
    if not came_in:
        return None
    known = ", ".join(f"{why} since {day}" for day, why in came_in)
    return came_in[0][0], f"never visited, {known}" + attempts_behind(party)


def rhythm_text(party: Party, cadence: Cadence, first: date, last: date) -> str:
    """Which interval is in force, and what the clock runs from."""
    often = is_frequent(cadence, first=first, last=last)
    months = cadence.every if often else cadence.later
    every = "every month" if months == 1 else f"every {months} months"
    since = f"last visit {last}" if last == party.last_visit else f"skipped on {last}"
    return f"{every}, {since}" + attempts_behind(party)


def advice_for_silent(party: Party) -> str:
    """Shown once, when the next visit would be due: the field's advice for who does not refer."""
    visits = count_phrase(party.visits, "visit")
    return (
        f"not referring: {visits} since {party.first_visit} and no referral;"
        f" the field's advice: {ADVICE}" + attempts_behind(party)
    )


def attempts_behind(party: Party) -> str:
    """The attempts behind a rule: ``, 1 attempt since met nobody``."""
    told = attempts_text(party)
    return f", {told}" if told else ""


def attempts_text(party: Party) -> str:
    """How often nobody was met since the last real visit; from the third on, another way."""
    if not party.attempts:
        return ""
    if party.attempts >= TRIES:
        return f"{party.attempts} attempts in a row met nobody: call ahead"
    return f"{count_phrase(party.attempts, 'attempt')} since met nobody"
