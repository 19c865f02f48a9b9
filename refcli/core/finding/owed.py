"""From the name of a patient or a source to what is owed to or about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from refcli.core.finding.things import is_certain
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem
from refcli.core.sources.matching import Found, find_sources
from refcli.core.vocabulary import Kind

Owing = tuple[Named, list[DueItem]]  # somebody, and what is owed to or about them


@dataclass(frozen=True, slots=True)
class AboutPatient:
    """The referral that something is about, and its patient."""

    referral_id: int
    patient: str


@dataclass(frozen=True, slots=True)
class OwedItems:
    """The items that may be meant; ``certain`` where the name is that of all of them.

    ``clear``: the first of them is the only one of whoever fits better than all the others.
    """

    items: Sequence[DueItem]
    certain: bool
    clear: bool = False


def find_owed_to(typed: str, owing: Sequence[Owing]) -> OwedItems:
    """What is owed to or about those of this name: each item once, in the order given."""
    found = find_sources(typed, [one for one, _ in owing])
    items = {one.id: some for one, some in owing}
    if isinstance(found, Found):
        return OwedItems(items[found.source.id], certain=True)
    certain = [one for one in found.candidates if is_certain(typed, one)]
    several = {item.key: item for one in certain or found.candidates for item in items[one.id]}
    clear = found.clear and not certain and len(items[found.candidates[0].id]) == 1
    return OwedItems([*several.values()], certain=bool(certain), clear=clear)


@dataclass(frozen=True, slots=True)
class OwedOnRecord:
    """Who is owed something, in groups of which the first that has a name decides.

    ``names``: those of all on record, to whom something is owed or not, as they are compared.
    """

    groups: Sequence[Sequence[Owing]]
    names: frozenset[str]

    def find(self, typed: str) -> OwedItems:
        """What is owed to or about those of this name; a whole name is nobody's longer one.

        Where no group has it for certain, all that may be meant.
        """
        wanted = name_key(typed)
        whole = " " in wanted and wanted in self.names
        for group in self.groups:
            some = [one for one in group if not whole or name_key(one[0].name) == wanted]
            found = find_owed_to(typed, some)
            if found.certain:
                return found
        return found


def list_owing(
    items: Iterable[DueItem], patients: Mapping[str, AboutPatient], sources: Mapping[int, Named]
) -> list[Owing]:
    """Everybody to or about whom something is owed: sources, patients, and jobs of the rota.

    ``patients``: per key of an item the patient whom it is about.
    """
    found: dict[object, tuple[Named, list[DueItem]]] = {}

    def put(who: object, name: Named, item: DueItem) -> None:
        place = Named(len(found), name.name, name.kind, name.aliases, name.place)
        found.setdefault(who, (place, []))[1].append(item)

    for item in items:
        if about := patients.get(item.key):
            put(about, Named(0, about.patient, Kind.PATIENT), item)
        if source := sources.get(item.source_id or 0):
            put(("source", source.id), source, item)
        else:
            put(item.source, Named(0, item.source, Kind.OTHER), item)
    return [*found.values()]
