"""Files that a command writes: looked at first, named when all else is kept, remembered after."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from refcli.env import Env
from refcli.errors import RefusedError
from refcli.on_use import storage
from refcli.output.outgoing import Outgoing, check_targets


@contextmanager
def files_out(
    env: Env, command: str, targets: Iterable[Path | None], *, overwrite: bool
) -> Iterator[Outgoing]:
    """Take in the files of a command; they get their names when the block has come to its end.

    Where it fails nothing is written, unless what they tell of is on record by then: the block
    encloses the transaction that they belong to.
    """
    looked = look(env, command, [target for target in targets if target], overwrite=overwrite)
    out, before = Outgoing(looked), len(env.outcome.kept)
    try:
        try:
            yield out
        except BaseException:
            if len(env.outcome.kept) > before:
                publish(env, out, kept=True)
            raise
        publish(env, out, kept=len(env.outcome.kept) > before)
        remember(env, command, out)
    finally:
        out.close()


def look(env: Env, command: str, targets: list[Path], *, overwrite: bool) -> dict[Path, str | None]:
    """What lies in the places; what may not be written over is refused, or asked about."""
    there = [target for target in targets if target.is_file()]
    known = storage.book.written.read_digests(env.door(), command, there) if there else {}
    return check_targets(
        targets, known=known.get, may_overwrite=lambda path: overwrite or may_overwrite(env, path)
    )


def may_overwrite(env: Env, path: Path) -> bool:
    """Whether the person at the keyboard has it written over."""
    if not env.interactive:
        return False
    question = f"{path} is there already, and not as ref wrote it. Write over it? (y/N)"
    return env.ask(question, may_be_empty=True).lower() in {"y", "yes"}


def publish(env: Env, out: Outgoing, *, kept: bool) -> None:
    """Name the files; those of what is on record (``kept``) beside places they cannot have.

    ^C waits until all have their names.
    """
    with storage.waiting.interrupts.interrupts_held():
        try:
            out.publish()
            env.outcome.written.extend(part.target for part in out.parts)
        except RefusedError as error:
            if not kept:
                raise
            names = ", ".join(map(str, out.publish_beside()))
            raise RefusedError(f"{error} It is in {names} instead.") from None


def remember(env: Env, command: str, out: Outgoing) -> None:
    """Note what was written, so that the next time may write over it, and whom it names."""
    if not out.parts:
        return
    digests = {part.target: part.digest for part in out.parts}
    told = {part.target: part.told for part in out.parts if part.told and part.told.people}
    if not storage.book.written.remember(env.door(), command, digests, told) and told:
        files = ", ".join(map(str, told))
        env.talk(f"It could not be noted in the book that {files} went out: note it by hand.")
