"""What lists of the program are held against in the book, and how their rows are written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from refcli.core.duties.absences import Absence, spans_away, staff_key
from refcli.core.events.guests import Event
from refcli.core.intake.program.known import (
    KnownIssue,
    KnownProgram,
    NewDuty,
    NewMembership,
    NewReason,
    ProgramNews,
)
from refcli.core.names.named import Named
from refcli.core.names.people import person_key
from refcli.core.occasions import Occasion
from refcli.core.owed.settings import Rule
from refcli.core.referrals.reasons import change_reasons
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def read_known_program(book: "Book", named: Sequence[Named]) -> KnownProgram:
    """The days, events, issues, insurers and figures on record."""
    rules, duties = storage.owed.settings.due_rules(book), storage.duties.duty_facts(book)
    referrals: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for id_, source_id, patient in storage.intake.read_patients(book):
        referrals[source_id, person_key(patient)].append(id_)
    return KnownProgram(
        today=book.today,
        sources=named,
        occasions=[one for one, _ in storage.occasions.read_running(book)],
        lead_days=rules.occasion_lead,
        memberships=storage.insurers.read_memberships(book),
        events=storage.events.read_events(book),
        issues=[
            KnownIssue(one.record, one.closed_on, one.outcome, one.id)
            for one in storage.dealings.issues.read_every_issue(book)
        ],
        referrals=referrals,
        duties=[
            NewDuty(one, one.rosters[-1].staff, one.rosters[-1].texts)
            for one in duties.duties
            if not one.ended_on
        ],
        colleagues={
            staff_key(name): name
            for one in duties.duties
            if not one.ended_on
            for name in one.rosters[-1].staff
        },
        away={
            (key, span.since, span.until)
            for key, words in duties.words.items()
            for span in spans_away(words)
        },
        reasons=[*storage.referrals.read_reasons(book)],
        rules=rules,
        figures={(one.key, one.kind) for one in storage.owed.settings.rules_set(book)},
    )


def write_program(book: "Book", news: Iterable[ProgramNews]) -> None:
    """Write what lists of the program bring."""
    for one in news:
        match one:
            case Occasion():
                storage.occasions.add(book, one)
            case Event():
                storage.events.add(book, one)
            case KnownIssue():
                storage.dealings.issues.add_issue(
                    book, one.record, closed_on=one.closed_on, outcome=one.outcome
                )
            case NewMembership():
                storage.insurers.record_membership(book, one.source_id, one.provider, one.values)
            case NewDuty():
                storage.duties.add(book, one.duty, one.staff, one.texts)
            case Absence():
                storage.duties.send_away(book, one.staff, one.since, one.until, one.why)
            case NewReason():
                reasons = change_reasons(storage.referrals.read_reasons(book), [one.text], [])
                storage.referrals.save_reasons(book, reasons)
            case Rule():
                storage.owed.settings.set_rule(book, one)
