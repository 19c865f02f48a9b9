"""An appointment that came to nothing: missed by the patient, or called off."""

from typing import TYPE_CHECKING

from refcli.commands.referrals.stepping import Told
from refcli.core.referrals.step_rows import latest_of_appointment, tell_called_off
from refcli.core.referrals.steps import StepError
from refcli.core.referrals.tables import referral_record
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import StepKind
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def call_off(
    env: Env, book: "Book", id_: int, what: StepKind, told: Told
) -> tuple[dict[str, object], str]:
    """Note that there is no appointment any more; the referral as it is now, and what was noted."""
    known = storage.referrals.read_referral(book, id_)
    who = f"Referral {id_}, {known.record.patient}"
    before = storage.referrals.read_told_of(book, id_)
    try:
        after = tell_called_off(
            before,
            storage.referrals.read_steps(book, id_),
            what,
            told.on or env.today,
            assumed=not told.on,
            note=told.why,
        )
    except StepError as error:
        see = type_line("referral show", id_)
        raise RefusedError(f"{who}: {error} See: {see}") from None
    texts = {"provider": told.provider, "note": told.note}
    values = {name: text for name, text in texts.items() if text}
    storage.referrals.set_told(book, id_, after, **values)
    latest = latest_of_appointment(after)
    day = latest.day if latest else None
    said = f"{what} on {said_day(day, env.today)}" if day else what.value
    kept = " (unchanged)" if after == before else ""
    owed = any(one.id == id_ for one in storage.due.find_unscheduled(book))
    then = f" An appointment is owed: {type_line('done', f'S{id_}')}" if owed else ""
    record = referral_record(storage.referrals.read_referral(book, id_))
    return record, f"{who}: {said}{kept}.{then}"
