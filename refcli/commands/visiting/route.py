"""The command that puts a day of visits in order."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.targets.options import ZipOption, load_points
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Table
from refcli.core.owed.owners import list_owners, settle_owner
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.visiting.route import (
    MOST_STOPS,
    RouteFilter,
    Stop,
    choose_items,
    choose_stops,
    find_place,
    leg_miles,
    make_stop,
    order_stops,
    route_lines,
    route_table,
)
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import OverwriteOption, whole_number
from refcli.output.files import check_suffix, report_file
from refcli.output.result import Line, Result, written_files
from refcli.paths import new_file_path

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()


@app.command()
def route(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DAY]", help="The day of the visits, as --on: tuesday, 12/3 ..."),
    ] = None,
    *,
    owner: Annotated[str | None, typer.Option(help="Only whose places these are.")] = None,
    zip_: ZipOption = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day of the visits: tuesday, 12/3 ..."),
    ] = None,
    limit: Annotated[
        int, typer.Option(parser=whole_number(1, 100), metavar="N", help="So many places.")
    ] = MOST_STOPS,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="Write .html .pdf .xlsx .md .csv .json; may be repeated.",
        ),
    ] = None,
    overwrite: OverwriteOption = False,
) -> Result:
    """A day of visits in a sensible order, as a page to print: -o tuesday.html."""
    env: Env = ctx.obj
    for path in output or ():
        check_suffix(path)
    day = read_day(env, words or (), on)
    with storage.book.door.reading(env.door()) as book:
        stops = find_stops(book, RouteFilter(owner or "", zip_ or ""), day)
        practice = storage.practice.read_practice(book)
    chosen = choose_stops(stops, limit)
    points = load_points({one.zip for one in chosen} | {practice.zip[:ZIP_DIGITS]})
    ordered = order_stops(chosen, points, practice.zip)
    miles = leg_miles(ordered, points, practice.zip)
    table = route_table(ordered, miles, day, len(stops) - len(ordered))
    if output:
        write_route(env, route_report(table, practice.name, day, env.today), output, overwrite)
        said = [] if table.rows else [table.empty]
        return replace(written_files(output), remarks=said)
    shown = [*route_lines(ordered, miles, day)] or [table.empty]
    return Result(table, [Line(table.title, "bold"), *shown, Line(table.note, "dim")])


def read_day(env: Env, words: Sequence[str], on: str | None) -> date:
    """The day of the visits, by the words behind the command or by ``--on``; today without one."""
    if words and on:
        raise UsageError(f"The day is told twice. Type: {type_line('route', '--on', on)}")
    text = " ".join(words) or on
    try:
        day = env.day(text, future=True)
    except UsageError as error:
        if error.right or not words:
            raise
        line = type_line("route", "--owner", " ".join(words))
        raise UsageError(f"{' '.join(words)!r} is no day. Of an owner: {line}") from None
    return env.not_over(day, text)


def find_stops(book: "Book", wanted: RouteFilter, day: date) -> list[Stop]:
    """The places that are due for a visit about a day, with all that helps to make it."""
    items, ground = storage.visiting.knowing.read_outings(book, day)
    if wanted.owner:
        owners = list_owners(ground.parties.values())
        line = type_line("route", "--owner", owners[0] if owners else wanted.owner)
        wanted = replace(wanted, owner=settle_owner(wanted.owner, owners, line))
    mine = [one for one in choose_items(items, ground.parties, day) if wanted.is_owners(one)]
    ids = [find_place(item, ground.parties).id for item in mine]
    there = storage.visiting.knowing.read_whereabouts(book, ids)
    found = []
    for place_id, item in zip(ids, mine, strict=True):
        record = there[place_id].record
        address = postal_text(PostalAddress(record.street, record.city, record.state, record.zip))
        found.append(make_stop(item, ground, there[place_id], address))
    return [stop for stop in found if wanted.fits(stop)]


def route_report(table: Table, practice: str, day: date, today: date) -> Report:
    """The day as a document of one table."""
    return Report(
        title=table.title,
        practice=practice,
        since=day,
        until=day,
        as_of=today,
        sections=[Section("route", replace(table, title="Stops"))],
    )


def write_route(env: Env, report: Report, paths: Collection[Path], overwrite: bool) -> None:  # noqa: FBT001
    """The day as files, all or none; that they name people is noted."""
    told = NamesTold(Content.ROUTE, len(report.sections[0].table.rows))
    with files_out(env, "route", paths, overwrite=overwrite) as out:
        for path in paths:
            out.put(path, report_file(report, path), told)
