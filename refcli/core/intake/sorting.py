"""Rows beside what is known of their patients: new, here already, or in conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.intake.on_record import (
    NO_REFERRAL,
    OnRecord,
    RecordedReferral,
    Records,
    days_booked,
    keys_of,
)
from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.intake.repeats import (
    Repeats,
    is_another,
    is_contradicted,
    is_repeat,
    other_name,
    say_again,
    say_differs,
    say_other_source,
    say_that_day,
    say_value,
    says_more,
)
from refcli.core.intake.sources import Register
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import derive_standing


@dataclass(slots=True)
class Sorter:
    """Sorts rows in: new, here already, or in conflict with what is known; ``records`` grow.

    ``updating``: news of referrals are taken in already. ``against``: what a row contradicts that
    was compared with a referral already.
    """

    plan: ImportPlan
    register: Register
    records: Records
    repeats: Repeats
    updating: bool = False
    against: str = ""

    def sort_in(self, row: ReferralLine, new: NewReferral) -> bool:
        """Whether the row is taken."""
        self.plan.days.add(new.received_on.isoformat())
        self.plan.people.update(keys_of(new.patient, new.chart))
        said = as_said(row, new)
        taken = self.sort_same_day(row, new, said)
        if taken is None:
            taken = self.sort_near(row, new, said)
        self.against = ""
        if taken:
            self.records.add(said, new.received_on)
            self.plan.referrals.append(new)
        return taken

    def sort_same_day(self, row: ReferralLine, new: NewReferral, said: OnRecord) -> bool | None:
        """Whether the row is taken beside what is known of that day; None where nothing is."""
        same = self.records.find_same(new.patient, new.chart, new.received_on)
        same = [one for one in same if not self.repeats.stands_beside(row, one.line, one.file)]
        mine = next((one for one in same if one.source_id == said.source_id), None)
        if not same:
            return None
        if name := other_name(new.patient, same):
            text = f"chart number {new.chart} is on record that day as {name}"
            return self.refuse_chart(row, new, self.against or text)
        if said in same:
            self.plan.matched += 1
        elif mine:
            self.add_conflict(row, say_differs(said, mine))
            self.plan.later += any(says_more(said, one) for one in same)
        elif visit := next((one for one in same if one.is_visit_of(said)), None):
            self.add_conflict(row, say_other_source(said, visit))
        elif self.repeats.anyway:
            return self.take_again(row, say_again(new, new.received_on, same[0], row.file))
        else:
            self.add_conflict(row, say_that_day(said, same[0]))
            self.plan.repeated += 1
        return False

    def sort_near(self, row: ReferralLine, new: NewReferral, said: OnRecord) -> bool:
        """Whether the row is taken beside other referrals of its patient.

        Long after the last one it is a referral of its own. A chart number is one person's, however
        long ago. A visit that is known is never counted once more.
        """
        near = [
            (day, one)
            for day, one in self.records.list_near(new.patient, new.chart, new.received_on)
            if not self.repeats.stands_beside(row, one.line, one.file)
        ]
        if not near:
            return True
        if row.status not in NO_REFERRAL and self.is_known_visit(row, new, said, near):
            return False
        day, nearest = near[0]
        text = say_again(new, day, nearest, row.file)
        if is_another(new, nearest) and row.status not in NO_REFERRAL:
            return self.refuse_chart(row, new, self.against or text)
        if not is_repeat(new, day, nearest) or self.repeats.may_count(row):
            return self.take_again(row, text)
        self.add_conflict(row, f"{self.against or text}; {new.patient} is not taken")
        if says_more(said, nearest) and not is_contradicted(said, nearest) and not self.updating:
            self.plan.later += 1
        else:
            self.plan.repeated += 1
        return False

    def is_known_visit(
        self,
        row: ReferralLine,
        new: NewReferral,
        said: OnRecord,
        near: Sequence[tuple[date, OnRecord]],
    ) -> bool:
        """Whether a row is of a visit that is counted; what it says more or otherwise is said."""
        visits = [(day, one) for day, one in near if one.is_visit_of(said)]
        mine = [(day, one) for day, one in visits if one.source_id == said.source_id]
        if not visits:
            return False
        day, known = (mine or visits)[0]
        if not mine:
            self.add_conflict(row, say_other_source(said, known))
        elif says_more(said, known) and not is_contradicted(said, known):
            text = say_again(new, day, known, row.file)
            self.add_conflict(row, f"{text}; {new.patient} is not taken")
            self.plan.later += 1
        elif None not in {said.cents, known.cents} and said.cents != known.cents:
            self.add_conflict(row, self.against or say_value(said, known))
        else:
            self.plan.matched += 1
        return True

    def learn(self, one: RecordedReferral) -> None:
        """Know what a row told of a referral: its visit is not counted once more."""
        standing = derive_standing(one.received_on, one.told)
        known = OnRecord(
            source_id=one.source_id,
            status=standing.steps.status,
            seen_on=standing.steps.seen_on,
            cents=standing.cents,
            patient=one.patient,
            chart=one.chart,
            source=one.source,
            line=one.line,
            file=one.file,
            appointments=days_booked(one.told),
        )
        self.records.add(known, one.received_on)

    def take_again(self, row: ReferralLine, text: str) -> bool:
        """Take a row whose patient is counted already; that is said."""
        if row.file not in self.repeats.printed:
            self.plan.again.append(Remark(row.line, text, row.file))
        return True

    def refuse_chart(self, row: ReferralLine, new: NewReferral, text: str) -> bool:
        """Leave out a row with the chart number of somebody else."""
        self.add_conflict(row, f"{text}; {new.patient} is not taken")
        self.plan.charted += 1
        return False

    def add_conflict(self, row: ReferralLine, text: str) -> None:
        """Say why a row is not taken."""
        self.plan.conflicts.append(Remark(row.line, text, row.file))


def as_said(row: ReferralLine, new: NewReferral) -> OnRecord:
    """What a row says, as it is compared with what is known."""
    return OnRecord(
        source_id=new.source_id,
        status=new.status,
        seen_on=new.seen_on,
        cents=new.production_cents,
        patient=new.patient,
        chart=new.chart,
        source=row.source,
        line=row.line,
        file=row.file,
        appointments=days_booked(steps_told(new)),
    )
