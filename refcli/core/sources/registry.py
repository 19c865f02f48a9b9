"""Sources by their names, for as many questions as a file has rows; new ones can be added."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from refcli.core.names.keys import name_key, person_keys
from refcli.core.names.likeness import KeyedNames
from refcli.core.names.named import Named
from refcli.core.sources.matching import KeyedSources, Match, key_sources
from refcli.core.sources.rivals import list_rivals, match_suspects
from refcli.core.vocabulary import Kind


class Registry:
    """Finds sources by their whole names, and those that a new one could be taken for."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.sources: list[Named] = []
        self.by_key: dict[str, list[Named]] = {}
        self.keyed: list[tuple[Named, Sequence[str]]] = []  # with both doctors of Drs. Park and Ray
        self.names = KeyedNames()
        self.forms: set[str] = set()
        self.words: list[str] = []  # of all keys, in order
        self.holders: dict[str, list[int]] = {}  # of a word, by their places among the keyed
        for source in known:
            self.add(source)

    def add(self, source: Named) -> None:
        """Know one more source."""
        self.sources.append(source)
        for one in {name_key(name) for name in (source.name, *source.aliases)}:
            self.by_key.setdefault(one, []).append(source)
        [(_, forms)] = key_sources([source], person_keys)
        for word in {word for form in forms for word in form.split()}:
            if word not in self.holders:
                insort(self.words, word)
            self.holders.setdefault(word, []).append(len(self.keyed))
        self.keyed.append((source, forms))
        for form in dict.fromkeys(forms):
            if form not in self.forms:
                self.forms.add(form)
                self.names.add(form)

    def find_called(self, name: str) -> Sequence[Named]:
        """The sources of this very name or alias."""
        return self.by_key.get(name_key(name), ())

    def list_begun(self, wanted: str) -> KeyedSources:
        """The sources that have a word begun by the rarest of a key: who fits as typed is one."""
        several = [self.begun_words(word) for word in wanted.split()]
        rarest = min(several, key=self.count_holders, default=[])
        return [self.keyed[at] for at in sorted({at for one in rarest for at in self.holders[one]})]

    def begun_words(self, word: str) -> list[str]:
        """The words of names on record that begin so."""
        rest = islice(self.words, bisect_left(self.words, word), None)
        return list(takewhile(lambda other: other.startswith(word), rest))

    def count_holders(self, words: Sequence[str]) -> int:
        """How many names have one of some words, at the most."""
        return sum(len(self.holders[word]) for word in words)

    def list_suspects(self, name: str) -> list[Match]:
        """The sources that a name could be confused with, whatever they are."""
        return match_suspects(name, self.keyed, self.names, self.list_begun)

    def find_rivals(self, name: str, kind: Kind) -> list[Named]:
        """The sources that a new one of this kind could be taken for, the best first."""
        found = list_rivals(name, kind, self.keyed, self.names, self.list_begun)
        return [match.source for match in found]
