"""What ``ref insurer list`` prints, read back."""

from dataclasses import replace
from typing import Any

from refcli.core.insurers import Membership
from refcli.core.intake.program.known import KnownProgram, NewMembership
from refcli.core.intake.program.telling import tell_differences
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError

DAYS = {  # the columns, and what a membership calls them
    "credentialed_since": "since",
    "credentialed_until": "until",
    "checked_on": "checked_on",
}
ANSWERS = ("in_network", "listed")


def read_membership(row: ProgramRow, known: KnownProgram) -> tuple[list[NewMembership], str]:
    """What a line adds to what is known of us and an insurer, and what it says otherwise."""
    insurer = known.find_source(row.need("insurer"), row.get("id"), Kind.INSURER)
    told: dict[str, Any] = {
        **{name: row.get_day(column, known.today) for column, name in DAYS.items()},
        **{name: row.get_answer(name) for name in ANSWERS},
    }
    mine = known.memberships.setdefault(insurer.id, {})
    provider = row.get("provider")
    there = mine.get(provider, Membership(provider))
    new = {
        name: value
        for name, value in told.items()
        if value is not None and getattr(there, name) is None
    }
    whole = replace(there, **new)
    if whole.since and whole.until and whole.until < whole.since:
        raise RefusedError(f"it would end on {whole.until}, before it begins ({whole.since})")
    against = tell_differences((name, getattr(whole, name), told[name]) for name in told)
    said = ", ".join(against)
    if new:
        mine[provider] = whole
    whose = f"{insurer.name}{f' ({provider})' if provider else ''} is on record: "
    return [NewMembership(insurer.id, provider, new)] if new else [], f"{whose}{said}" * bool(said)
