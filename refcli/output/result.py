"""What a command answers: the same for people and for programs, before anybody prints it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from refcli.core.output.document import Report
from refcli.core.output.table import Table

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line for people, in a style of Rich, as ``bold``."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Script:
    """Lines for a program that keep their plain line ends, which a shell on Windows wants too."""

    text: str


Drawing = Callable[[Console], None]
"""What only a terminal can lay out, as the list of a Monday in its columns."""
Part = str | Line | Script | Table | Report | Drawing


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found or did.

    ``data`` is what programs read. People read ``text`` (a line, or parts from top to bottom);
    without one, the table or report of ``data``. A spreadsheet gets ``rows`` where ``data`` is
    more than rows. ``remarks`` are said beside the answer, after it. ``end`` is raised last: it
    is how a command answers and fails, as a check that finds a gift forbidden.
    """

    data: Table | Report | Record | Sequence[Record]
    text: str | Sequence[Part] | None = None
    rows: Table | None = None
    remarks: Sequence[str] = ()
    end: Exception | None = None

    @property
    def parts(self) -> Sequence[Part]:
        """What people read, from top to bottom."""
        if isinstance(self.text, str):
            return [self.text]
        if self.text is not None:
            return self.text
        return [self.data] if isinstance(self.data, Table | Report) else []


def written_files(paths: Iterable[Path]) -> Result:
    """The answer of a command that wrote files."""
    names = [str(path) for path in paths]
    return Result([{"file": name} for name in names], [f"Wrote {name}" for name in names])
