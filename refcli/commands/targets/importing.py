"""``ref target import``: who is near us and does what we look for, out of the national file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.targets.options import (
    NearOption,
    RadiusOption,
    SpecialtyOption,
    StateOption,
    ZipOption,
    load_points,
    read_specialties,
)
from refcli.commands.targets.saying import lines_of_news, record_of_import, word_import
from refcli.commands.targets.streaming import open_file, read_blocks
from refcli.core.targets.finding import FileFindings, search_list
from refcli.core.targets.near import ZIP_DIGITS, find_near, list_zips
from refcli.core.targets.news import FileNews, compare_list, covers_everybody
from refcli.core.targets.scope import Scope
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.output.progress.bar import show_bar
from refcli.output.result import Result
from refcli.paths import file_path

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

USUAL_MILES = 10.0
WORTH_A_BAR = 20 << 20  # bytes; fewer are read in a blink


@dataclass(frozen=True, slots=True)
class SearchArea:
    """Where to look, as it was typed: miles around a ZIP code, ZIP codes that begin so, a state."""

    near: str | None
    radius: float | None
    zip: str | None
    state: str | None

    def words(self) -> str:
        """``within 10 miles of 98101``; ``in 981``; ``in WA``."""
        around = f"within {self.radius or USUAL_MILES:g} miles of {self.near}" if self.near else ""
        parts = [around, f"in ZIP {self.zip}" if self.zip else ""]
        state = f"in {self.state}" if self.state else ""
        return ", ".join(filter(None, (" or ".join(filter(None, parts)), state)))


def import_targets(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            parser=file_path,
            help="npidata_pfile_....csv of the national file, its zip, or a CSV with NPI and ZIP.",
        ),
    ],
    *,
    near: NearOption = None,
    radius: RadiusOption = None,
    zip_: ZipOption = None,
    state: StateOption = None,
    specialty: SpecialtyOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> Result:
    """Take in whom a list of providers has near us; again, it says who is new, moved or left."""
    env: Env = ctx.obj
    if not dry_run:
        storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "target import")
    codes = read_specialties(specialty or [])
    with storage.book.door.reading(env.door()) as book:
        area = SearchArea(near or find_own_zip(book, radius, zip_, state), radius, zip_, state)
        known = {one.record.npi for one in storage.targets.read_targets(book)}
    scope = Scope(find_zips(area), state or "", codes)
    findings, name = look_through(env, file, scope, known)
    whole = covers_everybody(name)
    if dry_run:
        with storage.book.door.reading(env.door()) as book:
            news, sources = compare_with_book(book, findings, scope, whole=whole)
    else:
        with storage.book.door.writing(env.door("target import")) as book:
            news, sources = compare_with_book(book, findings, scope, whole=whole)
            storage.targets.take_in_news(book, news)
    for line in lines_of_news(news, findings, sources):
        env.talk(line)
    record = record_of_import(name, findings, news, sources, dry_run=dry_run)
    return Result(record, word_import(findings, news, sources, area.words(), dry_run=dry_run))


def find_own_zip(
    book: "Book", radius: float | None, zip_: str | None, state: str | None
) -> str | None:
    """The ZIP code of the practice, where nobody typed a place to look at, or only how far."""
    if radius is None and (zip_ or state):
        return None
    own: str = storage.practice.read_practice(book).zip[:ZIP_DIGITS]
    if not own:
        raise UsageError(
            "Where? Type a ZIP code, as: --near 98101 --radius 10. Or once: ref init --zip 98101"
        )
    return own


def find_zips(area: SearchArea) -> frozenset[str]:
    """The ZIP codes to look at; none where a state alone was typed."""
    zips = list_zips(area.zip) if area.zip else frozenset()
    if area.near:
        zips |= find_near(area.near, area.radius or USUAL_MILES, load_points())
    return zips


def look_through(env: Env, path: Path, scope: Scope, known: set[str]) -> tuple[FileFindings, str]:
    """Whom a file has, and the name by which it is known; the book is free meanwhile."""
    with (
        open_file(path) as file,
        show_bar(env.errors, "Reading", file.size, fewest=WORTH_A_BAR, in_bytes=True) as tell,
    ):
        return search_list(read_blocks(file, tell), scope, known), file.name


def compare_with_book(
    book: "Book", findings: FileFindings, scope: Scope, *, whole: bool | None
) -> tuple[FileNews, dict[str, int]]:
    """What the file says that the book does not know, and the sources by NPI."""
    news = compare_list(storage.targets.read_targets(book), findings, scope, whole=whole)
    npis = storage.targets.read_source_npis(book)
    return news, npis
