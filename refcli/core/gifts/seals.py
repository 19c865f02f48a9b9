"""The chain of seals over the ledger: a row changed outside the program no longer fits its own.

A seal is the SHA-256 (FIPS 180-4) of the row, its number and the seal before it as JSON. Whoever
has the rows can work it out again with any tool; who changes one has to make every later one anew,
and a seal that was printed before gives that away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

VERSION = "ref ledger 1"  # whoever seals more fields needs another, and keeps this one for old rows
FIELDS = (
    *("id", "source_id", "given_on", "entered_on", "entered_at", "entered_by", "item", "form"),
    *("value_cents", "cost_cents", "heads", "allocation", "person", "relation", "payer"),
    *("occasion", "purpose", "contingency", "solicited", "host", "paid_from", "receipt"),
    *("given_by", "approved_by", "note", "anyway", "findings"),
    *("replaces_id", "voided", "why", "returns_id", "inadvertent"),
)

Value = str | int | float | bytes | None  # the last but one and two only where somebody meddled


class BreakKind(StrEnum):
    """What can be wrong with a row of the chain."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    OUT_OF_ORDER = "out of order"
    GAP = "number gap"
    ANEW = "made anew"


@dataclass(frozen=True, slots=True)
class Link:
    """A row as it lies in the file: what it says, the seal it follows on, and its own."""

    fields: Mapping[str, Value]
    prev_hash: Value
    hash: Value

    @property
    def id(self) -> int:
        """The row's number."""
        return int(self.fields["id"] or 0)


@dataclass(frozen=True, slots=True)
class Logged:
    """What the history recorded of a row: its seal, or none; ``by_ref``: a command wrote it."""

    id: int
    hash: Value
    action: str = "insert"
    by_ref: bool = True


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row at which the chain does not hold, and why; row 0 is the chain as a whole."""

    row: int
    fault: BreakKind
    words: str


def genesis_seal(book_id: str) -> str:
    """The seal before the first row, another one in every book."""
    return sha256(f"{VERSION} {book_id}".encode()).hexdigest()


def seal_row(fields: Mapping[str, Value], prev_hash: Value) -> str:
    """The seal of a row that follows on another."""
    return sha256(canonical_row(fields, prev_hash).encode()).hexdigest()


def canonical_row(fields: Mapping[str, Value], prev_hash: Value) -> str:
    """The row as it is sealed: JSON in ASCII without white space, its keys in a fixed order."""
    row = {"version": VERSION, "prev_hash": prev_hash, **{name: fields[name] for name in FIELDS}}
    return json.dumps(row, separators=(",", ":"), default=lambda value: {"bytes": value.hex()})


def verify(
    links: Sequence[Link],
    start: str,
    *,
    head: str = "",
    logged: Iterable[Logged] = (),
    last: int = 0,
) -> Broken | None:
    """The first fault of a chain, or None.

    ``links`` in the order of their numbers; ``start`` is the genesis. ``logged`` is what the
    history says of the rows, ``last`` the highest number ever given: they find rows cut off at the
    end. With ``head``, a seal printed earlier, a chain that was made anew as a whole is found too.
    """
    known = list(logged)
    faults = (
        own_fault(links, start),
        cut_off(links, max([last, *(one.id for one in known)])),
        min(against_history(links, known), key=lambda fault: fault.row, default=None),
        made_anew(links, start, head) if head else None,
    )
    found = [fault for fault in faults if fault]
    return min(found, key=lambda fault: fault.row or len(links) + 1, default=None)


def own_fault(links: Sequence[Link], start: str) -> Broken | None:
    """The first row that does not fit itself or the row before it."""
    before, expected = start, 1
    for link in links:
        if link.id != expected:
            return out_of_step(link, expected, follows=link.prev_hash == before)
        if not link.hash:
            words = f"Row {link.id} has no seal: it was not written by ref."
            return Broken(link.id, BreakKind.INSERTED, words)
        if seal_row(link.fields, link.prev_hash) != link.hash:
            return unlike_its_seal(link, links)
        if link.prev_hash != before:
            return not_following(link, links)
        before, expected = str(link.hash), expected + 1
    return None


def out_of_step(link: Link, expected: int, *, follows: bool) -> Broken:
    """The fault of a number that does not come next."""
    if link.id < expected:
        words = f"Row {link.id} has a number that ref never gives: it was put in."
        return Broken(link.id, BreakKind.INSERTED, words)
    rows = f"Row {expected}" if link.id == expected + 1 else f"Rows {expected} to {link.id - 1}"
    if follows:
        return Broken(expected, BreakKind.GAP, f"{rows}: no such number, though the seals go on.")
    return Broken(expected, BreakKind.MISSING, f"{rows}: gone.")


def unlike_its_seal(link: Link, links: Sequence[Link]) -> Broken:
    """The fault of a row whose content and seal differ: it is another row's, or was changed."""
    elsewhere = next((one.id for one in links if fits_as(link, one.id)), None)
    if elsewhere is not None:
        words = f"Row {link.id} is what was row {elsewhere}."
        return Broken(link.id, BreakKind.OUT_OF_ORDER, words)
    return Broken(
        link.id, BreakKind.CHANGED, f"Row {link.id} does not fit its seal: it was changed."
    )


def fits_as(link: Link, id_: int) -> bool:
    """Whether a row fits its seal under another number."""
    return seal_row({**link.fields, "id": id_}, link.prev_hash) == link.hash


def not_following(link: Link, links: Sequence[Link]) -> Broken:
    """The fault of a row that is whole, but follows on another than the one before it."""
    other = next((one.id for one in links if one.hash == link.prev_hash), None)
    if other is not None:
        words = f"Row {link.id} follows on row {other}, not on the one before it."
        return Broken(link.id, BreakKind.OUT_OF_ORDER, words)
    words = f"Row {link.id} follows on a row that is not there: the one before it was changed."
    return Broken(link.id, BreakKind.MISSING, words)


def cut_off(links: Sequence[Link], last: int) -> Broken | None:
    """The fault of rows that were given numbers and are no longer there."""
    end = max((link.id for link in links), default=0)
    if last <= end:
        return None
    rows = f"Row {last}" if last == end + 1 else f"Rows {end + 1} to {last}"
    return Broken(end + 1, BreakKind.MISSING, f"{rows}: gone.")


def against_history(links: Sequence[Link], logged: Sequence[Logged]) -> Iterator[Broken]:
    """The rows that differ from what the history says of them."""
    sealed = {link.id: link.hash for link in links}
    unheard = set(sealed)
    for one in logged:
        unheard.discard(one.id)
        if one.action != "insert":
            words = f"Row {one.id}: the history saw its {one.action}, which ref never does."
            yield Broken(one.id, BreakKind.CHANGED, words)
        elif one.id not in sealed:
            yield Broken(one.id, BreakKind.MISSING, f"Row {one.id}: gone.")
        elif one.hash and one.hash != sealed[one.id]:
            words = f"Row {one.id} has another seal than the history recorded: it was changed."
            yield Broken(one.id, BreakKind.CHANGED, words)
        elif one.hash and not one.by_ref:
            words = f"Row {one.id} was written outside ref."
            yield Broken(one.id, BreakKind.INSERTED, words)
    for id_ in sorted(unheard if logged else ()):
        yield Broken(id_, BreakKind.INSERTED, f"Row {id_} was never written by ref: it was put in.")


def made_anew(links: Sequence[Link], start: str, head: str) -> Broken | None:
    """The fault of a chain in which a seal that was printed earlier no longer occurs."""
    if stands_at(links, start, head) is not None:
        return None
    words = (
        f"No row has the seal {head}: the chain was made anew since it was printed, or the seal"
        " is that of another book."
    )
    return Broken(0, BreakKind.ANEW, words)


def stands_at(links: Iterable[Link], start: str, head: str) -> int | None:
    """The row whose seal it is, 0 for the genesis, None for none."""
    if head == start:
        return 0
    return next((link.id for link in links if link.hash == head), None)
