"""One event of one referral or of several, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from refcli.commands.referrals.calling_off import call_off
from refcli.commands.referrals.stepping import Told, take_step
from refcli.core.due.closed import say_closed
from refcli.core.due.list import FAR_DAYS, DueFacts, due_items
from refcli.core.due.waiting import Waiting
from refcli.core.finding.patients import OF_A_REFERRAL
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
    """The calls to a patient, the report on them and the thank-you of their source, due or not.

    Of the source nothing but its number is read: who asks only wants to know what is owed.
    """
    source_id = storage.referrals.read_referral(book, id_).record.source_id
    owed = storage.owed.referrals
    own = {f"{letter}{id_}" for letter in OF_A_REFERRAL} | {f"T{source_id}"}
    ground = Ground(
        parties={source_id: Party(id=source_id, name="", kind=Kind.OTHER)},
        marks=storage.owed.ground.read_marks(book),
        rules=storage.owed.settings.due_rules(book),
    )
    facts = DueFacts(
        ground=ground,
        unthanked=[one for one in owed.find_unthanked(book) if one.source_id == source_id],
        unreported=pick_own(owed.find_unreported(book), id_),
        uncalled=pick_own(storage.due.find_uncalled(book), id_),
        unscheduled=pick_own(owed.find_unscheduled(book), id_),
        expected=pick_own(storage.owed.calls.find_expected(book), id_),
    )
    until = book.today + timedelta(days=FAR_DAYS)
    found = due_items(facts, until=until, today=book.today, snoozed_too=True)
    return [item for item in found if item.key in own]


def pick_own(waiting: Iterable[Waiting], id_: int) -> list[Waiting]:
    """That of one referral among all that wait."""
    return [one for one in waiting if one.id == id_]
