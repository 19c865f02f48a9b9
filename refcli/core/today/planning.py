"""The day at the desk, found in what is owed by it and in who has an appointment on it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.ours import pick_ours
from refcli.core.due.waiting import OpenReferral
from refcli.core.duties.rota import coming_turns
from refcli.core.owed.items import DueItem
from refcli.core.referrals.our_providers import OurProvider
from refcli.core.referrals.tries import tries_since
from refcli.core.today.day import Call, Coming, Today, TurnToday
from refcli.core.vocabulary import DueType

CALLS = frozenset({DueType.SCHEDULE, DueType.FOLLOW_UP})


def plan_today(
    facts: DueFacts,
    coming: Sequence[Coming],
    day: date,
    ours: OurProvider | None = None,
    *,
    ahead: bool = False,
) -> Today:
    """The day from what is owed by it, and from who has an appointment on it.

    ``ours``: only of whom this provider sees; nobody's turn of a duty is among that. Of a day that
    is ``ahead`` nothing is overdue yet.
    """
    items = due_items(facts, until=day, today=day)
    if ours:
        items = pick_ours(items, facts, ours)
        coming = [one for one in coming if one.referral_id in ours.referral_ids]
    late = () if ahead else (item.type for item in items if item.due_on < day)
    by_hour = sorted(coming, key=lambda one: (one.hour or "24", one.patient.casefold()))
    return Today(
        day=day,
        provider=ours.name if ours else "",
        option=ours.option if ours else "",
        ahead=ahead,
        coming=by_hour,
        came=list(find_calls(facts, items, frozenset({DueType.CAME}))),
        calls=list(find_calls(facts, items, CALLS)),
        turns=[] if ours else list(find_turns(facts, day)),
        dayless=find_dayless(facts, {item.key for item in items}, ours),
        overdue=dict(Counter(late)),
    )


def find_dayless(
    facts: DueFacts, owed: Collection[str], ours: OurProvider | None
) -> list[OpenReferral]:
    """Who is booked without a day, until it is owed to ask what became of it."""
    return [
        one
        for one in facts.uncalled
        if not one.seen
        and one.since >= facts.ground.rules.calls_since
        and f"F{one.id}" not in owed
        and (ours is None or one.id in ours.referral_ids)
    ]


def find_calls(
    facts: DueFacts, items: Sequence[DueItem], types: frozenset[DueType]
) -> Iterator[Call]:
    """The calls of some types, the most overdue first, with the patient's own phone."""
    waiting = {
        f"{letter}{one.id}": one
        for letter, some in (
            ("S", facts.unscheduled),
            ("F", facts.uncalled),
            ("A", facts.expected),
        )
        for one in some
    }
    for item in items:
        if item.type in types and (one := waiting.get(item.key)):
            tries = tries_since(facts.tries.get(one.id, ()), one.begun_on)
            yield Call(item, one, len(tries))


def find_turns(facts: DueFacts, day: date) -> Iterator[TurnToday]:
    """Whose turn it is of each duty, and what was asked and handed out in it so far."""
    words = facts.duties.words
    for duty in facts.duties.duties:
        for one in coming_turns(duty, words, day, 1):
            if one.turn.since <= day:
                done = duty.done.get(one.turn.number)
                counts = [("asked", done.asked), ("handed out", done.handed_out)] if done else []
                told = ", ".join(f"{many} {what}" for what, many in counts if many is not None)
                what = ": ".join(filter(None, [duty.name, one.text]))
                so_far = told or ("done" if done else "")
                yield TurnToday(one.who or "nobody", what, so_far)
