"""Letters: their words, what they may say, and whom they go to.

A template is plain text with ``{fields}`` of a closed set; a line whose field is empty is left
out. Who may be named is decided by ``privacy.may_name``, not by the writer of a template.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from refcli.core.gifts.forms import money_said
from refcli.core.letters.addresses import address_lines, postal_lines
from refcli.core.letters.privacy import Audience, Letter, may_name
from refcli.core.letters.salutations import NAMELESS, word_greeting
from refcli.core.sources.postal import NOWHERE, PostalAddress
from refcli.core.vocabulary import IncentiveForm, Kind


class Template(StrEnum):
    """The texts that a practice can change."""

    LETTERHEAD = "letterhead"
    THANK_YOU_PROVIDER = "thank-you-provider"
    THANK_YOU_PATIENT = "thank-you-patient"
    THANK_YOU_CLASS = "thank-you-class"
    REPORT = "report"
    COVER = "cover"
    INVITATION = "invitation"


AUDIENCES = {  # whom a text speaks to, and as what
    Template.THANK_YOU_PROVIDER: (Audience.CLINICIAN_STAFF, Letter.THANK_YOU),
    Template.THANK_YOU_PATIENT: (Audience.PATIENT, Letter.THANK_YOU),
    Template.THANK_YOU_CLASS: (Audience.CLINICIAN_STAFF, Letter.THANK_YOU),
    Template.REPORT: (Audience.CLINICIAN, Letter.REPORT),
    Template.COVER: (Audience.CLINICIAN_STAFF, Letter.THANK_YOU),
    Template.INVITATION: (Audience.CLINICIAN_STAFF, Letter.THANK_YOU),
}
OF_THE_HEAD = ("practice", "date", "address", "phone", "fax")
EVERYWHERE = (*OF_THE_HEAD, "name", "greeting", "sender", "sender_phone")
OF_A_PATIENT = ("patient", "chart", "seen_on", "service", "provider", "findings", "next_step")
OF_AN_EVENT = ("event", "day", "place", "answer")

DEFAULTS = {
    Template.LETTERHEAD: "{practice}\n{address}\nPhone {phone}\nFax {fax}",
    Template.THANK_YOU_PROVIDER: """\
{greeting},

Thank you for your trust. Every patient whom you send to us is looked after as you would do it
yourself, and you will hear from us about each of them.

If there is anything that we can do better, please tell us: we would like to know.

With kind regards,

{sender}
{practice}
{sender_phone}
""",
    Template.THANK_YOU_PATIENT: """\
{greeting},

Thank you for your trust in our practice. A kind word about us to family and friends is the nicest
thing that can happen to us, and we do not take it for granted.

We look forward to seeing you again.

With kind regards,

{sender}
{practice}
{sender_phone}
""",
    Template.THANK_YOU_CLASS: """\
{greeting},

Another year of working side by side for the people of our neighborhood: thank you, and everybody
in your office, for the good cooperation.

With kind regards,

{sender}
{practice}
{sender_phone}
""",
    Template.REPORT: """\
Re: {patient}
Our chart number: {chart}

{greeting},

Thank you for the opportunity to see {patient}.

First visit: {seen_on}
Reason: {service}
Seen by: {provider}
Findings: {findings}
Next: {next_step}

Please call us with any question. The patient returns to you for all other care.

With kind regards,

{sender}
{practice}
{sender_phone}
""",
    Template.COVER: """\
{greeting},

With this come new referral pads. Each sheet has our telephone number, the way to us and room for
what you would like us to look at.

When the pads run low, a call is enough.

With kind regards,

{sender}
{practice}
{sender_phone}
""",
    Template.INVITATION: """\
{greeting},

We would be happy to see you and your team:

{event}
{day}
{place}

{answer}

With kind regards,

{sender}
{practice}
{sender_phone}
""",
}
HAS_ZIP = re.compile(r"\b[0-9]{5}(?:-?[0-9]{4})?\b")
FIELD = re.compile(r"\{([^{}]*)\}")
GIFTS = re.compile(
    r"\b(?:gift(?:s| cards?)?|vouchers?|prizes?|rewards?|raffles?|discounts?|coupons?)\b"
    r"|(?:\$[0-9.,]+|[0-9]+ ?%|[0-9]+ percent) off\b",
    re.IGNORECASE,
)
LONGEST = 5_000  # characters of a template


def fields_of(template: Template) -> tuple[str, ...]:
    """The fields that a template may use: a patient's only where the patient may be named."""
    if template is Template.LETTERHEAD:
        return OF_THE_HEAD
    names = may_name(*AUDIENCES[template]).names
    of_an_event = OF_AN_EVENT if template is Template.INVITATION else ()
    return EVERYWHERE + (OF_A_PATIENT if names else ()) + of_an_event


def template_objection(template: Template, text: str) -> str | None:
    """Why a text cannot be a template; None where it can."""
    if not text.strip():
        return "The text is empty. To have the first one back: --reset"
    if len(text) > LONGEST:
        return f"The text has {len(text)} characters; {LONGEST} are the most."
    known = fields_of(template)
    if strange := [name for name in FIELD.findall(text) if name not in known]:
        fields = ", ".join(f"{{{name}}}" for name in known)
        return f"{{{strange[0]}}} is no field of {template}. There are: {fields}"
    if found := mentions_gift(text) or mentions_money(text):
        return f"A letter mentions no gift; this one says {found!r}. A gift has a card of its own."
    return None


def mentions_gift(*texts: str) -> str | None:
    """The first word of something given, or None; no letter ties one to a patient."""
    return next((found[0] for text in texts if (found := GIFTS.search(text))), None)


def mentions_money(text: str) -> str | None:
    """Words of cash, of a card or of a discount in a letter, or None."""
    said = money_said(text)
    return said[1] if said and said[0].form is not IncentiveForm.DISCOUNT else None


def fill(text: str, fields: Mapping[str, str]) -> list[str]:
    """The paragraphs of a text with its fields filled; a line with an empty one is left out.

    What a field says is text: braces in it are no field.
    """
    lines = [
        FIELD.sub(lambda found: fields.get(found[1], ""), line)
        for line in text.strip().splitlines()
        if all(fields.get(name, "").strip() for name in FIELD.findall(line))
    ]
    return [one for one in re.split(r"\n[ \t]*\n+", "\n".join(lines).strip()) if one.strip()]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to, how it greets them, and where; ``parts``: of the address, if known.

    ``also``: further sources at the same place whom the same letter goes to.
    """

    source_id: int
    name: str
    office: str = ""
    address: str = ""
    kind: Kind = Kind.PROVIDER
    salutation: str = ""
    parts: PostalAddress = NOWHERE
    office_id: int | None = None
    also: tuple[int, ...] = ()

    @property
    def everybody(self) -> set[int]:
        """The numbers of all to whom it goes."""
        return {self.source_id, *self.also}

    @property
    def lines(self) -> list[str]:
        """The block of the address, as it goes on an envelope."""
        placed = postal_lines(self.parts) or address_lines(self.address)
        return [line for line in (self.name, self.office, *placed) if line]

    @property
    def greeting(self) -> str:
        """Dear Dr. Chen, without the comma."""
        return word_greeting(self.name, self.kind, self.salutation)

    @property
    def unnamed(self) -> bool:
        """Whether it greets a friend only, for what is on record is no name: her sister."""
        return self.greeting == NAMELESS

    @property
    def has_zip(self) -> bool:
        """Whether one of the last two lines has a ZIP, before a country if need be."""
        return any(map(HAS_ZIP.search, self.lines[-2:]))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter: whom it goes to, and its paragraphs."""

    to: Addressee
    paragraphs: list[str]


def fill_sheets(
    text: str, addressees: Iterable[Addressee], common: Mapping[str, str]
) -> list[Sheet]:
    """A letter to each."""
    return [
        Sheet(to, fill(text, {**common, "name": to.name, "greeting": to.greeting}))
        for to in addressees
    ]
