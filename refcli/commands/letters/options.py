"""The options that letters share."""

from pathlib import Path
from typing import Annotated

import typer

from refcli.completion import complete_source
from refcli.core.vocabulary import Kind
from refcli.paths import file_path, new_file_path

OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        parser=new_file_path,
        help="The page to print: letters.html or .pdf",
    ),
]
LabelsOption = Annotated[
    Path | None,
    typer.Option(
        "--labels",
        metavar="FILE",
        parser=new_file_path,
        help="Labels (Avery 5160) for the same people too.",
    ),
]
TextOption = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="FILE", parser=file_path, help="The new text; - for standard input."
    ),
]
RecordOption = Annotated[
    bool, typer.Option("--record", help="Note that they are sent, and close what was owed.")
]
KindOption = Annotated[
    list[Kind] | None, typer.Option("--kind", help="Only to sources of this kind; repeatable.")
]
SourcesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="SOURCE...", autocompletion=complete_source)
]
