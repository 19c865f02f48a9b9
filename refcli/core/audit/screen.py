"""A screening test as a value: never a verdict, and never without its number of cases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from refcli.core.audit.permutation import SEED, holm

ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screening test: what was found, or why nothing can be said (``words``).

    ``n`` cases of ``unit``; ``statistic`` is what ``measure`` names. ``marked``: as strong as the
    flag asks for. ``adjusted`` is the chance after Holm's correction, which alone decides.
    ``rounds`` and ``seed`` where lots were drawn; without them the chance is exact.
    """

    flag: str
    name: str
    n: int
    words: str
    unit: str = "parties"
    measure: str = ""
    statistic: float | None = None
    chance: float | None = None
    rounds: int | None = None
    seed: int | None = None
    marked: bool = False
    adjusted: float | None = None
    gifts: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()

    @property
    def flagged(self) -> bool:
        """True where it is strong enough, and improbable enough for one test of so many."""
        return self.marked and self.adjusted is not None and self.adjusted < ALPHA

    def by_lot(self, chance: float, rounds: int) -> "Screen":
        """The same with a chance that was told by drawing lots."""
        return replace(self, chance=chance, rounds=rounds, seed=SEED)


def too_little(flag: str, name: str, n: int, least: int, unit: str = "parties") -> Screen:
    """Nothing can be said of so few."""
    words = f"Too little data: {n} of the {least} {unit} that it takes."
    return Screen(flag=flag, name=name, n=n, unit=unit, words=words)


def corrected(found: Sequence[Screen]) -> list[Screen]:
    """The tests with their chances corrected for how many could be made."""
    rest = iter(holm([test.chance for test in found if test.chance is not None]))
    return [test if test.chance is None else replace(test, adjusted=next(rest)) for test in found]
