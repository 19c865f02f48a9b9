"""What rows and columns can mean; a column's words are those of ``--map "Referred By=source"``."""

from dataclasses import dataclass, field
from enum import StrEnum


class RowKind(StrEnum):
    """What the rows of a file are."""

    REFERRAL = "referral"  # a patient, with a day and whoever sent them
    CONTACT = "contact"  # somebody who may be a source
    STAFF = "staff"  # somebody of an office who does not refer
    PROGRAM = "program"  # what ref lists of the program: days, events, issues, figures
    REFUSED = "refused"  # counts, targets, and other lists that cannot become either


class Meaning(StrEnum):
    """What the cells of a column say of a referral, of its source, or of a contact."""

    # a referral
    RECEIVED_ON = "received_on"
    PATIENT = "patient"
    PATIENT_FIRST = "patient_first"
    PATIENT_MIDDLE = "patient_middle"
    PATIENT_LAST = "patient_last"
    SOURCE = "source"
    SOURCE_FIRST = "source_first"
    SOURCE_LAST = "source_last"
    HEARD = "heard"  # how the patient heard of us: the source where nobody else is named
    KIND = "kind"
    OFFICE = "office"
    ALSO = "also"
    STATUS = "status"
    BOOKED_ON = "booked_on"  # the day on which the appointment was made
    APPOINTMENT = "appointment"  # the day for which it was made
    APPOINTMENT_HOUR = "appointment_hour"  # where it has a column of its own
    SEEN_ON = "seen_on"
    COMPLETED_ON = "completed_on"
    LOST_ON = "lost_on"
    REASON = "reason"
    VALUE = "value"
    SERVICE = "service"
    CHART = "chart"
    PROVIDER = "provider"  # which of ours sees the patient
    NOTE = "note"
    PHONE = "phone"  # of the patient, in a list of referrals; of the contact, in one of contacts
    EMAIL = "email"
    SOURCE_KEY = "source_key"  # the number that another file of the same program has for it
    PLACE = "place"  # 1 for the primary source, more for an assist
    # a contact
    NAME = "name"
    TITLE = "title"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    FAX = "fax"
    STREET = "street"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    ADDRESS = "address"  # all of it in one cell
    NPI = "npi"
    SPECIALTY = "specialty"
    JOB = "job"
    BIRTHDAY = "birthday"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    TAGS = "tags"
    KEY = "key"
    HIDDEN = "hidden"
    OWNER = "owner"  # who of our staff looks after it
    REPORT_BY = "report_by"
    TARGET = "target"  # somebody we want to meet
    NOT_PERSON = "not_person"
    IS_DOCTOR = "is_doctor"
    PATIENT_KEY = "patient_key"


DAYS = frozenset(
    {Meaning.RECEIVED_ON, Meaning.BOOKED_ON, Meaning.APPOINTMENT}
    | {Meaning.SEEN_ON, Meaning.COMPLETED_ON, Meaning.LOST_ON}
)
NOT_KEPT = frozenset({Meaning.EMAIL})  # of a patient: read to tell people apart, and no more
MAY_REPEAT = frozenset(  # their columns are read one after the other
    {Meaning.PHONE, Meaning.EMAIL, Meaning.STREET, Meaning.CITY, Meaning.STATE, Meaning.ZIP}
    | {Meaning.FAX, Meaning.ALSO, Meaning.NOTE, Meaning.TAGS, Meaning.ADDRESS, Meaning.SERVICE}
)


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column of the file and what it was taken for.

    ``means`` is None where the column is not taken. ``sure`` is false where its name may mean
    something else, so that a person should see it: ``Name`` in a list of referrals. ``file`` has
    the column, once it is known.
    """

    header: str
    means: Meaning | None
    sure: bool = True
    file: str = field(default="", compare=False)
