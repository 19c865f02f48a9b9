"""Sources by their names, for as many questions as a file has rows; new ones can be added."""

from collections.abc import Iterable, Sequence

from refcli.core.names.keys import name_key, person_keys
from refcli.core.names.likeness import KeyedNames
from refcli.core.sources.matching import Named, key_sources
from refcli.core.sources.rivals import list_rivals
from refcli.core.vocabulary import Kind


class Registry:
    """Finds sources by their whole names, and those that a new one could be taken for."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.sources: list[Named] = []
        self.by_key: dict[str, list[Named]] = {}
        self.keyed: list[tuple[Named, Sequence[str]]] = []  # with both doctors of Drs. Park and Ray
        self.names = KeyedNames()
        self.forms: set[str] = set()
        for source in known:
            self.add(source)

    def add(self, source: Named) -> None:
        """Know one more source."""
        self.sources.append(source)
        for one in {name_key(name) for name in (source.name, *source.aliases)}:
            self.by_key.setdefault(one, []).append(source)
        [(_, forms)] = key_sources([source], person_keys)
        self.keyed.append((source, forms))
        for form in dict.fromkeys(forms):
            if form not in self.forms:
                self.forms.add(form)
                self.names.add(form)

    def find_called(self, name: str) -> Sequence[Named]:
        """The sources of this very name or alias."""
        return self.by_key.get(name_key(name), ())

    def find_rivals(self, name: str, kind: Kind) -> list[Named]:
        """The sources that a new one of this kind could be taken for, the best first."""
        return [match.source for match in list_rivals(name, kind, self.keyed, self.names)]
