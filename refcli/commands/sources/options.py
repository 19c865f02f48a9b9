"""The options of ref source."""

from typing import Annotated

import typer

from refcli.completion import complete_office
from refcli.core.vocabulary import Kind
from refcli.options import whole_number

KindOption = Annotated[Kind | None, typer.Option(help="Only this kind.")]
OfficeOption = Annotated[
    str | None, typer.Option(help="Where a provider works.", autocompletion=complete_office)
]
MovedOption = Annotated[
    str | None,
    typer.Option(help='Where a provider works; "" for none.', autocompletion=complete_office),
]
OwnerOption = Annotated[str | None, typer.Option(help="Who of our staff looks after it.")]
TextOption = Annotated[str | None, typer.Option()]
InterestsOption = Annotated[
    str | None, typer.Option(help="What they like; occasions in the due list show it.")
]
AliasOption = Annotated[
    list[str] | None, typer.Option(help="Another name for it; may be repeated.")
]
FlagOption = Annotated[bool | None, typer.Option()]
TargetOption = Annotated[bool | None, typer.Option(help="Somebody we want to meet.")]
EveryOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(1, 120), metavar="MONTHS", help="Between visits at first."),
]
FirstOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(0, 120), metavar="MONTHS", help="How long that lasts."),
]
NewOption = Annotated[bool, typer.Option("--new", help="Although a similar one exists.")]
LaterOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(1, 120), metavar="MONTHS", help="Between visits later."),
]
