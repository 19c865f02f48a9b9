"""From what somebody typed to the due items that are meant: keys, patients, sources, jobs."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from refcli.commands.finding.naming import choose_reading, settle
from refcli.commands.finding.picking import Pickable, PickList
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import FAR_DAYS, SOON_DAYS
from refcli.core.finding.owed import AboutPatient, OwedOnRecord, Owing, list_owing
from refcli.core.finding.things import is_number_or_key, read_several
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.owed.items import OF_A_REFERRAL, DueItem
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage

KEYS = "V12, S4 or O12.2026"
LIKE_A_KEY = re.compile(r"#?[A-Za-z]?[0-9][0-9.]*")


def settle_keys(
    env: Env, words: Sequence[str], *, first: str = "", hidden: bool = False
) -> list[str]:
    """The keys that are meant, each once, by keys or by names, with blanks or commas between.

    ``first``: the letters of what a name means before all else, its day come or not. ``hidden``:
    where nothing of a name is on the list, what is snoozed is meant as well.
    """
    parts = [part.strip() for word in words for part in word.split(",") if part.strip()]
    if not parts:
        raise UsageError("A key is missing. Keys stand in front of each line of: ref due")
    if all(map(is_key, parts)):
        return [*dict.fromkeys(part.upper() for part in parts)]
    owed = read_owed(env, first, hidden=hidden)
    readings = read_several(words, lambda text: owed.find(text).certain)
    chosen = choose_reading(env, words, readings, lambda text: find_only_key(text, owed))
    found = env.turns.ask_in_turn(lambda: [settle_key(env, one, owed) for one in chosen])
    return [*dict.fromkeys(found)]


def is_key(text: str) -> bool:
    """Whether it is a key, or refused as one: it looks like one or a number."""
    return is_number_or_key(text) or bool(LIKE_A_KEY.fullmatch(text))


def read_owed(env: Env, first: str, *, hidden: bool) -> OwedOnRecord:
    """Everybody to or about whom something is owed, and the names of all who are on record."""
    with storage.book.door.reading(env.door()) as book:
        facts: DueFacts = storage.due.due_facts(book)
        sources = {one.id: one for one in storage.sources.records.read_named(book)}
        patients = [one.named for one in storage.finding.referrals.read_referred(book)]
    soon, far = (env.today + timedelta(days=days) for days in (SOON_DAYS, FAR_DAYS))
    listed = due_items(facts, until=soon, today=env.today)
    groups = [listed]
    if first:
        ahead = due_items(facts, until=far, today=env.today, snoozed_too=True)
        groups = [[one for one in some if one.key[0] in first] for some in (listed, ahead)]
        groups.append(listed)
    if hidden:
        groups.append(due_items(facts, until=soon, today=env.today, snoozed_too=True))
    return OwedOnRecord(
        [list_all_owing(facts, sources.values(), some) for some in groups],
        frozenset(name_key(one.name) for one in (*sources.values(), *patients)),
    )


def list_all_owing(
    facts: DueFacts, sources: Iterable[Named], items: Iterable[DueItem]
) -> list[Owing]:
    """Everybody to or about whom one of the items is."""
    waiting = (*facts.unreported, *facts.uncalled, *facts.unscheduled, *facts.expected)
    patients = {
        f"{letter}{one.id}": AboutPatient(one.id, one.patient)
        for one in waiting
        for letter in OF_A_REFERRAL
    }
    for issue in facts.issues.open:
        if number := issue.record.referral_id:
            patients[issue.key] = AboutPatient(number, issue.patient)
    return list_owing(items, patients, {one.id: one for one in sources})


def find_only_key(text: str, owed: OwedOnRecord) -> str | None:
    """The key as it was typed, or that of the one item that a name certainly means."""
    if is_key(text):
        return text.upper()
    found = owed.find(text)
    return found.items[0].key if found.certain and len(found.items) == 1 else None


def settle_key(env: Env, typed: str, owed: OwedOnRecord) -> str:
    """The key that is meant: typed, or of the one item of a name; else asked for, or refused."""
    if is_key(typed):
        return typed.strip().upper()
    if key := find_only_key(typed, owed):
        return key
    nobody = (
        f"{typed!r} is no key, and nothing on the due list is about anybody of that name. Keys look"
        f" like {KEYS}."
    )
    found = owed.find(typed)
    choices = [item_choice(item, owed.groups[-1]) for item in found.items]
    listed = PickList(typed=typed, choices=choices, clear=found.clear, numbered="a key")
    return settle(env, listed, nobody, see="ref due").instead


def item_choice(item: DueItem, owing: Sequence[Owing]) -> Pickable:
    """An item to be picked, also by the name of the patient whom it is about."""
    names = [who.name for who, some in owing if item.key in {one.key for one in some}]
    return Pickable(
        sign=item.key,
        name=f"{item.type.words} for {item.source}",
        about=item.reason,
        instead=item.key,
        aliases=tuple(names),
    )
