"""From the rows of a file to a plan: what is new, what is here already, what cannot be taken.

A row is here already when its patient came on its day from its source; who is the same patient is
decided as at the desk, by the name and the chart number. The row is in conflict when the patient's
record of that day says something else: what is on record stays as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.intake.filling import SourceNews
from refcli.core.intake.naming.spoken import Spoken, speak_assists, speak_primary, speak_rejected
from refcli.core.intake.on_record import OnRecord, Records, keys_of
from refcli.core.intake.reading.understood import ReferralLine, Rejected
from refcli.core.intake.repeats import NOBODY_TWICE, Repeats, is_repeat, say_again
from refcli.core.intake.sources import Register
from refcli.core.intake.updating import (
    News,
    RecordedReferrals,
    as_recorded,
    find_news,
    number_of_new,
    renew_referral,
)
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Status
from refcli.errors import RefusedError

ON_RECORD = "on record"  # where a contradiction says that the other thing stands
RANKS = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to say about one line of a file."""

    line: int
    text: str
    file: str = field(default="", compare=False)


@dataclass(slots=True)
class ImportPlan:
    """What taking the files in would do; ``several``: there is more than one.

    ``days`` are those on which their patients were referred, ``people`` the keys of those patients.
    """

    sources: list[NewSource] = field(default_factory=list)
    referrals: list[NewReferral] = field(default_factory=list)
    matched: int = 0
    conflicts: list[Remark] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    several: bool = field(default=False, compare=False)
    days: set[str] = field(default_factory=set, compare=False)
    people: set[str] = field(default_factory=set, compare=False)
    new_contacts: int = 0
    left_out: int = 0  # contacts that are nobody
    news: dict[int, News] = field(default_factory=dict)  # by the number of the referral
    again: list[Remark] = field(default_factory=list)  # taken, and the patient is on record
    joined: list[Remark] = field(default_factory=list)  # news of a referral of an earlier line
    later: int = 0  # rows in conflict that would bring news
    bare: list[Remark] = field(default_factory=list)  # contacts with nothing but a name
    repeated: int = 0  # rows in conflict whose patient is on record near that day
    filled: dict[int, SourceNews] = field(default_factory=dict)  # by the number of the source
    birthdays: dict[int, YearDay] = field(default_factory=dict)  # by the number of the source
    could_fill: int = 0  # contacts that would fill in something, were it wanted

    @property
    def new(self) -> int:
        """How many referrals are new, and how many contacts of lists of contacts."""
        return len(self.referrals) + self.new_contacts

    @property
    def updated(self) -> int:
        """How many referrals and sources on record are told something new."""
        return len(self.news) + len(self.filled)


def plan_intake(
    rows: Iterable[ReferralLine | Rejected],
    register: Register,
    records: Records,
    known: RecordedReferrals | None = None,
    repeats: Repeats = NOBODY_TWICE,
) -> ImportPlan:
    """The plan for a file; ``records`` grows by the rows taken, so a repeated line is matched.

    ``known``: rows may bring news of these. ``repeats``: who may be counted again.
    A row that the reading stage rejected gets the faults of its sources beside its own.
    """
    plan = ImportPlan(sources=register.new)
    for row in rows:
        if isinstance(row, Rejected):
            reasons = (*row.reasons, *faults_of_cells(row, register))
            plan.rejected.append(reject_row(row, reasons))
            continue
        try:
            new = register.read_referral(row)
            if known and bring_news(plan, row, new, known, register):
                continue
            if sort_in(plan, row, new, records, repeats):
                register.keep(new)
                if known:
                    place = len(plan.referrals) - 1
                    known.add(as_recorded(new, place, row.source, row.line))
        except RefusedError as error:
            plan.rejected.append(reject_row(row, (*faults_of_row(row, register), str(error))))
    return plan


def bring_news(
    plan: ImportPlan,
    row: ReferralLine,
    new: NewReferral,
    known: RecordedReferrals,
    register: Register,
) -> bool:
    """Whether a row is of a referral on record, or of an earlier line; what it changes is planned.

    A new source that helped comes in with it.
    """
    one = known.find(new)
    if one is None:
        return False
    news = find_news(one, new, row.source)
    if news.changes:
        plan_news(plan, row, news)
        known.take(news)
    elif not news.contradictions:
        plan.matched += 1
    if news.assists:
        register.keep(new)
    if news.contradictions:
        said = "; ".join(one.rstrip(".") for one in news.contradictions)
        where = f"in line {one.line} of this file" if one.line else ON_RECORD
        plan.conflicts.append(Remark(row.line, said.replace(ON_RECORD, where), row.file))
    return True


def plan_news(plan: ImportPlan, row: ReferralLine, news: News) -> None:
    """What a row changes about a referral on record, or about a new one of an earlier line."""
    one = news.referral
    if not one.line:
        plan.news[one.id] = news.after(plan.news.get(one.id))
        return
    place = number_of_new(one.id)
    plan.referrals[place] = renew_referral(plan.referrals[place], news)
    plan.joined.append(Remark(row.line, f"news of {one.patient} of line {one.line}", row.file))


def reject_row(row: ReferralLine | Rejected, reasons: Iterable[str]) -> Rejected:
    """A row that is not taken, each of its faults once."""
    return Rejected(row.file, row.line, tuple(dict.fromkeys(reasons)), row.cells)


def faults_of_row(row: ReferralLine, register: Register) -> Iterator[str]:
    """Why sources of a row are not certain."""
    for spoken in (speak_primary(row), *speak_assists(row)):
        yield from faults_of_source(register, spoken)


def faults_of_cells(row: Rejected, register: Register) -> Iterator[str]:
    """Why the sources of a row that cannot be read would not be certain either."""
    for spoken in speak_rejected(row):
        yield from faults_of_source(register, spoken)


def faults_of_source(register: Register, spoken: Spoken) -> Iterator[str]:
    """Why a source is not certain, if it is not."""
    try:
        register.find_source(spoken)
    except RefusedError as error:
        yield str(error)


def sort_in(
    plan: ImportPlan, row: ReferralLine, new: NewReferral, records: Records, repeats: Repeats
) -> bool:
    """New, here already, or in conflict with what is on record; true if the row is taken."""
    plan.days.add(new.received_on.isoformat())
    plan.people.update(keys_of(new.patient, new.chart))
    same = records.find_same(new.patient, new.chart, new.received_on)
    said = OnRecord(
        source_id=new.source_id,
        status=new.status,
        seen_on=new.seen_on,
        cents=new.production_cents,
        patient=new.patient,
        chart=new.chart,
        source=row.source,
        line=row.line,
    )
    if not same:
        near = records.find_near(new.patient, new.chart, new.received_on)
        if near and not counts_beside(plan, row, new, near, repeats):
            plan.later += says_more(said, [near[1]])
            return False
        records.add(said, new.received_on)
        plan.referrals.append(new)
    elif name := other_name(new.patient, same):
        text = (
            f"chart number {new.chart} is on record that day as {name}; {new.patient} is not taken"
        )
        plan.conflicts.append(Remark(row.line, text, row.file))
    elif said in same:
        plan.matched += 1
    else:
        plan.conflicts.append(Remark(row.line, conflict_text(said, same), row.file))
        plan.later += says_more(said, same)
    return not same


def counts_beside(
    plan: ImportPlan,
    row: ReferralLine,
    new: NewReferral,
    near: tuple[date, OnRecord],
    repeats: Repeats,
) -> bool:
    """Whether a row counts beside the nearest other referral of its patient; it is said.

    Long after that one it is a referral of its own. A chart number is one person's, however long
    ago.
    """
    if is_repeat(new, *near) and not repeats.may_count(row, near[1]):
        text = f"{say_again(new, *near)}; {new.patient} is not taken"
        plan.conflicts.append(Remark(row.line, text, row.file))
        plan.repeated += 1
        return False
    if row.file not in repeats.printed:
        plan.again.append(Remark(row.line, say_again(new, *near), row.file))
    return True


def says_more(said: OnRecord, on_record: Sequence[OnRecord]) -> bool:
    """Whether a row knows more than the record of that source: --update would take it."""
    mine = [one for one in on_record if one.source_id == said.source_id]
    return any(
        RANKS[said.status] > RANKS[one.status]
        or (said.seen_on is not None and one.seen_on is None)
        or (said.cents is not None and one.cents is None)
        for one in mine
    )


def other_name(patient: str, same: Sequence[OnRecord]) -> str:
    """The other name under which a patient is on record, where only the chart number says so."""
    names = [one.patient for one in same]
    known = any(compare_people(patient, one) is Sameness.SAME for one in names)
    return "" if known else names[0]


def conflict_text(said: OnRecord, on_record: Sequence[OnRecord]) -> str:
    """The sentence on how the referral on record differs from the row of the file."""
    same = next((one for one in on_record if one.source_id == said.source_id), None)
    if same is None:
        first = on_record[0]
        if first.line:
            return f"line {first.line} of this file has this patient that day, from {first.source}"
        source = f"#{first.source_id} {first.source}".strip()
        return f"this patient is on record that day from {source}"
    was = same.status.value + (f" on {same.seen_on}" if same.seen_on else "")
    if same.line:
        return f"line {same.line} of this file says otherwise of that day ({was}); it stays"
    return f"the record of that day differs (there: {was}); it stays as it is"
