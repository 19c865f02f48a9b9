"""How files that were understood are taken in: decided while others can write, written at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from refcli.commands.finding.sources import read_everybody
from refcli.commands.intake.program import read_known_program
from refcli.commands.intake.writing import write_plan
from refcli.core.intake.columns.header import Maps
from refcli.core.intake.columns.meanings import RowKind
from refcli.core.intake.contacts import plan_contacts
from refcli.core.intake.filling import KnownSourceFacts
from refcli.core.intake.meanwhile import can_change_plan
from refcli.core.intake.naming.deciding import Decider, Names, Settle, settle_nothing
from refcli.core.intake.naming.decisions import NameAnswer, NameDecision
from refcli.core.intake.naming.known import KnownSources
from refcli.core.intake.naming.mentions import Mentions, gather_names
from refcli.core.intake.naming.reaching import Reach
from refcli.core.intake.naming.remembered import (
    Learned,
    learn_columns,
    learn_names,
    learn_order,
    read_names,
)
from refcli.core.intake.plan import plan_intake
from refcli.core.intake.planned import ImportPlan
from refcli.core.intake.program.known import KnownProgram
from refcli.core.intake.program.planning import plan_program
from refcli.core.intake.reading.understood import DateOrder, ReferralLine, Rejected, Understood
from refcli.core.intake.repeats import Repeats
from refcli.core.intake.sources import Register
from refcli.core.intake.staff import know_staff, plan_staff
from refcli.core.intake.updating import RecordedReferrals
from refcli.core.intake.whose.records import Records
from refcli.core.names.named import Named
from refcli.core.sources.contacts import Contact
from refcli.env import Env
from refcli.on_use import storage
from refcli.output.progress.bar import show_bar, tell_rows

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_PLANS = 2  # while others can write
WORTH_A_BAR = 2_000  # fewer rows are read in a blink
Row = ReferralLine | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumns:
    """What somebody said that columns mean, by their header line; ``headers`` as written.

    ``order`` is how their days are written, where that was said or the file proves it.
    """

    signature: str
    maps: Maps
    headers: Mapping[str, str]
    order: DateOrder = DateOrder.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Files that were understood, and what somebody said about their names and columns."""

    understood: Sequence[Understood]
    mentions: Mentions
    columns: Sequence[MappedColumns] = ()
    answers: dict[str, NameAnswer] = field(default_factory=dict)  # by the sign of the name
    anyway: bool = False
    update: bool = False
    again: bool = False

    @property
    def repeats(self) -> Repeats:
        """Which patients may be counted again."""
        printed = frozenset(file for one in self.understood if one.is_printed for file in one.files)
        return Repeats(self.again, printed)

    @property
    def has_program(self) -> bool:
        """Whether a list of the program itself is among the files."""
        return any(one.program for one in self.understood)

    def find_answer(self, decision: NameDecision) -> NameAnswer | None:
        """What was answered about a name."""
        return self.answers.get(decision.mention.sign)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The sources on record as names are held against them."""

    named: Sequence[Named]
    reached: Mapping[int, Reach]
    remembered: Mapping[str, NameAnswer]
    next_id: int
    facts: KnownSourceFacts = field(default_factory=KnownSourceFacts)
    people: Sequence[Contact] = ()
    program: KnownProgram | None = None  # where a list of the program is among the files


@dataclass(frozen=True, slots=True)
class PlannedFiles:
    """What taking the files in would do, and what their names mean."""

    plan: ImportPlan
    names: Names
    register: Register
    known: KnownNames

    @property
    def open_reasons(self) -> frozenset[str]:
        """Why names of rows that could be taken are not certain."""
        several = self.names.decisions
        return frozenset(one.why for one in several if not one.sure and one.mention.rows)

    @property
    def waiting(self) -> int:
        """How many rows only wait for a name."""
        reasons = self.open_reasons
        return sum(reasons.issuperset(one.reasons) for one in self.plan.rejected)


def make_job(
    understood: Sequence[Understood],
    columns: Sequence[MappedColumns] = (),
    *,
    anyway: bool = False,
    update: bool = False,
    again: bool = False,
) -> Job:
    """Files that nobody said anything about yet."""
    return Job(
        understood=understood,
        mentions=gather_names(understood),
        columns=columns,
        anyway=anyway,
        update=update,
        again=again,
    )


def take_in(
    env: Env, job: Job, settle: Callable[[PlannedFiles], None]
) -> tuple[PlannedFiles, list[str]]:
    """Take the rows in, unless ``settle`` refuses; others can write until all is decided.

    What was written meanwhile may change what was decided, so then it is decided anew; at the
    last try while nobody else can write.
    """
    for last_try in (False,) * MOST_PLANS + (True,):
        seen, planned = plan_ahead(env, job)
        if not planned.plan.rejected:
            storage.copies.making.copy_before(env.door(), "import")
        with storage.book.door.writing(env.door("import")) as book:
            since = storage.history.log.changes_since(book, seen)
            found = planned.plan
            if (job.has_program and since) or can_change_plan(
                since, found.days, found.people, update=job.update
            ):
                if not last_try:
                    continue
                planned = plan_files(env, job, *read_known(book, job))
            settle(planned)
            learned = write_plan(env, book, planned.plan, list_learned(job, planned))
        break
    return planned, learned


def plan_ahead(env: Env, job: Job) -> tuple[int, PlannedFiles]:
    """The last change on record, and what taking in these files would do, with no lock held."""
    with storage.book.door.reading(env.door()) as book:
        seen = storage.history.log.last_change(book)
        known = read_known(book, job)
    return seen, plan_files(env, job, *known, watch=lambda rows: watch_rows(env, rows))


def read_known(book: "Book", job: Job) -> tuple[KnownNames, Records, RecordedReferrals | None]:
    """The sources and the referrals on record, to compare files with."""
    news = RecordedReferrals(storage.intake.known_referrals(book)) if job.update else None
    names = read_known_names(book)
    if job.has_program:
        names = replace(names, program=read_known_program(book, names.named))
    return names, storage.intake.records_on_file(book), news


def read_known_names(book: "Book") -> KnownNames:
    """The sources on record, and what earlier answers said."""

    def follow(number: int) -> int:
        kept: int = storage.sources.merging.follow_merged(book, number)
        return kept

    return KnownNames(
        read_everybody(book),
        storage.intake.read_reached(book),
        read_names(storage.intake.read_kept_answers(book), follow),
        storage.sources.records.next_source_id(book),
        KnownSourceFacts(
            {one.id: one for one in storage.sources.records.read_sources(book)},
            storage.occasions.read_birthdays(book),
        ),
        storage.sources.contacts.read_contacts(book),
    )


def decide_names(job: Job, known: KnownNames, settle: Settle = settle_nothing) -> Names:
    """What the names of the files mean."""
    sources = KnownSources(known.named, known.reached)
    decider = Decider(sources, remembered=known.remembered, settle=settle, anyway=job.anyway)
    return decider.decide_all(job.mentions)


def plan_files(
    env: Env,
    job: Job,
    known: KnownNames,
    records: Records,
    news: RecordedReferrals | None,
    *,
    watch: Callable[[list[Row]], Iterable[Row]] = iter,
) -> PlannedFiles:
    """What taking in these files would do; ``watch`` shows how far it is."""
    names = decide_names(job, known, job.find_answer)
    register = Register(names, next_id=known.next_id, today=env.today)
    plan = plan_intake(watch(rows_of(job.understood)), register, records, news, job.repeats)
    plan.several = sum(len(one.files) for one in job.understood) > 1
    staff = know_staff(known.named, known.people)
    for one in job.understood:
        if one.rows_are is RowKind.CONTACT:
            plan_contacts(one, register, plan, known.facts, update=job.update)
        elif one.rows_are is RowKind.STAFF:
            plan_staff(one, staff, plan)
        elif one.rows_are is RowKind.PROGRAM and known.program:
            plan_program(one.program, known.program, plan)
    return PlannedFiles(plan, names, register, known)


def rows_of(understood: Sequence[Understood]) -> list[Row]:
    """The rows of lists of referrals, the rejected ones too, in the order of their lines."""
    found: list[Row] = []
    for one in understood:
        if one.rows_are is RowKind.REFERRAL:
            rows: list[Row] = [*one.referrals, *one.rejected]
            found += sorted(rows, key=lambda row: (row.file, row.line))
    return found


def list_learned(job: Job, planned: PlannedFiles) -> Learned:
    """What the answers teach for the next file."""
    learned = Learned()
    known = {one.id: one for one in planned.known.named}
    learn_names(learned, planned.names, known, planned.register.ids)
    for one in job.columns:
        if one.maps:
            learn_columns(learned, one.signature, one.maps, one.headers)
        if one.order:
            learn_order(learned, one.signature, one.order)
    return learned


def watch_rows(env: Env, rows: list[Row]) -> Iterator[Row]:
    """The rows; many of them with a bar on a terminal."""
    with show_bar(env.errors, "Reading", len(rows), fewest=WORTH_A_BAR) as tell:
        yield from tell_rows(rows, tell)
