"""The provider of ours of whose patients alone a list is asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refcli.core.referrals.our_providers import OurProvider, settle_provider
from refcli.errors import UsageError
from refcli.lines import command_line, line_with
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def find_ours(book: "Book", typed: str, command: Sequence[str]) -> OurProvider:
    """Who is meant by whole words of a name, and the referrals of whom they see.

    ``command``: the words of the line without the option, for what is to be typed instead.
    """
    known = storage.referrals.read_our_doctors(book)
    if not typed.strip():
        raise UsageError(f"--provider is empty. Type: {command_line([*command])}")
    ours = settle_provider(typed, known, lambda name: line_with(command, "--provider", name))
    return OurProvider(ours.spellings, storage.referrals.read_seen_by(book, ours.spellings))
