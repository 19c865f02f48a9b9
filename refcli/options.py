"""Options and arguments that several commands share, declared once."""

import re
from collections.abc import Callable
from reprlib import repr as short
from typing import Annotated

import typer

from refcli.completion import (
    complete_met,
    complete_office,
    complete_provider,
    complete_source,
)
from refcli.errors import UsageError

LARGEST_ID = 2**63 - 1  # as SQLite has them
FORMAT = "refcli.format"  # under which the context keeps how the answer is printed


def whole_number(least: int = 0, most: int = LARGEST_ID) -> Callable[[str], int]:
    """A reader of whole numbers from ``least`` to ``most``; ``#3`` is 3."""
    span = f"from {least} on" if most == LARGEST_ID else f"from {least} to {most}"

    def read(typed: str) -> int:
        found = re.fullmatch(r"#?\s*0*([0-9]+)", str(typed).strip())
        if not found:
            raise ValueError(f"takes a whole number {span}, not {short(str(typed))}")
        if len(found[1]) > len(str(LARGEST_ID)) or int(found[1]) > LARGEST_ID:
            raise ValueError(f"takes no number as large as {short(str(typed))}")
        if not least <= int(found[1]) <= most:
            raise ValueError(f"takes a number {span}, not {short(str(typed))}")
        return int(found[1])

    return read


def refuse_empty(ctx: typer.Context, option: typer.CallbackParam, text: str) -> str:
    """The text of an option that was not typed with nothing in it."""
    if not text.strip() and is_typed(ctx, option.name):
        raise UsageError(f"{option.opts[0]} is empty. Leave it out, or say what it is.")
    return text


def is_typed(ctx: typer.Context, name: str | None) -> bool:
    """Whether an option stands on the command line."""
    source = ctx.get_parameter_source(name) if name else None
    return source is not None and source.name == "COMMANDLINE"


def for_people(ctx: typer.Context) -> bool:
    """Whether people read the answer, and no program."""
    return str(ctx.meta[FORMAT]) == "table"


record_number = whole_number(1)  # of a record, as a list shows it: 3 or #3
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", parser=whole_number(1), metavar="N", help="Print at most so many."),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day: 2026-11-20, 11/20/2026, yesterday, friday ..."
    ),
]
ForOption = Annotated[
    str | None,
    typer.Option("--for", metavar="WHEN", help='The appointment: 12/2, "12/2 9:30", "thu 2pm".'),
]
BookedOption = Annotated[
    str | None,
    typer.Option(
        "--booked", metavar="WHEN", help='Scheduled today, for: 12/2, "2026-12-02 09:30".'
    ),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day.")]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Up to and including this day.")
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Write over files that ref did not write.")
]
NoteOption = Annotated[str, typer.Option("--note", help="Anything worth knowing.")]
SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A name, an alias, whole words of one, or #id.",
        autocompletion=complete_source,
    ),
]
MetOption = Annotated[
    str,
    typer.Option(
        "--met",
        help="Whom: names, front desk included.",
        autocompletion=complete_met,
        callback=refuse_empty,
    ),
]
BroughtOption = Annotated[
    str,
    typer.Option(
        "--brought",
        help='What: "referral pads, cards".',
        callback=refuse_empty,
    ),
]
AttemptOption = Annotated[
    bool, typer.Option("--attempt", help="Nobody was met; the clock does not restart.")
]
WhoOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who did it, if it was not you.")
]
PurposeOption = Annotated[str, typer.Option("--purpose", help="What for.")]
IntelOption = Annotated[
    str,
    typer.Option("--intel", help="What was learned.", callback=refuse_empty),
]
NextOption = Annotated[
    str,
    typer.Option(
        "--next",
        help="The next step; the due list shows it.",
        callback=refuse_empty,
    ),
]
NextOnOption = Annotated[
    str | None,
    typer.Option("--next-on", metavar="DATE", help="By when: fri, 12/4; then it falls due."),
]
AlsoOption = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="SOURCE",
        help="A further source (an assist); may be repeated.",
        autocompletion=complete_source,
    ),
]
OfficeOption = Annotated[
    str | None,
    typer.Option("--office", help="Where a provider works.", autocompletion=complete_office),
]
ValueOption = Annotated[
    str | None, typer.Option("--value", metavar="MONEY", help="Production: 1450 or $1,450.00.")
]
ServiceOption = Annotated[str, typer.Option("--service", help="What they come for.")]
ChartOption = Annotated[str, typer.Option("--chart", help="The chart number.")]
PatientPhoneOption = Annotated[
    str,
    typer.Option("--phone", metavar="NUMBER", help="The patient's: 206-555-0142."),
]
ProviderOption = Annotated[
    str, typer.Option("--provider", help="Which of our providers sees them.")
]
OfProviderOption = Annotated[
    str | None,
    typer.Option(
        "--provider",
        metavar="NAME",
        help="Only of whom this provider of ours sees.",
        autocompletion=complete_provider,
    ),
]


def refuse_nothing(ctx: typer.Context) -> None:
    """Refuse a correction to which no option was given."""
    said = [
        one.name
        for one in ctx.command.params
        if one.param_type_name == "option" and one.expose_value
    ]
    if not any(is_typed(ctx, name) for name in said):
        raise UsageError("Nothing to change: say with an option what is to be otherwise.")
