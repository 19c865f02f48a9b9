"""One event of one referral or of several, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from refcli.commands.referrals.calling_off import call_off
from refcli.commands.referrals.stepping import Told, take_step
from refcli.core.due.closed import OwedItems, say_each
from refcli.core.due.of_referral import ReferralFacts, owed_for
from refcli.core.due.thank_yous import narrow_batches
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.referrals.records import NewReferral
from refcli.core.vocabulary import Kind, StepKind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def record_event(
    env: Env, command: str, ids: Sequence[int], told: Told, off: StepKind | None = None
) -> Result:
    """Record a step of referrals, or with ``off`` that their appointments came to nothing."""
    if len(ids) > 1 and told.value is not None:
        raise UsageError(
            "The value is of one referral. Type the others without it.", drop=["--value"]
        )
    with storage.book.door.writing(env.door(command)) as book:
        before = owed_of(book, ids)
        done = [record_one(env, book, id_, told, off) for id_ in ids]
        closed = say_each(before, owed_of(book, ids))
    lines = [line for id_, (_, own) in zip(ids, done, strict=True) for line in (own, closed[id_])]
    records = [record for record, _ in done]
    return Result(records[0] if len(ids) == 1 else records, [*filter(None, lines)])


def record_one(
    env: Env, book: "Book", id_: int, told: Told, off: StepKind | None
) -> tuple[dict[str, object], str]:
    """Record the step of one referral; the referral as it is now, and what was recorded."""
    return call_off(env, book, id_, off, told) if off else take_step(env, book, id_, told)


def owed_of(book: "Book", ids: Sequence[int]) -> OwedItems:
    """Per referral: what is owed for it, due or not.

    Of the sources nothing but their numbers is read: who asks only wants to know what is owed.
    """
    records = {id_: storage.referrals.read_referral(book, id_).record for id_ in ids}
    sources = {record.source_id for record in records.values()}
    owed = storage.owed
    facts = ReferralFacts(
        ground=Ground(
            parties={id_: Party(id=id_, name="", kind=Kind.OTHER) for id_ in sources},
            marks=owed.ground.read_marks(book),
            rules=owed.settings.due_rules(book),
        ),
        unthanked=owed.referrals.find_unthanked(book, sources),
        batches=owed.waiting.find_batches(book, sources),
        unreported=owed.referrals.find_unreported(book, ids),
        uncalled=owed.waiting.find_uncalled(book, ids),
        unscheduled=owed.referrals.find_unscheduled(book, ids),
        expected=owed.calls.find_expected(book, ids),
    )
    return {id_: owed_by(facts, id_, record, book.today) for id_, record in records.items()}


def owed_by(facts: ReferralFacts, id_: int, record: NewReferral, today: date) -> list[DueItem]:
    """What is owed for one referral; a note of the month is that to its source alone."""
    own = replace(facts, batches=narrow_batches(facts.batches, record.source_id))
    one = OpenReferral(id_, record.source_id, record.patient, record.received_on)
    return owed_for(own, one, today=today, snoozed_too=True)
