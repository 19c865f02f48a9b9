"""The ledger whole: every gift that was ever recorded, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Why a row stands no longer, and who said so when; ``row``: the void or the correction."""

    row: int
    voided: bool
    on: date
    at: str
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """What came back of a gift, with the number of its own row; ``gone`` where it was voided."""

    row: int
    on: date
    cents: int
    inadvertent: bool
    entered_on: date
    entered_at: str
    entered_by: str
    note: str = ""
    gone: Gone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftEntry:
    """A gift as it was recorded; ``findings`` are what the rules said of it at that moment.

    ``gift.entered_on`` is the day the command took for today, ``entered_at`` the clock of the
    database at that moment, in UTC. ``replaces`` is the row that it corrects, and ``why`` so.
    """

    gift: Gift
    entered_at: str
    findings: Sequence[Finding] = ()
    replaces: int | None = None
    why: str = ""
    gone: Gone | None = None
    returns: Sequence[Comeback] = ()

    @property
    def stands(self) -> bool:
        """Whether the gift stands: neither voided nor replaced."""
        return self.gone is None

    @property
    def left_cents(self) -> int:
        """What of its value was kept: all but what came back."""
        back = sum(one.cents for one in self.returns if one.gone is None)
        return max(0, self.gift.value_cents - back)
