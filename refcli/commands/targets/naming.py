"""From an NPI or a name to the target that is meant, and what is known around the targets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refcli.commands.finding.naming import Numbered, settle_number
from refcli.commands.targets.options import load_points
from refcli.core.finding.things import make_thing
from refcli.core.names.named import Named
from refcli.core.sources.reach import NPI_DIGITS, read_npi
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.records import Target
from refcli.core.targets.tables import Listing, Surroundings
from refcli.env import Env
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def read_target_names(book: "Book") -> list[list[Named]]:
    """The targets by name, each with the number that its NPI is; those who have left come last."""
    here: list[Named] = []
    left: list[Named] = []
    for one in storage.targets.read_targets(book):
        record = one.record
        others = (record.other_name,) if record.other_name else ()
        thing = make_thing(int(record.npi), record.name, *others, about=record.address)
        (left if one.ended_on else here).append(thing)
    return [here, left]


TARGETS = Numbered(what="target", see="ref target list", read=read_target_names)


def settle_target(env: Env, typed: str) -> str:
    """The NPI of the target that is meant by it, or by a name."""
    return read_npi(f"{settle_number(env, typed, TARGETS):0{NPI_DIGITS}d}")


def read_listing(book: "Book", near: str | None, targets: Sequence[Target]) -> Listing:
    """The targets, and what is known around them; miles count from ``near``, else from us."""
    center = near or storage.practice.read_practice(book).zip[:ZIP_DIGITS]
    zips = {one.record.zip[:ZIP_DIGITS] for one in targets} | {center}
    known = storage.targets.read_known_sources(book, [one.record.npi for one in targets])
    return Listing(targets, Surroundings(book.today, center, load_points(zips), known))
