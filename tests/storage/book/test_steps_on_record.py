"""Steps as rows: made from older books, kept by every command, and true again after undo."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from refcli.core.referrals.appointments import tell_called_off
from refcli.core.referrals.records import NewReferral
from refcli.core.referrals.statuses import ToldStatus
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.vocabulary import Status, StepKind
from refcli.errors import RefusedError
from refcli.storage import referrals
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.book.steps_on_record import read_standings, read_told
from refcli.storage.history.undoing import undo
from refcli.storage.owed.referrals import find_unscheduled
from refcli.storage.owed.waiting import find_uncalled
from refcli.storage.schema import migrations
from tests.storage.books import SOURCE, TODAY, door, dump, insert, raw, whole

OLD = 7  # the last schema in which a referral had no steps
SEEN, LATER = date(2026, 11, 20), date(2026, 11, 21)
Line = tuple[int, str, str | None, str, int | None, str, str | None]


def assert_steps_say_what_the_rows_say(book: Book) -> None:
    """Every referral stands where its steps lead."""
    ids = list(book.session.execute(text("SELECT id FROM referral")).scalars())
    told = read_told(book, ids)
    for id_, standing in read_standings(book, ids).items():
        assert derive_standing(standing.steps.received_on, told[id_]) == standing, id_


class OldBook:
    """A book of the schema before, written command by command."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def command(self, name: str, day: str | None, by: str, statement: str) -> None:
        command = {"by": by, "name": name, "as_of": day or "2026-11-01", "recorded_on": day}
        insert(self.db, "command", command)
        number = self.db.execute("SELECT max(id) FROM command").fetchone()[0]
        insert(self.db, "open_command", {"id": 1, "command_id": number})
        self.db.execute(statement)
        self.db.execute("DELETE FROM open_command")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ref.db"


@pytest.fixture
def old(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OldBook]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:OLD])
            migrations.migrate(db)
        insert(db, "source", SOURCE)
        yield OldBook(db)


ADDED = (
    "INSERT INTO referral (patient, source_id, received_on, status)"
    " VALUES ('Ann', 3, '2026-11-02', 'received')"
)
IMPORTED = (
    "INSERT INTO referral (patient, source_id, received_on, status, scheduled_on, past)"
    " VALUES ('Bo', 3, '2025-03-01', 'scheduled', '2025-03-01', 1)"
)


def lines(path: Path) -> list[Line]:
    """The steps: of which referral, what, day, reason, cents, who, recorded day."""
    with raw(path) as db:
        wanted = "referral_id, what, day, reason, cents, who, recorded_on"
        return db.execute(f"SELECT {wanted} FROM step ORDER BY id").fetchall()  # noqa: S608


def upgrade(path: Path) -> None:
    with reading(door(path)) as book:
        assert_steps_say_what_the_rows_say(book)


def test_the_steps_of_an_older_book_say_who_told_them_and_when(path: Path, old: OldBook) -> None:
    old.command("add", "2026-11-02", "tina", ADDED)
    booked = "UPDATE referral SET status = 'scheduled', scheduled_on = '2026-11-03' WHERE id = 1"
    old.command("referral status", "2026-11-04", "jo", booked)
    seen = (
        "UPDATE referral SET status = 'seen', seen_on = '2026-11-09', production_cents = 5,"
        " production_on = '2026-11-10'"
    )
    old.command("referral status", "2026-11-10", "tina", seen)
    old.command("referral edit", "2026-11-12", "bo", "UPDATE referral SET note = 'late'")
    lost = "UPDATE referral SET status = 'lost', closed_on = '2026-11-16', reason = 'no answer'"
    old.command("referral status", "2026-11-17", "marc", lost)
    old.db.execute(IMPORTED)  # outside ref, so nobody told it
    changes = whole(path)["change"]

    upgrade(path)

    assert lines(path) == [
        (1, "booked", "2026-11-03", "", None, "jo", "2026-11-04"),
        (1, "seen", "2026-11-09", "", None, "tina", "2026-11-10"),
        (1, "lost", "2026-11-16", "no answer", None, "marc", "2026-11-17"),
        (1, "value", "2026-11-10", "", 5, "tina", "2026-11-10"),
        (2, "booked", "2025-03-01", "", None, "", None),
    ]
    assert whole(path)["change"] == changes


def test_what_a_file_told_without_a_day_has_none_after_an_upgrade(path: Path, old: OldBook) -> None:
    old.command("import", "2026-11-02", "tina", IMPORTED)
    ended = IMPORTED.replace("'scheduled', '2025", "'lost', '2025").replace(
        "scheduled_on, past", "closed_on, reason, past"
    )
    old.command("import", "2026-11-02", "tina", ended.replace("01', 1)", "01', 'moved', 1)"))
    told = "UPDATE referral SET scheduled_on = '2025-03-02' WHERE id = 1"
    old.command("import", "2026-11-02", "tina", IMPORTED)
    old.command("referral status", "2026-11-05", "tina", told)

    upgrade(path)

    assert [(id_, what, day) for id_, what, day, *_ in lines(path)] == [
        (1, "booked", "2025-03-02"),
        (2, "lost", None),
        (3, "booked", None),
    ]


def test_a_command_from_before_the_upgrade_is_taken_back_with_its_steps(
    path: Path, old: OldBook
) -> None:
    old.command("add", "2026-11-02", "tina", ADDED)
    booked = "UPDATE referral SET status = 'scheduled', scheduled_on = '2026-11-03' WHERE id = 1"
    old.command("referral status", "2026-11-04", "jo", booked)
    seen = "UPDATE referral SET status = 'seen', seen_on = '2026-11-09' WHERE id = 1"
    old.command("referral status", "2026-11-10", "tina", seen)
    upgrade(path)
    states = [dump(path)]

    for number in (3, 2, 1):
        take_back(path, number)
        states.append(dump(path))
        upgrade(path)
    assert [row[2] for row in states[1]["step"]] == ["booked"]
    assert (states[2]["step"], states[3]["step"], states[3]["referral"]) == ([], [], [])

    for number, before in zip((6, 5, 4), reversed(states[:-1]), strict=True):
        take_back(path, number)
        assert dump(path) == before


def test_what_was_told_since_the_upgrade_keeps_an_older_command_in_place(
    path: Path, old: OldBook
) -> None:
    old.command("add", "2026-11-02", "tina", ADDED)
    upgrade(path)
    with writing(door(path)) as book:
        moved = ReferralStep(what=StepKind.MOVED, day=TODAY)
        missed = ReferralStep(what=StepKind.MISSED, day=TODAY)
        referrals.set_told(book, 1, [moved, missed])
    with writing(door(path)) as book:
        referrals.set_told(book, 1, [ReferralStep(what=StepKind.BACK, day=TODAY)])
    before = dump(path)

    with pytest.raises(RefusedError, match=r"cannot be taken back: 3 .* changed step"):
        take_back(path, 1)
    assert dump(path) == before


def take_back(path: Path, number: int) -> None:
    with writing(door(path, command="undo"), undoes=number) as book:
        undo(book, number)
        assert_steps_say_what_the_rows_say(book)


@pytest.fixture
def ann(book: Book) -> NewReferral:
    new = NewReferral(patient="Ann", source_id=1, received_on=date(2026, 11, 2), past=True)
    referrals.add_referral(book, new)
    return new


@pytest.mark.usefixtures("ann")
def test_a_step_is_signed_once_and_corrected_in_place(book: Book) -> None:
    told(book, Status.SEEN, SEEN)
    told(book, Status.SEEN, LATER)

    (step,) = read_told(book, [1])[1]
    assert step == ReferralStep(
        what=StepKind.SEEN,
        day=LATER,
        who="tina",
        recorded_on=TODAY,
        after_import=False,  # it is older than the day on which the rest was taken in
        id=1,
    )


@pytest.mark.usefixtures("ann")
def test_a_step_that_is_newer_than_the_old_records_is_marked(book: Book) -> None:
    told(book, Status.SCHEDULED, SEEN)
    told(book, Status.SEEN, TODAY)

    assert [(one.what.value, one.after_import) for one in read_told(book, [1])[1]] == [
        ("booked", False),
        ("seen", True),
    ]


def told(book: Book, status: Status, on: date) -> None:
    steps = referrals.take_status(book, 1, ToldStatus(status=status, on=on)).now
    referrals.set_told(book, 1, steps)
    assert_steps_say_what_the_rows_say(book)


def test_a_day_received_that_is_corrected_moves_what_has_no_day(book: Book) -> None:
    undated = (ReferralStep(what=StepKind.BOOKED),)
    day = date(2026, 11, 2)
    new = NewReferral(patient="Ann", source_id=1, received_on=day, scheduled_on=day)
    referrals.add_referral(book, replace(new, status=Status.SCHEDULED, told=undated))

    referrals.edit_referral(book, 1, {"received_on": date(2026, 10, 30)})

    assert referrals.read_steps(book, 1).scheduled_on == date(2026, 10, 30)
    assert_steps_say_what_the_rows_say(book)


@pytest.mark.parametrize("moved_on", [date(2026, 11, 9), date(2026, 11, 11)])
def test_a_no_show_told_late_leaves_who_noted_the_later_appointments(
    door: Door, moved_on: date
) -> None:
    missed_on, ida = date(2026, 11, 9), replace(door, by="ida", today=date(2026, 11, 11))
    new = NewReferral(patient="Ann", source_id=1, received_on=date(2026, 11, 2))
    moves = [
        ReferralStep(what=StepKind.MOVED, day=moved_on, for_day=date(2026, 11, day))
        for day in (18, 25)
    ]
    booked = ReferralStep(what=StepKind.BOOKED, day=date(2026, 11, 3), for_day=missed_on)
    with writing(replace(ida, today=date(2026, 11, 3))) as book:
        referrals.add_referral(book, replace(new, scheduled_on=booked.day, told=(booked,)))
    with writing(ida) as book:
        referrals.set_told(book, 1, [*read_told(book, [1])[1], *moves])

    with writing(replace(door, by="sue")) as book:
        steps, told = referrals.read_steps(book, 1), read_told(book, [1])[1]
        late = tell_called_off(told, steps, StepKind.MISSED, missed_on, assumed=False)
        referrals.set_told(book, 1, late)

    with reading(door) as book:
        noted = {(one.what, one.for_day): one for one in read_told(book, [1])[1]}
    assert {(one.who, one.recorded_on) for one in noted.values() if one.for_day} == {
        ("ida", date(2026, 11, 3)),
        ("ida", date(2026, 11, 11)),
    }
    missed = noted[StepKind.MISSED, None]
    assert (missed.who, missed.recorded_on) == ("sue", TODAY)
    assert (StepKind.BOOKED, date(2026, 11, 18)) in noted  # it was moved, and is a new one now


def test_an_earlier_day_shows_the_steps_of_then(door: Door) -> None:
    earlier = replace(door, today=SEEN)
    with writing(earlier) as book:
        new = NewReferral(patient="Ann", source_id=1, received_on=SEEN)
        referrals.add_referral(book, replace(new, status=Status.SEEN, seen_on=SEEN))
    with writing(door) as book:
        told(book, Status.COMPLETED, TODAY)

    with reading(earlier) as book:
        assert [one.what for one in read_told(book, [1])[1]] == [StepKind.SEEN]
    with reading(replace(door, today=date(2026, 11, 1))) as book:  # before all: as known today
        assert [one.what for one in read_told(book, [1])[1]] == [StepKind.SEEN, StepKind.COMPLETED]


@pytest.mark.parametrize("what", [StepKind.MISSED, StepKind.CANCELLED])
def test_who_has_no_appointment_any_more_needs_one(book: Book, what: StepKind) -> None:
    new = NewReferral(patient="Ann", source_id=1, received_on=date(2026, 11, 2))
    booked = replace(new, status=Status.SCHEDULED, scheduled_on=date(2026, 11, 3))
    referrals.add_referral(book, booked)
    assert ([one.id for one in find_uncalled(book)], find_unscheduled(book)) == ([1], [])

    called_off = ReferralStep(what=what, day=SEEN)
    referrals.set_told(book, 1, [*read_told(book, [1])[1], called_off])

    assert referrals.read_steps(book, 1).status is Status.RECEIVED
    assert (find_uncalled(book), [one.id for one in find_unscheduled(book)]) == ([], [1])
    told(book, Status.SCHEDULED, TODAY)
    assert [one.what for one in read_told(book, [1])[1]] == ["booked", what, "booked"]
    assert referrals.read_steps(book, 1).scheduled_on == TODAY
