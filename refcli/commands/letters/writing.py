"""From whom letters go to, to the files that are printed and what is told of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.letters.signers import Signer
from refcli.core.letters.templates import Addressee, Sheet, Template, fill, fill_sheets
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.files import PAGES, check_suffix, page_file
from refcli.output.outgoing import Outgoing
from refcli.output.paper_room import LABEL, WINDOW, PaperRoom
from refcli.output.result import Result
from refcli.phrases import count_phrase, name_some

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from refcli.storage.book.door import Book
    from refcli.storage.letters import Recipients

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """The files that are asked for: letters, and labels for the same people."""

    letters: Path
    labels: Path | None = None

    def check(self) -> None:
        """Refuse, before anything is recorded, a file that could not be."""
        for path in filter(None, self.files):
            check_page(path)

    @property
    def files(self) -> tuple[Path, Path | None]:
        """The file of the letters and the file of the labels, if any."""
        return self.letters, self.labels


def check_page(path: Path) -> None:
    """Letters are pages to print: from the browser, or as a PDF."""
    check_suffix(path, PAGES)


def book_for(env: Env, command: str, *, record: bool) -> "AbstractContextManager[Book]":
    """The book: to write in only where something is recorded."""
    if record:
        return storage.book.door.writing(env.door(command))
    return storage.book.door.reading(env.door())


def head_fields(env: Env, book: "Book") -> dict[str, str]:
    """What the letterhead can say."""
    us = storage.practice.read_practice(book)
    return {
        "practice": us.name,
        "date": f"{env.today:%B} {env.today.day}, {env.today.year}",
        "address": us.address,
        "phone": us.phone,
        "fax": us.fax,
    }


def write_sheets(
    env: Env,
    book: "Book",
    template: Template,
    found: "Recipients",
    signer: Signer | None,
    **more: str,
) -> list[Sheet]:
    """A letter to each; somebody has to be left to write to. Without a signer its writer signs."""
    if not found.to:
        raise RefusedError(f"There is nobody to write to.{left_out(found)}")
    signed = {
        "sender": signer.signs_as if signer else env.writer,
        "sender_phone": signer.phone if signer else "",
    }
    fields = head_fields(env, book) | signed | more
    return fill_sheets(storage.letters.text_of(book, template), found.to, fields)


def put(
    env: Env,
    book: "Book",
    paper: Paper,
    made: list[Sheet],
    *,
    title: str,
    out: Outgoing,
    others: int = 0,
) -> None:
    """Write the files; the caller tells of them once all is kept.

    ``others``: how many the letters name beside those whom they go to.
    """
    from refcli.output.letters import to_labels, to_letters  # noqa: PLC0415  (jinja2 takes 50 ms)

    fields = head_fields(env, book)
    head = fill(storage.letters.text_of(book, Template.LETTERHEAD), fields)
    told = NamesTold(Content.LETTERS, len(made) + others)
    page = to_letters(title, head, fields["date"], made).encode()
    out.put(paper.letters, page_file(page, paper.letters), told)
    if paper.labels:
        fitting = [one.to for one in made if LABEL.holds(one.to.lines)]
        told = NamesTold(Content.LABELS, len(fitting))
        out.put(paper.labels, page_file(to_labels(fitting).encode(), paper.labels), told)


def letters_result(
    paper: Paper,
    made: list[Sheet],
    found: "Recipients",
    *,
    recorded: Sequence[str],
    remark: str = "",
    lacking: Sequence[str] = (),
) -> Result:
    """What was written and recorded, who was left out, and which addresses are missing.

    ``remark``: what is to say of who signs; ``lacking``: what the letters do not say.
    """
    many = count_phrase(len(made), "letter")
    lines = [f"Wrote {paper.letters}: {many}.{left_out(found)}"]
    lines += [f"Wrote {paper.labels}"] if paper.labels else []
    record = {
        "file": str(paper.letters),
        "labels": str(paper.labels) if paper.labels else None,
        "letters": [letter_record(one.to) for one in made],
        "no_mail": found.no_mail,
        "archived": found.archived,
        "recorded": [*recorded],
    }
    to = [one.to for one in made]
    remarks = [
        *(too_long(to, LABEL) if paper.labels else ()),
        *too_long(to, WINDOW),
        *without_address([one for one in to if not one.address]),
        *without_zip(to),
        *without_name(to),
        *filter(None, [remark]),
        *lacking,
    ]
    return Result(record, [*lines, *recorded], remarks=remarks)


def letter_record(to: Addressee) -> dict[str, object]:
    """A letter for programs; ``also`` are the numbers of the others whom the same one goes to."""
    return {"source_id": to.source_id, "source": to.name, "also": [*to.also]}


def without_address(lacking: Sequence[Addressee]) -> Iterator[str]:
    """Who has no address, and how to add one."""
    if lacking:
        some = name_some([f"#{to.source_id} {to.name}" for to in lacking], MOST_NAMED)
        yield (f"Without an address: {some}. Add one: {line_for_address(lacking[0])}")


def without_zip(to: Iterable[Addressee]) -> Iterator[str]:
    """Whose address has no ZIP, and how to add one."""
    if lacking := [one for one in to if one.address and not one.has_zip]:
        some = name_some([f"#{one.source_id} {one.name}" for one in lacking], MOST_NAMED)
        yield f"No ZIP in the address: {some}. Add one: {line_for_address(lacking[0])}"


def without_name(to: Iterable[Addressee]) -> Iterator[str]:
    """Who is greeted as a friend only, and how to greet them by name."""
    if unnamed := [one for one in to if one.unnamed]:
        some = name_some([f"#{one.source_id} {one.name}" for one in unnamed], MOST_NAMED)
        line = type_line("source edit", f"#{unnamed[0].source_id}", "--salutation", "Dear Ann Ray")
        yield f"Greeted as a friend, for no name is on record: {some}. By name: {line}"


def too_long(to: Iterable[Addressee], room: PaperRoom) -> Iterator[str]:
    """Every one of them who does not fit into the smallest type, and what to do about it."""
    if long := [one for one in to if not room.holds(one.lines)]:
        where = "a label, so left out" if room is LABEL else "the window of an envelope"
        every = ", ".join(f"#{one.source_id} {one.name}" for one in long)
        yield (
            f"Too long for {where}: {every}. Shorten the name or the address:"
            f" {line_for_address(long[0])}"
        )


def line_for_address(one: Addressee) -> str:
    """The line to type that gives a source an address."""
    example = "12 Elm St, Seattle, WA 98101"
    return type_line("source edit", f"#{one.source_id}", "--address", example)


def left_out(found: "Recipients") -> str:
    """Who got no letter, as a further sentence."""
    parts = [
        f"{count_phrase(found.no_mail, 'that wants', 'that want')} no mail" * bool(found.no_mail)
    ]
    parts += [f"{found.archived} archived" * bool(found.archived)]
    listed = " and ".join(filter(None, parts))
    return f" Left out: {listed}." if listed else ""
