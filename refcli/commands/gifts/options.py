"""What can be said of a gift on the command line, declared once."""

from typing import Annotated

import typer

from refcli.commands.gifts.shared import FORMS
from refcli.core.vocabulary import Contingency, PaidFrom, Payer, Relation
from refcli.options import whole_number

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help='What: "fruit basket".')]
WorthOption = Annotated[
    str, typer.Option("--value", metavar="MONEY", help="What a shop asks for it: 45 or 45.50.")
]
CostOption = Annotated[
    str | None, typer.Option("--cost", metavar="MONEY", help="What it cost us, if less.")
]
FormOption = Annotated[
    str | None,
    typer.Option(
        "--form", metavar="FORM", help=f"One of: {FORMS}; needed where the item leaves a doubt."
    ),
]
HeadsOption = Annotated[
    int,
    typer.Option(
        "--heads",
        metavar="N",
        parser=whole_number(1),
        help="How many shared it; only a meal divides.",
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full-each", help="It cannot be divided: all of it counts for each.")
]
PersonOption = Annotated[
    str, typer.Option("--person", help="Who got it, if not the source itself.")
]
RelationOption = Annotated[
    Relation, typer.Option("--relation", help="What that person is to the source.")
]
PayerOption = Annotated[
    Payer, typer.Option("--payer", help="Who pays for the care of a patient who gets it.")
]
OccasionOption = Annotated[
    str, typer.Option("--occasion", help="christmas, birthday, open house ...")
]
PurposeOption = Annotated[str, typer.Option("--purpose", help="What for.")]
StringsOption = Annotated[
    Contingency, typer.Option("--contingent-on", help="On what it hangs, if on anything.")
]
AskedOption = Annotated[bool, typer.Option("--solicited", help="The recipient asked for it.")]
HostOption = Annotated[str, typer.Option("--host", help="Who of us was there, at a meal.")]
PaidOption = Annotated[PaidFrom, typer.Option("--paid-from", help="From whose money.")]
ReceiptOption = Annotated[str, typer.Option("--receipt", help="The number of the receipt.")]
ApprovedOption = Annotated[str, typer.Option("--approved-by", help="Who approved it.")]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YYYY",
        parser=whole_number(1900, 9999),
        help="Only this year; else this one.",
    ),
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason; it is kept for ever.")]
WhichArgument = Annotated[
    str,
    typer.Argument(
        metavar="GIFT", help="What it was, to whom, or both; its number in gift list; G3."
    ),
]
AmountOption = Annotated[
    str | None, typer.Option("--amount", metavar="MONEY", help="How much, if not all of it.")
]
CorrectsOption = Annotated[
    str | None,
    typer.Option(
        "--corrects",
        metavar="GIFT",
        help="The gift on record that it stands for: its number, or its name.",
    ),
]
