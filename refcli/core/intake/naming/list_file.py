"""The list of names as a file to fill in with a spreadsheet program, and its answers read back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcli.core.intake.files.text_tables import strip_guard
from refcli.core.intake.naming.decisions import NOBODY, Means, NameAnswer, NameDecision
from refcli.core.intake.naming.listing import ListedName
from refcli.core.intake.naming.mentions import Mention
from refcli.core.intake.naming.reaching import Reach, office_keys
from refcli.core.intake.numbers import number_for
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.output.table import Column, Table
from refcli.core.sources.kind_words import find_kinds
from refcli.core.sources.matching import ID
from refcli.core.vocabulary import Kind
from refcli.errors import UsageError
from refcli.phrases import name_some

COLUMNS = ("typed", "rows", "means", "source_id", "source", "kind", "office")
GUESSED = "new?"  # in means: the kind beside it is a guess, and no answer until somebody says new
DELIMITERS = (",", ";", "\t")  # as spreadsheet programs of several countries save it
NUMBER = 10  # base


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A line of the list as somebody left it; ``cells`` are those of columns of their own too."""

    line: int
    cells: Mapping[str, str]

    @property
    def typed(self) -> str:
        """The name as the files have it, without the sign that keeps it from being a formula."""
        return strip_guard(self.get("typed"))

    def get(self, column: str) -> str:
        """A cell; empty where there is none."""
        return self.cells.get(column, "").strip()


class ListError(UsageError):
    """A line of the list that cannot be read; the message says why and what to write instead."""


def names_table(listed: Iterable[ListedName], kept: Sequence[FilledIn] = ()) -> Table:
    """The list to fill in: the lines that somebody filled in as they are, then what they lack."""
    columns = list(dict.fromkeys([*COLUMNS, *(name for one in kept for name in one.cells)]))
    rows = [tuple(one.get(name) for name in columns) for one in kept]
    typed = {one.typed for one in kept}
    missing = [one for one in put_in_order(listed) if one.typed not in typed]
    rows += [tuple(cell_of(one, name) for name in columns) for one in missing]
    return Table("Names", [Column(name, name) for name in columns], rows)


def put_in_order(listed: Iterable[ListedName]) -> list[ListedName]:
    """The names as the list has them: open ones first, and those of many rows."""
    return sorted(listed, key=lambda one: (one.sure, -one.rows))


def cell_of(one: ListedName, column: str) -> str:
    """A cell of the list; a column that somebody added is empty."""
    if column == "means" and one.means is Means.NEW and not one.sure:
        return GUESSED
    value = getattr(one, column) if column in COLUMNS else None
    return "" if value is None else str(value)


def read_list(text: str, name: str) -> list[FilledIn]:
    """The lines of a list that was filled in."""
    first = text.lstrip("\ufeff").splitlines()[:1]
    delimiter = next((one for one in DELIMITERS if one in "".join(first)), ",")
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        header = [name_column(cell.strip()) for cell in next(rows, [])]
        if not {"typed", "means"} <= set(header):
            raise ListError(
                f"{name} is no list of names: its first line lacks typed and means. Name a file"
                " that does not exist yet, and it is written there."
            )
        return [
            FilledIn(rows.line_num, dict(zip(header, cells, strict=False)))
            for cells in rows
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise ListError(f"{name}, line {rows.line_num}, is not CSV: {error}.") from None


def name_column(cell: str) -> str:
    """A column as the list calls it, in whatever case; one that somebody added as it is."""
    return cell.lower() if cell.lower() in COLUMNS else cell


class ListedAnswers:
    """The answers of a list, found by the name as it is typed; each is read when it is needed."""

    def __init__(
        self,
        name: str,
        filled: Sequence[FilledIn],
        known: Sequence[Named],
        listed: Iterable[ListedName] = (),
    ) -> None:
        self.name = name
        self.signs: dict[str, list[str]] = {}  # of namesakes, in the order of the list
        for one in put_in_order(listed):
            self.signs.setdefault(one.typed, []).append(one.sign)
        self.filled = filled
        self.known = {source.id: source for source in known}
        self.called: dict[str, list[Named]] = {}
        for source in known:
            for own in {name_key(own) for own in (source.name, *source.aliases)}:
                self.called.setdefault(own, []).append(source)
        self.lines: dict[str, list[FilledIn]] = {}
        for line in filled:
            self.lines.setdefault(line.typed, []).append(line)

    def check(self, places: Mapping[str, int]) -> None:
        """Refuse the first line that cannot be read; ``places`` are those of the names by name."""
        for one in self.filled:
            self.read(one, places)
        for typed, several in self.lines.items():
            self.check_repeats(typed, [(line, self.read(line, places)) for line in several])

    def check_repeats(
        self, typed: str, several: Sequence[tuple[FilledIn, NameAnswer | None]]
    ) -> None:
        """Refuse a second line about one name that says otherwise; namesakes have one each."""
        said = [(line, answer) for line, answer in several if answer]
        if len(several) <= max(1, len(self.signs.get(typed, []))):
            return
        for line, answer in said[1:]:
            if answer != said[0][1]:
                first = said[0][0].line
                raise self.refuse(line, f"line {first} says otherwise of it; leave one of them")

    def find(self, decision: NameDecision, places: Mapping[str, int]) -> NameAnswer | None:
        """What the list says of a name; None where it says what was decided, or nothing."""
        mention = decision.mention
        several = [line for name in mention.spellings for line in self.lines.get(name, ())]
        if not several:
            return None
        answer = self.read(several[self.find_turn(mention, len(several))], places)
        return None if answer is None or says_the_same(answer, decision) else answer

    def find_turn(self, mention: Mention, many: int) -> int:
        """Which of several lines of one name is about a mention; namesakes have one each."""
        signs = self.signs.get(mention.typed, [])
        turn = signs.index(mention.sign) if mention.sign in signs else 0
        return min(turn, many - 1)

    def read(self, one: FilledIn, places: Mapping[str, int]) -> NameAnswer | None:
        """The answer of a line; None where nobody has filled it in."""
        word = one.get("means").lower().replace(" ", "_")
        if word in {"", Means.COULD_BE, GUESSED}:
            return None
        if word not in set(Means):
            known = name_some([str(means) for means in Means if means is not Means.COULD_BE], 4)
            raise self.refuse(one, f"{one.get('means')!r} is none of {known}")
        means = Means(word)
        if means in NOBODY:
            return NameAnswer(means)
        if means is Means.SAME:
            return NameAnswer(means, self.read_source(one, places))
        return NameAnswer(means, kind=self.read_new_kind(one), office=one.get("office"))

    def read_new_kind(self, one: FilledIn) -> Kind | None:
        """What a new source is; None where only the file may say it."""
        text = one.get("kind")
        kind = read_kind(text)
        if text and not kind:
            raise self.refuse(one, f"kind {text!r} is none of {', '.join(Kind)}")
        return kind

    def read_source(self, one: FilledIn, places: Mapping[str, int]) -> int:
        """The number of the source that a line names, by number or by name."""
        text, name = one.get("source_id").removeprefix("#"), one.get("source")
        if text:
            number = int(text) if text.isdecimal() and len(text) <= NUMBER else 0
            if number not in self.known:
                raise self.refuse(one, f"there is no source #{text}. See: ref source list")
            return number
        if not name:
            raise self.refuse(one, "same as whom? Write its number in source_id")
        if numbered := ID.fullmatch(name):
            return self.read_source(FilledIn(one.line, {"source_id": numbered[1]}), places)
        found = self.called.get(name_key(name), [])
        if len(found) == 1:
            return found[0].id
        if found:
            several = name_some([f"#{other.id} {other.name}" for other in found], 3)
            raise self.refuse(one, f"{name!r} could be {several}. Write its number in source_id")
        namesakes = len(self.signs.get(one.typed, [])) > 1
        if name in places and (name != one.typed or namesakes):
            return number_for(places[name])
        raise self.refuse(one, f"no source is called {name!r}. Write its number in source_id")

    def refuse(self, one: FilledIn, why: str) -> ListError:
        """The refusal of a line."""
        return ListError(f"{self.name}, line {one.line}, {one.get('typed')!r}: {why}")


def read_kind(text: str) -> Kind | None:
    """A kind by its word or one that means it."""
    found = find_kinds(text)
    return found[0] if len(found) == 1 else None


def says_the_same(answer: NameAnswer, decision: NameDecision) -> bool:
    """Whether an answer says no more than was decided.

    Who was new when the list was written, and is on record now, is not new once more.
    """
    if not decision.sure:
        return False
    if answer.means is Means.NEW and decision.means is Means.SAME:
        return decision.source is not None and came_in_as(answer, decision.source)
    if answer.means is not decision.means:
        return False
    if answer.means is Means.SAME:
        return decision.source is not None and decision.source.id == answer.source_id
    return answer.means in NOBODY or (
        answer.kind in {None, decision.kind} and answer.office in {"", decision.mention.office}
    )


def came_in_as(answer: NameAnswer, one: Named) -> bool:
    """Whether a source on record is what an answer calls new: of that kind, in that office."""
    told, known = office_keys(answer.office), office_keys(one.place)
    elsewhere = Reach(offices=told).is_elsewhere(Reach(offices=known))
    return one.id > 0 and answer.kind is one.kind and not elsewhere


def list_places(decisions: Sequence[NameDecision]) -> dict[str, int]:
    """Where each name stands among the names of the files."""
    return dict(name_places(decisions))


def name_places(decisions: Sequence[NameDecision]) -> Iterator[tuple[str, int]]:
    """Each spelling of each name with its place; the first one counts."""
    for at in reversed(range(len(decisions))):
        for name in decisions[at].mention.spellings:
            yield name, at
