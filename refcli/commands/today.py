"""The day at the desk, for the talk of the morning."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from refcli.commands.finding.ours import find_ours, say_kin
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.document import Report
from refcli.core.today.day import Today, end_lines, today_report, today_sections
from refcli.core.today.planning import plan_today
from refcli.core.today.records import today_record
from refcli.env import Env
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import OfProviderOption, OverwriteOption
from refcli.output.files import check_suffix, report_file
from refcli.output.result import Line, Part, Result, written_files
from refcli.paths import new_file_path

app = typer.Typer()


@app.command()
def today(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DAY]", help="A day to come instead: tomorrow, friday, 12/3 ..."),
    ] = None,
    *,
    provider: OfProviderOption = None,
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
    typed = " ".join(words or ()) or None
    day = env.not_over(env.day(typed, future=True), typed)
    with storage.book.door.reading(env.door()) as book:
        facts, coming = storage.due.due_facts(book), storage.owed.coming.find_coming(book, day)
        practice = storage.practice.read_practice(book).name
        ours = None if provider is None else find_ours(book, provider, env.outcome.typed)
    planned = plan_today(facts, coming, day, ours, ahead=day > env.today)
    others = ours.kin if ours else ()
    kin = {one.name: plan_today(facts, coming, day, one).patients for one in others}
    beside = [f"{one}." for one in say_kin(kin, env.outcome.typed)]
    if output:
        write_page(env, today_report(planned, practice), output, overwrite=overwrite)
        return replace(written_files([output]), remarks=beside)
    parts = [*parts_of(planned), *beside]
    return Result(today_record(planned), parts, rows=today_sections(planned)[0].table)


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
    lines = end_lines(planned)
    return [*parts, "", *lines] if lines else parts
