"""The wall between gifts and referrals holds against every way of reading one."""

import sqlite3
from contextlib import suppress
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from refcli.core.occasions import Occasion
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Kind
from refcli.errors import ContradictionError
from refcli.storage import events, occasions, practice, referrals
from refcli.storage.book import firewall
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.gifts import reading as gifts
from refcli.storage.gifts import writing as giving
from refcli.storage.sources import records as sources
from tests.storage.books import dump, raw
from tests.storage.gifts.test_ledger import TEA
from tests.storage.random_books import made, write

WAYS = [
    "SELECT * FROM referral",
    "SELECT count(*) FROM referral",
    "SELECT source_id FROM assist",
    "SELECT rowid FROM referral",
    "SELECT s.id FROM source AS s JOIN referral AS r ON r.source_id = s.id",
    "SELECT id FROM source WHERE EXISTS (SELECT 1 FROM referral WHERE source_id = source.id)",
    "SELECT id FROM source WHERE id IN (SELECT source_id FROM referral)",
    "SELECT (SELECT count(*) FROM referral)",
    "WITH r AS (SELECT * FROM referral) SELECT count(*) FROM r",
    "SELECT 1 UNION ALL SELECT id FROM referral",
    "SELECT referral_id FROM activity",
    "SELECT covers_id FROM activity",
    "SELECT * FROM activity",
    "SELECT source_id FROM activity WHERE kind = 'thank_you'",
    "SELECT referral_id FROM source",
    "SELECT id FROM source WHERE referral_id IS NOT NULL",
    "SELECT * FROM source",
    "SELECT tags FROM source",
    "SELECT count(referral_id) FROM source",
    "SELECT after FROM change",
    "SELECT count(*) FROM change",
    "SELECT * FROM sneaky",
    "SELECT sql FROM sqlite_master",
    "SELECT * FROM due_mark",
    "INSERT INTO choice (key, since, value) SELECT 'x', '2026-01-01', count(*) FROM referral",
    "UPDATE choice SET value = (SELECT count(*) FROM referral)",
    "CREATE TEMP VIEW mine AS SELECT * FROM referral",
    "CREATE TABLE mine AS SELECT * FROM referral",
    "CREATE TEMP TABLE mine (id)",
    "CREATE TEMP TRIGGER t AFTER INSERT ON choice BEGIN SELECT 1 FROM referral; END",
    "ATTACH DATABASE ':memory:' AS other",
    "PRAGMA writable_schema = ON",
    "PRAGMA table_info(referral)",
    "SELECT load_extension('x')",
    "SELECT readfile('x')",
    "DELETE FROM incentive",
    "DELETE FROM invitation",
    "UPDATE event SET name = 'x'",
    "UPDATE source SET name = 'x'",
    "DROP TABLE referral",
]


@pytest.fixture
def at(door: Door) -> Door:
    with writing(door) as book:
        write(book, made(1))
    with raw(door.path) as db:
        db.execute("CREATE VIEW sneaky AS SELECT * FROM referral")
    return door


@pytest.mark.parametrize("way", WAYS)
def test_no_statement_reads_a_referral_or_goes_round_the_wall(at: Door, way: str) -> None:
    with firewall.reading(at) as book, pytest.raises(DatabaseError):
        book.session.execute(text(way)).all()
    with raw(at.path) as db:
        assert db.execute("SELECT count(*) FROM referral").fetchone()[0] > 0


def test_the_programs_own_questions_about_referrals_are_refused_too(at: Door) -> None:
    with firewall.reading(at) as book, pytest.raises(DatabaseError, match="prohibited"):
        referrals.read_referrals(book)


def test_a_statement_that_was_prepared_before_is_refused_behind_the_wall(at: Door) -> None:
    with writing(at) as book:
        referrals.read_referrals(book)
        with firewall.raise_wall(book), pytest.raises(DatabaseError, match="prohibited"):
            referrals.read_referrals(book)
        referrals.read_referrals(book)  # the wall is down again


@pytest.mark.parametrize("way_in", ["reading", "writing"])
def test_a_wall_within_a_wall_takes_none_down(at: Door, way_in: str) -> None:
    with getattr(firewall, way_in)(at) as book:
        with firewall.raise_wall(book):
            occasions.read_members(book, [Kind.OFFICE])
        with pytest.raises(DatabaseError, match="prohibited"):
            referrals.read_referrals(book)


def test_what_the_gift_commands_need_is_granted(at: Door) -> None:
    with firewall.writing(at) as book:
        sources.read_named(book)
        practice.read_practice(book)
        giving.add(book, TEA)
        gifts.read_everything(book)
        practice.save_settings(book, {"state": "WA"})
    with raw(at.path) as db:
        (logged,) = db.execute(
            "SELECT count(*) FROM change WHERE table_name = 'incentive'"
        ).fetchone()
    assert logged == 1


BY_HAND = "INSERT INTO choice (key, source_id, kind, value, place_id, since) VALUES "


@pytest.mark.parametrize(
    "statement",
    [
        f"{BY_HAND} ('place', 3, '', '', 4, '2026-01-01')",
        f"{BY_HAND} ('owner', 3, '', 'Jo', NULL, '2026-01-01')",
        f"{BY_HAND} ('visit_every', NULL, '', '2', NULL, '2026-01-01')",
        f"{BY_HAND} ('state', NULL, 'office', 'WA', NULL, '2026-01-01')",
        "UPDATE choice SET value = '3' WHERE key = 'visit_every'",
        "UPDATE choice SET key = 'visit_first', value = '3' WHERE key = 'state'",
        "DELETE FROM choice WHERE key = 'visit_every'",
    ],
)
def test_of_the_choices_only_those_of_the_practice_are_written(at: Door, statement: str) -> None:
    with writing(at) as book:
        practice.save_settings(book, {"state": "WA", "visit_every": "2"})
    before = dump(at.path)

    with pytest.raises(ContradictionError, match="writes choices"), firewall.writing(at) as book:
        book.session.execute(text(statement))

    assert dump(at.path) == before
    with writing(at) as book:
        practice.save_settings(book, {"visit_every": "3"})  # the wall is down again


def test_what_chooses_a_whole_class_is_granted(at: Door) -> None:
    with firewall.writing(at) as book:
        christmas = Occasion(name="x", on=YearDay(12, 25), added_on=at.today, kind=Kind.OFFICE)
        id_ = occasions.add(book, christmas)
        occasions.edit(book, occasions.read_occasion(book, id_), {"lead_days": 9})
        events.read_events(book)
        events.read_invitations(book, None)
        events.read_invitable(book)
        occasions.end(book, id_)


def test_of_a_source_these_columns_are_granted_and_no_others(at: Door) -> None:
    with raw(at.path) as db:
        every = [row[1] for row in db.execute("PRAGMA table_info(source)")]
    granted = []
    with firewall.reading(at) as book:
        for column in every:
            with suppress(DatabaseError):
                book.session.execute(text(f"SELECT {column}, name FROM source")).all()  # noqa: S608
                granted.append(column)

    assert granted == [
        *("id", "name", "kind", "built_in", "office_id", "owner"),
        *("do_not_visit", "do_not_mail", "no_gifts", "added_on"),
        *("archived_on", "archived_why", "merged_into_id"),
    ]
    assert set(granted) == firewall.READABLE["source"]


def known(book: Book) -> object:
    ledger = gifts.read_ledger(book)
    return ledger.gifts, ledger.returns, ledger.people, gifts.class_recipients(book, Kind.PROVIDER)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_the_gift_commands_know_changes_with_the_referrals(at: Door, seed: int) -> None:
    with firewall.writing(at) as book:
        giving.add(book, TEA)
        before = known(book)
    chance = Random(seed)  # noqa: S311  (a sample, no secret)
    with raw(at.path) as db:
        ids = [id_ for (id_,) in db.execute("SELECT id FROM referral")]
        drop_assists(db)
        for id_ in chance.sample(ids, len(ids) // 2):
            db.execute("UPDATE activity SET referral_id = NULL WHERE referral_id = ?", (id_,))
            db.execute("DELETE FROM step WHERE referral_id = ?", (id_,))
            db.execute("DELETE FROM referral WHERE id = ?", (id_,))
        db.execute("UPDATE referral SET source_id = ?", (chance.randrange(3, 17),))

    with firewall.reading(at) as book:
        assert known(book) == before


def drop_assists(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM assist")
