"""Who signs letters: kept by ``ref letter signer``, chosen for each letter."""

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.core.letters.signers import (
    Signer,
    default_signer,
    find_same_signer,
    find_signer,
    signers_table,
)
from refcli.core.sources.reach import read_phone
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

SignOption = Annotated[
    str | None,
    typer.Option("--sign", metavar="NAME", help="Who signs, as ref letter signer lists them."),
]
SIGNERS = "ref letter signer"
HOW_TO_SIGN = "ref letter signer --help"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a letter, if not its writer, and what is to say about that."""

    signer: Signer | None
    remark: str = ""


def choose_signature(env: Env, book: "Book", sign: str | None, provider: str = "") -> Signature:
    """Who signs: the one named, else who sees the patient, else who signs all other letters."""
    signers = storage.letters.read_signers(book)
    if sign is not None:
        return Signature(known_signer(signers, sign))
    if provider and (own := find_signer(signers, provider)):
        return Signature(own)
    other = default_signer(signers)
    signs = other.signs_as if other else env.writer or "Only the practice"
    if provider and signers:
        return Signature(other, f"{signs} signs. {how_to_sign(provider)}")
    if other:
        return Signature(other)
    if signers:
        line = type_line("letter signer", signers[0].provider, "--default")
        return Signature(None, f"{signs} signs. For letters about no patient choose one: {line}")
    return Signature(None, f"{signs} signs. {how_to_sign(provider)}")


def how_to_sign(provider: str) -> str:
    """How a provider is made to sign letters; empty for any of them."""
    return f"How {provider or 'one of our providers'} signs is said with --as: {HOW_TO_SIGN}"


def known_signer(signers: list[Signer], named: str) -> Signer:
    """The signer that is meant; otherwise a refusal."""
    if meant := find_signer(signers, named):
        return meant
    listed = ", ".join(one.provider for one in signers)
    there = f"There are: {listed}. See: {SIGNERS}" if listed else how_to_sign(named)
    raise RefusedError(f"Nobody who signs is called {named!r}. {there}")


def keep_signer(
    ctx: typer.Context,
    provider: Annotated[
        str | None, typer.Argument(metavar="PROVIDER", help="Of ours, as in referrals: Dr. Ray.")
    ] = None,
    *,
    signs_as: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help='With credentials: "Ann Ray, DDS, MS".'),
    ] = None,
    phone: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Where they can be reached.")
    ] = None,
    default: Annotated[
        bool, typer.Option("--default", help="Signs all letters about no patient too.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Signs no more.")] = False,
) -> Result:
    """Say how a provider of ours signs letters; without a name, list who does.

    A report on a patient is signed by who sees them, all other letters by the default one.
    """
    env: Env = ctx.obj
    typed = signs_as is not None or phone is not None or default
    if provider is None or not (typed or remove):
        return list_signers(env, provider, asked=typed or remove)
    if remove and typed:
        raise UsageError(f"Type only: {type_line('letter signer', provider, '--remove')}")
    number = read_phone(phone) if phone else phone
    with storage.book.door.writing(env.door("letter signer")) as book:
        signers = storage.letters.read_signers(book)
        if remove:
            gone = known_signer(signers, provider)
            storage.letters.remove_signer(book, gone)
            return Result(asdict(gone), f"{gone.signs_as} signs no more letters.")
        new = replace(changed_signer(signers, provider, signs_as, number), default=default)
        storage.letters.save_signer(book, new)
        kept = find_same_signer(storage.letters.read_signers(book), new.provider) or new
    also = " Signs all letters about no patient too." if kept.default else ""
    with_phone = f", {kept.phone}" if kept.phone else ""
    return Result(asdict(kept), f"{kept.provider} signs as {kept.signs_as}{with_phone}.{also}")


def list_signers(env: Env, provider: str | None, *, asked: bool) -> Result:
    """List who signs, all or one."""
    if asked:
        raise UsageError(f"Say who signs. {how_to_sign('')}")
    with storage.book.door.reading(env.door()) as book:
        signers = storage.letters.read_signers(book)
    if provider is not None:
        known_signer(signers, provider)
    return Result(signers_table(signers))


def changed_signer(
    signers: list[Signer], provider: str, signs_as: str | None, phone: str | None
) -> Signer:
    """The signer of this name with what was typed; a new one says how it signs."""
    name = " ".join(provider.split())
    known = find_same_signer(signers, name) or Signer(name, "")
    words = known.signs_as if signs_as is None else " ".join(signs_as.split())
    if not name or not words:
        raise UsageError(how_to_sign(name))
    return replace(known, signs_as=words, phone=known.phone if phone is None else phone)
