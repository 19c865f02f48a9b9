"""An older file is brought up to date whole or not at all, and keeps every row."""

import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from refcli.core.owed.cadence import Cadence
from refcli.core.practice import Practice
from refcli.errors import NewerSchemaError
from refcli.storage.book import identity
from refcli.storage.book.copying import check_sound
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import reading, writing
from refcli.storage.book.opening import create
from refcli.storage.history.undoing import undo
from refcli.storage.owed.parties import read_parties
from refcli.storage.owed.settings import due_rules
from refcli.storage.policy.choices import read_policy
from refcli.storage.practice import read_practice, read_settings, save_settings
from refcli.storage.schema import ddl, migrations, schema_004
from refcli.storage.sources.records import read_source_view
from refcli.storage.waiting.interrupts import interrupts_held
from tests.conftest import Ref
from tests.storage.books import (
    REFERRAL,
    ROWS,
    SOURCE,
    TODAY,
    door,
    dump,
    insert,
    raw,
    whole,
    with_rows,
)

MINUTE = r"\d{4}-\d\d-\d\d-\d{4}"
NEWEST = len(migrations.MIGRATIONS)
OF_CHANNELS = [
    f"{table}_is_of_a_channel_{action}"
    for table in ("channel_spend", "campaign", "event")
    for action in ("insert", "update")
]


def add_step(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """A later ref, which knows one step more."""

    def m999_later(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, m999_later])
    anew = getattr(identity.objects_of, "__wrapped__", identity.objects_of)
    monkeypatch.setattr(identity, "objects_of", anew)


def filled(path: Path) -> None:
    with raw(path) as db:
        with_rows(db)
        for table in ("alias", "assist", "activity", "due_mark", "choice"):
            insert(db, table, ROWS[table])


@pytest.mark.parametrize(
    "failing",
    [
        "CREATE TABLE nonsense (",
        "INSERT INTO source (name) VALUES ('x')",
        "INSERT INTO alias (source_id, alias) VALUES (99, 'nobody')",
    ],
)
def test_a_failing_step_leaves_no_trace(
    database: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    filled(database)
    before = database.read_bytes()
    add_step(monkeypatch, "CREATE TABLE later (id INTEGER)", "DELETE FROM due_mark", failing)

    with raw(database) as db:
        with pytest.raises(sqlite3.Error):
            migrations.migrate(db)

        assert not db.in_transaction
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert whole(database)["due_mark"] != []
        assert "later" not in whole(database)
    assert database.read_bytes() == before


def test_the_failure_of_a_step_is_told_even_where_sqlite_ended_the_transaction(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(monkeypatch, "ROLLBACK", "SELECT * FROM nowhere")

    with raw(database) as db, pytest.raises(sqlite3.OperationalError, match="no such table"):
        migrations.migrate(db)


def test_an_older_file_is_upgraded_on_opening_with_a_copy_made_first(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(database)
    old, lines = whole(database), list[str]()
    add_step(monkeypatch, "ALTER TABLE choice ADD COLUMN extra TEXT")

    with reading(door(database, say=lines.append)):
        pass

    (copy,) = (database.parent / "ref-backups").iterdir()
    assert re.fullmatch(rf"ref\.{MINUTE}\.before-upgrade-from-{NEWEST}\.db", copy.name)
    assert lines == [f"ref.db is now at schema {NEWEST + 1}; the copy from before: {copy}"]
    assert whole(copy) == old
    assert copy.stat().st_mode & 0o777 == 0o600
    new = whole(database)
    assert [row[-1] for row in new["choice"]] == [None]
    assert [row[1] for row in new["migration"]][NEWEST:] == ["m999_later"]
    unchanged = old.keys() - {"choice", "migration"}
    assert {t: new[t] for t in unchanged} == {t: old[t] for t in unchanged}
    assert sorted(path.name for path in database.parent.iterdir()) == ["ref-backups", "ref.db"]


def as_of_the_first_schema(path: Path) -> None:
    with raw(path) as db:
        migrations.m001_sources_referrals_activities(db)
        db.execute("INSERT INTO migration (id, name) VALUES (1, 'm001')")
        db.execute("PRAGMA user_version = 1")
        insert(db, "command", {"by": "tina", "name": "add", "as_of": "2026-05-02"})
        insert(db, "open_command", {"id": 1, "command_id": 1})
        insert(db, "source", SOURCE | {"target": 1})
        insert(db, "referral", REFERRAL)
        db.execute("DELETE FROM open_command")
        insert(db, "setting", {"key": "visit_every", "value": "2"})


def book_of_schema(number: int, path: Path) -> Path:
    """An empty book as a ref of before left it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:number])
        create(door(path).file)
    return path


def test_a_book_of_the_first_schema_keeps_its_figures_and_its_targets(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    as_of_the_first_schema(path)

    with reading(door(path, date(2999, 1, 1))) as book:  # whenever the upgrade was made
        rules = due_rules(book)
        known = read_parties(book)[3]

    assert rules.cadence == Cadence(every=2, first=6, later=3)
    assert known.target_since == date(2026, 1, 2)
    assert rules.calls_since > date(2026, 1, 1)  # no call is owed for what was before


def test_a_book_that_keeps_its_state_among_the_settings_has_the_same_rules(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    as_of_the_first_schema(path)
    with raw(path) as db:
        insert(db, "open_command", {"id": 1, "command_id": 1})
        insert(db, "setting", {"key": "state", "value": "WA"})
        insert(db, "setting", {"key": "bills_dhs", "value": "no"})
        db.execute("DELETE FROM open_command")

    for day in (date(2026, 1, 10), TODAY):
        with reading(door(path, day)) as book:
            assert (read_policy(book).state, read_policy(book).bills_dhs) == ("WA", False)
            assert read_practice(book) == Practice(state="WA", bills_dhs=False)
    with writing(door(path)) as book:
        save_settings(book, {"state": "CA", "bills_dhs": "no"})
    with reading(door(path)) as book:
        assert (read_policy(book).state, read_policy(book).bills_dhs) == ("CA", False)
    with reading(door(path, date(2026, 11, 22))) as book:
        assert read_policy(book).state == "WA"
    held = [(row[1], row[4], row[6]) for row in whole(path)["choice"]]
    assert [one for one in held if one[0] in {"state", "bills_dhs"}] == [
        ("state", "WA", "0001-01-01"),
        ("bills_dhs", "no", "0001-01-01"),
        ("state", "CA", "2026-11-23"),
    ]


def test_a_book_with_a_state_in_both_places_keeps_the_one_its_rules_had(tmp_path: Path) -> None:
    database = book_of_schema(8, tmp_path / "old.db")
    with raw(database) as db:
        insert(db, "setting", {"key": "state", "value": "CA"})
        insert(db, "policy", {"key": "state", "value": "OR", "since": "2026-05-02"})

    for day, state in ((date(2026, 5, 1), "CA"), (date(2026, 5, 2), "OR"), (TODAY, "OR")):
        with reading(door(database, day)) as book:
            assert (
                read_policy(book).state
                == read_practice(book).state
                == read_settings(book)["state"]
                == state
            )


def test_a_book_from_before_disclosures_were_noted_has_none_of_its_files(tmp_path: Path) -> None:
    database = book_of_schema(10, tmp_path / "old.db")
    with raw(database) as db:
        insert(db, "written_file", {"path": "/x.html", "command": "report", "digest": 64 * "0"})

    with reading(door(database)):
        pass

    assert whole(database)["disclosure"] == []
    assert len(whole(database)["written_file"]) == 1


def test_what_was_done_before_an_upgrade_can_be_taken_back_after_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    as_of_the_first_schema(path)

    with writing(door(path)) as book:
        undo(book, 1)

    assert dump(path, ("referral",)) == {"referral": []}
    assert [row[1] for row in dump(path, ("source",))["source"]] == ["unknown", "none"]


def test_opening_an_upgraded_file_says_and_copies_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(monkeypatch, "CREATE TABLE later (id INTEGER)")
    with reading(door(database)):
        pass

    with reading(door(database, say=pytest.fail)):
        pass

    assert len(list(database.parent.iterdir())) == 2


def statements(path: Path, *names: str) -> list[str]:
    """What made these tables and triggers of a book, as SQLite keeps it."""
    with raw(path) as db:
        made = dict(db.execute("SELECT name, sql FROM sqlite_master").fetchall())
    return [made[name] for name in names]


def test_rows_survive_the_rebuilding_of_a_table_that_they_refer_to(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(database)
    before = whole(database)
    logged = ("log_source_insert", "log_source_update", "log_source_delete")
    table, *triggers = statements(database, "source", *logged)
    add_step(
        monkeypatch,
        *(f"DROP TRIGGER {name}" for name in OF_CHANNELS),  # they ask the table of sources
        table.replace("CREATE TABLE source", "CREATE TABLE fresh"),
        "INSERT INTO fresh SELECT * FROM source",
        "DROP TABLE source",
        "ALTER TABLE fresh RENAME TO source",
        *triggers,
        *ddl.split(schema_004.RULES),
    )

    with reading(door(database)):
        pass

    after = whole(database)
    kept = before.keys() - {"migration", "sqlite_sequence"}
    assert {table: after[table] for table in kept} == {table: before[table] for table in kept}
    with raw(database) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            insert(db, "alias", {"source_id": 99, "alias": "nobody"})


def test_a_file_whose_upgrade_fails_stays_as_it_was(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(database)
    before = database.read_bytes()
    add_step(monkeypatch, "DELETE FROM assist", "SELECT * FROM nowhere")

    with pytest.raises(DamagedError), reading(door(database)):
        pass

    assert database.read_bytes() == before


@pytest.mark.parametrize("steps_before", [0, 1, 2])
def test_an_upgrade_that_is_stopped_between_two_steps_has_changed_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, ref: Ref, steps_before: int
) -> None:
    def press_ctrl_c(_db: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    ref("add 'Ann Ray' --from 'Dr. Chen' --kind provider")
    before = database.read_bytes()
    with monkeypatch.context() as later:
        for number in range(steps_before):
            add_step(later, f"CREATE TABLE later{number} (id INTEGER)", "DELETE FROM due_mark")
        add_step(later, "DELETE FROM assist")
        later.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, press_ctrl_c])

        stopped = ref("due", exit_code=1)

    assert stopped.stderr == "ref: Stopped. Nothing was changed.\n"
    assert database.read_bytes() == before
    assert ref("setting list").stderr == ""


def test_a_stop_while_the_upgrade_is_kept_comes_after_it_was_said(
    database: Path, monkeypatch: pytest.MonkeyPatch, ref: Ref
) -> None:
    ref("add 'Ann Ray' --from 'Dr. Chen' --kind provider")
    add_step(monkeypatch, "ALTER TABLE choice ADD COLUMN extra TEXT")
    keep = interrupts_held

    @contextmanager
    def press_ctrl_c() -> Iterator[None]:
        with keep():
            signal.raise_signal(signal.SIGINT)
            yield

    monkeypatch.setattr("refcli.storage.book.opening.interrupts_held", press_ctrl_c)
    stopped = ref("due", exit_code=1)

    said, line = stopped.stderr.splitlines()
    assert said.startswith(f"ref.db is now at schema {NEWEST + 1}; the copy from before: ")
    assert line == "ref: Stopped. Nothing was changed."
    with raw(database) as db:
        assert migrations.version_of(db) == NEWEST + 1


def test_a_damaged_older_file_is_not_upgraded_and_leaves_no_bad_copy(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw(database) as db:
        db.execute("INSERT INTO choice (key, value, since) VALUES ('state', 'WA', '2026-01-01')")
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'choice'").fetchone()
        size = db.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(database.read_bytes())
    start = (page[0] - 1) * size
    content[start : start + size] = b"\xff" * size
    database.write_bytes(content)
    add_step(monkeypatch, "CREATE TABLE later (id INTEGER)")

    with pytest.raises(DamagedError, match=r"ref\.db is damaged"), reading(door(database)):
        pass

    assert database.read_bytes() == content
    assert [*(database.parent / "ref-backups").iterdir()] == []


def test_a_newer_file_is_refused_and_stays_as_it_was(database: Path) -> None:
    with raw(database) as db:
        db.execute("INSERT INTO migration (name) VALUES ('m998'), ('m999')")
        db.execute(f"PRAGMA user_version = {NEWEST + 2}")
    before = database.read_bytes()

    with pytest.raises(NewerSchemaError) as refusal, reading(door(database)):
        pass
    with pytest.raises(NewerSchemaError):
        create(door(database).file)

    assert refusal.value.exit_code == 3
    assert str(refusal.value) == (
        f"{database} was written by a newer ref (schema {NEWEST + 2}; this one knows {NEWEST})."
        " Install on this PC the ref that the other one runs; nothing was changed."
    )
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_a_copy_counts_when_sqlite_finds_no_fault_in_it(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(database, copy)
    with raw(copy) as db:
        check_sound(db, database)
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'choice'")

    with raw(copy) as db, pytest.raises(DamagedError):
        check_sound(db, database)


ADDRESSES = {  # an address as older versions kept it, and its parts where they are certain
    "4501 Wallingford Ave N, Suite 400, Seattle, WA 98103-1234": (
        *("4501 Wallingford Ave N, Suite 400", "Seattle", "WA", "98103-1234"),
    ),
    "PO Box 12, Kent, WA 98031": ("PO Box 12", "Kent", "WA", "98031"),
    "behind the church": ("", "", "", ""),
    "12 Elm St, Seattle": ("", "", "", ""),
    "12 Elm St, Suite 4, WA 98101": ("", "", "", ""),
    "": ("", "", "", ""),
}


def test_recorded_days_never_go_back_nor_past_the_real_one(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    as_of_the_first_schema(path)
    days = ("2031-01-01", "2026-09-01", "2026-08-01", "2026-10-01", "2031-01-01")
    with raw(path) as db:
        for name, as_of in zip(("init", "add", "add", "init", "add"), days, strict=True):
            at = "2026-11-20T23:00:00.000Z"
            insert(db, "command", {"by": "tina", "name": name, "as_of": as_of, "at": at})

    with reading(door(path)):
        pass

    with raw(path) as db:
        found = [day for (day,) in db.execute("SELECT recorded_on FROM command ORDER BY id")]
    assert found == ["2026-05-02", *5 * ["2026-11-21"]]


def test_an_address_is_split_where_that_is_certain_and_kept_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lines = tmp_path / "ref.db", list[str]()
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:5])
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            migrations.migrate(db)
            for address in ADDRESSES:
                insert(db, "source", SOURCE | {"address": address})
            insert(db, "referral", REFERRAL)
            changes = db.execute("SELECT count(*) FROM change").fetchone()

    with reading(door(path, say=lines.append)):
        pass

    with raw(path) as db:
        rows = db.execute("SELECT address, street, city, state, zip FROM source WHERE id > 2")
        assert {address: tuple(parts) for address, *parts in rows} == ADDRESSES
        assert db.execute("SELECT count(*) FROM change").fetchone() == changes
        db.execute("UPDATE source SET npi = '1234567893' WHERE id = 3")
        (logged,) = db.execute("SELECT after FROM change ORDER BY id DESC LIMIT 1").fetchone()
    assert '"npi":"1234567893"' in logged
    assert lines[0].startswith(f"ref.db is now at schema {len(migrations.MIGRATIONS)};")


def test_an_address_from_before_the_upgrade_comes_back_without_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ref.db"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:5])
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            migrations.migrate(db)
            insert(db, "source", SOURCE | {"address": "9 Oak St, Kent"})
            insert(db, "command", {"by": "tina", "name": "source edit", "as_of": "2026-05-02"})
            insert(db, "open_command", {"id": 1, "command_id": 1})
            db.execute("UPDATE source SET address = '1 Elm St, Seattle, WA 98101' WHERE id = 3")
            db.execute("DELETE FROM open_command")

    with writing(door(path)) as book:
        assert read_source_view(book, 3).record.city == "Seattle"
        undo(book, 1)
        record = read_source_view(book, 3).record

    assert (record.address, record.street, record.city, record.zip) == (
        "9 Oak St, Kent",
        "",
        "",
        "",
    )
