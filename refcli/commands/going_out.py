"""Files that a command writes: looked at first, named when all else is kept, remembered after."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from refcli import storage
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.output.outgoing import Outgoing, check_targets


@contextmanager
def files_out(
    env: Env, command: str, targets: Iterable[Path | None], *, overwrite: bool
) -> Iterator[Outgoing]:
    """Take in the files of a command; they get their names when the block has come to its end.

    Where it fails nothing is written, unless what they tell of is on record by then: the block
    encloses the transaction that they belong to.
    """
    check(env, command, [target for target in targets if target], overwrite=overwrite)
    out, before = Outgoing(), len(env.outcome.kept)
    try:
        try:
            yield out
        except BaseException:
            if len(env.outcome.kept) > before:
                publish_kept(out)
            raise
        if len(env.outcome.kept) > before:
            publish_kept(out)
        else:
            out.publish()
        remember(env, command, out)
    finally:
        out.close()


def check(env: Env, command: str, targets: list[Path], *, overwrite: bool) -> None:
    """Refuse what may not be written over; in a terminal the person is asked."""
    there = [target for target in targets if target.is_file()]
    known = storage.written.digests(env.door(), command, there) if there else {}
    check_targets(targets, known=known.get, agreed=lambda path: overwrite or agreed(env, path))


def agreed(env: Env, path: Path) -> bool:
    """Whether the person at the keyboard has it written over."""
    if not env.interactive:
        return False
    question = f"{path} is there already, and not as ref wrote it. Write over it? (y/N)"
    return env.ask(question, may_be_empty=True).lower() in {"y", "yes"}


def publish_kept(out: Outgoing) -> None:
    """Name the files of what is on record, beside their places where they cannot have them."""
    try:
        out.publish()
    except RefusedError as error:
        names = ", ".join(map(str, out.publish_beside()))
        raise RefusedError(f"{error} It is in {names} instead.") from None


def remember(env: Env, command: str, out: Outgoing) -> None:
    """Note what was written, so that the next time may write over it without asking."""
    if out.parts:
        digests = {part.target: part.digest for part in out.parts}
        storage.written.remember(env.door(), command, digests)
