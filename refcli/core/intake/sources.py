"""The sources on record and the ones that a file adds, found by name.

In a file only a whole name, an alias or a #number names a source on record; nobody is there to be
asked about the rest. The new names of a file are held against each other too.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from refcli.core.intake.rows import FileRow, RowError, cents_of, read_day, steps_of
from refcli.core.names.keys import is_reserved, name_key
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.sources.matching import (
    ID,
    Found,
    Named,
    find_built_in,
    find_sources,
    is_built_in,
    who_can_be_meant,
)
from refcli.core.sources.records import NewSource
from refcli.core.sources.registry import Registry
from refcli.core.vocabulary import BuiltIn, Kind, StepKind
from refcli.phrases import name_some

PAST_DAYS = 30  # an older row comes from old records: nothing is owed for it
MOST_TO_LIST = 3


class Register:
    """Finds or plans the source of each row; the answer for a name is worked out once.

    What a row plans is kept with ``keep``, when the row is taken.
    """

    def __init__(
        self, known: Sequence[Named], *, next_id: int, today: date, anyway: bool = False
    ) -> None:
        self.first_id = next_id
        self.today = today
        self.day = today  # of the row at hand: a new source came in with it
        self.line = 0  # of the row at hand
        self.anyway = anyway
        self.new: list[NewSource] = []
        self.planned: list[NewSource] = []  # by the row at hand
        self.lines: dict[int, int] = {}  # where a new source stands first
        self.answers: dict[str, dict[tuple[str, str, str], int | str]] = {}  # by the key of a name
        self.registry = Registry(known)
        self.nobodies = {one.id for one in known for who in BuiltIn if is_built_in(one, who)}

    @property
    def next_id(self) -> int:
        """The number of the next new source."""
        return self.first_id + len(self.new) + len(self.planned)

    def referral(self, row: FileRow) -> NewReferral:
        """The referral that a row describes, its sources found or planned."""
        self.planned.clear()
        self.line = row.line
        received_on = read_day(row.get("received_on"), "received_on", self.today)
        self.day = received_on
        source_id = self.source_id(row.get("source"), row.get("kind"), row.get("office"))
        steps = steps_of(row, received_on, self.today)
        others = [name.strip() for name in row.get("also").split(";") if name.strip()]
        found = dict.fromkeys(self.source_id(name, "", "") for name in others)
        assists = tuple(id_ for id_ in found if id_ not in self.nobodies)
        if source_id in assists:
            raise RowError("the primary source is also among the assists")
        new = NewReferral(
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
        known = tuple(steps_told(new))
        told = tuple(map(without_day, known))
        return replace(new, told=told) if told != known else new

    def keep(self, referral: NewReferral) -> None:
        """The row at hand is taken, and with it the sources that it planned."""
        for source in map(as_named, self.planned):
            self.lines[source.id] = self.line
            self.registry.add(source)
            self.answers.pop(
                name_key(source.name), None
            )  # what it is called means more than before
        self.new.extend(self.planned)
        self.planned.clear()
        for id_ in (referral.source_id, *referral.assists):
            self.came_in(id_, referral.received_on)

    def came_in(self, id_: int, day: date) -> None:
        """A new source and its office came in with their earliest row, wherever that stands."""
        place = id_ - self.first_id
        if place >= 0 and day < self.new[place].added_on:
            self.new[place] = replace(self.new[place], added_on=day)
            self.came_in(self.new[place].office_id or 0, day)

    def source_id(self, name: str, kind: str, office: str) -> int:
        """The number of a source; the answer for a name is worked out once."""
        asked, answers = (name, kind, office), self.answers.setdefault(name_key(name), {})
        if asked not in answers:
            answers[asked] = self.answer(name, kind, office)
        answer = answers[asked]
        if isinstance(answer, str):
            raise RowError(answer)
        if self.planned and answer >= self.first_id + len(self.new):
            del answers[asked]  # not before the row is taken
        return answer

    def answer(self, name: str, kind: str, office: str) -> int | str:
        """The number of a source, or why there is none."""
        try:
            return self.look_up(name, kind, office)
        except RowError as error:
            return str(error)

    def look_up(self, name: str, kind: str, office: str) -> int:
        """The source of this very name or number; else nobody's, or with a kind a new one."""
        same = self.namesakes(name) if kind else who_can_be_meant(name, self.namesakes(name))
        fitting = [one for one in same if not kind or one.kind is read_kind(kind)]
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            raise RowError(f"{name!r} could be {self.listed(fitting)}")
        if same and not self.anyway:
            raise RowError(
                f"{name!r} is {self.listed(same, how=False)}, and no {kind}; leave its kind empty,"
                " or import with --new for a second one of that name"
            )
        if nobody := self.nobody(name):
            return nobody.id
        if kind:
            return self.added(name, read_kind(kind), office)
        raise self.not_certain(name)

    def namesakes(self, name: str) -> Sequence[Named]:
        """The sources of this very name or number."""
        if number := ID.fullmatch(name):
            return [one for one in self.registry.sources if str(one.id) == number[1]]
        planned = [source for source in self.planned if name_key(source.name) == name_key(name)]
        return [*self.registry.called(name), *(as_named(source) for source in planned)]

    def nobody(self, name: str) -> Named | None:
        """The built-in source that is meant by ``?``, ``n/a``, ``self`` and the like."""
        return next((match.source for match in find_built_in(name, self.registry.sources)), None)

    def not_certain(self, name: str) -> RowError:
        """Why a name without a kind means nobody; what it may mean is not guessed at."""
        found = find_sources(name, self.registry.sources)
        if candidates := [found.source] if isinstance(found, Found) else found.candidates:
            return RowError(f"{name!r} could be {self.listed(candidates)}")
        hint = "" if is_reserved(name) else "; give its kind in the column kind"
        return RowError(f"no source is called {name!r}{hint}")

    def added(self, name: str, kind: Kind, office: str) -> int:
        """A new source; one like it on record or in the file has to be ruled out first."""
        if is_reserved(name):
            raise RowError(f"{name!r} cannot name a new source")
        self.refuse_similar(name, kind, among=frozenset(Kind))
        if office and kind is not Kind.PROVIDER:
            raise RowError(f"a {kind} works in no office; leave the column office empty")
        return self.plan(name, kind, self.office_id(office) if office else None)

    def office_id(self, name: str) -> int:
        """The office in which a new provider works, whoever bears its name; or a new one."""
        offices = [one for one in self.namesakes(name) if one.kind is Kind.OFFICE]
        if len(offices) == 1:
            return offices[0].id
        if offices:
            raise RowError(f"{name!r} could be {self.listed(offices)}")
        if is_reserved(name):
            raise RowError(f"{name!r} cannot name a new source")
        self.refuse_similar(name, Kind.OFFICE, among=frozenset({Kind.OFFICE}))
        return self.plan(name, Kind.OFFICE, None)

    def refuse_similar(self, name: str, kind: Kind, *, among: frozenset[Kind]) -> None:
        """A near miss is asked about, never taken for new."""
        if self.anyway:
            return
        if similar := [one for one in self.registry.rivals(name, kind) if one.kind in among]:
            raise RowError(
                f"{name!r} could be {self.listed(similar)}, or import with --new if it is another"
                " one"
            )

    def plan(self, name: str, kind: Kind, office_id: int | None) -> int:
        """A new source that comes in if the row at hand is taken; its number."""
        new = NewSource(
            name=name, kind=kind, added_on=self.day, id=self.next_id, office_id=office_id
        )
        self.planned.append(new)
        return self.next_id - 1

    def listed(self, sources: Sequence[Named], *, how: bool = True) -> str:
        """The first few, and how each is written so that it is certain."""
        shown = name_some([self.described(source) for source in sources], MOST_TO_LIST)
        known = [source.id for source in sources if source.id < self.first_id]
        number = f"; write its number, as #{known[0]}" if known else ""
        instead = number or "; write one name in both lines"
        return shown + instead * how

    def described(self, source: Named) -> str:
        """A source with its number, or with the line in which it is new."""
        if source.id < self.first_id:
            return f"#{source.id} {source.name}"
        return f"{source.name} of line {self.lines.get(source.id, self.line)}"


def without_day(step: ReferralStep) -> ReferralStep:
    """A step as a file tells it, which has a day for the visit alone."""
    dated = step.what in {StepKind.SEEN, StepKind.VALUE}
    return step if dated else replace(step, day=None)


def as_named(source: NewSource) -> Named:
    """A planned source as it is matched."""
    return Named(source.id or 0, source.name, source.kind)


def read_kind(text: str) -> Kind:
    """A kind by its word."""
    try:
        return Kind(text.lower())
    except ValueError:
        raise RowError(f"kind {text!r} is none of {', '.join(Kind)}") from None
