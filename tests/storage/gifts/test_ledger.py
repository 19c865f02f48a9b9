"""The ledger of gifts: append-only, sealed, and known as of any day."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Allocation, IncentiveForm, Kind, Severity
from refcli.errors import MeddledLedgerError, RefusedError
from refcli.storage.book import firewall
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.gifts import reading as gifts
from refcli.storage.gifts import seals
from refcli.storage.gifts import writing as giving
from refcli.storage.history import undoing
from refcli.storage.sources import records as sources
from tests.benchmarks.tamper import trial
from tests.storage.books import TODAY, raw, without

OFFICE, CHEN, ITO = 3, 4, 5
BACKDATED = """
INSERT INTO incentive (source_id, given_on, item, form, value_cents, entered_at)
VALUES (3, '2026-11-01', 'x', 'in_kind', 1, '2026-01-01T00:00:00.000Z')
"""
TEA = Gift(
    source_id=CHEN,
    given_on=TODAY,
    entered_on=TODAY,
    item="tea",
    form=IncentiveForm.IN_KIND,
    value_cents=1200,
    occasion="birthday",
    entered_by="tina",
)


@pytest.fixture
def at(door: Door) -> Door:
    with writing(door) as book:
        for name, kind, office in (
            ("Elm", Kind.OFFICE, None),
            ("Dr. Chen", Kind.PROVIDER, OFFICE),
            ("Dr. Ito", Kind.PROVIDER, OFFICE),
        ):
            new = NewSource(name=name, kind=kind, added_on=TODAY, office_id=office)
            sources.add_source(book, new)
    return door


def does(at: Door, act: Callable[[Book], object]) -> object:
    with firewall.writing(at) as book:
        return act(book)


def test_a_gift_reads_back_as_it_was_given(at: Door) -> None:
    gift = replace(
        TEA,
        source_id=OFFICE,
        cost_cents=900,
        heads=6,
        allocation=Allocation.PER_HEAD,
        person="Sam (front desk)",
        note="=1+1 [bold] 🎁",
    )
    finding = Finding(flag="RF-36", severity=Severity.WARN, words="w", rule="r", gifts=(1,))

    id_ = does(at, lambda book: giving.add(book, gift, [finding]))

    with firewall.reading(at) as book:
        assert id_ == 1
        assert gifts.read_ledger(book).gifts == [replace(gift, id=1)]
        (entry,) = gifts.read_everything(book)
    assert entry.findings == (finding,)
    assert (entry.stands, entry.left_cents) == (True, 1200)


def test_a_correction_takes_the_place_of_a_gift_that_stays_to_be_seen(at: Door) -> None:
    does(at, lambda book: giving.add(book, TEA))
    better = replace(TEA, value_cents=1400)
    does(at, lambda book: giving.replace(book, 1, better, "wrong amount"))

    with firewall.reading(at) as book:
        assert [(one.id, one.value_cents) for one in gifts.read_ledger(book).gifts] == [(2, 1400)]
        old, new = gifts.read_everything(book)
    assert (old.gone and old.gone.row, new.replaces, new.why) == (2, 1, "wrong amount")


def test_what_came_back_goes_with_the_gift_as_last_corrected(at: Door) -> None:
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.give_back(book, 1, on=TODAY, cents=500, inadvertent=True))
    does(at, lambda book: giving.replace(book, 1, replace(TEA, value_cents=1500), "wrong"))

    with firewall.reading(at) as book:
        ledger = gifts.read_ledger(book)
        assert [(one.gift_id, one.cents, one.inadvertent) for one in ledger.returns] == [
            (3, 500, True)
        ]
        assert ledger.total(CHEN, 2026) == 1000


def test_a_void_of_what_came_back_brings_the_gift_back(at: Door) -> None:
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.give_back(book, 1, on=TODAY))
    does(at, lambda book: giving.void(book, 2, "it did not"))

    with firewall.reading(at) as book:
        assert gifts.read_ledger(book).total(CHEN, 2026) == 1200


def test_an_earlier_day_knows_only_what_was_entered_by_then(at: Door) -> None:
    does(at, lambda book: giving.add(book, replace(TEA, given_on=TODAY - timedelta(days=9))))
    does(
        replace(at, today=TODAY + timedelta(days=1)),
        lambda book: giving.void(book, 1, "entered twice"),
    )

    counts = []
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)):
        with firewall.reading(replace(at, today=day)) as book:
            counts.append(len(gifts.read_ledger(book).gifts))
    assert counts == [0, 1, 0]


def test_around_a_source_are_its_office_and_all_who_work_there(at: Door) -> None:
    with writing(at) as book:
        sources.add_source(book, NewSource(name="Oak", kind=Kind.OFFICE, added_on=TODAY))
    with firewall.writing(at) as book:
        for source_id in (OFFICE, CHEN, 6):
            giving.add(book, replace(TEA, source_id=source_id))

    with firewall.reading(at) as book:
        around = gifts.read_ledger(book, around=ITO)
        year = gifts.read_ledger(book, 2025)
    assert [gift.source_id for gift in around.gifts] == [OFFICE, CHEN]
    assert set(around.people) == {OFFICE, CHEN, ITO}
    assert year.gifts == []


def test_a_class_is_all_of_a_kind_in_use_by_name(at: Door) -> None:
    with writing(at) as book:
        sources.edit_source(book, ITO, {"archived_on": TODAY})

    with firewall.reading(at) as book:
        assert [one.name for one in gifts.class_recipients(book, Kind.PROVIDER)] == ["Dr. Chen"]
        (office,) = gifts.class_recipients(book, Kind.OFFICE)
        people = gifts.read_people(book)
    assert office.members == (CHEN, ITO)
    assert [people[id_].in_use_on(TODAY) for id_ in office.members] == [True, False]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda book: gifts.read_gift(book, 9), "There is no gift 9"),
        (lambda book: giving.void(book, 1, " "), "Say why"),
        (lambda book: giving.void(book, 3, "x"), "3 is no gift: it voids 2"),
        (lambda book: giving.void(book, 2, "x"), "2 was voided on 2026-11-23 (twice)"),
        (lambda book: giving.give_back(book, 1, on=TODAY, cents=1201), "cannot come back"),
        (lambda book: giving.give_back(book, 1, on=TODAY - timedelta(1)), "it cannot have"),
        (lambda book: giving.give_back(book, 4, on=TODAY), "Nothing is left of gift 4"),
        (
            lambda book: giving.replace(book, 4, replace(TEA, value_cents=1), "x"),
            "came back, so it was worth no less",
        ),
        (lambda book: giving.replace(book, 6, TEA, "x"), "6 was replaced by 7"),
        (
            lambda book: giving.add(book, replace(TEA, given_on=TODAY + timedelta(1))),
            "2026-11-24 is after today (2026-11-23)",
        ),
    ],
)
def test_what_cannot_be_is_refused(at: Door, act: Callable[[Book], object], sentence: str) -> None:
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.void(book, 2, "twice"))
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.give_back(book, 4, on=TODAY))
    does(at, lambda book: giving.add(book, TEA))
    does(at, lambda book: giving.replace(book, 6, TEA, "wrong"))

    with pytest.raises(RefusedError, match=re.escape(sentence)):
        does(at, act)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incentive SET value_cents = 1",
        "UPDATE incentive SET given_on = '2026-01-01'",
        "DELETE FROM incentive",
        "REPLACE INTO incentive SELECT * FROM incentive",
        BACKDATED,
    ],
)
def test_the_database_itself_keeps_every_row_as_it_was_entered(at: Door, statement: str) -> None:
    does(at, lambda book: giving.add(book, TEA))

    with raw(at.path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)


def test_a_gift_is_never_undone(at: Door) -> None:
    with firewall.writing(at) as book:
        giving.add(book, TEA)
        number = book.command_id or 0

    with writing(at, undoes=number) as book, pytest.raises(RefusedError, match="never taken back"):
        undoing.undo(book, number)


def test_the_chain_holds_and_a_change_outside_ref_is_named(at: Door) -> None:
    for _ in range(3):
        does(at, lambda book: giving.add(book, TEA))
    with firewall.reading(at) as book:
        head = seals.head_seal(book)
    with writing(at) as book:
        assert seals.verify(book) is None
        assert seals.verify(book, head.upper()) is None
        assert (seals.stands_at(book, head), seals.stands_at(book, "0" * 64)) == (3, None)
        with pytest.raises(RefusedError, match="64 signs"):
            seals.verify(book, "abc")

    with raw(at.path) as db, without(db, "keep_incentive_update"):
        db.execute("UPDATE incentive SET value_cents = 100 WHERE id = 2")

    with writing(at) as book:
        found = seals.verify(book)
    assert found
    assert (found.row, found.fault) == (2, "changed")


def test_a_gift_can_be_recorded_behind_a_broken_seal(at: Door) -> None:
    does(at, lambda book: giving.add(book, TEA))
    with raw(at.path) as db, without(db, "keep_incentive_update"):
        db.execute("UPDATE incentive SET hash = ''")

    assert does(at, lambda book: giving.add(book, TEA)) == 2


@pytest.mark.parametrize(
    "meddling",
    ["form = 'gold'", "given_on = 'soon'", "source_id = 99", "findings = '[1]'"],
)
def test_what_ref_cannot_have_written_is_told_as_such(at: Door, meddling: str) -> None:
    meddle(at, meddling)

    with writing(at) as book:
        with pytest.raises(MeddledLedgerError, match="See which row it is: ref audit verify"):
            gifts.read_everything(book)
        assert (fault := seals.verify(book))
        assert fault.row == 1


def test_a_row_that_replaces_itself_is_read_to_an_end(at: Door) -> None:
    meddle(at, "replaces_id = 1")

    with firewall.reading(at) as book:
        assert len(gifts.read_everything(book)) == 1


def meddle(at: Door, change: str) -> None:
    """Change the first row outside ref."""
    does(at, lambda book: giving.add(book, TEA))
    with raw(at.path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        with without(db, "keep_incentive_update"):
            db.execute(f"UPDATE incentive SET {change} WHERE id = 1")  # noqa: S608


def test_a_later_gift_of_another_day_is_not_in_the_year(at: Door) -> None:
    does(at, lambda book: giving.add(book, replace(TEA, given_on=date(2025, 12, 31))))

    with firewall.reading(at) as book:
        assert [one.given_on for one in gifts.read_ledger(book, 2026).gifts] == [date(2025, 12, 31)]
        assert gifts.read_ledger(book, 2026).total(CHEN, 2026) == 0


def test_every_change_outside_ref_is_found() -> None:
    tried, found, anew = trial(120)

    assert found == tried
    assert set(tried) == {"change", "delete", "insert", "swap"}
    assert anew
