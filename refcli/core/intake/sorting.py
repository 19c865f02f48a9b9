"""Rows beside what is known of their patients: new, here already, or in conflict."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.intake.numbers import number_for
from refcli.core.intake.on_record import NO_REFERRAL, OnRecord, days_booked, keys_of, list_further
from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.intake.repeats import (
    Repeats,
    say_again,
    say_differs,
    say_other_columns,
    say_other_name,
    say_other_source,
    say_same,
    say_stranger,
    say_that_day,
    say_value,
)
from refcli.core.intake.sources import Register
from refcli.core.intake.whose.records import Records
from refcli.core.intake.whose.ties import (
    Tie,
    Tied,
    fills_more,
    find_tie,
    is_contradicted,
    is_of_helper,
    says_more,
)
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import list_undated


@dataclass(frozen=True, slots=True)
class TiedRow:
    """A row with what it says as a referral, and which referral known it is of."""

    row: ReferralLine
    new: NewReferral
    said: OnRecord
    tied: Tied

    @property
    def known(self) -> OnRecord:
        """The referral known."""
        return self.tied.entry.known

    @property
    def day(self) -> date:
        """Its day."""
        return self.tied.entry.day


@dataclass(slots=True)
class Sorter:
    """Sorts rows in: new, here already, or in conflict with what is known; ``records`` grow.

    ``updating``: news of referrals are taken in already. ``held``: the rows taken of a list that
    ref printed, which has nobody twice who was not asked about; no row of it is of another.
    """

    plan: ImportPlan
    register: Register
    records: Records
    repeats: Repeats
    updating: bool = False
    held: list[tuple[OnRecord, date]] = field(default_factory=list)

    def tie_row(self, row: ReferralLine, new: NewReferral) -> TiedRow:
        """A row with the referral that it is of."""
        if self.held and self.held[0][0].file != row.file:
            for one, day in self.held:
                self.records.add(one, day)
            self.held.clear()
        self.plan.days.add(new.received_on.isoformat())
        self.plan.people.update(keys_of(new.patient, new.chart))
        said = as_said(row, new)
        return TiedRow(row, new, said, find_tie(said, new.received_on, self.records))

    def sort_in(self, one: TiedRow, against: str = "") -> bool:
        """Whether a row is taken. ``against``: what it contradicts, so that it is no news."""
        taken = SORTED[one.tied.tie](self, one, against)
        if taken:
            known = replace(one.said, id=number_for(len(self.plan.referrals)))
            if one.row.file in self.repeats.printed:
                self.held.append((known, one.new.received_on))
            else:
                self.records.add(known, one.new.received_on)
            self.plan.referrals.append(one.new)
        return taken

    def sort_same_day(self, one: TiedRow, _against: str) -> bool:
        """The very referral of the day: here already, or it says otherwise."""
        one.tied.entry.taken = True
        if text := say_other_name(one.new, one.known):
            self.add_conflict(one, text)
        elif one.known == one.said:
            self.match(one)
        else:
            self.add_conflict(one, say_differs(one.said, one.known))
        self.plan.later += says_more(one.said, one.known) or fills_more(one.said, one.known)
        return False

    def match(self, one: TiedRow) -> None:
        """A row is here already; what it says otherwise of a phone or the like is told."""
        if text := say_other_columns(one.said, one.known):
            self.add_conflict(one, f"{text}; it stays as it is")
        else:
            self.plan.matched += 1

    def sort_set_aside(self, one: TiedRow, _against: str) -> bool:
        """A referral that counts nobody stays as it is."""
        if one.known == one.said:
            self.plan.matched += 1
        else:
            self.add_conflict(one, say_differs(one.said, one.known))
        return False

    def sort_same_visit(self, one: TiedRow, against: str) -> bool:
        """A visit that is known is never counted once more; what is said otherwise is told."""
        if says_more(one.said, one.known) and not is_contradicted(one.said, one.known):
            self.add_refusal(one, self.say_again(one))
            self.plan.later += 1
        elif None not in {one.said.cents, one.known.cents} and one.said.cents != one.known.cents:
            self.add_conflict(one, against or say_value(one.said, one.known))
        else:
            self.match(one)
            self.plan.later += fills_more(one.said, one.known)
        return False

    def sort_other_visit(self, one: TiedRow, _against: str) -> bool:
        """A visit that is counted for another source is not counted once more."""
        if self.is_helped(one):
            return False
        self.add_conflict(one, say_other_source(one.said, one.known))
        return False

    def sort_near(self, one: TiedRow, against: str) -> bool:
        """The very referral under another day: counted once more where somebody says so."""
        if self.repeats.anyway:
            return self.take_again(one, self.say_again(one))
        self.add_refusal(one, against or self.say_again(one))
        known_otherwise = self.updating or is_contradicted(one.said, one.known)
        more = says_more(one.said, one.known) or fills_more(one.said, one.known)
        if more and not known_otherwise:
            self.plan.later += 1
        else:
            self.plan.repeated += 1
            self.plan.alike += not known_otherwise
        return False

    def sort_anew(self, one: TiedRow, against: str) -> bool:
        """A patient who is counted already: once more where somebody says so."""
        if self.is_helped(one):
            return False
        if self.repeats.anyway:
            return self.take_again(one, self.say_again(one))
        if one.day == one.new.received_on:
            text = say_that_day(one.said, one.known)
        else:
            text = f"{against or self.say_again(one)}; {one.new.patient} is not taken"
        self.add_conflict(one, f"{text}{self.say_same(one)}")
        self.plan.repeated += 1
        return False

    def say_same(self, one: TiedRow) -> str:
        """What to type where a row from another source is of the very referral that there is."""
        said, known = one.said, one.known
        if said.source_id == known.source_id or self.is_nobody(said):
            return ""
        new = said.source_id >= self.register.first_id
        source = said.source if new else f"#{said.source_id}"
        return say_same(said, known, source, nobody=self.is_nobody(known))

    def is_helped(self, one: TiedRow) -> bool:
        """Whether both sources of a referral were told, the second by this row: it is matched."""
        day = one.new.received_on
        helped = any(is_of_helper(one.said, day, known) for known in one.tied.several)
        self.plan.matched += helped
        return helped

    def is_nobody(self, one: OnRecord) -> bool:
        """Whether nobody is known to have sent a patient."""
        return one.source_id in self.register.nobodies or name_key(one.source) in BUILT_IN_KEYS

    def sort_long_ago(self, one: TiedRow, _against: str) -> bool:
        """Long after the last one it is a referral of its own."""
        return self.take_again(one, self.say_again(one))

    def sort_stranger(self, one: TiedRow, against: str) -> bool:
        """A row with the chart number of somebody else is left out, unless it counts nobody."""
        text = say_stranger(one.new, one.known, one.row.file)
        if one.row.status in NO_REFERRAL:
            return self.take_again(one, text)
        self.add_refusal(one, against or text)
        self.plan.charted += 1
        return False

    def take_new(self, _one: TiedRow, _against: str) -> bool:
        """A patient who is not known is taken."""
        return True

    def say_again(self, one: TiedRow) -> str:
        """That the patient of a row is counted once more."""
        return say_again(one.new, one.day, one.known, one.row.file)

    def take_again(self, one: TiedRow, text: str) -> bool:
        """Take a row whose patient is counted already; that is said."""
        if one.row.file not in self.repeats.printed:
            self.plan.again.append(Remark(one.row.line, text, one.row.file))
        return True

    def add_refusal(self, one: TiedRow, text: str) -> None:
        """Say why a row is not taken, and who is not counted for it."""
        self.add_conflict(one, f"{text}; {one.new.patient} is not taken")

    def add_conflict(self, one: TiedRow, text: str) -> None:
        """Say why a row is not taken."""
        self.plan.conflicts.append(Remark(one.row.line, text, one.row.file))


SORTED: dict[Tie, Callable[[Sorter, TiedRow, str], bool]] = {
    Tie.NOBODY: Sorter.take_new,
    Tie.SAME_DAY: Sorter.sort_same_day,
    Tie.SAME_VISIT: Sorter.sort_same_visit,
    Tie.NEAR: Sorter.sort_near,
    Tie.ANEW: Sorter.sort_anew,
    Tie.SET_ASIDE: Sorter.sort_set_aside,
    Tie.OTHER_VISIT: Sorter.sort_other_visit,
    Tie.OTHER_SOURCE: Sorter.sort_anew,
    Tie.WAITING: Sorter.sort_long_ago,
    Tie.LONG_AGO: Sorter.sort_long_ago,
    Tie.STRANGER: Sorter.sort_stranger,
}


def as_said(row: ReferralLine, new: NewReferral) -> OnRecord:
    """What a row says, as it is compared with what is known."""
    told = steps_told(new)
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
        appointments=days_booked(told),
        undated="seen_on" in list_undated(told),
        closed_on=new.closed_on,
        further=list_further(new),
        helpers=frozenset(new.assists),
    )
