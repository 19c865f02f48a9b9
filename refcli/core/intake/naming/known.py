"""The sources that a name of a file may mean: those on record, and the new ones of the file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from refcli.core.intake.naming.mentions import NOT_PEOPLE, Mention
from refcli.core.intake.naming.reaching import Reach, office_keys
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.names.people import (
    Sameness,
    compare_keys,
    find_contradiction,
    sort_words,
)
from refcli.core.sources.matching import ID, Match, is_built_in, who_can_be_meant
from refcli.core.sources.registry import Registry
from refcli.core.vocabulary import BuiltIn, Kind

NOT_REACHED = Reach()


class KnownSources:
    """Finds sources by how they are reached and by their names; new ones of a file can be added.

    A new one has a number below zero, which says its place among the names of the file.
    """

    def __init__(self, known: Sequence[Named], reached: Mapping[int, Reach]) -> None:
        self.on_record = known
        self.by_id = {one.id: one for one in known}
        self.registry = Registry(known)
        self.reached = {one.id: reached.get(one.id, NOT_REACHED) for one in known}
        self.by_reach: dict[str, defaultdict[str, list[Named]]] = {
            name: defaultdict(list) for name in ("npi", "phone", "email")
        }
        self.turned: defaultdict[str, list[Named]] = defaultdict(list)  # people, in any order
        for one in known:
            if one.place:
                self.reached[one.id] = replace(self.reached[one.id], offices=self.names_of(one))
            self.note(one)

    def names_of(self, one: Named) -> frozenset[str]:
        """All names of the office in which a source on record works."""
        offices = [o for o in self.registry.find_called(one.place) if o.kind is Kind.OFFICE]
        return office_keys(one.place, *(alias for office in offices for alias in office.aliases))

    def note(self, one: Named) -> None:
        """Find a source by how it is reached, and a person by the words of the name."""
        reach = self.reached.get(one.id, NOT_REACHED)
        for name, holders in self.by_reach.items():
            if value := getattr(reach, name):
                holders[value].append(one)
        if one.kind not in NOT_PEOPLE:
            for key in {sort_words(name_key(name)) for name in (one.name, *one.aliases)}:
                self.turned[key].append(one)

    def add(self, one: Named, reach: Reach) -> None:
        """Know one more source."""
        self.by_id[one.id] = one
        self.reached[one.id] = reach
        self.registry.add(one)
        self.note(one)

    def fill(self, one: Named, reach: Reach) -> None:
        """Know more of a new source by another row that means it."""
        self.reached[one.id] = self.reach_of(one).filled_from(reach)

    def reach_of(self, one: Named) -> Reach:
        """How a source is reached, as it is compared."""
        return self.reached.get(one.id, NOT_REACHED)

    def find_namesakes(self, name: str) -> list[Named]:
        """The sources of this very name or number; of people also in another order of the words."""
        if number := ID.fullmatch(name):
            return [one for one in self.on_record if str(one.id) == number[1]]
        found = {one.id: one for one in self.registry.find_called(name)}
        found |= {one.id: one for one in self.turned.get(sort_words(name_key(name)), ())}
        return list(found.values())

    def find_reached(self, mention: Mention) -> tuple[Named | None, list[Named]]:
        """The source that is reached as the mention is, else those that may be it.

        By NPI, then by phone and last name, then by e-mail; never where the names are of two.
        """
        doubtful: dict[int, Named] = {}
        for name in ("npi", "phone", "email"):
            value = getattr(mention.reach, name)
            holders = self.by_reach[name].get(value, ()) if value else ()
            found = [one for one in holders if can_be_of_kind(one, mention)]
            same = [one for one in found if self.is_one(one, mention, name)]
            if len(same) == 1:
                return same[0], []
            doubtful |= {one.id: one for one in (same or self.doubt(found, mention, name))}
        return None, list(doubtful.values())

    def is_one(self, one: Named, mention: Mention, reached_by: str) -> bool:
        """Whether who is reached alike is the same, by one of the names."""
        reach = self.reach_of(one)
        if reach.npi and mention.reach.npi and reach.npi != mention.reach.npi:
            return False
        keys = [name_key(name) for name in (one.name, *one.aliases)]
        wanted = name_key(mention.typed)
        if any(find_contradiction(wanted, key) for key in keys):
            return False
        if reached_by == "npi":
            return any(set(wanted.split()) & set(key.split()) for key in keys)
        return any(compare_keys(wanted, key) is not Sameness.DIFFERENT for key in keys)

    def doubt(self, found: Iterable[Named], mention: Mention, reached_by: str) -> list[Named]:
        """Those who are asked about: of one NPI all, else who shares a word of the name."""
        words = set(name_key(mention.typed).split())
        return [
            one for one in found if reached_by == "npi" or words & set(name_key(one.name).split())
        ]

    def find_rivals(self, name: str, kind: Kind | None) -> list[Named]:
        """Those that a new name could be taken for, the best first; of no kind, all of them."""
        if kind:
            return self.registry.find_rivals(name, kind)
        return list(who_can_be_meant(name, [match.source for match in self.list_suspects(name)]))

    def list_suspects(self, name: str) -> list[Match]:
        """All that a name could be confused with, whatever they are, but nobody's two."""
        found = self.registry.list_suspects(name)
        kept = [one for one in found if not any(is_built_in(one.source, who) for who in BuiltIn)]
        return sorted(
            kept, key=lambda m: (m.rank, m.source.archived, m.source.name.casefold(), m.source.id)
        )


def can_be_of_kind(one: Named, mention: Mention) -> bool:
    """Whether a source can be meant as far as its kind says."""
    wanted = mention.kind or mention.guess
    return wanted is None or one.kind is wanted
