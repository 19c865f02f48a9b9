"""Patients who are counted already: which rows count them once more, and how that is said."""

from dataclasses import dataclass
from datetime import date

from refcli.core.intake.on_record import NEAR, NO_REFERRAL, OnRecord
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.records import NewReferral


@dataclass(frozen=True, slots=True)
class Repeats:
    """Which patients may be counted again: all of them, or those twice in a file that ref printed.

    What ``ref referral list`` printed has nobody twice who was not asked about at the desk.
    """

    anyway: bool = False
    printed: frozenset[str] = frozenset()

    def may_count(self, row: ReferralLine, known: OnRecord) -> bool:
        """Whether a row counts beside what is known of its patient."""
        no_referral = row.status in NO_REFERRAL
        return self.anyway or no_referral or bool(known.line and row.file in self.printed)


NOBODY_TWICE = Repeats()


def is_repeat(new: NewReferral, day: date, known: OnRecord) -> bool:
    """Whether a referral is of a patient counted within 90 days, or of another one's chart."""
    another = compare_people(new.patient, known.patient) is not Sameness.SAME
    return another or abs(new.received_on - day) <= NEAR


def say_again(new: NewReferral, day: date, known: OnRecord) -> str:
    """That a patient is counted once more, and where the other referral is."""
    where = f" (line {known.line} of this file)" if known.line else ""
    if compare_people(new.patient, known.patient) is not Sameness.SAME:
        return f"chart number {new.chart} is that of {known.patient}{where} too"
    return f"{new.patient} was referred on {day} from {known.source}{where} already"
