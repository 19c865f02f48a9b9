"""Is a patient on record already? The same person is said so; one of a like name is asked about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from refcli.core.names.nobody import built_in_meant
from refcli.core.names.people import KnownPeople, Sameness
from refcli.phrases import name_some

SAME_AGAIN_DAYS = 90  # the same name within these is the same person, from whichever source
MOST_LIKE = 3
NO_CHART = frozenset(  # beside what stands for nobody: n/a, none, TBD, ?, -
    {"new", "new patient", "new pt", "np", "pending", "to come", "to follow", "not yet", "null"}
    | {"nan", "no chart", "no number", "not assigned", "unassigned", "to be assigned"}
)


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A countable referral on record, as far as it tells who was referred."""

    id: int
    patient: str
    received_on: date
    source_id: int
    source: str
    chart: str = ""

    def __str__(self) -> str:
        """``Ed Poe, referral 14 of 2026-09-02, from yelp``."""
        return f"{self.patient}, referral {self.id} of {self.received_on}, from {self.source}"


@dataclass(frozen=True, slots=True)
class PatientsFound:
    """Who on record is the person, by name or chart number, and who may be; the latest first."""

    same: Sequence[KnownPatient] = ()
    like: Sequence[KnownPatient] = ()

    def leave_out(self, ids: Collection[int]) -> "PatientsFound":
        """The same without some referrals."""
        same, like = ([one for one in some if one.id not in ids] for some in (self.same, self.like))
        return PatientsFound(same, like)


def find_on_record(patient: str, chart: str, known: Sequence[KnownPatient]) -> PatientsFound:
    """Look a patient up by the name and, where both have one, by the chart number.

    Two chart numbers that differ are two people, whatever they are called.
    """
    latest = sorted(known, key=lambda one: (one.received_on, one.id), reverse=True)
    by_name = KnownPeople([one.patient for one in latest]).find(patient)
    same: list[KnownPatient] = []
    like: list[KnownPatient] = []
    for place, one in enumerate(latest):
        named = by_name.get(place, Sameness.DIFFERENT)
        if sameness := weigh_charts(named, chart, one.chart):
            (same if sameness is Sameness.SAME else like).append(one)
    return PatientsFound(same, like)


def weigh_charts(by_name: Sameness, one: str, other: str) -> Sameness:
    """How far two are one person, by their names and, where both have one, by the chart number.

    That goes before the names: the same one is the same person, and another one another.
    """
    mine, theirs = chart_key(one), chart_key(other)
    if not (mine and theirs):
        return by_name
    return Sameness.SAME if mine == theirs else Sameness.DIFFERENT


@lru_cache(maxsize=1 << 16)
def chart_key(chart: str) -> str:
    """A chart number as it is compared: without blanks, zeros in front and the case of letters.

    Empty for words that say that there is none.

    >>> chart_key("# 007a"), chart_key("n/a"), chart_key("TBD")
    ('7a', '', '')
    """
    words = " ".join(chart.split()).casefold()
    if words in NO_CHART or built_in_meant(chart):
        return ""
    return words.replace(" ", "").lstrip("0#")


def list_patients(found: Sequence[KnownPatient]) -> str:
    """The first few of them."""
    return name_some([str(one) for one in found], MOST_LIKE)
