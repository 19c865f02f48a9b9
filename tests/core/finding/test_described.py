"""What one needs at the phone to know of a patient or a source."""

from datetime import date

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import KnownSource
from refcli.core.finding.tables import describe_patient, describe_place, found_table
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind, Status

MARIA = KnownReferral(
    id=612,
    patient="Maria Lopez",
    source_id=4,
    source="Google search",
    received_on=date(2025, 3, 1),
    last_on=date(2025, 3, 3),
    status=Status.SEEN,
    texts={"phone": "206-555-0142"},
)


def test_a_patient_is_told_with_number_source_last_step_and_phone() -> None:
    assert describe_patient(MARIA) == (
        "referral 612, from Google search, seen 3 Mar 2025, 206-555-0142"
    )


def test_a_source_is_told_with_kind_place_people_phone_and_pace() -> None:
    named = Named(id=4, name="Dr. Chen", kind=Kind.PROVIDER, place="Chen Family Dental")
    known = KnownSource(named=named, texts={"phone": "206-555-0103", "contacts": "Cody"}, lately=42)

    assert describe_place(known) == (
        "provider, Chen Family Dental, with Cody, 206-555-0103, 42 in 12 months"
    )


def test_an_archived_source_is_told_as_such() -> None:
    named = Named(id=4, name="Oak", kind=Kind.OFFICE)

    assert describe_place(KnownSource(named=named, archived_on=date(2026, 5, 2))) == (
        "office, archived 2 May 2026, 0 in 12 months"
    )


def test_a_list_of_nobody_says_so_and_which_days_its_counts_are_of() -> None:
    table = found_table("zebra", [], date(2026, 11, 23))

    assert table.empty == "Nobody on record is like zebra."
    assert table.note == (
        "The best first. A patient's number is the referral's. In 12 months: countable referrals"
        " received 2025-11-24 to 2026-11-23; an office's include those of its providers."
    )
