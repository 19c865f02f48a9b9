"""From what somebody typed to the referral that is meant."""

from collections.abc import Sequence

from refcli.commands.finding.naming import check_number, choose_reading, settle
from refcli.commands.finding.picking import Pickable, PickList
from refcli.core.finding.patients import (
    Groups,
    KnownReferral,
    find_referral,
    open_first,
)
from refcli.core.finding.things import is_anybody, key_number, read_several, typed_number
from refcli.core.names.keys import name_key
from refcli.core.owed.items import OF_A_REFERRAL
from refcli.core.sources.matching import Found
from refcli.core.vocabulary import Kind, Status
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage

LIST = "ref referral list"


def settle_referral(
    env: Env, typed: str, *, wanted: Status | None = None, every: bool = False
) -> int:
    """The number of the referral that is meant; asked in a terminal, else refused, if in doubt.

    ``wanted`` is the status that it is to reach. ``every``: those of long ago are meant as well.
    """
    if number := typed_number(typed) or key_number(typed, OF_A_REFERRAL):
        return check_number(number, "referral", LIST)
    known = read_known_referrals(env)
    groups: Groups = [known] if every else open_first(known, env.today, wanted)
    return find_meant(env, typed, known, groups)


def settle_referrals(
    env: Env,
    words: Sequence[str],
    *,
    wanted: Status | None = None,
    standing: Status | None = None,
) -> list[int]:
    """The numbers of the referrals that are meant, by several words or with commas between.

    ``wanted`` is the status that they are to reach, ``standing`` the one that they must have.
    """
    if len(words) == 1 and (
        number := typed_number(words[0]) or key_number(words[0], OF_A_REFERRAL)
    ):
        return [check_number(number, "referral", LIST)]
    known = read_known_referrals(env)
    named, groups = [one.named for one in known], open_first(known, env.today, wanted, standing)
    readings = read_several(words, lambda text: is_anybody(text, named))
    whole_names = {name_key(one.name) for one in named}
    apart = {name_key(one) for one in readings[-1]}
    if name_key(" ".join(words)) in whole_names and not apart <= whole_names:
        readings = readings[:1]
    chosen = choose_reading(env, words, readings, lambda text: certain_id(text, groups))
    if not chosen:
        raise UsageError("Nobody is named.")
    found = env.turns.ask_in_turn(lambda: [find_meant(env, one, known, groups) for one in chosen])
    return list(dict.fromkeys(found))


def read_known_referrals(env: Env) -> list[KnownReferral]:
    """Every referral by today."""
    with storage.book.door.reading(env.door()) as book:
        return storage.finding.referrals.read_referred(book)


def find_meant(env: Env, typed: str, known: Sequence[KnownReferral], groups: Groups) -> int:
    """The number of the referral that is meant by a number, a key or a name.

    A name is looked for in each of the groups, until one has it.
    """
    if number := typed_number(typed) or key_number(typed, OF_A_REFERRAL):
        return check_number(number, "referral", LIST)
    if source_id := key_number(typed, "T"):
        return find_thanked(env, typed, known, source_id)
    found = find_referral(typed, groups, known)
    if isinstance(found, Found):
        return found.source.id
    by_id = {one.id: one for one in known}
    choices = [referral_choice(by_id[one.id]) for one in found.candidates]
    listed = PickList(typed=typed, choices=choices, clear=found.clear, more=found.more)
    nobody, see = f"No patient is called {typed!r}.", type_line("find", typed.strip())
    return int(settle(env, listed, nobody, see=see).instead)


def referral_choice(one: KnownReferral) -> Pickable:
    """A referral to be picked."""
    return Pickable(
        sign=str(one.id),
        name=one.patient,
        about=one.about,
        instead=str(one.id),
        kind=Kind.PATIENT,
    )


def find_thanked(env: Env, typed: str, known: Sequence[KnownReferral], source_id: int) -> int:
    """The referral for which a source is to be thanked, by the key of that thank-you."""
    with storage.book.door.reading(env.door()) as book:
        ids = storage.finding.everybody.unthanked_referrals(book, source_id)
    found = [one for one in known if one.id in ids]
    if len(found) == 1:
        return found[0].id
    nobody, see = f"{typed.upper()} stands for no referral.", "ref due --only thank_you"
    listed = PickList(typed=typed, choices=[referral_choice(one) for one in found])
    return int(settle(env, listed, nobody, see=see).instead)


def certain_id(typed: str, groups: Groups) -> int:
    """The number of the referral that a name certainly means; 0 where that is open."""
    if number := typed_number(typed) or key_number(typed, OF_A_REFERRAL):
        return number
    found = find_referral(typed, groups, ())
    return found.source.id if isinstance(found, Found) else 0
