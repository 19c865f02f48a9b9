"""The sources on record and the ones that a file adds, found by name."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from refcli.core.matching import ID, Found, Level, Named, find, near
from refcli.core.names import LONGEST, key, reserved
from refcli.core.records import NewReferral, NewSource
from refcli.core.rows import EXTRA, REQUIRED, FileRow, RowError, cents_of, read_day, steps_of
from refcli.core.vocabulary import Kind

PAST_DAYS = 30  # an older row comes from old records: nothing is owed for it
MOST_TO_LIST = 3


class Register:
    """Finds or plans the source of each row; the answer for a name is worked out once."""

    def __init__(
        self, known: Sequence[Named], *, next_id: int, today: date, anyway: bool = False
    ) -> None:
        self.known = known
        self.first_id = self.next_id = next_id
        self.today = today
        self.day = today  # of the row at hand: a new source came in with it
        self.anyway = anyway
        self.new: list[NewSource] = []
        self.by_key: dict[str, list[Named]] = {}
        self.answers: dict[tuple[str, str, str], int | str] = {}
        for source in known:
            for name in {key(one) for one in (source.name, *source.aliases)}:
                self.by_key.setdefault(name, []).append(source)

    def referral(self, row: FileRow) -> NewReferral:
        """The referral that a row describes, its sources found or planned."""
        if row.get(EXTRA):
            raise RowError("more cells than columns: put a text with commas into quotes")
        for name in REQUIRED:
            if not row.get(name):
                raise RowError(f"{name} is empty")
        for name in (*REQUIRED, "office"):
            if len(row.get(name)) > LONGEST:
                raise RowError(f"{name} has more than {LONGEST} letters")
        received_on = read_day(row.get("received_on"), "received_on", self.today)
        self.day = received_on
        source_id = self.source_id(row.get("source"), row.get("kind"), row.get("office"))
        steps = steps_of(row, received_on, self.today)
        others = [name.strip() for name in row.get("also").split(";") if name.strip()]
        assists = tuple(dict.fromkeys(self.source_id(name, "", "") for name in others))
        if source_id in assists:
            raise RowError("the primary source is also among the assists")
        return NewReferral(
            patient=row.get("patient"),
            source_id=source_id,
            **asdict(steps),
            production_cents=(cents := cents_of(row)),
            production_on=None if cents is None else steps.seen_on or received_on,
            service=row.get("service"),
            chart=row.get("chart"),
            note=row.get("note"),
            past=received_on < self.today - timedelta(days=PAST_DAYS),
            assists=assists,
        )

    def source_id(self, name: str, kind: str, office: str) -> int:
        """The number of a source; the answer for a name is worked out once."""
        asked = (name, kind, office)
        if asked not in self.answers:
            try:
                self.answers[asked] = self.look_up(name, kind, office)
            except RowError as error:
                self.answers[asked] = str(error)
        answer = self.answers[asked]
        if isinstance(answer, str):
            raise RowError(answer)
        self.came_in(answer)
        return answer

    def came_in(self, id_: int) -> None:
        """A new source and its office came in with their earliest row, wherever that stands."""
        place = id_ - self.first_id
        if place >= 0 and self.day < self.new[place].added_on:
            self.new[place] = replace(self.new[place], added_on=self.day)
            self.came_in(self.new[place].office_id or 0)

    def look_up(self, name: str, kind: str, office: str) -> int:
        """The source of this very name; without a kind the one that is meant; else a new one."""
        same = self.namesakes(name)
        fitting = [one for one in same if not kind or one.kind is read_kind(kind)]
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            raise RowError(f"{name!r} could be {listed(fitting)}; write its number, as #12")
        if same and not self.anyway:
            raise RowError(
                f"{name!r} is {listed(same)}, and no {kind}; leave its kind empty, or import with"
                " --new for a second one of that name"
            )
        return self.added(name, read_kind(kind), office) if kind else self.meant(name)

    def namesakes(self, name: str) -> Sequence[Named]:
        """The sources of this very name or number."""
        if number := ID.fullmatch(name):
            return [source for source in self.known if str(source.id) == number[1]]
        return self.by_key.get(key(name), ())

    def meant(self, name: str) -> int:
        """The one source on record that is like the name; a misspelt one is not guessed at."""
        found = find(name, self.known)
        coded = name.isdecimal() and found.level is Level.ID  # perhaps of another program
        if isinstance(found, Found) and found.level is not Level.TYPO and not coded:
            return found.source.id
        candidates = (found.source,) if isinstance(found, Found) else found.candidates
        if candidates:
            raise RowError(f"{name!r} could be {listed(candidates)}; write its number, as #12")
        hint = "" if reserved(name) else "; give its kind in the column kind"
        raise RowError(f"no source is called {name!r}{hint}")

    def added(self, name: str, kind: Kind, office: str) -> int:
        """A new source; one like it on record has to be ruled out first."""
        if reserved(name):
            raise RowError(f"{name!r} cannot name a new source")
        if not self.anyway and (
            similar := near(name, [one for one in self.known if one.kind is kind])
        ):
            raise RowError(
                f"{name!r} could be {listed(similar)}; write its number, as #12, or import with"
                " --new if it is another one"
            )
        if office and kind is not Kind.PROVIDER:
            raise RowError(f"a {kind} works in no office; leave the column office empty")
        office_id = self.office_id(office) if office else None
        source = NewSource(
            name=name, kind=kind, added_on=self.day, id=self.next_id, office_id=office_id
        )
        self.new.append(source)
        self.by_key.setdefault(key(name), []).append(Named(self.next_id, name, kind))
        self.next_id += 1
        return self.next_id - 1

    def office_id(self, name: str) -> int:
        """The office in which a new provider works; new with its first provider."""
        return self.source_id(name, Kind.OFFICE, "")


def read_kind(text: str) -> Kind:
    """A kind by its word."""
    try:
        return Kind(text.lower())
    except ValueError:
        raise RowError(f"kind {text!r} is none of {', '.join(Kind)}") from None


def listed(sources: Sequence[Named]) -> str:
    """The first few with their numbers."""
    return ", ".join(f"#{source.id} {source.name}" for source in sources[:MOST_TO_LIST])
