"""A patient who was lost is back."""

from datetime import date
from typing import TYPE_CHECKING

from refcli.core.referrals.coming_back import EarlyBackError, come_back
from refcli.core.referrals.records import ReferralView
from refcli.core.referrals.step_rows import derive_standing
from refcli.core.referrals.steps import StepError, days_in_words
from refcli.core.referrals.tables import referral_record
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import Status
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def note_back(
    env: Env, book: "Book", id_: int, on: date, note: str
) -> tuple[dict[str, object], str]:
    """Write that a lost referral is back; the referral as it is now, and what was recorded."""
    known = storage.referrals.read_referral(book, id_)
    told = storage.referrals.read_told_of(book, id_)
    try:
        now = come_back(known.record.received_on, told, on, note)
    except EarlyBackError as error:
        then = type_line("back", id_, "--on", error.lost_on)
        earlier = type_line("referral status", id_, Status.LOST, "--on", error.on)
        raise RefusedError(
            f"Referral {id_}, {known.record.patient}: {error} Type: {then}; if the loss was"
            f" earlier, first: {earlier}"
        ) from None
    except StepError:
        raise RefusedError(refuse_back(known)) from None
    storage.referrals.set_told(book, id_, now, **({"note": note} if note else {}))
    after = derive_standing(known.record.received_on, now).steps
    before = days_in_words(known.steps_told, [Status.LOST])
    owed = storage.owed.referrals.find_unscheduled(book, [id_])
    then = f" An appointment is owed: {type_line('done', f'S{id_}')}" if owed else ""
    line = (
        f"Referral {id_}, {known.record.patient}: back on {said_day(on, env.today)} ({before}), and"
        f" {after.status} again.{then}"
    )
    return referral_record(storage.referrals.read_referral(book, id_)), line


def refuse_back(known: ReferralView) -> str:
    """What is wrong, and the line for a referral that is to go back to its beginning."""
    line = type_line("referral status", known.id, "received", "--back")
    return (
        f"Referral {known.id}, {known.record.patient}, is {known.record.status}, and was not lost."
        f" To go back to received: {line}"
    )
