"""The command that puts a day of visits in order."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.targets.options import ZipOption, load_points
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Table
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.visiting.route import (
    MOST_STOPS,
    RouteFilter,
    Stop,
    choose_items,
    choose_stops,
    leg_miles,
    make_stop,
    order_stops,
    route_lines,
    route_table,
)
from refcli.env import Env
from refcli.going_out import files_out
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
    day = env.day(on, future=True) or env.today
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
        return written_files(output)
    shown = [*route_lines(ordered, miles, day)] or [table.empty]
    return Result(table, [Line(table.title, "bold"), *shown, Line(table.note, "dim")])


def find_stops(book: "Book", wanted: RouteFilter, day: date) -> list[Stop]:
    """The places that are due for a visit about a day, with all that helps to make it."""
    items, parties = storage.visiting.knowing.read_outings(book, day)
    chosen = {
        parties[item.source_id or 0].place_id: item for item in choose_items(items, parties, day)
    }
    there = storage.visiting.knowing.read_whereabouts(book, chosen)
    found = []
    for place_id, item in chosen.items():
        record = there[place_id].record
        address = postal_text(PostalAddress(record.street, record.city, record.state, record.zip))
        found.append(make_stop(item, parties[place_id], there[place_id], address))
    return [stop for stop in found if wanted.fits(stop)]


def route_report(table: Table, practice: str, day: date, today: date) -> Report:
    """The day as a document of one table."""
    return Report(
        title=table.title,
        practice=practice,
        since=day,
        until=day,
        as_of=today,
        sections=[Section("route", table)],
    )


def write_route(env: Env, report: Report, paths: Collection[Path], overwrite: bool) -> None:  # noqa: FBT001
    """The day as files, all or none; that they name people is noted."""
    told = NamesTold(Content.ROUTE, len(report.sections[0].table.rows))
    with files_out(env, "route", paths, overwrite=overwrite) as out:
        for path in paths:
            out.put(path, report_file(report, path), told)
