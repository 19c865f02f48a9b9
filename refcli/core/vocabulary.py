"""The words of the trade: the closed sets of values every other module speaks in."""

from enum import StrEnum


class Kind(StrEnum):
    """What a source is: a person, a place, or a marketing channel."""

    PATIENT = "patient"
    PROVIDER = "provider"
    OFFICE = "office"
    INSURER = "insurer"
    COMMUNITY = "community"
    SIGNAGE = "signage"
    PRINT = "print"
    DIGITAL = "digital"
    OTHER = "other"

    @property
    def internal(self) -> bool:
        """True for the kinds whose share of new patients is the headline figure."""
        return self in INTERNAL


INTERNAL = frozenset({Kind.PATIENT, Kind.PROVIDER, Kind.OFFICE, Kind.INSURER})
CHANNELS = frozenset({Kind.COMMUNITY, Kind.SIGNAGE, Kind.PRINT, Kind.DIGITAL})


class BuiltIn(StrEnum):
    """The two sources that keep honest books."""

    UNKNOWN = "unknown"  # nobody asked
    NONE = "none"  # asked; nobody sent them


class Status(StrEnum):
    """How far a referral has come."""

    RECEIVED = "received"
    SCHEDULED = "scheduled"
    SEEN = "seen"
    COMPLETED = "completed"
    LOST = "lost"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


PROGRESS = (Status.RECEIVED, Status.SCHEDULED, Status.SEEN, Status.COMPLETED)
NOT_COUNTABLE = frozenset({Status.DUPLICATE, Status.INVALID})


class ActivityKind(StrEnum):
    """One thing done for a relationship on a day."""

    VISIT = "visit"
    LUNCH = "lunch"
    DROP_OFF = "drop_off"
    EVENT = "event"
    CALL = "call"
    LETTER = "letter"
    THANK_YOU = "thank_you"
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    SOCIAL = "social"


IN_PERSON = frozenset(
    {ActivityKind.VISIT, ActivityKind.LUNCH, ActivityKind.DROP_OFF, ActivityKind.EVENT}
)


class DueType(StrEnum):
    """What kind of thing we owe."""

    VISIT = "visit"
    THANK_YOU = "thank_you"
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    SCHEDULE = "schedule"
    OCCASION = "occasion"
    DUTY = "duty"
    CREDENTIAL = "credential"
    QUIET = "quiet"


class Every(StrEnum):
    """How often a duty turns to the next of the staff."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Answer(StrEnum):
    """What an invited source says."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class IncentiveForm(StrEnum):
    """In what form something of value is given."""

    IN_KIND = "in_kind"
    RESTRICTED_GIFT_CARD = "restricted_gift_card"
    CASH_EQUIVALENT = "cash_equivalent"
    CASH = "cash"
    MEAL = "meal"
    DISCOUNT = "discount"
    PRIZE = "prize"


class MarkAction(StrEnum):
    """What was decided about a due item instead of doing it."""

    SKIP = "skip"
    SNOOZE = "snooze"
