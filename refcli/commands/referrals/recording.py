"""One event of one referral or of several, in one transaction."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refcli.commands.referrals.calling_off import call_off
from refcli.commands.referrals.stepping import Told, take_step
from refcli.core.due.closed import say_closed
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import StepKind
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
    """What is owed because of a referral."""
    source_id = storage.referrals.read_referral(book, id_).record.source_id
    found: list[DueItem] = storage.finding.find_owed_about(book, id_, source_id)
    return found
