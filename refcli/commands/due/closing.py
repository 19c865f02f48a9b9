"""How each type of due item is closed: by the activity, or the step, that was owed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from refcli.commands.dealings.issue import closed_line, end_issue, note_issue
from refcli.commands.dealings.meetings import say_held
from refcli.commands.due.deeds import Deed, DueCase
from refcli.commands.due.first_days import (
    find_first_day,
    refuse_ahead,
    refuse_before,
    refuse_booking,
)
from refcli.commands.due.next_step import tell_next, tell_others
from refcli.commands.due.other_ways import refuse_other_way
from refcli.core.dealings.issues import NewIssue
from refcli.core.dealings.meetings import Meeting
from refcli.core.dealings.value import say_value
from refcli.core.due.list import DueFacts
from refcli.core.due.thank_yous import batch_key
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Key, read_key
from refcli.core.referrals.statuses import ToldStatus
from refcli.core.referrals.step_rows import CALLED_OFF
from refcli.core.referrals.step_words import name_steps
from refcli.core.referrals.steps import StepError
from refcli.core.vocabulary import (
    IN_PERSON,
    ActivityKind,
    CallOutcome,
    IssueTopic,
    Status,
)
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def close(book: "Book", facts: DueFacts, item: DueItem, deed: Deed) -> str:
    """Record what closes the item; what was recorded, in one line."""
    key = read_key(item.key) or Key("", 0)
    check(key, deed)
    refuse_other_way(item, key)
    there = storage.dealings.meetings.read_meetings(book) if facts.meetings else []
    said = CLOSERS[key.letter](DueCase(book, facts, item, key), deed)
    kind = deed.kind or ActivityKind.VISIT
    value = say_value(item.source_id, deed.brought, kind, deed.on, deed.today)
    more = f"{say_also_held(book, there, item.key)}{say_next(book, deed)}"
    return f"{said}{more}{f' {value}' if value else ''}"


def say_also_held(book: "Book", there: Sequence[Meeting], key: str) -> str:
    """Which of the meetings that were planned a deed has held beside the one that is closed."""
    left = {one.id for one in storage.dealings.meetings.read_meetings(book)} if there else set()
    return say_held(one for one in there if one.id not in left and one.key != key)


def check(key: Key, deed: Deed) -> None:
    """Refuse what says nothing about an item of this letter."""
    fitting = KINDS.get(key.letter, frozenset())
    if deed.kind and deed.kind not in fitting:
        words = f"{', '.join(sorted(fitting))}, not {deed.kind}" if fitting else "no --kind"
        raise UsageError(f"{key} takes {words}.", drop=["--kind"])
    if key.letter != "D" and deed.counted:
        said = f"--asked and --handed-out count for a duty; {key} is none."
        raise UsageError(said, drop=["--asked", "--handed-out"])
    if key.letter in NO_NEXT and deed.next_step:
        said = f"{key} keeps no next step: say it with a visit or a call."
        raise UsageError(said, drop=["--next", "--next-on"])
    if key.letter != "F" and deed.outcome:
        said = f"--happy and --unhappy tell of a call to a patient; {key} is none."
        raise UsageError(said, drop=["--happy", "--unhappy"])


CONTACTS = IN_PERSON | {ActivityKind.CALL, ActivityKind.LETTER, ActivityKind.SOCIAL}
NO_NEXT = frozenset("ODC")  # what is kept of these has no place for it
KINDS = {"V": IN_PERSON, "M": IN_PERSON, "O": CONTACTS, "Q": CONTACTS, "C": CONTACTS, "N": CONTACTS}


def say_next(book: "Book", deed: Deed) -> str:
    """The next step that was said with the deed, and what else is still to be done there."""
    steps = storage.owed.ahead.find_next_steps(book) if deed.next_step else []
    said = (deed.next_step, deed.next_on)
    made = [step for step in steps if (step.text, step.on) == said]
    if not made:
        return ""
    newest = max(made, key=lambda step: step.activity_id)
    return tell_next(newest) + tell_others(book, newest)


def close_by_visit(case: DueCase, deed: Deed) -> str:
    """An activity in person."""
    new = deed.activity(ActivityKind.VISIT, case.key.number, case.item.key)
    storage.activities.add_activity(case.book, new)
    return f"Done {case.item.key}: {new.kind.words} to {case.item.source} on {deed.said_on}."


def close_meeting(case: DueCase, deed: Deed) -> str:
    """The visit that was planned; whom it was planned with was met, unless others are named."""
    planned = next(one for one in case.facts.meetings if one.id == case.key.number)
    refuse_ahead(case.item, deed, planned)
    met = deed.met or planned.record.whom
    new = replace(deed, met=met).activity(
        ActivityKind.VISIT, planned.record.source_id, case.item.key
    )
    storage.activities.add_activity(case.book, new)
    whom = f", met {met}" if met else ""
    return f"Done {case.item.key}: {new.kind.words} to {case.item.source} on {deed.said_on}{whom}."


def close_issue(case: DueCase, deed: Deed) -> str:
    """An issue is mended; the note says how."""
    found = next(one for one in case.facts.issues.open if one.id == case.key.number)
    if not deed.note.strip():
        raise UsageError(f"Say with --note how {case.item.key} was mended.")
    return closed_line(end_issue(case.book, found, deed.note.strip()))


def thank_you(case: DueCase, deed: Deed) -> str:
    """A thank-you, which closes every referral received up to its day."""
    number = case.key.number
    since = next(owed.since for owed in case.facts.unthanked if owed.source_id == number)
    refuse_before(case.item, deed, since)
    new = deed.activity(ActivityKind.THANK_YOU, number, case.item.key)
    storage.activities.add_activity(case.book, new)
    return f"Done {case.item.key}: thank-you to {case.item.source} on {deed.said_on}."


def close_batch(case: DueCase, deed: Deed) -> str:
    """A note to every patient who referred in the month."""
    found = next(one for one in case.facts.batches if batch_key(one.month) == case.item.key)
    refuse_before(case.item, deed, found.month)
    for source_id in found.source_ids:
        new = deed.activity(ActivityKind.THANK_YOU, source_id, case.item.key)
        storage.activities.add_activity(case.book, new)
    whom = f"{case.item.source} ({', '.join(found.names)})"
    return f"Done {case.item.key}: thank-you to {whom} on {deed.said_on}."


def close_by_report(case: DueCase, deed: Deed) -> str:
    """A report back about one patient."""
    owed = next(one for one in case.facts.unreported if one.id == case.key.number)
    refuse_before(case.item, deed, find_first_day(case, owed))
    new = deed.activity(ActivityKind.REPORT, owed.source_id, case.item.key, owed.id)
    storage.activities.add_activity(case.book, new)
    whom = f"{case.item.source} about {owed.patient}"
    return f"Done {case.item.key}: report to {whom} on {deed.said_on}."


def follow_up(case: DueCase, deed: Deed) -> str:
    """A call to the patient."""
    owed = next(one for one in case.facts.uncalled if one.id == case.key.number)
    refuse_before(case.item, deed, find_first_day(case, owed))
    new = deed.activity(ActivityKind.FOLLOW_UP, owed.source_id, case.item.key, owed.id)
    storage.activities.add_activity(case.book, replace(new, outcome=deed.outcome or ""))
    said = f", {deed.outcome}" if deed.outcome else ""
    line = f"Done {case.item.key}: {owed.patient} was called on {deed.said_on}{said}."
    return line + (open_issue(case, deed, owed) if deed.outcome is CallOutcome.UNHAPPY else "")


def open_issue(case: DueCase, deed: Deed, owed: OpenReferral) -> str:
    """An issue for whichever of our providers sees an unhappy patient; what to say of it."""
    record = storage.referrals.read_referral(case.book, owed.id).record
    new = NewIssue(
        source_id=owed.source_id,
        what=deed.note,
        about=IssueTopic.TREATMENT,
        opened_on=deed.today,
        referral_id=owed.id,
        owner=record.provider or case.item.owner or deed.who,
        witness=deed.who,
    )
    made = note_issue(case.book, new)
    close = type_line("issue close", made.key, "--how", "TEXT")
    return f" Issue {made.key} for {new.owner}. To close it: {close}"


def close_by_schedule(case: DueCase, deed: Deed) -> str:
    """The appointment was made: the referral is scheduled."""
    number = case.key.number
    owed = next(one for one in case.facts.unscheduled if one.id == number)
    try:
        found = storage.referrals.take_status(
            case.book, number, ToldStatus(status=Status.SCHEDULED, on=deed.on)
        )
    except StepError as error:
        refuse_booking(case.item, owed, str(error))
    if found.after.status is not Status.SCHEDULED:  # it is the day of the one that came to nothing
        off = name_steps(one for one in found.now if one.what in CALLED_OFF)
        refuse_booking(case.item, owed, f"scheduled on {deed.on} would be before {off}.")
    storage.referrals.set_told(case.book, number, found.now)
    return f"Done {case.item.key}: {owed.patient} was scheduled on {deed.said_on}."


def close_occasion(case: DueCase, deed: Deed) -> str:
    """Record how the occasion was remembered: by a card, unless another kind was typed."""
    names = storage.occasions.celebrate(
        case.book,
        case.key.number,
        case.key.part or 0,
        kind=deed.kind or ActivityKind.LETTER,
        on=deed.on,
        who=deed.who,
        note=deed.note,
        brought=deed.brought,
        met=deed.met,
    )
    kind = deed.kind or ActivityKind.LETTER
    return f"Done {case.item.key}: {kind.words} to {', '.join(names)} on {deed.said_on}."


def close_duty(case: DueCase, deed: Deed) -> str:
    """A turn of a duty, done by whose turn it was unless somebody else is named."""
    who = deed.named or case.item.owner or deed.who
    who = storage.duties.finish(
        case.book,
        case.key.number,
        case.key.part or 0,
        on=deed.on,
        who=who,
        asked=deed.asked,
        handed_out=deed.handed_out,
        note=deed.note,
    )
    return f"Done {case.item.key}: {case.item.source}, by {who} on {deed.said_on}."


def close_renewal(case: DueCase, deed: Deed) -> str:
    """The renewal was asked for; the new term is recorded when it is granted."""
    storage.insurers.renewal_asked(
        case.book,
        case.item.key,
        on=deed.on,
        who=deed.who,
        note=deed.note,
        kind=deed.kind or ActivityKind.LETTER,
    )
    whom = f"#{case.item.source_id}"
    return (
        f"Done {case.item.key}: renewal asked of {case.item.source} on {deed.said_on}. When it is"
        f" granted: {type_line('source edit', whom, '--credentialed-until', 'DATE')}"
    )


def close_by_contact(case: DueCase, deed: Deed) -> str:
    """A contact with a source that has gone quiet: a call, unless something else is said."""
    refuse_before(case.item, deed, case.item.due_on)
    new = deed.activity(ActivityKind.CALL, case.key.number, case.item.key)
    storage.activities.add_activity(case.book, new)
    return f"Done {case.item.key}: {new.kind.words} with {case.item.source} on {deed.said_on}."


def close_next_step(case: DueCase, deed: Deed) -> str:
    """The next step was taken: a visit where somebody was met or got something, else a call."""
    steps = case.facts.ground.steps
    step = next(one for one in steps if one.activity_id == case.key.number)
    refuse_before(case.item, deed, step.said_on)
    in_person = bool(deed.met or deed.brought)
    kind = ActivityKind.VISIT if in_person else ActivityKind.CALL
    new = replace(deed.activity(kind, step.source_id, case.item.key), purpose=step.text)
    storage.activities.add_activity(case.book, new)
    told = "" if deed.kind or in_person else " (was it a visit? Say --kind visit)"
    return (
        f"Done {case.item.key}: {step.text}, {case.item.source}, on {deed.said_on}, noted as a"
        f" {new.kind.words}{told}."
    )


CLOSERS: dict[str, Callable[[DueCase, Deed], str]] = {
    "V": close_by_visit,
    "T": thank_you,
    "B": close_batch,
    "R": close_by_report,
    "F": follow_up,
    "S": close_by_schedule,
    "O": close_occasion,
    "D": close_duty,
    "C": close_renewal,
    "Q": close_by_contact,
    "N": close_next_step,
    "M": close_meeting,
    "I": close_issue,
}
