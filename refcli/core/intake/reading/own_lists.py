"""What ``ref`` prints beside referrals and sources: taken in, or told what it is and what to type.

The lists of referrals and of sources are formats of their own and are taken in. All else that
``-f csv`` and ``-f json`` print, and the single sheets of an export, are known by their columns.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from refcli.core.intake.columns.formats import SCHEMA, FileFormat, KnownBy
from refcli.core.intake.columns.meanings import RowKind

SHARED = "columns"  # what columns mean in most tables, in the page about tables
FEWEST = 4  # columns of its own by which a sheet of an export is known
ALL_OF_IT = "All of it goes out with: ref export -o everything.zip"
WORKED_OUT = f"It follows from what is on record, and cannot be taken in. {ALL_OF_IT}"
WITH_THE_BOOK = (
    "Its rows are taken in with the whole book only. In the book that it is of, type: ref export -o"
    " everything.zip"
)
A_SHEET = "Import the zip itself, as it was written: ref --db new.db import everything.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """One thing that a command prints; ``only``: the file has these columns and no others.

    ``instead``: what another command takes it in by; FILE stands for its name. ``read_back``: it is
    taken in by itself, of which ``remark`` is said; ``needs`` are the columns that tell what it is,
    where it may have more or fewer.
    """

    command: str
    title: str
    columns: tuple[str, ...]
    worked_out: bool = False
    only: bool = False
    instead: str = ""
    read_back: bool = False
    needs: tuple[str, ...] = ()
    remark: str = ""

    def as_format(self) -> FileFormat:
        """As a format: of rows to take in, or one whose files are refused."""
        known = KnownBy(all=self.needs or self.columns, only=self.only and not self.needs)
        title = f"{self.title}, as ref {self.command} prints it"
        if self.read_back:
            return FileFormat(
                schema=SCHEMA,
                id=self.command,
                title=title,
                rows=RowKind.PROGRAM,
                known=known,
                remark=self.remark,
            )
        return refused_format(
            f"ref {self.command}",
            title,
            known,
            self.instead or (WORKED_OUT if self.worked_out else WITH_THE_BOOK),
        )


def read_own_lists(lists: str, tables: str) -> Iterator[FileFormat]:
    """The formats of two pages of TOML: what commands print, and the tables of an export."""
    for one in tomllib.loads(lists)["list"]:
        names = {key: tuple(one.get(key, ())) for key in ("columns", "needs")}
        yield OwnList(**one | names).as_format()
    found: Mapping[str, Mapping[str, Any]] = tomllib.loads(tables)
    for name, words in found.items():
        columns = tuple(column for column in words if column != "text")
        if name != SHARED and len(columns) >= FEWEST:
            title = f"the sheet {name}.csv of an export"
            known = KnownBy(all=("id", *columns))
            yield refused_format(f"table {name}", title, known, A_SHEET)


def refused_format(id_: str, title: str, known: KnownBy, refused: str) -> FileFormat:
    """A format whose files are refused with a sentence."""
    return FileFormat(
        schema=SCHEMA, id=id_, title=title, rows=RowKind.REFUSED, known=known, refused=refused
    )
