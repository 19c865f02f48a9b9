"""The sources of the rows at hand: those that their names mean, new ones planned when taken.

What a name means was decided before, once for each name: see naming. What a row plans is kept
with ``keep``, when the row is taken.
"""

from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, timedelta

from refcli.core.intake.naming.deciding import Names
from refcli.core.intake.naming.decisions import Means, NameDecision
from refcli.core.intake.naming.spoken import Spoken, speak_assists, speak_primary
from refcli.core.intake.reading.contact_rows import facts_of_program
from refcli.core.intake.reading.steps import steps_from
from refcli.core.intake.reading.understood import ContactLine, ReferralLine
from refcli.core.intake.rows import RowError
from refcli.core.names.keys import LONGEST
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.referrals.steps import Steps
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind, StepKind

STEPS = tuple(one.name for one in fields(Steps))
PAST_DAYS = 30  # an older row comes from old records: nothing is owed for it


class Register:
    """The numbers of the sources of each row; a new one gets its number with its first row."""

    def __init__(self, names: Names, *, next_id: int, today: date) -> None:
        self.names = names
        self.first_id = next_id
        self.today = today
        self.day = today  # of the row at hand: a new source came in with it
        self.new: list[NewSource] = []
        self.ids: dict[int, int] = {}  # of the new sources, by their decision
        self.planned: dict[int, NewSource] = {}  # by the row at hand, by their decision
        self.contacts = join_contacts(names)
        self.nobodies = {
            one.source.id
            for one in names.decisions
            if one.source and one.means in {Means.UNKNOWN, Means.NONE}
        }

    @property
    def next_id(self) -> int:
        """The number of the next new source."""
        return self.first_id + len(self.new) + len(self.planned)

    def read_referral(self, row: ReferralLine) -> NewReferral:
        """The referral that a row describes, its sources found or planned."""
        self.planned.clear()
        self.day = received_on = row.received_on
        source_id = self.find_source(speak_primary(row))
        steps = steps_from(received_on, row.told)
        found = dict.fromkeys(map(self.find_source, speak_assists(row)))
        assists = tuple(id_ for id_ in found if id_ not in self.nobodies)
        if source_id in assists:
            raise RowError("the primary source is also among the assists")
        new = NewReferral(
            patient=row.patient,
            source_id=source_id,
            **{name: getattr(steps, name) for name in STEPS},
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
        self.ids |= {mark: source.id or 0 for mark, source in self.planned.items()}
        self.new.extend(self.planned.values())
        self.planned.clear()

    def date_back(self, id_: int, day: date) -> None:
        """A new source and its office came in with their earliest row, wherever that stands."""
        place = id_ - self.first_id
        if place >= 0 and day < self.new[place].added_on:
            self.new[place] = replace(self.new[place], added_on=day)
            self.date_back(self.new[place].office_id or 0, day)

    def find_source(self, spoken: Spoken) -> int:
        """The number of the source that a name means; an open one refuses the row."""
        return self.find_number(self.names.decision_of(spoken))

    def find_number(self, decision: NameDecision) -> int:
        """The number of the source that was decided for; a new one is planned."""
        decision = self.names.follow(decision)
        if not decision.sure:
            raise RowError(decision.why)
        if decision.means is not Means.NEW:
            return decision.source.id if decision.source else 0
        mark = id(decision)
        if known := self.ids.get(mark):
            return known
        if mark in self.planned:
            return self.planned[mark].id or 0
        return self.plan_new(decision)

    def plan_new(self, decision: NameDecision) -> int:
        """A new source that comes in if the row at hand is taken, behind its office; its number."""
        office = None
        if decision.office_id is not None:
            office = self.find_number(self.names.office_of(decision))
        mention = decision.mention
        new = NewSource(
            name=mention.typed,
            kind=decision.kind or Kind.OTHER,
            added_on=self.day,
            id=self.next_id,
            office_id=office,
            npi=mention.reach.npi,
            specialty=specialty_of(decision),
        )
        self.planned[id(decision)] = with_contact(new, self.contacts.get(id(decision)), self.today)
        return new.id or 0


def join_contacts(names: Names) -> dict[int, ContactLine]:
    """What the cards of each source of the files say together, by its decision; its own first."""
    found: dict[int, ContactLine] = {}
    for one in sorted(names.decisions, key=lambda one: one.means is Means.SAME):
        contact = one.mention.contact
        if contact and one.sure:
            with suppress(RowError):  # it is said to be itself: its rows are refused with that
                mark = id(names.follow(one))
                found[mark] = found[mark].filled_from(contact) if mark in found else contact
    return found


def with_contact(new: NewSource, row: ContactLine | None, today: date) -> NewSource:
    """A new source with what a contact says of it."""
    if row is None:
        return new
    address = PostalAddress(row.street, row.city, row.state, row.zip)
    return replace(
        new,
        phone=row.phone,
        fax=row.fax,
        email=row.email,
        npi=row.npi or new.npi,
        address=row.address or postal_text(address),
        street=row.street,
        city=row.city,
        state=row.state,
        zip=row.zip,
        specialty=row.specialty,
        note=note_of(row),
        **facts_of_program(row, today),
    )


def specialty_of(decision: NameDecision) -> str:
    """What the rows say that a new provider or office does; a channel has no specialty."""
    does = decision.kind in {Kind.PROVIDER, Kind.OFFICE}
    return decision.mention.specialty[:LONGEST] if does else ""


def note_of(row: ContactLine) -> str:
    """The note of a contact, and what has no column of its own: the job, and further phones."""
    phones = f"other phones: {', '.join(row.more_phones)}" if row.more_phones else ""
    return "; ".join(filter(None, (row.note, row.job, phones)))


def value_steps(new: NewReferral) -> list[ReferralStep]:
    """The step that says what the treatment was worth, if it is known."""
    return [step for step in steps_told(new) if step.what is StepKind.VALUE]
