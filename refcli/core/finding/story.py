"""The whole story of a patient: of each referral what happened, what was done, what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.owed.items import DueItem
from refcli.core.referrals.records import NewReferral, ReferralView
from refcli.core.referrals.tables import referral_record
from refcli.core.values.day_words import full_day
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import PROGRESS, ActivityKind, Status
from refcli.phrases import count_phrase, ordinal_text

DONE = {
    ActivityKind.REPORT: "Reported back",
    ActivityKind.FOLLOW_UP: "Patient called",
    ActivityKind.CALL: "Call",
    ActivityKind.LETTER: "Letter",
    ActivityKind.THANK_YOU: "Thank-you",
}
STEP_COLUMNS = {
    Status.SCHEDULED: "scheduled_on",
    Status.SEEN: "seen_on",
    Status.COMPLETED: "completed_on",
}
Event = tuple[date, int, str]  # on which day, which of that day, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStory:
    """One referral with all that happened about it; ``place`` is the office of its source.

    ``thanked_on`` is the day on which the source was thanked for it.
    """

    view: ReferralView
    place: str = ""
    done: Sequence[ActivityView] = ()
    thanked_on: date | None = None
    owed: Sequence[DueItem] = ()


def story_lines(story: ReferralStory, today: date) -> Iterator[str]:
    """A referral told to a person: who and whence, each day's step, what else is known, the debt.

    Example: ``Received Mon 2 Nov 2026, from Dr. Wei Chen (Chen Family Dental)``.
    """
    view, record = story.view, story.view.record
    yield f"Referral {view.id}: {record.patient}, {record.status}"
    place = f" ({story.place})" if story.place else ""
    helped = f"; also from {', '.join(view.also)}" if view.also else ""
    yield f"  Received {full_day(record.received_on)}, from {view.source}{place}{helped}"
    for _, _, words in sorted([*step_events(record), *done_events(story)]):
        yield f"  {words}"
    yield from (f"  {one}" for one in known_lines(record))
    yield from (f"  {owed_line(item, today)}" for item in story.owed)
    if not story.owed:
        yield "  Owed: nothing"


def step_events(record: NewReferral) -> Iterator[Event]:
    """The steps behind the first one, each on its day."""
    for number, (status, column) in enumerate(STEP_COLUMNS.items()):
        if day := getattr(record, column):
            by = f" by {record.provider}" if status is Status.SEEN and record.provider else ""
            yield day, number, f"{status.capitalize()} {full_day(day)}{by}"
    if record.closed_on and record.status not in PROGRESS:
        why = f": {record.reason}" if record.reason else ""
        said = f"{record.status.capitalize()} {full_day(record.closed_on)}{why}"
        yield record.closed_on, len(STEP_COLUMNS), said


def done_events(story: ReferralStory) -> Iterator[Event]:
    """What was done about the referral; a try that reached nobody has its number."""
    tries = 0
    for one in sorted(story.done, key=lambda one: (one.record.on, one.id)):
        tries += one.record.attempt
        yield one.record.on, 10 + one.id, deed_words(one.record, tries)
    if day := story.thanked_on:
        yield day, len(STEP_COLUMNS) + 1, f"{story.view.source} was thanked {full_day(day)}"


def deed_words(record: NewActivity, tries: int) -> str:
    """One thing done, in words; what was brought or given stands nowhere beside a referral."""
    what = DONE.get(record.kind, record.kind.replace("_", "-").capitalize())
    parts = (
        f"{what} {full_day(record.on)}",
        f"nobody was reached ({ordinal_text(tries)} try)" if record.attempt else "",
        f"by {record.who}" if record.who else "",
        f"met {record.met}" if record.met else "",
        f"next: {record.next_step}" if record.next_step else "",
        record.note,
    )
    return ", ".join(filter(None, parts))


def known_lines(record: NewReferral) -> Iterator[str]:
    """What else is known: production, phone, service, chart, note, who sees them."""
    if record.production_cents is not None:
        since = f", recorded {full_day(record.production_on)}" if record.production_on else ""
        yield f"Production {cents_text(record.production_cents)}{since}"
    named = {"Phone": record.phone, "Service": record.service, "Chart": record.chart}
    named |= {"Note": record.note}
    if record.provider and not record.seen_on:
        named["Provider"] = record.provider
    yield from (f"{name}: {text}" for name, text in named.items() if text)


def owed_line(item: DueItem, today: date) -> str:
    """What is owed, until when, and the key that closes it."""
    late = item.days_overdue(today)
    overdue = f", {count_phrase(late, 'day')} late" if late else ""
    what = item.type.replace("_", "-")
    return f"Owed: {what} by {full_day(item.due_on)}{overdue} ({item.key}): {item.reason}"


def story_record(story: ReferralStory, today: date) -> dict[str, object]:
    """A referral with its story for programs; production in currency units."""
    return referral_record(story.view) | {
        "office": story.place or None,
        "thanked_on": story.thanked_on,
        "activities": list(deed_records(story.done)),
        "owed": [owed_record(item, today) for item in story.owed],
    }


def deed_records(done: Sequence[ActivityView]) -> Iterator[dict[str, object]]:
    """What was done about a referral, the earliest first."""
    for one in sorted(done, key=lambda one: (one.record.on, one.id)):
        record = one.record
        yield {
            "id": one.id,
            "on": record.on,
            "kind": record.kind.value,
            "source": one.source,
            "attempt": record.attempt,
            "who": record.who,
            "met": record.met,
            "next_step": record.next_step,
            "note": record.note,
        }


def owed_record(item: DueItem, today: date) -> dict[str, object]:
    """What is owed, as the due list names its parts."""
    return {
        "key": item.key,
        "type": item.type.value,
        "due_on": item.due_on,
        "days_overdue": item.days_overdue(today),
        "reason": item.reason,
        "owner": item.owner,
    }


def person_record(stories: Sequence[ReferralStory], today: date) -> dict[str, object]:
    """A patient for programs, with all their referrals; the number is the latest referral's."""
    latest = stories[0].view
    return {
        "what": "patient",
        "id": latest.id,
        "name": latest.record.patient,
        "referrals": [story_record(one, today) for one in stories],
    }
