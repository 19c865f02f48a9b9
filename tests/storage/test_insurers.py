"""Insurers in the book: terms and listings are added, never changed, and the latest counts."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.insurers import CredentialFacts, Insurer, Membership, Term
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.errors import RefusedError
from refcli.storage import activities, insurers
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, dump

SINCE, UNTIL = date(2024, 3, 1), date(2027, 3, 1)
LATER = date(2030, 3, 1)


def insurer(book: Book, name: str = "Delta") -> int:
    new = NewSource(name=name, kind=Kind.INSURER, added_on=date(2026, 1, 2))
    return sources.add_source(book, new)


def test_what_was_not_typed_stays_as_it_was_known(book: Book) -> None:
    delta = insurer(book)

    insurers.record_membership(
        book, delta, "Dr. Kim", {"since": SINCE, "until": UNTIL, "in_network": True}
    )
    insurers.record_membership(book, delta, None, {"until": LATER})
    last = insurers.record_membership(book, delta, "kim", {"listed": False, "checked_on": TODAY})

    assert last == Membership(
        "Dr. Kim", SINCE, LATER, in_network=True, listed=False, checked_on=TODAY
    )
    assert insurers.of_insurer(book, delta) == [last]


def test_a_record_that_says_nothing_new_is_none(door: Door) -> None:
    with writing(door) as book:
        delta = insurer(book)
        for _ in range(2):
            insurers.record_membership(book, delta, None, {"until": UNTIL, "listed": True})

    rows = dump(door.path)
    assert [len(rows[name]) for name in ("credential", "listing")] == [1, 1]


def test_every_term_is_kept_and_the_latest_recorded_counts(door: Door) -> None:
    with writing(door) as book:
        delta = insurer(book)
        insurers.record_membership(book, delta, None, {"until": UNTIL})
        insurers.record_membership(book, delta, None, {"since": SINCE})
    with writing(replace(door, today=date(2026, 12, 1))) as book:
        insurers.record_membership(book, delta, None, {"until": LATER})

    def facts(day: date) -> CredentialFacts:
        with reading(replace(door, today=day)) as book:
            return insurers.credential_facts(book)

    assert facts(date(2026, 11, 22)).terms == ()
    assert facts(TODAY).terms == (Term(2, delta, "", SINCE, UNTIL, (1,), TODAY),)
    december = date(2026, 12, 1)
    assert facts(december).terms == (Term(3, delta, "", SINCE, LATER, recorded_on=december),)
    assert [row[4] for row in dump(door.path)["credential"]] == [
        "2027-03-01",
        "2027-03-01",
        "2030-03-01",
    ]


def test_each_of_our_providers_has_a_term_of_its_own(book: Book) -> None:
    delta = insurer(book)
    insurers.record_membership(book, delta, "Dr. Kim", {"until": UNTIL})
    insurers.record_membership(book, delta, "Dr. Ito", {"until": LATER})
    insurers.record_membership(book, delta, "", {"in_network": False})

    known = insurers.of_insurer(book, delta)

    assert [(one.provider, one.until, one.in_network) for one in known] == [
        ("", None, False),
        ("Dr. Ito", LATER, None),
        ("Dr. Kim", UNTIL, None),
    ]
    with pytest.raises(RefusedError, match=r'Add --our-provider "" or "Dr\. Ito" or'):
        insurers.record_membership(book, delta, None, {"until": LATER})


def test_a_term_that_ends_before_it_begins_is_refused(book: Book) -> None:
    delta = insurer(book)
    insurers.record_membership(book, delta, None, {"since": UNTIL})

    with pytest.raises(RefusedError, match="before they begin"):
        insurers.record_membership(book, delta, None, {"until": SINCE})


def test_an_insurer_without_a_record_is_listed_too(book: Book) -> None:
    delta, aetna = insurer(book), insurer(book, "aetna")
    insurers.record_membership(book, delta, None, {"listed": True})
    sources.edit_source(book, insurer(book, "Gone"), {"archived_on": TODAY})

    assert insurers.read_insurers(book) == [
        Insurer(aetna, "aetna", []),
        Insurer(delta, "Delta", [Membership(listed=True)]),
    ]


def test_asking_for_the_next_term_is_a_letter_to_the_insurer(book: Book) -> None:
    delta = insurer(book)
    insurers.record_membership(book, delta, None, {"until": UNTIL})

    insurers.renewal_asked(book, "c1.90", on=TODAY, who="Jo", note="by fax")

    record = activities.read_activities(book, delta)[0].record
    assert (record.kind, record.on, record.who, record.note, record.closes) == (
        ActivityKind.LETTER,
        TODAY,
        "Jo",
        "by fax",
        "C1.90",
    )
    for key in ("C9.90", "V1", "x"):
        with pytest.raises(RefusedError, match="is not owed"):
            insurers.renewal_asked(book, key, on=TODAY)
