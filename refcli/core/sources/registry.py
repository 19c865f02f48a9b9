"""Sources by their names, for as many questions as a file has rows; new ones can be added."""

from collections.abc import Iterable, Sequence

from refcli.core.names.keys import name_key, person_keys
from refcli.core.names.likeness import KeyedNames
from refcli.core.sources.matching import (
    Level,
    Match,
    Named,
    combine_matches,
    grade_likeness,
    in_order,
)
from refcli.core.sources.rivals import is_rival
from refcli.core.vocabulary import Kind


class Registry:
    """Finds sources by their whole names, and those that a new one could be taken for."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.sources: list[Named] = []
        self.by_key: dict[str, list[Named]] = {}
        self.by_form: dict[str, list[Named]] = {}  # both doctors of Drs. Park and Ray too
        self.names = KeyedNames()
        for source in known:
            self.add(source)

    def add(self, source: Named) -> None:
        """Know one more source."""
        self.sources.append(source)
        names = (source.name, *source.aliases)
        for one in {name_key(name) for name in names}:
            self.by_key.setdefault(one, []).append(source)
        for form in {form for name in names for form in person_keys(name)}:
            if form not in self.by_form:
                self.names.add(form)
            self.by_form.setdefault(form, []).append(source)

    def find_called(self, name: str) -> Sequence[Named]:
        """The sources of this very name or alias."""
        return self.by_key.get(name_key(name), ())

    def find_rivals(self, name: str, kind: Kind) -> list[Named]:
        """The sources that a new one of this kind could be taken for, the best first."""
        matches = combine_matches(*(self.find_suspects(wanted) for wanted in person_keys(name)))
        return [one.source for one in in_order(matches) if is_rival(one, name, kind)]

    def find_suspects(self, wanted: str) -> Iterable[Match]:
        """The sources with a name like this one."""
        for form, far in self.names.find_like_keys(wanted).items():
            for source in self.by_form[form]:
                exact = Match(source, Level.EXACT)
                yield exact if form == wanted else grade_likeness(source, far)
