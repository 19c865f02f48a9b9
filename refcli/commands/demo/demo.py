"""A sample practice to try everything on."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from refcli.commands.demo.program import add_program
from refcli.commands.due.due import due
from refcli.commands.report import AskedMonth, made_report
from refcli.commands.top import top
from refcli.core.sample.practice import PRACTICE, STATE, ZIP, sample_practice
from refcli.core.values.periods import last_full_month
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.files import report_file
from refcli.output.result import Result
from refcli.paths import new_file_path

app = typer.Typer()

MOST_TOP = 10


@app.command()
def demo(
    ctx: typer.Context,
    *,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="FOLDER",
            parser=new_file_path,
            help="Where; else a new temporary folder.",
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            parser=whole_number(), metavar="N", help="Another number makes another practice."
        ),
    ] = 1,
) -> Result:
    """Try ref on a sample practice in a throw-away folder."""
    place = folder or Path(tempfile.mkdtemp(prefix="ref-demo-"))
    env = replace(ctx.obj, database=place / "demo.db")
    paper = place / "report.html"
    refuse_what_is_there(env.database, paper)
    fill(env, seed)
    shown = typer.Context(ctx.command, obj=env)
    parts = [
        f"{PRACTICE}, a sample practice on {env.today}. Its Monday list (ref due):",
        *due(shown).parts,
        "Its top referrers (ref top):",
        *top(shown, limit=MOST_TOP).parts,
    ]
    with files_out(env, "report", [paper], overwrite=False) as out:
        month = AskedMonth(last_full_month(env.today))
        out.put(paper, report_file(made_report(env, month), paper))
    lines = [
        f"The database: {env.database}",
        f"The report of the last full month: {paper}",
        f'Try next:  ref --db "{env.database}" add "Maria Lopez" --from unknown',
    ]
    record = {"practice": PRACTICE, "database": str(env.database), "report": str(paper)}
    return Result(record, [*parts, *lines])


def refuse_what_is_there(*paths: Path) -> None:
    """Nothing of an earlier demo, or of anybody, is written over."""
    for path in paths:
        if path.exists() or path.is_symlink():
            raise RefusedError(f"{path} is there already. Name another folder: --folder")


def fill(env: Env, seed: int) -> None:
    """A new book with three years of a practice's referrals in it."""
    if not storage.book.opening.create(env.door("demo").file):
        raise RefusedError(f"{env.database} is there already. Name another folder: --folder")
    sample = sample_practice(env.today, seed=seed)
    with storage.book.door.writing(env.door("init")) as book:
        settings = {"practice": PRACTICE, "state": STATE, "zip": ZIP, "rehearsal": "yes"}
        storage.practice.save_settings(book, settings, storage.book.choices.BEGINNING)
    with storage.book.door.writing(env.door("demo")) as book:
        storage.intake.load(book, sample.sources, sample.referrals, sample.activities)
        add_program(book, sample)
