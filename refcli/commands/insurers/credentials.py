"""What ``ref source edit`` takes of an insurer: our credentials, its network, its directory."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.core.insurers import Membership, renewal_day
from refcli.core.values.date_text import DaySense
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


class YesNo(StrEnum):
    """An answer that somebody looked up."""

    YES = "yes"
    NO = "no"


PANEL = "Insurers"
CredentialedSinceOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help='The first day; "" for none.', rich_help_panel=PANEL),
]
CredentialedUntilOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help='The last day; "" for none.', rich_help_panel=PANEL),
]
InNetworkOption = Annotated[
    YesNo | None, typer.Option(help="Are we in its network?", rich_help_panel=PANEL)
]
ListedOption = Annotated[
    YesNo | None, typer.Option(help="Are we in its directory?", rich_help_panel=PANEL)
]
CheckedOnOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="When the directory was looked up, if not today.",
        rich_help_panel=PANEL,
    ),
]
OurProviderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help='Whom of ours it is about; "" for the practice as a whole.',
        rich_help_panel=PANEL,
    ),
]

DAYS = ("credentialed_since", "credentialed_until")
ANSWERS = ("in_network", "listed")
FACTS = (*DAYS, *ANSWERS, "checked_on")


def membership_values(env: Env, options: dict[str, Any]) -> dict[str, Any]:
    """The options typed about an insurer, by the names that the record has for them."""
    typed = {name: options[name] for name in FACTS if options.get(name) is not None}
    values: dict[str, Any] = {
        name.removeprefix("credentialed_"): day_or_none(env, typed[name], DaySense.EITHER)
        for name in DAYS
        if name in typed
    }
    values |= {name: typed[name] is YesNo.YES for name in ANSWERS if name in typed}
    if "listed" in typed:
        values["checked_on"] = env.today
    if "checked_on" in typed:
        values["checked_on"] = day_or_none(env, typed["checked_on"], DaySense.PAST)
    if options.get("our_provider") is not None and not values:
        raise UsageError(
            "What about --our-provider? Add what is known, such as --credentialed-until 2029-03-01"
        )
    return values


def day_or_none(env: Env, text: str, meant: DaySense) -> date | None:
    """A typed date; None where it is taken away."""
    return env.sure_day(text, meant) if text.strip() else None


def record_credential(  # noqa: PLR0917
    book: "Book",
    source_id: int,
    name: str,
    kind: Kind,
    provider: str | None,
    values: dict[str, Any],
) -> str:
    """Record what was typed of an insurer; return the sentence that follows the ones before."""
    if not values:
        return ""
    if kind is not Kind.INSURER:
        raise RefusedError(
            f"#{source_id} {name} is no insurer (kind {kind}), so it has no credentials."
            " The insurers: ref insurer list"
        )
    known = storage.insurers.record_membership(book, source_id, provider, values)
    return f" {known}.{renewal_text(book, source_id, known)}"


def renewal_text(book: "Book", source_id: int, known: Membership) -> str:
    """When the due list asks for the next term."""
    if known.until is None or known.until < book.today:
        return ""
    facts, ground = storage.insurers.credential_facts(book), storage.owed.ground.read_ground(book)
    day = renewal_day(ground, facts, source_id, known.provider)
    if day is None:
        return ""
    return f" Renewal due {day}." if day > book.today else " Renewal due now."
