"""One page about a place before a visit: who is there, what was said, what is owed.

It tells what the place sent us, so it tells nothing of gifts, nor of what was brought: not what
was given, nor what they like, nor that a visit was a lunch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.comparing.exact import count_chance
from refcli.core.dealings.meetings import Meeting
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem
from refcli.core.owed.next_steps import NextStep
from refcli.core.sources.contacts import Contact
from refcli.core.sources.our_doctors import tell_unmet
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.sources.records import SourceView
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import IN_PERSON, ActivityKind, DueType
from refcli.phrases import count_phrase, name_some

WIDTH = 11  # columns of what a line is about
MOST_VISITS = 3
MOST_NAMED = 4
SURE = 0.05  # the chance below which a change is called one
SAID = IN_PERSON | {ActivityKind.CALL}
WORDS = {  # of what is owed, one and several
    DueType.REPORT: ("report", "reports"),
    DueType.THANK_YOU: ("thank-you", "thank-yous"),
    DueType.ISSUE: ("issue", "issues"),
    DueType.VISIT: ("visit", "visits"),
}
OWED = (DueType.REPORT, DueType.THANK_YOU, DueType.ISSUE, DueType.VISIT)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many referrals came this year, and in the same days of last year; per person this year.

    ``began`` is the first day of the book's referrals: a time before it compares with nothing.
    """

    now: int
    then: int
    began: date | None
    of: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is known of a place before a visit.

    ``items``: what is owed to it and its people; ``steps``: the next steps still to be done;
    ``put_off``: what was skipped or snoozed, with the reason.
    """

    place: SourceView
    sent: Sent
    members: Sequence[Named] = ()
    contacts: Sequence[Contact] = ()
    activities: Sequence[ActivityView] = ()
    meetings: Sequence[Meeting] = ()
    items: Sequence[DueItem] = ()
    our_doctors: frozenset[str] = frozenset()
    steps: Sequence[NextStep] = ()
    put_off: Sequence[str] = ()


def brief_lines(brief: Brief, today: date) -> Iterator[str]:
    """The page: a heading, then a line for each thing that is known."""
    yield " · ".join(heading_parts(brief))
    told = (
        ("There", "; ".join(filter(None, [name_members(brief), name_contacts(brief)]))),
        *(("Last" * (n == 0), line) for n, line in enumerate(visit_lines(brief))),
        ("Our doctor", tell_unmet(brief.activities, brief.our_doctors)),
        ("Planned", "; ".join(map(str, brief.meetings))),
        ("Next step", next_step_words(brief)),
        ("Sent us", sent_words(brief.sent, today)),
        ("We owe", owed_words(brief.items, today)),
        ("Put off", "; ".join(brief.put_off)),
        ("They like", liking_words(brief)),
        ("Note", brief.place.record.note),
    )
    yield from (f"{about:{WIDTH}}{words}" for about, words in told if words)


def heading_parts(brief: Brief) -> list[str]:
    """Who they are, where, how to call them, and whose they are."""
    record = brief.place.record
    address = postal_text(PostalAddress(record.street, record.city, record.state, record.zip))
    owner = f"owner {record.owner}" if record.owner else ""
    return [*filter(None, [record.name, address or record.address, record.phone, owner])]


def name_members(brief: Brief) -> str:
    """The doctors who work there; their own name where the place is one of them."""
    return ", ".join(one.name for one in brief.members)


def name_contacts(brief: Brief) -> str:
    """Who else works there, and when: ``Cody (front desk), Tue and Thu before 9``."""
    return "; ".join(
        ", ".join(filter(None, [str(one), one.record.note, one.record.phone]))
        for one in brief.contacts
    )


def visit_lines(brief: Brief) -> list[str]:
    """The last visits and calls, and what was said."""
    said = [one for one in brief.activities if one.record.kind in SAID and not is_to_patient(one)]
    return [visit_words(one.record) for one in said[:MOST_VISITS]] or ["nobody was there yet"]


def is_to_patient(one: ActivityView) -> bool:
    """Whether a call was to the patient of a referral."""
    return one.record.kind is ActivityKind.CALL and one.record.referral_id is not None


def visit_words(record: NewActivity) -> str:
    """``Fri 7 Aug 2026, visit by Jo: Dr. Haddad; hygienists ask about cracked teeth``."""
    what = record.kind_beside.words
    by = f" by {record.who}" if record.who else ""
    parts = ("nobody was met" if record.attempt else record.met, record.purpose, record.intel)
    said = "; ".join(filter(None, [*parts, record.note]))
    return f"{full_day(record.on)}, {what}{by}" + (f": {said}" if said else "")


def next_step_words(brief: Brief) -> str:
    """What is still to be done for the place, as the due list has it."""
    return "; ".join(map(str, brief.steps))


def sent_words(sent: Sent, today: date) -> str:
    """``12 this year (Dr. Haddad 8), 28 last year to the same day: beyond chance``."""
    each = [f"{name} {many}" for name, many in sent.of if many]
    who = f" ({name_some(each, MOST_NAMED)})" if each else ""
    line = f"{sent.now} this year{who}"
    if sent.began is None:
        return line
    if sent.began > date(today.year - 1, 1, 1):
        return f"{line}; the records begin on {full_day(sent.began)}, so last year says nothing"
    return f"{line}, {sent.then} last year to the same day{compare_words(sent)}"


def compare_words(sent: Sent) -> str:
    """Whether two equal spans differ by more than chance explains; nothing where both are empty."""
    if not (sent.now or sent.then):
        return ""
    chance = count_chance(sent.now, sent.then)
    return ": beyond chance" if chance < SURE else ": within chance"


def owed_words(items: Sequence[DueItem], today: date) -> str:
    """``2 reports (R1724, R1731), the oldest 9 days late; issue: report took long (I3)``."""
    parts = [
        owed_part(type_, mine, today)
        for type_ in OWED
        if (mine := [one for one in items if one.type is type_])
    ]
    return "; ".join(parts) or "nothing"


def owed_part(type_: DueType, mine: Sequence[DueItem], today: date) -> str:
    """What is owed of one type, with its keys and how late it is."""
    if type_ is DueType.ISSUE:
        return "; ".join(f"issue: {one.reason} ({one.key})" for one in mine)
    keys = name_some([one.key for one in mine], MOST_NAMED)
    late = max(one.days_overdue(today) for one in mine)
    oldest = "the oldest " if len(mine) > 1 else ""
    lateness = f", {oldest}{count_phrase(late, 'day')} late" if late else ""
    return f"{count_phrase(len(mine), *WORDS[type_])} ({keys}){lateness}"


def liking_words(brief: Brief) -> str:
    """How they want reports, how they prefer things, and what they do not want."""
    record = brief.place.record
    reports = f"reports by {record.report_by}" if record.report_by else ""
    wishes = ("no visits" * record.do_not_visit, "no mail" * record.do_not_mail)
    return "; ".join(filter(None, [reports, record.prefers, *wishes]))


def brief_record(brief: Brief, today: date) -> dict[str, object]:
    """The page for programs."""
    record, compared = brief.place.record, None
    if brief.sent.began and brief.sent.began <= date(today.year - 1, 1, 1):
        compared = brief.sent.then
    return {
        "source_id": brief.place.id,
        "source": record.name,
        "owner": record.owner,
        "phone": record.phone,
        "people": [one.name for one in brief.members],
        "contacts": [str(one) for one in brief.contacts],
        "visits": visit_lines(brief),
        "our_doctors": tell_unmet(brief.activities, brief.our_doctors),
        "meetings": [str(one) for one in brief.meetings],
        "next_step": next_step_words(brief),
        "referrals_this_year": brief.sent.now,
        "same_days_last_year": compared,
        "owed": [owed_entry(one, today) for one in brief.items if one.type in OWED],
        "put_off": list(brief.put_off),
        "report_by": record.report_by,
        "prefers": record.prefers,
    }


def owed_entry(item: DueItem, today: date) -> dict[str, object]:
    """One thing that is owed, for programs."""
    return {
        "key": item.key,
        "type": item.type.value,
        "due_on": item.due_on,
        "days_overdue": item.days_overdue(today),
    }
