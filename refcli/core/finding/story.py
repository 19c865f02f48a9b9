"""The whole story of a patient: of each referral what happened, what was done, what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.owed.items import DueItem
from refcli.core.referrals.meant_words import name_appointment
from refcli.core.referrals.records import ReferralView
from refcli.core.referrals.step_rows import ReferralStep, last_step
from refcli.core.referrals.tables import referral_record
from refcli.core.values.day_words import full_day
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import ActivityKind, Status, StepKind
from refcli.phrases import count_phrase, ordinal_text

DONE = {
    ActivityKind.REPORT: "Reported back",
    ActivityKind.FOLLOW_UP: "Patient called",
    ActivityKind.CALL: "Call",
    ActivityKind.LETTER: "Letter",
    ActivityKind.THANK_YOU: "Thank-you",
}
STEP_WORDS = {
    StepKind.BOOKED: "Scheduled",
    StepKind.MOVED: "Moved",
    StepKind.BACK: "Came back",
}
Event = tuple[date, int, str]  # on which day, which of that day, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStory:
    """One referral with all that happened about it; ``place`` is the office of its source.

    ``thanked_on`` is the day on which the source was thanked for it. ``told``: its steps.
    ``put_off``: what was skipped or snoozed of it, with the reason.
    """

    view: ReferralView
    place: str = ""
    done: Sequence[ActivityView] = ()
    thanked_on: date | None = None
    told: Sequence[ReferralStep] = ()
    owed: Sequence[DueItem] = ()
    put_off: Sequence[str] = ()


def story_lines(story: ReferralStory, today: date) -> Iterator[str]:
    """A referral told to a person: who and whence, each day's step, what else is known, the debt.

    Example: ``Received Mon 2 Nov 2026, from Dr. Wei Chen (Chen Family Dental)``.
    """
    view, record = story.view, story.view.record
    meant = name_appointment(view.appointment) if record.status is Status.SCHEDULED else ""
    yield f"Referral {view.id}: {record.patient}, {record.status}{f' for {meant}' * bool(meant)}"
    place = f" ({story.place})" if story.place else ""
    helped = f"; also from {', '.join(view.also)}" if view.also else ""
    yield f"  Received {full_day(record.received_on)}, from {view.source}{place}{helped}"
    for _, _, words in sorted([*step_events(story), *done_events(story)]):
        yield f"  {words}"
    yield from (f"  {one}" for one in known_lines(story))
    yield from (f"  {owed_line(item, today)}" for item in story.owed)
    if not story.owed:
        yield "  Owed: nothing"
    yield from (f"  Put off: {one}" for one in story.put_off)


def step_events(story: ReferralStory) -> Iterator[Event]:
    """The steps behind the first one, each on its day; the value that holds has its own line."""
    provider = story.view.record.provider
    value = last_step(story.told, {StepKind.VALUE})
    before = story.view.record.received_on
    for number, one in enumerate(story.told):
        before = one.day or before
        if one is not value:
            yield before, number, step_words(one, provider) + teller_words(one)


def step_words(step: ReferralStep, provider: str) -> str:
    """A step in words: ``Scheduled Fri 4 Sep 2026 for Wed 2 Dec 2026, 9:30``."""
    what = STEP_WORDS.get(step.what, step.what.capitalize())
    amount = "" if step.cents is None else f" {cents_text(step.cents)} recorded"
    by = f" by {provider}" if step.what is StepKind.SEEN and provider else ""
    to = "to" if step.what is StepKind.MOVED else "for"
    meant = f" {to} {name_appointment(step)}" if step.for_day else ""
    why = ", ".join(filter(None, [step.reason, step.note]))
    day = f" {full_day(step.day)}" if step.day else ", no day is known"
    return f"{what}{amount}{day}{meant}{by}" + (f": {why}" if why else "")


def teller_words(step: ReferralStep) -> str:
    """Who told a step and, where that was another day, when: ``, noted by tina``."""
    late = step.recorded_on and step.recorded_on != step.day
    on = f" {full_day(step.recorded_on)}" if late and step.recorded_on else ""
    return f", noted by {step.who}{on}" if step.who else f", noted{on}" * bool(on)


def done_events(story: ReferralStory) -> Iterator[Event]:
    """What was done about the referral; a try that reached nobody has its number."""
    tries = 0
    for one in sorted(story.done, key=lambda one: (one.record.on, one.id)):
        tries += one.record.attempt
        yield one.record.on, len(story.told) + 2 + one.id, deed_words(one.record, tries)
    if day := story.thanked_on:
        yield day, len(story.told) + 1, f"{story.view.source} was thanked {full_day(day)}"


def deed_words(record: NewActivity, tries: int) -> str:
    """One thing done, in words; what was brought or given stands nowhere beside a referral."""
    what = DONE.get(record.kind, record.kind_beside.words.capitalize())
    parts = (
        f"{what} {full_day(record.on)}",
        f"nobody was reached ({ordinal_text(tries)} try)" if record.attempt else "",
        f"by {record.who}" if record.who else "",
        f"met {record.met}" if record.met else "",
        f"next: {record.next_step}" if record.next_step else "",
        record.note,
    )
    return ", ".join(filter(None, parts))


def known_lines(story: ReferralStory) -> Iterator[str]:
    """What else is known: production, phone, service, chart, note, who sees them."""
    record, value = story.view.record, last_step(story.told, {StepKind.VALUE})
    if record.production_cents is not None:
        since = f", recorded {full_day(record.production_on)}" if record.production_on else ""
        by = f" by {value.who}" if value and value.who else ""
        yield f"Production {cents_text(record.production_cents)}{since}{by}"
    named = {"Phone": record.phone, "Service": record.service, "Chart": record.chart}
    named |= {"Note": record.note}
    if record.provider and not record.seen_on:
        named["Provider"] = record.provider
    yield from (f"{name}: {text}" for name, text in named.items() if text)


def owed_line(item: DueItem, today: date) -> str:
    """What is owed, until when, and the key that closes it."""
    late = item.days_overdue(today)
    overdue = f", {count_phrase(late, 'day')} late" if late else ""
    return (
        f"Owed: {item.type.words} by {full_day(item.due_on)}{overdue} ({item.key}): {item.reason}"
    )


def story_record(story: ReferralStory, today: date) -> dict[str, object]:
    """A referral with its story for programs; production in currency units."""
    return referral_record(story.view) | {
        "office": story.place or None,
        "thanked_on": story.thanked_on,
        "steps": [step_record(one) for one in story.told],
        "activities": list(deed_records(story.done)),
        "owed": [owed_record(item, today) for item in story.owed],
        "put_off": list(story.put_off),
    }


def step_record(step: ReferralStep) -> dict[str, object]:
    """One step for programs; a value in currency units."""
    return {
        "what": step.what.value,
        "day": step.day,
        "for_day": step.for_day,
        "for_hour": step.for_hour,
        "reason": step.reason,
        "note": step.note,
        "value": None if step.cents is None else step.cents / 100,
        "by": step.who,
        "recorded_on": step.recorded_on,
    }


def deed_records(done: Sequence[ActivityView]) -> Iterator[dict[str, object]]:
    """What was done about a referral, the earliest first."""
    for one in sorted(done, key=lambda one: (one.record.on, one.id)):
        record = one.record
        yield {
            "id": one.id,
            "on": record.on,
            "kind": record.kind_beside.value,
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
