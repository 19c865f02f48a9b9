"""The sources on record and the ones that a file adds, found by name.

In a file only a whole name, an alias or a #number names a source on record; nobody is there to be
asked about the rest. The new names of a file are held against each other too.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from refcli.core.intake.reading.steps import steps_from
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.intake.rows import RowError
from refcli.core.names.keys import is_reserved, name_key
from refcli.core.owed.items import read_key
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.sources.archived import find_with_archived, keep_in_use
from refcli.core.sources.matching import (
    ID,
    NUMBER,
    Found,
    Named,
    find_built_in,
    fits_degree,
    is_built_in,
    who_can_be_meant,
)
from refcli.core.sources.records import NewSource
from refcli.core.sources.registry import Registry
from refcli.core.vocabulary import BuiltIn, Kind, StepKind
from refcli.lines import line_about, type_line
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
        self.on_record = known  # a number is of one of these
        self.registry = Registry(known)
        self.nobodies = {one.id for one in known for who in BuiltIn if is_built_in(one, who)}

    @property
    def next_id(self) -> int:
        """The number of the next new source."""
        return self.first_id + len(self.new) + len(self.planned)

    def read_referral(self, row: ReferralLine) -> NewReferral:
        """The referral that a row describes, its sources found or planned."""
        self.planned.clear()
        self.line = row.line
        self.day = received_on = row.received_on
        kind = row.kind.value if row.kind else ""
        source_id = self.find_source(row.source, kind, row.office)
        steps = steps_from(received_on, row.told)
        found = dict.fromkeys(self.find_source(name, "", "") for name in row.also)
        assists = tuple(id_ for id_ in found if id_ not in self.nobodies)
        if source_id in assists:
            raise RowError("the primary source is also among the assists")
        new = NewReferral(
            patient=row.patient,
            source_id=source_id,
            **asdict(steps),
            production_cents=row.cents,
            production_on=None if row.cents is None else steps.seen_on or received_on,
            service=row.service,
            chart=row.chart,
            provider=row.provider,
            phone=row.phone,
            note=row.note,
            past=received_on < self.today - timedelta(days=PAST_DAYS),
            assists=assists,
        )
        told = (*row.told, *value_steps(new))
        return replace(new, told=told) if told != tuple(steps_told(new)) else new

    def keep(self, referral: NewReferral) -> None:
        """The row at hand is taken, and with it the sources that it planned."""
        self.keep_planned()
        for id_ in (referral.source_id, *referral.assists):
            self.date_back(id_, referral.received_on)

    def keep_planned(self) -> None:
        """The sources that the row at hand planned come in."""
        for source in map(as_named, self.planned):
            self.lines[source.id] = self.line
            self.registry.add(source)
            self.answers.pop(
                name_key(source.name), None
            )  # what it is called means more than before
        self.new.extend(self.planned)
        self.planned.clear()

    def date_back(self, id_: int, day: date) -> None:
        """A new source and its office came in with their earliest row, wherever that stands."""
        place = id_ - self.first_id
        if place >= 0 and day < self.new[place].added_on:
            self.new[place] = replace(self.new[place], added_on=day)
            self.date_back(self.new[place].office_id or 0, day)

    def find_source(self, name: str, kind: str, office: str) -> int:
        """The number of a source; the answer for a name is worked out once."""
        asked, answers = (name, kind, office), self.answers.setdefault(name_key(name), {})
        if asked not in answers:
            answers[asked] = self.find_answer(name, kind, office)
        answer = answers[asked]
        if isinstance(answer, str):
            raise RowError(answer)
        if self.planned and answer >= self.first_id + len(self.new):
            del answers[asked]  # not before the row is taken
        return answer

    def find_answer(self, name: str, kind: str, office: str) -> int | str:
        """The number of a source, or why there is none."""
        try:
            return self.look_up(name, kind, office)
        except RowError as error:
            return str(error)

    def look_up(self, name: str, kind: str, office: str) -> int:
        """The source of this very name or number; else nobody's, or with a kind a new one."""
        everybody = self.find_namesakes(name)
        same = everybody if kind else who_can_be_meant(name, everybody)
        fitting = [one for one in same if not kind or one.kind is read_kind(kind)]
        live = keep_in_use(fitting)
        if len(live) == 1 and (kind or fits_degree(name, live[0])):
            return live[0].id
        if live:
            raise RowError(f"{name!r} could be {self.list_sources(live)}")
        if fitting and not (kind and self.anyway):
            raise RowError(say_archived(fitting[0], new=bool(kind)))
        if same and not self.anyway:
            known = self.list_sources(same, how=False)
            second = ", or import with --new for a second one of that name"
            raise RowError(
                f"{name!r} is {known}, and no {kind}; leave its kind"
                f" empty{second * (not is_reserved(name))}"
            )
        if nobody := self.find_nobody(name):
            return nobody.id
        if kind:
            return self.plan_source(name, read_kind(kind), office)
        raise self.explain_doubt(name)

    def find_namesakes(self, name: str) -> Sequence[Named]:
        """The sources of this very name or number."""
        if number := ID.fullmatch(name):
            return [one for one in self.on_record if str(one.id) == number[1]]
        planned = [source for source in self.planned if name_key(source.name) == name_key(name)]
        return [*self.registry.find_called(name), *(as_named(source) for source in planned)]

    def find_nobody(self, name: str) -> Named | None:
        """The built-in source that is meant by ``?``, ``n/a``, ``self`` and the like."""
        return next((match.source for match in find_built_in(name, self.registry.sources)), None)

    def explain_doubt(self, name: str) -> RowError:
        """Why a name without a kind means nobody; what it may mean is not guessed at."""
        known = self.on_record if NUMBER.fullmatch(name.strip()) else self.registry.sources
        found = find_with_archived(name, known)
        if candidates := [found.source] if isinstance(found, Found) else found.candidates:
            return RowError(f"{name!r} could be {self.list_sources(candidates)}")
        hint = "" if is_reserved(name) or read_key(name) else "; give its kind in the column kind"
        return RowError(f"no source is called {name!r}{hint}")

    def plan_source(self, name: str, kind: Kind, office: str) -> int:
        """A new source; one like it on record or in the file has to be ruled out first."""
        refuse_number_or_key(name)
        if not self.anyway:
            self.refuse_near_source(name, kind)
        if office and kind is not Kind.PROVIDER:
            raise RowError(f"a {kind} works in no office; leave the column office empty")
        return self.plan_new(name, kind, self.find_office(office) if office else None)

    def find_office(self, name: str) -> int:
        """The office in which a new provider works, whoever bears its name; or a new one."""
        offices = [one for one in self.find_namesakes(name) if one.kind is Kind.OFFICE]
        live = keep_in_use(offices)
        if len(live) == 1:
            return live[0].id
        if live:
            raise RowError(f"{name!r} could be {self.list_sources(live)}")
        if offices:
            raise RowError(say_archived(offices[0]))
        refuse_number_or_key(name)
        self.refuse_near_office(name)
        return self.plan_new(name, Kind.OFFICE, None)

    def refuse_near_source(self, name: str, kind: Kind) -> None:
        """A near miss is asked about, never taken for new."""
        if similar := self.registry.find_rivals(name, kind):
            raise RowError(
                f"{name!r} could be {self.list_sources(similar)}, or import with --new if it is"
                " another one"
            )

    def refuse_near_office(self, name: str) -> None:
        """The same of an office; ``--new`` is about the source that is named, never about it."""
        rivals = self.registry.find_rivals(name, Kind.OFFICE)
        if similar := [one for one in rivals if one.kind is Kind.OFFICE]:
            first = line_about("source add", name, "--kind", "office", "--new")
            raise RowError(
                f"{name!r} could be {self.list_sources(similar)}; if it is another one, first:"
                f" {first}"
            )

    def plan_new(self, name: str, kind: Kind, office_id: int | None) -> int:
        """A new source that comes in if the row at hand is taken; its number."""
        new = NewSource(
            name=name, kind=kind, added_on=self.day, id=self.next_id, office_id=office_id
        )
        self.planned.append(new)
        return self.next_id - 1

    def list_sources(self, sources: Sequence[Named], *, how: bool = True) -> str:
        """The first few, and how each is written so that it is certain."""
        shown = name_some([self.describe_source(source) for source in sources], MOST_TO_LIST)
        known = [source.id for source in sources if source.id < self.first_id]
        number = f"; write its number, as #{known[0]}" if known else ""
        instead = number or "; write one name in both lines"
        return shown + instead * how

    def describe_source(self, source: Named) -> str:
        """A source with its number, or with the line in which it is new."""
        if source.id < self.first_id:
            return f"#{source.id} {source.name}" + " (archived)" * source.archived
        return f"{source.name} of line {self.lines.get(source.id, self.line)}"


def refuse_number_or_key(name: str) -> None:
    """What stands for a source or an item of the due list cannot name a new source."""
    if is_reserved(name) or read_key(name):
        raise RowError(f"{name!r} cannot name a new source")


def say_archived(gone: Named, *, new: bool = False) -> str:
    """That a source is out of use, and what to type; ``new``: a second one can be created."""
    back = type_line("source archive", f"#{gone.id}", "--back")
    second = "; or import with --new for a second one of that name" * new
    return f"#{gone.id} {gone.name} is archived. To bring it back: {back}{second}"


def value_steps(new: NewReferral) -> list[ReferralStep]:
    """The step that says what the treatment was worth, if it is known."""
    return [step for step in steps_told(new) if step.what is StepKind.VALUE]


def as_named(source: NewSource) -> Named:
    """A planned source as it is matched."""
    return Named(source.id or 0, source.name, source.kind)


def read_kind(text: str) -> Kind:
    """A kind by its word."""
    try:
        return Kind(text.lower())
    except ValueError:
        raise RowError(f"kind {text!r} is none of {', '.join(Kind)}") from None
