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

    @property
    def refers(self) -> bool:
        """True for the kinds that refer as a profession: we visit them and report back to them."""
        return self in REFERRERS


REFERRERS = (Kind.PROVIDER, Kind.OFFICE)
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


class StepKind(StrEnum):
    """One thing that happened to a referral; ``moved`` is an appointment put on another day."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MISSED = "missed"
    SEEN = "seen"
    COMPLETED = "completed"
    LOST = "lost"
    BACK = "back"
    DUPLICATE = "duplicate"
    INVALID = "invalid"
    VALUE = "value"


class Telling(StrEnum):
    """What can be told of a referral: a status, or what became of the appointment."""

    RECEIVED = "received"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    CANCELLED = "cancelled"
    SEEN = "seen"
    COMPLETED = "completed"
    LOST = "lost"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


class ShownStatus(StrEnum):
    """Which referrals a list shows; ``open``: received or scheduled, and not seen yet."""

    OPEN = "open"
    RECEIVED = "received"
    SCHEDULED = "scheduled"
    SEEN = "seen"
    COMPLETED = "completed"
    LOST = "lost"
    DUPLICATE = "duplicate"
    INVALID = "invalid"

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that it means."""
        if self is ShownStatus.OPEN:
            return frozenset({Status.RECEIVED, Status.SCHEDULED})
        return frozenset({Status(self.value)})


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

    @property
    def words(self) -> str:
        """As people read it: ``drop-off``."""
        return self.value.replace("_", "-")


IN_PERSON = frozenset(
    {ActivityKind.VISIT, ActivityKind.LUNCH, ActivityKind.DROP_OFF, ActivityKind.EVENT}
)


class DueType(StrEnum):
    """What kind of thing we owe."""

    VISIT = "visit"
    MEETING = "meeting"
    THANK_YOU = "thank_you"
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    SCHEDULE = "schedule"
    CAME = "came"
    OCCASION = "occasion"
    EVENT = "event"
    NEXT_STEP = "next_step"
    DUTY = "duty"
    CREDENTIAL = "credential"
    ISSUE = "issue"
    GIFT = "gift"
    POLICY = "policy"
    QUIET = "quiet"

    @property
    def words(self) -> str:
        """As people read it: ``thank-you``."""
        return self.value.replace("_", "-")


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


class IssueTopic(StrEnum):
    """What an issue with a source is about."""

    REPORT = "report"
    WAIT = "wait"
    MANNERS = "manners"
    TREATMENT = "treatment"
    INSURANCE = "insurance"
    COST = "cost"
    ACCESS = "access"
    PAPERWORK = "paperwork"
    KICKBACK = "kickback"  # something of value asked or offered for referrals: for the audit alone
    OTHER = "other"


class CallOutcome(StrEnum):
    """How a patient said that it went, when called after the first visit."""

    HAPPY = "happy"
    UNHAPPY = "unhappy"


class MeetingEnd(StrEnum):
    """How a planned meeting ended."""

    HELD = "held"
    CALLED_OFF = "called_off"
    MOVED = "moved"


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


class Relation(StrEnum):
    """Who of a party got a gift: the party itself, its family, or its staff."""

    SELF = "self"
    FAMILY = "family"
    STAFF = "staff"


class Allocation(StrEnum):
    """What of a gift to several counts for each: its share by heads, or the whole of it."""

    PER_HEAD = "per_head"
    FULL_EACH = "full_each"


class Contingency(StrEnum):
    """On what a gift hangs."""

    NONE = "none"
    REFERRAL = "referral"
    EXCLUSIVITY = "exclusivity"


class Payer(StrEnum):
    """Who pays for the care of a patient who gets something; unknown counts as federal."""

    UNKNOWN = "unknown"
    FEDERAL = "federal"
    INSURED = "insured"
    PRIVATE = "private"


class PaidFrom(StrEnum):
    """From what a gift was paid."""

    PRACTICE = "practice"
    PERSONAL = "personal"
    OTHER = "other"


class RecipientClass(StrEnum):
    """To whom a rule about gifts speaks."""

    CLINICIAN = "clinician"
    CLINICIAN_FAMILY = "clinician_family"
    CLINICIAN_STAFF = "clinician_staff"
    PATIENT = "patient"
    PROSPECT = "prospect"
    OTHER = "other"


class Severity(StrEnum):
    """How grave a finding on a gift is; a blocking one is refused unless recorded anyway."""

    BLOCK = "block"
    HIGH = "high"
    WARN = "warn"
    INFO = "info"


def place_of(source_id: int, office_id: int | None) -> int:
    """The place of a source: the office in which it works, or itself where it works in none."""
    return office_id or source_id
