"""The command that takes in referrals from elsewhere."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.sources import read_everybody
from refcli.commands.intake.csv_file import read_rows
from refcli.core.intake.encodings import KNOWN, encoding_called
from refcli.core.intake.meanwhile import can_change_plan
from refcli.core.intake.on_record import Records
from refcli.core.intake.pace import Pace
from refcli.core.intake.plan import ImportPlan, Remark, plan_intake
from refcli.core.intake.rows import FileRow
from refcli.core.intake.sources import Register
from refcli.env import Env, file_path
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.phrases import count_phrase, name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

MOST_REMARKS = 50
MOST_LINES = 10  # that are named for one reason
LISTED = ", ".join(KNOWN.values())
MOST_PLANS = 2  # while others can write
WORTH_A_BAR = 2_000  # fewer rows are read in a blink


@app.command(name="import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", parser=file_path, help="A CSV file whose first line names the columns."
        ),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be taken in.")
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Create sources although similar ones exist.")
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help=f"How its letters are kept: {LISTED}."),
    ] = None,
) -> Result:
    """Take in referrals from a CSV file."""
    env: Env = ctx.obj
    if not dry_run:
        storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "import")
    rows, about = read_rows(file, known_encoding(encoding))
    env.talk(about)
    if dry_run:
        _, plan = plan_ahead(env, rows, anyway=new)
        say_remarks(env, plan)
    else:
        plan = take_in(env, rows, anyway=new)
    return Result(
        as_record(plan, dry_run=dry_run),
        as_line(plan, dry_run=dry_run),
        end=typer.Exit(1) if plan.rejected else None,  # of a dry run: it would not be taken in
    )


def known_encoding(typed: str | None) -> str | None:
    """The encoding that was typed, in whatever way; one that is not known is refused."""
    found = encoding_called(typed) if typed else None
    if typed and not found:
        raise UsageError(f"'{typed}' is no encoding that is known. Type one of {LISTED}.")
    return found


def take_in(env: Env, rows: list[FileRow], *, anyway: bool) -> ImportPlan:
    """Take the rows in, or refuse; others can write until all is decided.

    What was written meanwhile may change what was decided, so then it is decided anew; at the
    last try while nobody else can write.
    """
    for last_try in (False,) * MOST_PLANS + (True,):
        seen, plan = plan_ahead(env, rows, anyway=anyway)
        if not plan.rejected:
            storage.copies.making.copy_before(env.door(), "import")
        with storage.book.door.writing(env.door("import")) as book:
            since = storage.history.log.changes_since(book, seen)
            if can_change_plan(since, plan.days):
                if not last_try:
                    continue
                plan = plan_intake(rows, *read_register(env, book, anyway=anyway))
            say_remarks(env, plan)
            refuse_rejected(plan)
            write(env, book, plan)
        break
    return plan


def plan_ahead(env: Env, rows: list[FileRow], *, anyway: bool) -> tuple[int, ImportPlan]:
    """The last change on record, and what taking in these rows would do, with no lock held."""
    with storage.book.door.reading(env.door()) as book:
        seen = storage.history.log.last_change(book)
        known = read_register(env, book, anyway=anyway)
    return seen, plan_intake(watch_rows(env, rows), *known)


def read_register(env: Env, book: "Book", *, anyway: bool) -> tuple[Register, Records]:
    """The sources and the referrals on record, to compare a file with."""
    register = Register(
        read_everybody(book),
        next_id=storage.sources.records.next_source_id(book),
        today=env.today,
        anyway=anyway,
    )
    return register, storage.intake.records_on_file(book)


def write(env: Env, book: "Book", plan: ImportPlan) -> None:
    """Write what was decided; who waits for a long one is told for how long."""
    many = len(plan.referrals)
    with watch_writing(env, many) as watch:
        pace = Pace(many, time.monotonic(), env.say_once, book.expect)

        def tell(done: int) -> None:
            pace.tell(done, time.monotonic())
            watch(done)

        storage.intake.keep_readable(book)
        storage.intake.load(book, plan.sources, plan.referrals, tell=tell)
        storage.sources.patients.link_patients(book, {one.id for one in plan.sources})


@contextmanager
def watch_writing(env: Env, many: int) -> Iterator[Callable[[int], None]]:
    """Shows how many of ``many`` referrals are written, with a bar on a terminal."""
    if not env.errors.is_terminal or many < WORTH_A_BAR:
        yield lambda _done: None
        return
    from rich.progress import Progress  # noqa: PLC0415  (a pipe needs no bar)

    with Progress(console=env.errors, transient=True) as progress:
        task = progress.add_task("Writing", total=many)
        yield lambda done: progress.update(task, completed=done)


def watch_rows(env: Env, rows: list[FileRow]) -> Iterable[FileRow]:
    """The rows; many of them with a bar on a terminal."""
    if not env.errors.is_terminal or len(rows) < WORTH_A_BAR:
        return rows
    from rich.progress import track  # noqa: PLC0415  (a pipe needs no bar)

    return track(rows, description="Reading", console=env.errors, transient=True)


def say_remarks(env: Env, plan: ImportPlan) -> None:
    """Each line that was rejected or is in conflict, with its reason."""
    for line in remark_lines("rejected", plan.rejected):
        env.talk(line)
    for line in remark_lines("conflict", plan.conflicts):
        env.talk(line)


def remark_lines(word: str, found: list[Remark]) -> Iterator[str]:
    """The first of them, those of one reason together, and how many more there are."""
    lines: dict[str, list[int]] = {}
    for one in found:
        lines.setdefault(one.text, []).append(one.line)
    for reason, numbers in islice(lines.items(), MOST_REMARKS):
        yield f"{list_line_numbers(numbers)}: {word}: {reason}"
    if left := sum(map(len, islice(lines.values(), MOST_REMARKS, None))):
        yield f"... and {left} more: {word}"


def list_line_numbers(numbers: list[int]) -> str:
    """The first of these lines, and how many more there are."""
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {name_some([str(number) for number in numbers], MOST_LINES)}"


def refuse_rejected(plan: ImportPlan) -> None:
    """Refuse the whole file where one row is rejected."""
    if plan.rejected:
        raise RefusedError(
            f"{word_counts(plan)}. Nothing was taken in: mend the rejected lines and run it again."
        )


def word_counts(plan: ImportPlan) -> str:
    """The four figures in words."""
    return (
        f"{len(plan.referrals)} new, {plan.matched} matched, {len(plan.conflicts)} in conflict,"
        f" {len(plan.rejected)} rejected"
    )


def as_line(plan: ImportPlan, *, dry_run: bool) -> str:
    """The outcome of the import, or of its dry run, in words."""
    sources = count_phrase(len(plan.sources), "new source")
    past = sum(new.past for new in plan.referrals)
    older = count_phrase(past, "referral")
    old = f" Nothing is owed for {older} older than 30 days." if past else ""
    done = "Nothing was changed (dry run)." if dry_run else "Taken in."
    return f"{word_counts(plan)}; {sources}. {done}{old}"


def as_record(plan: ImportPlan, *, dry_run: bool) -> dict[str, object]:
    """The outcome of the import as a record."""
    return {
        "new": len(plan.referrals),
        "matched": plan.matched,
        "conflicts": [{"line": one.line, "reason": one.text} for one in plan.conflicts],
        "rejected": [{"line": one.line, "reason": one.text} for one in plan.rejected],
        "new_sources": len(plan.sources),
        "dry_run": dry_run,
    }
