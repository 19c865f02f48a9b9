"""One event of one referral or of several, in one transaction."""

from collections.abc import Sequence

from refcli.commands.referrals.calling_off import call_off
from refcli.commands.referrals.stepping import Told, take_step
from refcli.core.vocabulary import StepKind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.output.result import Result


def record_event(
    env: Env, command: str, ids: Sequence[int], told: Told, off: StepKind | None = None
) -> Result:
    """Record a step of referrals, or with ``off`` that their appointments came to nothing."""
    if len(ids) > 1 and told.value is not None:
        raise UsageError(
            "The value is of one referral. Type the others without it.", drop=["--value"]
        )
    with storage.book.door.writing(env.door(command)) as book:
        done = [
            call_off(env, book, id_, off, told) if off else take_step(env, book, id_, told)
            for id_ in ids
        ]
    records, lines = [record for record, _ in done], [line for _, line in done]
    return Result(records[0] if len(ids) == 1 else records, lines)
