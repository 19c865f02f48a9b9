"""The day at the desk, for the talk of the morning."""

from pathlib import Path
from typing import Annotated

import typer

from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.document import Report
from refcli.core.today.day import Today, overdue_line, plan_today, today_report, today_sections
from refcli.core.today.records import today_record
from refcli.env import Env
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import OverwriteOption
from refcli.output.files import check_suffix, report_file
from refcli.output.result import Line, Part, Result, written_files
from refcli.paths import new_file_path

app = typer.Typer()


@app.command()
def today(
    ctx: typer.Context,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="As a page to print: today.html or .pdf (.xlsx .md .csv .json too).",
        ),
    ] = None,
    overwrite: OverwriteOption = False,
) -> Result:
    """Who comes today and who sent them, who did not come, whom to call and to ask."""
    env: Env = ctx.obj
    if output:
        check_suffix(output)
    with storage.book.door.reading(env.door()) as book:
        facts, coming = storage.due.due_facts(book), storage.owed.coming.find_coming(book)
        practice = storage.practice.read_practice(book).name
    planned = plan_today(facts, coming, env.today)
    if output:
        write_page(env, today_report(planned, practice), output, overwrite=overwrite)
        return written_files([output])
    return Result(today_record(planned), parts_of(planned), rows=today_sections(planned)[0].table)


def write_page(env: Env, page: Report, path: Path, *, overwrite: bool) -> None:
    """The day as a file, which names patients."""
    with files_out(env, "today", [path], overwrite=overwrite) as out:
        told = NamesTold(Content.REPORT, page.count_patients())
        out.put(path, report_file(page, path), told)


def parts_of(planned: Today) -> list[Part]:
    """The day as people read it, from top to bottom."""
    parts: list[Part] = [Line(planned.title, "bold")]
    for section in today_sections(planned):
        parts += ["", section.table]
    line = overdue_line(planned)
    return [*parts, "", line] if line else parts
