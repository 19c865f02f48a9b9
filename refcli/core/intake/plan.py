"""From the rows of a file to a plan: what is new, what is here already, what cannot be taken.

A row is here already when its patient came on its day from its source; who is the same patient is
decided as at the desk, by the name and the chart number. The row is in conflict when the patient's
record of that day says something else: what is on record stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from refcli.core.intake.on_record import OnRecord, Records
from refcli.core.intake.rows import (
    FileRow,
    RowError,
    faults_of_cells,
    faults_of_values,
    refusal_reasons,
)
from refcli.core.intake.sources import Register
from refcli.core.names.keys import LONGEST
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to say about one line of the file."""

    line: int
    text: str


@dataclass(slots=True)
class ImportPlan:
    """What taking the file in would do; ``days`` are those on which its patients were referred."""

    sources: list[NewSource] = field(default_factory=list)
    referrals: list[NewReferral] = field(default_factory=list)
    matched: int = 0
    conflicts: list[Remark] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    days: set[str] = field(default_factory=set, compare=False)


def plan_intake(rows: Iterable[FileRow], register: Register, records: Records) -> ImportPlan:
    """The plan for a file; ``records`` grows by the rows taken, so a repeated line is matched."""
    plan = ImportPlan(sources=register.new)
    for row in rows:
        try:
            refuse(faults_of_cells(row))
            if sort_in(plan, row, new := register.read_referral(row), records):
                register.keep(new)
        except RefusedError as error:
            plan.rejected.append(Remark(row.line, "; ".join(faults_of(row, register, error))))
    return plan


def refuse(found: Iterable[str]) -> None:
    """A row with a fault is not taken."""
    for fault in found:
        raise RowError(fault)


def faults_of(row: FileRow, register: Register, first: RefusedError) -> list[str]:
    """All that is wrong with a row, each fault once; ``first`` is the one that was met."""
    sources = [(row.get("source"), row.get("kind"), row.get("office"))]
    sources += [(name.strip(), "", "") for name in row.get("also").split(";")]
    found = [*faults_of_cells(row), *faults_of_values(row, register.today)]
    for name, kind, office in sources:
        if name and max(len(name), len(office)) <= LONGEST:
            found += refusal_reasons(partial(register.find_source, name, kind, office))
    return list(dict.fromkeys([*found, str(first)]))


def sort_in(plan: ImportPlan, row: FileRow, new: NewReferral, records: Records) -> bool:
    """New, here already, or in conflict with what is on record; true if the row is taken."""
    plan.days.add(new.received_on.isoformat())
    same = records.find_same(new.patient, new.chart, new.received_on)
    said = OnRecord(
        source_id=new.source_id,
        status=new.status,
        seen_on=new.seen_on,
        cents=new.production_cents,
        patient=new.patient,
        chart=new.chart,
        source=row.get("source"),
        line=row.line,
    )
    if not same:
        records.add(said, new.received_on)
        plan.referrals.append(new)
    elif name := other_name(new.patient, same):
        text = f"chart number {new.chart} is on record that day as {name}; it stays as it is"
        plan.conflicts.append(Remark(row.line, text))
    elif said in same:
        plan.matched += 1
    else:
        plan.conflicts.append(Remark(row.line, conflict_text(said, same)))
    return not same


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
