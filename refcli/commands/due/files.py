"""The due list, and what is off it, as files: pages to print, rows, a calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from refcli.commands.due.due_book import DueBook
from refcli.core.due.agenda import Agenda, due_table
from refcli.core.due.calendar import CalendarEntry, calendar_entries, count_people
from refcli.core.due.decided import DecidedItem, decided_page
from refcli.core.due.page import due_page
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.output.table import Table
from refcli.core.owed.items import DueItem
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.options import is_typed
from refcli.output.files import check_suffix, report_file, table_csv, table_json
from refcli.output.ics import check_ics, write_ics
from refcli.output.result import Result, written_files
from refcli.phrases import count_phrase

ROWS_ONLY = {".csv": table_csv, ".json": table_json}
OF_DAYS = {"within": "--within", "calendar": "--ics"}  # what only things with a day have


def check_files(pages: Sequence[Path], calendar: Path | None) -> None:
    """Refuse a file whose ending nothing is written for."""
    for path in pages:
        check_suffix(path)
    if calendar:
        check_ics(calendar)


def write_calendar(
    env: Env, known: DueBook, shown: Sequence[DueItem], path: Path, asked: tuple[bool, bool]
) -> str:
    """The items as a calendar, with patients' names and over a file there if ``asked``."""
    names, overwrite = asked
    kinds = {one.id: one.kind for one in known.facts.ground.parties.values()}
    made = calendar_entries(shown, kinds=kinds, names=names, today=env.today)
    told = NamesTold(Content.CALENDAR, count_people(shown)) if names else None
    with files_out(env, "due", [path], overwrite=overwrite) as out:
        out.put(path, calendar_file(made, known.id), told)
    return f"Wrote {say_entries(made)} to {path}."


def write_pages(
    env: Env, agenda: Agenda, practice: str, paths: Sequence[Path], *, overwrite: bool
) -> None:
    """The list as files, all or none, which name patients."""
    told = NamesTold(Content.REPORT, count_people(agenda.items))
    with files_out(env, "due", paths, overwrite=overwrite) as out:
        for path in paths:
            out.put(path, page_file(agenda, practice, path), told)


def page_file(agenda: Agenda, practice: str, path: Path) -> bytes:
    """The list as one file: rows as ``-f csv`` and ``-f json`` print them, else as a page."""
    ending = check_suffix(path)
    if ending in ROWS_ONLY:
        return ROWS_ONLY[ending](due_table(agenda))
    return report_file(due_page(agenda, practice, grouped=ending != ".xlsx"), path)


def say_entries(made: Sequence[CalendarEntry]) -> str:
    """``1 entry``, ``3 entries``."""
    return count_phrase(len(made), "entry", "entries")


def calendar_file(made: Sequence[CalendarEntry], book_id: str) -> bytes:
    """The entries as a calendar of this moment."""
    return write_ics(made, book_id=book_id, name="Referral program", stamp=datetime.now(UTC))


def show_decided(
    ctx: typer.Context, decided: Sequence[DecidedItem], table: Table, known: DueBook
) -> Result:
    """What is off the list, as a ``table``, or as the files that were asked for."""
    for name, option in OF_DAYS.items():
        if is_typed(ctx, name):
            raise UsageError("What is skipped or snoozed is due on no day.", drop=[option])
    env: Env = ctx.obj
    paths: Sequence[Path] = ctx.params["output"] or ()
    if not paths:
        return Result(table)
    told = NamesTold(Content.REPORT, count_people([one.item for one in decided]))
    with files_out(env, "due", paths, overwrite=ctx.params["overwrite"]) as out:
        for path in paths:
            out.put(path, decided_file(env, table, known, path), told)
    return written_files(paths)


def decided_file(env: Env, table: Table, known: DueBook, path: Path) -> bytes:
    """The table as one file."""
    ending = check_suffix(path)
    if ending in ROWS_ONLY:
        return ROWS_ONLY[ending](table)
    return report_file(decided_page(table, known.practice, env.today), path)
