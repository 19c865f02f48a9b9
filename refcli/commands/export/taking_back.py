"""What ``ref import`` does with an export: a whole book, where there is none yet."""

from collections.abc import Sequence
from pathlib import Path

from refcli.core.export.contents import ExportHead
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import line_about
from refcli.on_use import storage
from refcli.output.progress.bar import show_bar
from refcli.output.result import Result
from refcli.phrases import count_phrase

WORTH_A_BAR = 20_000  # rows; fewer are done in a blink


def take_back(
    env: Env, files: Sequence[Path], ignored: Sequence[str] = (), *, dry_run: bool
) -> Result | None:
    """The answer where an export was given; None for other files, which are taken in as lists.

    ``ignored`` are options that were typed and do nothing with a whole book.
    """
    exports = [file for file in files if storage.export.members.is_export(file)]
    if not exports:
        refuse_unpacked(files)
        return None
    source = exports[0]
    line = line_about("import", str(source), *["--dry-run"] * dry_run)
    if len(files) > 1:
        raise UsageError(f"{source} is a whole book: give it alone. Type: {line}")
    if ignored:
        does = f"{' and '.join(ignored)} {'does' if len(ignored) == 1 else 'do'} nothing with it"
        raise UsageError(f"{source} is a whole book, so {does}. Type: {line}")
    head = storage.export.placing.read_head(source)
    with show_bar(env.errors, "Importing", head.rows, fewest=WORTH_A_BAR) as tell:
        storage.export.placing.take_back_book(env.door("import"), source, tell, keep=not dry_run)
    return say_taken_back(env, head, dry_run=dry_run)


def refuse_unpacked(files: Sequence[Path]) -> None:
    """Refuse what an export holds, where it is out of the zip that ref wrote."""
    for file in files:
        if storage.export.members.is_unpacked(file):
            raise UsageError(
                f"{file} is an export of ref that was unpacked, or packed anew. Import the zip as"
                " ref wrote it: ref --db new.db import everything.zip"
            )


def say_taken_back(env: Env, head: ExportHead, *, dry_run: bool) -> Result:
    """What came back, for people and for programs."""
    record = {
        "format": "ref_export",
        "practice": head.practice,
        "schema": head.schema,
        "rows": head.rows,
        "referrals": head.count_rows("referral"),
        "sources": head.count_rows("source"),
        "commands": head.count_rows("command"),
        "last_day": head.last_day or None,
        "book": str(env.database),
        "dry_run": dry_run,
    }
    told = ", ".join(
        count_phrase(head.count_rows(word), word) for word in ("referral", "source", "command")
    )
    owner = f"The book of {head.practice}" if head.practice else "A book"
    last = f"; last recorded on {head.last_day}" if head.last_day else ""
    done = "Nothing was changed (dry run)." if dry_run else "Taken in, with its history."
    return Result(record, f"{owner}: {told}{last}. {done}")
