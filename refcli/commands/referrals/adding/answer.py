"""What the answer to ``ref add`` says: what was recorded, what is owed now, what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from refcli.commands.referrals.booking import booked_words, how_to_tell_day
from refcli.commands.referrals.credit import Credited
from refcli.commands.referrals.same_patient import say_like
from refcli.core.owed.items import DueItem
from refcli.core.referrals.patients import PatientsFound
from refcli.core.referrals.records import NewReferral
from refcli.core.values.clock_hours import AppointmentTime
from refcli.core.values.day_words import full_day
from refcli.phrases import ordinal_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What ``ref add`` did; ``owed_before`` has the keys and days of what was owed without it."""

    id: int
    new: NewReferral
    source: Credited
    this_year: int
    owed: list[DueItem]
    owed_before: Mapping[str, date]
    on_record: PatientsFound
    also: tuple[str, ...] = ()
    when: AppointmentTime | None = None


def tell_lines(done: Recorded, today: date) -> list[str]:
    """What was recorded and is owed by it; below, each in a line of its own, what else is to say.

    What was owed by the same day before is no news: it is named behind its own words.
    """
    old = [item for item in done.owed if item.due_on == done.owed_before.get(item.key)]
    more = [
        f"Owed since before: {owed_words(old, {})}." if old else "",
        done.source.said,
        say_like(done.on_record),
        how_to_tell_day(done.new, done.id, done.when),
    ]
    return [tell_recorded(done, today), *filter(None, more)]


def tell_recorded(done: Recorded, today: date) -> str:
    """What was recorded, the source's count this year, and what is owed because of it."""
    source = done.source
    was = f"our patient of referral {source.referral_id}" if source.referral_id else ""
    new = f"new: #{source.id}" if source.created else ""
    fresh = ", ".join(filter(None, [source.about, new, source.office, was]))
    fresh = (f" ({fresh})" if fresh else "") + "".join(f", also from {one}" for one in done.also)
    day = done.new.received_on
    on = "" if day == today else f" of {full_day(day)}"
    year = "this year" if day.year == today.year else f"of {day.year}"
    which = f"{ordinal_text(done.this_year)} referral {year}" if done.this_year else "not counted"
    news = [item for item in done.owed if item.due_on != done.owed_before.get(item.key)]
    todo = owed_words(news, done.owed_before)
    return (
        f"Recorded referral {done.id}{on}: {done.new.patient}, from {source.name}{fresh},"
        f" {which}.{booked_words(done.new, done.when)} Owed: {todo or 'nothing'}."
    )


def owed_words(items: list[DueItem], before: Mapping[str, date]) -> str:
    """``visit by 2026-11-23 (V3), thank-you by 2026-11-26 (T4, was by 2026-11-30)``."""
    was = {key: f", was by {day}" for key, day in before.items()}
    return ", ".join(
        f"{item.type.words} by {item.due_on} ({item.key}{was.get(item.key, '')})" for item in items
    )


def as_record(done: Recorded) -> dict[str, object]:
    """The recorded referral as a record for programs (JSON, CSV)."""
    return {
        "id": done.id,
        "patient": done.new.patient,
        "source_id": done.source.id,
        "source": done.source.name,
        "received_on": done.new.received_on,
        "status": done.new.status.value,
        "appointment_on": done.when.day if done.when else None,
        "appointment_at": done.when.hour if done.when else None,
        "created_source": done.source.created,
        "referrals_this_year": done.this_year,
        "owed": [{"key": i.key, "type": i.type.value, "due_on": i.due_on} for i in done.owed],
    }
