"""The command that lets a practice leave with everything, or hand out figures without names."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from refcli.commands.export.taking_back import WORTH_A_BAR
from refcli.commands.export.without_names import write_without_names
from refcli.core.export.contents import LETTERS, README, ExportHead, TableHead
from refcli.core.export.everything import Row
from refcli.core.export.readme import readme_text
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.letters.templates import Template
from refcli.core.values.sizes import size_words
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.lines import command_line
from refcli.on_use import storage
from refcli.options import OverwriteOption
from refcli.output import zipped
from refcli.output.progress.bar import show_bar, tell_rows
from refcli.output.result import Result
from refcli.paths import new_file_path
from refcli.phrases import count_phrase

if TYPE_CHECKING:
    from refcli.storage.export.snapshot import Snapshot

app = typer.Typer()
ENDING = ".zip"
KEEP_SAFE = (
    "Patients' names are in it: it is as secret as the book. To have it back, where there is no"
    " book yet:"
)


@app.command()
def export(
    ctx: typer.Context,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="The file to write: a .zip, or a .csv with --deidentified.",
        ),
    ] = None,
    deidentified: Annotated[
        bool,
        typer.Option(
            "--deidentified", help="Counts by year only: no names, no days, no small figures."
        ),
    ] = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Write everything into one zip, or figures without names."""
    env: Env = ctx.obj
    target = read_target(output, deidentified=deidentified)
    if deidentified:
        return write_without_names(env, target, overwrite=overwrite)
    storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "export")
    door = env.door()
    with (
        files_out(env, "export", [target], overwrite=overwrite) as out,
        storage.book.door.reading(door) as book,
    ):
        told = NamesTold(Content.BOOK, storage.history.disclosures.count_people(book))
        texts = {f"{LETTERS}{one}.txt": storage.letters.text_of(book, one) for one in Template}
        with storage.export.snapshot.take_snapshot(door, book) as snapshot:
            head = snapshot.head
            texts[README] = readme_text(head, column_words())
            out.pour(target, lambda file: pour_zip(env, file, snapshot, texts), told)
    return say_written(target, head)


def read_target(output: Path | None, *, deidentified: bool) -> Path:
    """Where to write; no place, or an ending that says something else, is refused."""
    ending, example = (
        (".csv", "ref export --deidentified -o for-consultant.csv")
        if deidentified
        else (ENDING, "ref export -o everything.zip")
    )
    if output is None:
        raise UsageError(f"ref export needs a file to write. Type: {example}")
    if output.suffix.lower() != ending:
        raise UsageError(f"{output} does not end in {ending}. Type: {example}")
    return output


def pour_zip(env: Env, file: IO[bytes], snapshot: "Snapshot", texts: Mapping[str, str]) -> None:
    """Write all of it; who waits sees how far it is."""
    head, done = snapshot.head, 0
    with show_bar(env.errors, "Exporting", 2 * head.rows, fewest=WORTH_A_BAR) as tell:

        def rows(table: TableHead) -> Iterable[Row]:
            nonlocal done
            yield from tell_rows(snapshot.rows(table), tell, done)
            done += table.rows

        zipped.write_zip(file, head, rows, numbers=snapshot.numbers(), texts=texts)


@cache
def column_words() -> Mapping[str, Mapping[str, str]]:
    """What each column means, as it ships."""
    file = files("refcli") / "presets" / "export" / "columns.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def say_written(target: Path, head: ExportHead) -> Result:
    """What was written, for people and for programs."""
    size = target.stat().st_size
    record = {
        "file": str(target),
        "bytes": size,
        "schema": head.schema,
        "tables": len(head.tables),
        "rows": head.rows,
        "referrals": head.count_rows("referral"),
        "sources": head.count_rows("source"),
        "commands": head.count_rows("command"),
        "last_day": head.last_day or None,
    }
    told = ", ".join(
        count_phrase(head.count_rows(table), word)
        for table, word in (("referral", "referral"), ("source", "source"), ("command", "command"))
    )
    wrote = f"Wrote {target} ({size_words(size)}): {told}."
    return Result(record, wrote, remarks=[keep_safe(target)])


def keep_safe(target: Path) -> str:
    """That a file is as secret as the book, and the line that takes it back."""
    return f"{KEEP_SAFE} {command_line(['--db', 'new.db', 'import', str(target)])}"
