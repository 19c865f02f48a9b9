"""The day at the desk, for the talk of the morning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from refcli.commands.finding.ours import find_ours, say_kin
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.document import Report
from refcli.core.today.day import Today, end_lines, plan_today, today_report, today_sections
from refcli.core.today.records import today_record
from refcli.core.values.day_words import full_day
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.lines import command_line
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
    day = read_coming_day(env, words or ())
    with storage.book.door.reading(env.door()) as book:
        facts, coming = storage.due.due_facts(book), storage.owed.coming.find_coming(book, day)
        practice = storage.practice.read_practice(book).name
        line = ["today", *(words or ())]
        ours = None if provider is None else find_ours(book, provider, line)
    planned = plan_today(facts, coming, day, ours)
    others = ours.kin if ours else ()
    kin = {one.name: plan_today(facts, coming, day, one).patients for one in others}
    beside = [f"{one}." for one in say_kin(kin, line)]
    if output:
        write_page(env, today_report(planned, practice), output, overwrite=overwrite)
        return replace(written_files([output]), remarks=beside)
    parts = [*parts_of(planned), *beside]
    return Result(today_record(planned), parts, rows=today_sections(planned)[0].table)


def read_coming_day(env: Env, words: Sequence[str]) -> date:
    """The day behind the command, today or later; today without one."""
    day = env.day(" ".join(words) or None, future=True) or env.today
    if day < env.today:
        line = command_line(["--as-of", str(day), "today"])
        raise UsageError(f"{full_day(day)} is over. To see it as it stood then: {line}")
    return day


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
