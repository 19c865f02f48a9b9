"""The options of ``ref import``, each as a type of its own."""

from pathlib import Path
from typing import Annotated

import typer

from refcli.core.intake.encodings import KNOWN
from refcli.paths import file_path, new_file_path

LISTED = ", ".join(KNOWN.values())

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        parser=file_path,
        help="CSV, Excel workbooks, vCards, JSON or a zip of ref; - is standard input.",
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Only say what would be taken in; --names is written."),
]
NewOption = Annotated[
    bool, typer.Option("--new", help="Create sources although similar ones exist.")
]
AgainOption = Annotated[
    bool,
    typer.Option("--again", help="Count patients once more who were counted within 90 days."),
]
SkipRejectedOption = Annotated[
    bool, typer.Option("--skip-rejected", help="Take in the rows that can be taken.")
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=MEANING",
        help='What a column means: "Referred By=source"; may be repeated.',
    ),
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
]
DayFirstOption = Annotated[
    bool | None,
    typer.Option("--day-first/--month-first", help="3/8 is the third of August, or March 8."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help=f"How its letters are kept: {LISTED}."),
]
NamesOption = Annotated[
    Path | None,
    typer.Option(
        "--names",
        metavar="FILE.csv",
        parser=new_file_path,
        help="Write the names as a list to fill in; read it back when FILE exists.",
    ),
]
UpdateOption = Annotated[
    bool,
    typer.Option(
        "--update",
        help="Fill in what is empty of patients and sources; steps go forward.",
    ),
]
