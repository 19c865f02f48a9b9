"""What is owed as entries of a calendar, which tells no patient's name unless it is asked to.

A calendar is shared, synchronised and shown on telephones, so names are let in one by one: the
texts of an item are copied only where its type and the kind of its source say that no patient can
be named in them. Who is not known to be no patient is taken for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.due.agenda import lateness_text, weekday_text
from refcli.core.due.groups import ABOUT_A_PATIENT
from refcli.core.owed.items import DueItem
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType, Kind
from refcli.lines import type_line

# Their "source" is the name of a job or of an event.
ABOUT_OURSELVES = frozenset({DueType.DUTY, DueType.EVENT})
NAMES_THE_NEW_PATIENT = ABOUT_A_PATIENT | {DueType.REPORT}  # in their reasons
# Their reasons are made by a rule; those of all others are typed, or name the new patient.
BY_A_RULE = frozenset(
    {
        *(DueType.VISIT, DueType.THANK_YOU, DueType.QUIET, DueType.CREDENTIAL, DueType.POLICY),
        *(DueType.OCCASION, DueType.DUTY, DueType.EVENT),
    }
)
SUMMARIES = {
    DueType.VISIT: "Visit {whom}",
    DueType.THANK_YOU: "Thank {whom}",
    DueType.REPORT: "Report back to {whom}",
    DueType.FOLLOW_UP: "Call the patient of referral {number}",
    DueType.SCHEDULE: "Call the patient of referral {number}",
    DueType.CAME: "Did the patient of referral {number} come?",
    DueType.MEETING: "Meet {whom}",
    DueType.EVENT: "Event: {whom}",
    DueType.NEXT_STEP: "Next step with {whom}",
    DueType.ISSUE: "Issue of {whom}",
    DueType.GIFT: "To be given back: {whom}",
    DueType.POLICY: "{whom}",
    DueType.OCCASION: "Occasion of {whom}",
    DueType.DUTY: "{whom}",
    DueType.CREDENTIAL: "Renew the credentials with {whom}",
    DueType.QUIET: "Gone quiet: {whom}",
}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing to do, or all that is overdue of one owner, on one day or at an ``hour`` (09:30).

    The key names it in every later file too.
    """

    key: str
    on: date
    summary: str
    description: Sequence[str]
    category: str
    hour: str | None = None


def calendar_entries(
    items: Sequence[DueItem], *, kinds: Mapping[int, Kind], names: bool, today: date
) -> list[CalendarEntry]:
    """An entry per item on its due date; what is overdue in one entry of ``today`` per owner.

    A calendar shows today and what comes: an entry on a day gone by would never be seen, and as
    many as are overdue would hide the day.
    """
    late: dict[str, list[CalendarEntry]] = {}
    found: list[CalendarEntry] = []
    for item in items:
        made = calendar_entry(item, kinds.get(item.source_id or 0), names=names, today=today)
        mine = late.setdefault(item.owner.strip(), []) if item.due_on < today else found
        mine.append(made)
    return [*(overdue_entry(owner, some, today) for owner, some in late.items()), *found]


def overdue_entry(owner: str, late: Sequence[CalendarEntry], today: date) -> CalendarEntry:
    """All that is overdue of one owner as one entry; the only one stands for itself."""
    if len(late) == 1:
        return late[0]
    whose = f", {owner}" if owner else ""
    lines = [line for one in late for line in (one.summary, *indent_lines(one.description), "")]
    return CalendarEntry(
        key="-".join(["overdue", *owner.casefold().split()]),
        on=today,
        summary=f"{len(late)} overdue{whose}",
        description=[*lines, "See: ref due --only overdue"],
        category="overdue",
    )


def indent_lines(lines: Sequence[str]) -> list[str]:
    """The lines below a heading of their own."""
    return [f"  {line}" for line in lines]


def count_people(items: Sequence[DueItem]) -> int:
    """How many people a calendar with names tells of: its sources, and the patients to be called.

    A patient of two referrals counts twice.
    """
    sources = {item.source_id for item in items if item.source_id is not None}
    referrals = {item.key[1:] for item in items if item.type in NAMES_THE_NEW_PATIENT}
    return len(sources) + len(referrals)


def calendar_entry(item: DueItem, kind: Kind | None, *, names: bool, today: date) -> CalendarEntry:
    """The entry of one item about a source of a kind, or about none."""
    told = names or may_be_named(item, kind)
    why = [item.reason] if names or (told and item.type in BY_A_RULE) else []
    return CalendarEntry(
        key=item.key,
        on=max(item.due_on, today),
        summary=f"{summarize_item(item, why, told=told)} ({item.key})",
        description=[
            *why,
            *detail_lines(item, told=told, names=names),
            *closing_lines(item, today),
        ],
        category=item.type.value,
        hour=item.hour if item.due_on >= today else None,
    )


def may_be_named(item: DueItem, kind: Kind | None) -> bool:
    """Whether an entry may show names: not where the source, or a text about it, is a patient."""
    if item.source_id is not None:
        return kind is not None and kind is not Kind.PATIENT
    if item.type in ABOUT_OURSELVES:
        return True
    return item.kind is not None and item.kind is not Kind.PATIENT


def summarize_item(item: DueItem, why: Sequence[str], *, told: bool) -> str:
    """What to do, in the fewest words."""
    if item.type is DueType.THANK_YOU and item.source_id is None:
        return f"Thank-you notes to {recipient_text(item, told=told)}"
    if item.type in ABOUT_A_PATIENT and why:
        return f"Call: {why[0]}"
    if item.type is DueType.OCCASION and why:
        return f"{recipient_text(item, told=told)}: {why[0]}"
    if item.key.startswith("G"):
        return f"Give back what is over a limit: {recipient_text(item, told=told)}"
    return SUMMARIES[item.type].format(whom=recipient_text(item, told=told), number=item.key[1:])


def recipient_text(item: DueItem, *, told: bool) -> str:
    """The source's name where it may be shown; else ``patient #7`` or ``several patients``."""
    if told or (item.source_id is None and item.kind):
        return item.source
    return "several patients" if item.source_id is None else f"patient #{item.source_id}"


def detail_lines(item: DueItem, *, told: bool, names: bool) -> list[str]:
    """Who referred the patient to be called; what helps, which is free text and may name one."""
    sender = [f"Referred by {item.source}"] if told and item.type in ABOUT_A_PATIENT else []
    return [*sender, item.helps()] if names and item.helps() else sender


def closing_lines(item: DueItem, today: date) -> list[str]:
    """When it was due, whose it is, and what to type."""
    due = f"Due {full_day(item.due_on)}"
    late = (
        f", {lateness_text(item, today)} on {weekday_text(today, today)}"
        if item.due_on < today
        else ""
    )
    owner = [f"Owner: {item.owner}"] if item.owner else []
    return [due + late, *owner, f"When it is done: {type_line('done', item.key)}"]
