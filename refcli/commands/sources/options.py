"""The options of ref source."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from refcli.completion import complete_office
from refcli.core.sources.postal import read_postal_state, read_postal_zip
from refcli.core.sources.reach import read_email, read_npi, read_phone
from refcli.core.sources.wishes import REPORT_WAYS, read_report_way, read_tags
from refcli.core.vocabulary import Kind
from refcli.options import whole_number

WAYS = ", ".join(REPORT_WAYS)


def empty_or(read: Callable[[str], str]) -> Callable[[str], str]:
    """A reader that takes nothing too, which clears what is on record."""
    return lambda typed: read(typed) if typed.strip() else ""


Columns = dict[str, Any]  # of a source, those that were typed, by name
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
VisitOption = Annotated[
    bool | None, typer.Option("--do-not-visit/--visit", help="Whether we may drop by.")
]
MailOption = Annotated[
    bool | None, typer.Option("--do-not-mail/--mail", help="Whether we may write to them.")
]
GiftsOption = Annotated[
    bool | None, typer.Option("--no-gifts/--gifts", help="Whether they take gifts.")
]
PhoneOption = Annotated[str | None, typer.Option(parser=empty_or(read_phone), metavar="NUMBER")]
EmailOption = Annotated[str | None, typer.Option(parser=empty_or(read_email), metavar="ADDRESS")]
AddressOption = Annotated[
    str | None, typer.Option(help="Where letters go, in one line; or in its four parts.")
]
StateOption = Annotated[
    str | None, typer.Option(parser=empty_or(read_postal_state), metavar="WA", help="Two letters.")
]
ZipOption = Annotated[
    str | None,
    typer.Option(parser=empty_or(read_postal_zip), metavar="98101", help="5 or 9 digits."),
]
NpiOption = Annotated[
    str | None,
    typer.Option(parser=empty_or(read_npi), metavar="NUMBER", help="Its ten digits; checked."),
]
TagsOption = Annotated[str | None, typer.Option(parser=read_tags, help='Words: "implants, kids".')]
ReportByOption = Annotated[
    str | None,
    typer.Option(parser=empty_or(read_report_way), metavar="WAY", help=f"Reports go by: {WAYS}."),
]
PrefersOption = Annotated[
    str | None, typer.Option(help='How they like it: "he restores; no implants without a call".')
]
SalutationOption = Annotated[
    str | None, typer.Option(help='To be greeted by in letters: "Dear Wei".')
]
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


def source_options(
    *,
    owner: OwnerOption = None,
    phone: PhoneOption = None,
    fax: PhoneOption = None,
    email: EmailOption = None,
    address: AddressOption = None,
    street: TextOption = None,
    city: TextOption = None,
    state: StateOption = None,
    zip: ZipOption = None,  # noqa: A002  (options are called as their columns)
    npi: NpiOption = None,
    specialty: TextOption = None,
    tags: TagsOption = None,
    report_by: ReportByOption = None,
    prefers: PrefersOption = None,
    salutation: SalutationOption = None,
    note: TextOption = None,
    interests: InterestsOption = None,
    target: TargetOption = None,
    do_not_visit: VisitOption = None,
    do_not_mail: MailOption = None,
    no_gifts: GiftsOption = None,
    visit_every: EveryOption = None,
    visit_first: FirstOption = None,
    visit_later: LaterOption = None,
) -> Columns:
    """The columns of a source that were typed, by name: each option is called as its column."""
    return {name: value for name, value in locals().items() if value is not None}


def takes_source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a source; it gets those that were typed as ``typed``."""
    own, more = inspect.signature(function, eval_str=True), inspect.signature(source_options)
    names = [*more.parameters]

    @wraps(function)
    def run(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (those of the command)
        typed = source_options(**{name: options.pop(name) for name in names})
        return function(*arguments, typed=typed, **options)

    every = [
        part
        for one in own.parameters.values()
        for part in (more.parameters.values() if one.name == "typed" else [one])
    ]
    run.__signature__ = own.replace(parameters=every)  # type: ignore[attr-defined]
    return run
