"""The day at the desk for programs."""

from refcli.core.today.day import Call, Coming, Today


def today_record(today: Today) -> dict[str, object]:
    """The whole day as one object."""
    return {
        "date": today.day,
        "appointments": [coming_record(one) for one in today.coming],
        "came": [call_record(one, today) for one in today.came],
        "calls": [call_record(one, today) for one in today.calls],
        "ask": [{"who": one.who, "what": one.what, "done": one.done} for one in today.turns],
        "booked_without_day": [{"id": one.id, "patient": one.patient} for one in today.dayless],
        "overdue": {type_.value: many for type_, many in sorted(today.overdue.items())},
    }


def coming_record(one: Coming) -> dict[str, object]:
    """An appointment; ``id`` is the referral's."""
    return {
        "id": one.referral_id,
        "patient": one.patient,
        "hour": one.hour,
        "source_id": one.source_id,
        "source": one.source,
        "kind": one.kind.value,
        "nth_this_year": one.nth,
        "prefers": one.prefers,
        "phone": one.phone,
        "moved_from": one.moved_from,
        "seen": one.seen,
    }


def call_record(one: Call, today: Today) -> dict[str, object]:
    """A patient to be called or asked about."""
    item = one.item
    return {
        "key": item.key,
        "patient": item.patient,
        "source": item.source,
        "reason": item.reason,
        "due_on": item.due_on,
        "days_overdue": item.days_overdue(today.day),
        "tries": one.tries,
        "phone": one.waiting.callee.phone,
        "chart": one.waiting.callee.chart,
        "note": one.waiting.callee.note,
    }
