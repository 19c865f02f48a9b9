"""Which rows of a list of providers are wanted: where they are, and what they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.records import NewTarget
from refcli.core.targets.specialties import has_specialty


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom to look for: ZIP codes of five digits, two letters of a state, beginnings of codes.

    What is empty does not matter; one of ``zips`` and ``state`` is there.
    """

    zips: frozenset[str]
    state: str = ""
    codes: Sequence[str] = ()

    def fits(self, one: NewTarget) -> bool:
        """True for one who works there and does that."""
        here = not self.zips or one.zip[:ZIP_DIGITS] in self.zips
        there = not self.state or one.state == self.state
        return here and there and has_specialty(one.codes, self.codes)
