"""How far the figures can be trusted, and who could make them better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median

from refcli.core.output.table import Column, Table, Type
from refcli.core.values.rates import rate_of

NEAR_DAYS = 90  # between two referrals of one name that may be the same person
OPEN_DAYS = 30  # after an appointment that came to nothing we know of
TIMES = 20  # the median value, beyond which one may be a slip of the keyboard
LEAST_VALUES = 10  # from which on there is a median to speak of
MOST_SHOWN = 12  # numbers of referrals in a row


class Concern(StrEnum):
    """What may be wrong with a referral."""

    UNKNOWN = "source unknown"
    DUPLICATE = "possible duplicate"
    NO_OUTCOME = "no outcome recorded"
    NO_VALUE = "seen, no production"
    BEYOND = "value far beyond the usual"
    STRAY = "before the records begin"


REMEDIES = {
    Concern.UNKNOWN: "ask every new patient",
    Concern.DUPLICATE: "drop one of the two",
    Concern.NO_OUTCOME: "call, then record it",
    Concern.NO_VALUE: "enter the value",
    Concern.BEYOND: "check the value",
    Concern.STRAY: "correct the day if it is wrong",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """How many referrals somebody entered, and for how many of them nobody had asked."""

    who: str
    referrals: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What is missing or doubtful in the referrals of a period.

    ``valued``: how many have a value that was compared with the median; ``stray``: how many of all
    ``recorded`` lie before a year without any, and so before the records; ``records``: the numbers
    of the referrals in doubt, the latest first.
    """

    referrals: int = 0
    unknown: int = 0
    duplicates: int = 0
    no_outcome: int = 0
    seen: int = 0
    no_production: int = 0
    entered: Sequence[Entered] = ()
    beyond: int = 0
    valued: int = 0
    stray: int = 0
    recorded: int = 0
    records: Mapping[Concern, Sequence[int]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Concern, tuple[int, int]]:
        """Per doubt: how many referrals, and of how many."""
        return {
            Concern.UNKNOWN: (self.unknown, self.referrals),
            Concern.DUPLICATE: (self.duplicates, self.referrals),
            Concern.NO_OUTCOME: (self.no_outcome, self.referrals),
            Concern.NO_VALUE: (self.no_production, self.seen),
            Concern.BEYOND: (self.beyond, self.valued),
            Concern.STRAY: (self.stray, self.recorded),
        }


def far_beyond(values: Mapping[int, int]) -> list[int]:
    """Of referrals with their values in cents: those beyond 20 times the median, by number.

    Of fewer than ten values none is.
    """
    if len(values) < LEAST_VALUES:
        return []
    limit = TIMES * median(values.values())
    return sorted(number for number, cents in values.items() if cents > limit)


def quality_table(found: Quality, since: date, until: date) -> Table:
    """One row per doubt."""
    columns = (
        Column("measure", "Measure"),
        Column("count", "Referrals", Type.COUNT),
        Column("of", "Of", Type.COUNT),
        Column("share", "Share", Type.RATE),
        Column("records", "Their numbers", Type.NAMES),
        Column("remedy", "What to do"),
    )
    rows = [
        (
            *(doubt.value, count, of, rate_of(count, of)),
            tuple(str(number) for number in found.records.get(doubt, ())[:MOST_SHOWN]),
            REMEDIES[doubt],
        )
        for doubt, (count, of) in found.counts.items()
        if doubt is not Concern.STRAY or found.stray
    ]
    stray = " Before the records begin: of all on record, those before twelve months without any."
    note = (
        f"Countable referrals received {since} to {until}. Possible duplicate: one of the same name"
        f" in the {NEAR_DAYS} days before. No outcome: {OPEN_DAYS} days after the appointment"
        f" neither seen nor lost. Far beyond: more than {TIMES} times the median of the values"
        " told in the twelve months; of those told in these days, or of referrals received in them."
        f" A median takes {LEAST_VALUES} values.{stray if found.stray else ''} Numbers: those of"
        f" the referrals, the latest {MOST_SHOWN}. To drop number 3: ref referral status 3"
        " duplicate. To enter its value: ref referral edit 3 --value 1450"
    )
    return Table("How far to trust this", columns, rows, note)


def entered_table(found: Quality, since: date, until: date) -> Table:
    """Who entered the referrals, those with the most unknown sources first."""
    columns = (
        Column("who", "Entered by"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("unknown", "Source unknown", Type.COUNT),
        Column("share", "Share", Type.RATE),
    )
    rows = [
        (one.who, one.referrals, one.unknown, rate_of(one.unknown, one.referrals))
        for one in sorted(found.entered, key=lambda one: (-one.unknown, -one.referrals, one.who))
    ]
    note = f"Countable referrals received {since} to {until}, by who first recorded them."
    empty = "No referral was received in these days."
    return Table("Who asks", columns, rows, note, empty=empty, totals=("referrals", "unknown"))
