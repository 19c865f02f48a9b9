"""What others find in the same book: one ratio of names, and a library for linking records."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from warnings import filterwarnings

from refcli.core.names.keys import name_key
from refcli.core.sources.duplicates.candidates import Candidate
from refcli.core.sources.reach import email_key, phone_key
from tests.benchmarks.duplicates.book import IDS, KnownBook

ROWS = 500  # of the matrix of ratios at a time
FLOOR = 70  # ratios below are of no use


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision and recall of the pairs from a threshold on."""

    threshold: float
    precision: float
    recall: float
    listed: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ratio_scores(sources: Sequence[Candidate]) -> dict[IDS, float]:
    """rapidfuzz's token_sort_ratio of every pair of names, in their comparable form."""
    from rapidfuzz.fuzz import token_sort_ratio  # noqa: PLC0415
    from rapidfuzz.process import cdist  # noqa: PLC0415

    keys = [name_key(one.name) for one in sources]
    found: dict[IDS, float] = {}
    for start in range(0, len(keys), ROWS):
        part = cdist(keys[start : start + ROWS], keys, scorer=token_sort_ratio, score_cutoff=FLOOR)
        for row, column in zip(*part.nonzero(), strict=True):
            if start + row < column:
                pair = (sources[start + row].id, sources[column].id)
                found[pair] = float(part[row, column])
    return found


def curves(scores: dict[IDS, float], book: KnownBook, thresholds: Sequence[float]) -> list[Curve]:
    """How the pairs at each threshold fare."""
    made = []
    for threshold in thresholds:
        listed = {pair for pair, score in scores.items() if score >= threshold}
        hits = len(listed & book.same)
        precision = hits / len(listed) if listed else 0.0
        made.append(Curve(threshold, precision, hits / len(book.same), len(listed)))
    return made


class Linker:
    """recordlinkage as its manual uses it: blocks, comparisons, a classifier.

    It gets our comparable forms of names, phones and e-mails, and learns from another book.
    """

    def __init__(self) -> None:
        filterwarnings("ignore", category=FutureWarning)  # the library's own, of pandas
        self.pandas, self.library = map(import_module, ("pandas", "recordlinkage"))
        self.model = self.library.LogisticRegressionClassifier()

    def frame(self, sources: Sequence[Candidate]) -> Any:  # noqa: ANN401 - a library without types
        rows = [
            {
                "name": " ".join(sorted(words)),
                "first": words[0],
                "last": words[-1],
                "kind": one.kind.value,
                "phone": phone_key(one.phone) or None,
                "fax": phone_key(one.fax) or None,
                "email": email_key(one.email) or None,
                "npi": one.npi or None,
                "street": one.street.lower() or None,
                "city": one.city.lower() or None,
                "zip": one.zip[:5] or None,
                "place": name_key(one.place) or None,
                "specialty": one.specialty or None,
            }
            for one in sources
            if (words := name_key(one.name).split())
        ]
        return self.pandas.DataFrame(rows, index=[one.id for one in sources])

    def features(self, sources: Sequence[Candidate]) -> Any:  # noqa: ANN401 - as above
        frame = self.frame(sources)
        index = self.library.Index()
        for name in ("last", "first", "phone", "email", "npi", "fax"):
            index.block(name)
        index.sortedneighbourhood("name", window=9)
        pairs = index.index(frame)
        compare = self.library.Compare()
        for name in ("name", "first", "last", "street", "city"):
            compare.string(name, name, method="jarowinkler", missing_value=0.5)
        for name in ("kind", "phone", "fax", "email", "npi", "zip", "place", "specialty"):
            compare.exact(name, name, missing_value=0.5, disagree_value=0)
        return compare.compute(pairs, frame)

    def learn(self, book: KnownBook) -> None:
        """From a book of which the pairs are known."""
        features = self.features(book.sources)
        known = self.pandas.MultiIndex.from_tuples([*book.same, *((b, a) for a, b in book.same)])
        self.model.fit(features, features.index.intersection(known))

    def scores(self, sources: Sequence[Candidate]) -> dict[IDS, float]:
        """The probability of each pair that was looked at."""
        chances = self.model.prob(self.features(sources))
        return {(min(a, b), max(a, b)): float(p) for (a, b), p in chances.items()}
