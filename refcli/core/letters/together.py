"""One letter for each place: an office and its doctors get the same one, addressed to all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from refcli.core.letters.salutations import address_person
from refcli.core.letters.templates import Addressee
from refcli.core.vocabulary import Kind

MOST_NAMED = 3  # in a greeting
FEWEST = 2  # for a letter to several
DEAR = "Dear "


def join_places(to: Iterable[Addressee]) -> list[Addressee]:
    """The addressees; those at one office and one address are one, where the first stands."""
    groups: dict[tuple[int, str], list[Addressee]] = {}
    for one in to:
        groups.setdefault((one.office_id or one.source_id, one.address), []).append(one)
    return [join_addressees(group) for group in groups.values()]


def join_addressees(group: Sequence[Addressee]) -> Addressee:
    """Who is at one place as one; its own greeting, where it was typed for the office, stays."""
    if len(group) < FEWEST:
        return group[0]
    office = next((one for one in group if one.kind is Kind.OFFICE), None)
    people = [one for one in group if one is not office]
    first = office or people[0]
    also = tuple(one.source_id for one in group if one is not first)
    named = greet_each(people) if len(people) <= MOST_NAMED else []
    place = office.name if office else first.office
    if office:
        greeting = office.salutation or f"Dear {name_all([*named, f'colleagues at {place}'])}"
        return replace(office, salutation=greeting, also=also)
    greeting = f"Dear {name_all(named or [f'colleagues at {place}'])}"
    name = name_all([one.name for one in people]) if named else place
    return replace(
        first, name=name, office=first.office if named else "", salutation=greeting, also=also
    )


def greet_each(people: Sequence[Addressee]) -> list[str]:
    """How each is greeted behind Dear: as was typed for them, else by title and last name.

    Of two with one last name each is greeted by the whole name: Dr. Wei Chen and Dr. Amy Chen.
    """
    short = [address_person(one.name) for one in people]
    told = [typed_greeting(one) for one in people]
    return [
        typed or (one.name if short.count(brief) > 1 else brief)
        for one, brief, typed in zip(people, short, told, strict=True)
    ]


def typed_greeting(one: Addressee) -> str:
    """What was typed behind Dear for somebody; empty where nothing was, or another beginning."""
    typed = one.salutation.strip().rstrip(",")
    return typed.removeprefix(DEAR) if typed.startswith(DEAR) else ""


def name_all(names: Sequence[str]) -> str:
    """Ann, Bo and Cy."""
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last
