"""What the audit reads: who could have been given something, what came, what it was worth."""

from datetime import date, timedelta

from refcli.core.policy.rules import Policy
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage import audit, referrals
from refcli.storage.book.door import Door, writing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY

LATER = TODAY + timedelta(days=1)


def test_the_audit_looks_at_all_to_whom_something_could_be_given(door: Door) -> None:
    with writing(door) as book:
        added = {
            kind: sources.add_source(book, NewSource(name=kind.value, kind=kind, added_on=TODAY))
            for kind in Kind
        }
        old = NewSource(name="Old", kind=Kind.OFFICE, added_on=TODAY)
        sources.edit_source(book, sources.add_source(book, old), {"archived_on": TODAY})

        facts = audit.audit_facts(book, Policy(), 2026)

    nobody = {added[kind] for kind in (Kind.SIGNAGE, Kind.PRINT, Kind.DIGITAL)}
    assert {*facts.eligible} == {*added.values()} - nobody


def test_production_is_that_of_the_years_referrals_known_today(door: Door) -> None:
    with writing(door) as book:
        elm = sources.add_source(book, NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY))
        for patient, received, cents, known in (
            ("Ann", TODAY, 100, TODAY),
            ("Bob", date(2026, 1, 1), 20, TODAY),
            ("Cy", date(2025, 12, 31), 3, TODAY),
            ("Di", TODAY, 4000, LATER),
            ("Ed", TODAY, None, None),
        ):
            new = NewReferral(
                patient=patient,
                source_id=elm,
                received_on=received,
                production_cents=cents,
                production_on=known,
            )
            referrals.add_referral(book, new)

        facts = audit.audit_facts(book, Policy(), 2026)

    assert facts.production_cents == {elm: 120}
    assert facts.patients == {"Ann", "Bob", "Cy", "Di", "Ed"}
    assert len(facts.referrals[elm]) == 5
