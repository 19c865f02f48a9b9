"""One event of one referral or of several, in one transaction."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refcli.commands.referrals.calling_off import call_off
from refcli.commands.referrals.stepping import Told, take_step
from refcli.core.due.closed import say_closed
from refcli.core.due.list import DueFacts, owed_for
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Ground, Party
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
        done = [record_one(env, book, id_, told, off) for id_ in ids]
    records = [record for record, _ in done]
    lines = [line for _, some in done for line in some]
    return Result(records[0] if len(ids) == 1 else records, lines)


def record_one(
    env: Env, book: "Book", id_: int, told: Told, off: StepKind | None
) -> tuple[dict[str, object], list[str]]:
    """Record the step of one referral; the lines say it, and what is owed no more by that."""
    before = owed_of(book, id_)
    record, line = call_off(env, book, id_, off, told) if off else take_step(env, book, id_, told)
    closed = say_closed(before, owed_of(book, id_))
    return record, [line, closed] if closed else [line]


def owed_of(book: "Book", id_: int) -> list[DueItem]:
    """What is owed for a referral, due or not.

    Of the source nothing but its number is read: who asks only wants to know what is owed.
    """
    record, find = storage.referrals.read_referral(book, id_).record, storage.due
    source_id = record.source_id
    facts = DueFacts(
        ground=Ground(
            parties={source_id: Party(id=source_id, name="", kind=Kind.OTHER)},
            marks=find.read_marks(book),
            rules=storage.owed.settings.due_rules(book),
        ),
        unthanked=find.find_unthanked(book, source_id),
        batches=find.find_batches(book, source_id),
        unreported=find.find_unreported(book, id_),
        uncalled=find.find_uncalled(book, id_),
        unscheduled=find.find_unscheduled(book, id_),
        expected=storage.owed.calls.find_expected(book, id_),
    )
    one = OpenReferral(id_, source_id, record.patient, record.received_on)
    return owed_for(facts, one, today=book.today, snoozed_too=True)
