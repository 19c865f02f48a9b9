"""Whom a thank-you may name: that somebody is a patient of ours is protected health information.

The strict reading of the HIPAA Privacy Rule (45 CFR 164.502 to 164.508); an old question and answer
of the California Dental Association reads it more loosely and is not followed.
"""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """To whom a letter goes."""

    CLINICIAN = "clinician"
    CLINICIAN_STAFF = "clinician_staff"
    PATIENT = "patient"
    PUBLIC = "public"


class Letter(StrEnum):
    """What kind of letter it is."""

    REPORT = "report"  # on a consultation or a treatment
    THANK_YOU = "thank_you"
    GIFT_CARD = "gift_card"  # the words that go with a gift
    POSTCARD = "postcard"  # open to whoever carries it
    POST = "post"  # on social media, or on a board such as "referrer of the month"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a letter may go out and may name its patient, the reason, and the rule behind it."""

    names: bool
    sends: bool
    words: str
    basis: str = ""


OPEN = Decision(
    names=False,
    sends=False,
    words="Anybody can read it, and it would tell who our patients are.",
    basis="45 CFR 164.502(a)",
)
REPORT = Decision(
    names=True,
    sends=True,
    words="A report to who treats the patient names the patient, and mentions no gift.",
    basis="45 CFR 164.506(c)",
)
WITH_A_GIFT = Decision(
    names=False,
    sends=True,
    words="Words that go with a gift name no patient: that is no treatment, and it would tie the"
    " gift to a referral.",
    basis="45 CFR 164.508; 42 USC 1320a-7b(b)",
)
NO_NAMES = Decision(
    names=False,
    sends=True,
    words="A thank-you to a practice names no patient; the report does.",
    basis="45 CFR 164.508",
)
GENERIC = Decision(
    names=False,
    sends=True,
    words="Thank them for their trust, name nobody, and do not say that anybody came.",
    basis="45 CFR 164.508",
)
AUTHORIZED = Decision(
    names=True,
    sends=True,
    words="The new patient's own authorization is on file.",
    basis="45 CFR 164.508",
)
PARENT = Decision(
    names=True,
    sends=True,
    words="A parent may be told of their own child.",
    basis="45 CFR 164.502(g)",
)


def may_name(
    to: Audience, letter: Letter, *, authorized: bool = False, parent: bool = False
) -> Decision:
    """Whether a letter to somebody may name a new patient.

    ``authorized``: the new patient's written authorization is on file and neither ended nor
    revoked. ``parent``: the letter goes to the patient's parent or personal representative.
    """
    if to is Audience.PUBLIC or letter in {Letter.POSTCARD, Letter.POST}:
        return OPEN
    if letter is Letter.GIFT_CARD:
        return WITH_A_GIFT
    if to is Audience.PATIENT:
        return PARENT if parent else AUTHORIZED if authorized else GENERIC
    return REPORT if to is Audience.CLINICIAN and letter is Letter.REPORT else NO_NAMES
