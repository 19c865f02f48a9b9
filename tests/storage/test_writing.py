"""What is written is what was said, and a number is never used twice."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.activities import NewActivity
from refcli.core.intake.on_record import OnRecord
from refcli.core.owed.items import DueItem
from refcli.core.practice import Practice
from refcli.core.referrals.records import NewReferral
from refcli.core.referrals.steps import Steps, advance
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, DueType, Kind, MarkAction, Status
from refcli.errors import ContradictionError, RefusedError
from refcli.storage import activities, due, intake, practice, referrals
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.sources import records as stored_sources
from tests.storage.books import TODAY, dump, raw
from tests.storage.random_books import made, write
from tests.storage.standings import set_steps

ELM = NewSource(
    name="[bold]Elm[/]",
    kind=Kind.OFFICE,
    added_on=date(2026, 1, 2),
    owner="Marc",
    phone="555",
    email="a@b.c",
    address="1 Elm St",
    note="=1+1",
    aliases=("E", "Elms"),
    target=True,
    target_on=date(2026, 1, 3),
    do_not_visit=True,
    do_not_mail=True,
    no_gifts=True,
    visit_every=2,
    visit_first=0,
    visit_later=5,
    archived_on=date(2026, 11, 1),
)
ANN = NewReferral(
    patient="Ann",
    source_id=3,
    received_on=date(2026, 5, 1),
    status=Status.COMPLETED,
    scheduled_on=date(2026, 5, 2),
    seen_on=date(2026, 5, 3),
    completed_on=date(2026, 5, 4),
    production_cents=123456,
    production_on=date(2026, 5, 5),
    service="crown",
    chart="0012",
    provider="Dr. Ito",
    note="hi",
    past=True,
    assists=(2, 1),
)
VISIT = NewActivity(
    source_id=3,
    kind=ActivityKind.VISIT,
    on=date(2026, 5, 6),
    attempt=True,
    who="Marc",
    met="Tina",
    brought="pads",
    purpose="hello",
    intel="new partner",
    next_step="lunch",
    note="closed",
    referral_id=1,
)


def test_a_source_is_kept_as_it_was_said(book: Book) -> None:
    assert stored_sources.next_source_id(book) == 3
    assert stored_sources.add_source(book, ELM) == 3
    assert stored_sources.read_source_view(book, 3).record == replace(ELM, id=3)


def test_a_referral_is_kept_as_it_was_said(book: Book) -> None:
    stored_sources.add_source(book, ELM)

    assert referrals.add_referral(book, ANN) == 1
    assert referrals.read_referral(book, 1).record == ANN


def test_an_activity_is_kept_as_it_was_said(book: Book) -> None:
    stored_sources.add_source(book, ELM)
    referrals.add_referral(book, ANN)

    assert activities.add_activity(book, VISIT) == 1
    assert [one.record for one in activities.read_activities(book, 3)] == [VISIT]


@pytest.mark.parametrize("seed", [4, 5])
def test_many_at_once_are_kept_as_one_by_one(door: Door, seed: int) -> None:
    records = made(seed)

    with writing(door) as book:
        write(book, records)
        sources = {one.id: one for one in stored_sources.read_sources(book, archived=True)}
        ids = [n for n, _ in records.numbered()]
        assert [referrals.read_referral(book, n).record for n in ids] == records.referrals

    for id_, one in enumerate(records.sources[2:], start=3):
        if one.added_on <= TODAY:
            assert sources[id_].record == replace(one, aliases=())
    assert [row[2] for row in dump(door.path)["alias"]] == [
        alias for one in records.sources for alias in one.aliases
    ]


def test_nothing_is_loaded_where_there_is_nothing(door: Door) -> None:
    before = dump(door.path)

    with writing(door) as book:
        intake.load(book)

    assert dump(door.path) == before


def test_a_number_is_never_used_twice(door: Door) -> None:
    with writing(door) as book:
        intake.load(book, [replace(ELM, id=9)])
    with raw(door.path) as db:
        db.execute("DELETE FROM alias")
        db.execute("DELETE FROM source WHERE id = 9")

    with writing(door) as book:
        assert stored_sources.next_source_id(book) == 10
        assert stored_sources.add_source(book, ELM) == 10


def test_a_referral_loaded_after_others_gets_the_next_number(door: Door) -> None:
    one = replace(ANN, source_id=1, assists=(2, 2))

    with writing(door) as book:
        referrals.add_referral(book, one)
        intake.load(book, referrals=[one, one])

    assert [row[0] for row in dump(door.path)["referral"]] == [1, 2, 3]
    assert [row[1:] for row in dump(door.path)["assist"]] == [(1, 2), (2, 2), (3, 2)]


def test_a_name_or_an_assist_that_is_there_is_left_as_it_is(book: Book) -> None:
    stored_sources.add_source(book, ELM)
    referrals.add_referral(book, ANN)

    stored_sources.add_aliases(book, 3, ["E", "Ulme", "Ulme"])
    referrals.add_assists(book, 1, [2, 1])

    assert stored_sources.read_source_view(book, 3).record.aliases == ("E", "Elms", "Ulme")
    assert referrals.read_referral(book, 1).record.assists == (2, 1)


def test_a_name_is_taken_away_from_its_own_source_only(book: Book) -> None:
    stored_sources.add_source(book, ELM)
    other = stored_sources.add_source(book, replace(ELM, name="Oak"))

    stored_sources.drop_alias(book, 3, "E")

    assert stored_sources.read_source_view(book, 3).record.aliases == ("Elms",)
    assert stored_sources.read_source_view(book, other).record.aliases == ("E", "Elms")
    with pytest.raises(RefusedError, match=r"#3 has no alias 'E'\. See: ref source show \"#3\""):
        stored_sources.drop_alias(book, 3, "E")


def test_only_what_is_named_is_changed(door: Door) -> None:
    with writing(door) as book:
        stored_sources.add_source(book, ELM)
        stored_sources.add_source(book, replace(ELM, name="Oak"))
        referrals.add_referral(book, ANN)
        referrals.add_referral(book, replace(ANN, patient="Bo"))
        stored_sources.edit_source(book, 3, {"phone": "556", "archived_on": None})
        referrals.edit_referral(book, 2, {"note": "", "received_on": date(2026, 4, 30)})

        changed = replace(ELM, id=3, phone="556", archived_on=None)
        assert stored_sources.read_source_view(book, 3).record == changed
        assert stored_sources.read_source_view(book, 4).record == replace(ELM, id=4, name="Oak")
        assert referrals.read_referral(book, 1).record == ANN
        assert referrals.read_referral(book, 2).record == replace(
            ANN, patient="Bo", note="", received_on=date(2026, 4, 30)
        )


def test_steps_are_written_and_read_back(book: Book) -> None:
    referrals.add_referral(book, NewReferral(patient="Ann", source_id=1, received_on=TODAY))

    for status, why in ((Status.SCHEDULED, ""), (Status.SEEN, ""), (Status.LOST, "moved")):
        steps = advance(referrals.read_steps(book, 1), status, TODAY, why)
        set_steps(book, 1, steps, note=status.value)

        assert referrals.read_steps(book, 1) == steps
        assert referrals.read_referral(book, 1).record.note == status.value

    assert referrals.read_steps(book, 1) == Steps(
        received_on=TODAY,
        status=Status.LOST,
        scheduled_on=TODAY,
        seen_on=TODAY,
        closed_on=TODAY,
        reason="moved",
    )


def test_a_mark_says_what_was_decided_today(door: Door) -> None:
    item = DueItem("V3", DueType.VISIT, 3, "Elm", date(2026, 11, 1), "never visited")

    with writing(door) as book:
        due.add_mark(book, item, MarkAction.SKIP, until=None, why="away")
        due.add_mark(book, item, MarkAction.SNOOZE, until=date(2026, 12, 1), why="")

    assert dump(door.path)["due_mark"] == [
        (1, "V3", "skip", "2026-11-01", None, "away", "2026-11-23"),
        (2, "V3", "snooze", "2026-11-01", "2026-12-01", "", "2026-11-23"),
    ]


def test_a_practice_that_said_nothing_has_the_usual_figures(book: Book) -> None:
    assert practice.read_practice(book) == Practice(
        name="", specialty="", state="", zip="", bills_dhs=None
    )


def test_the_practice_is_kept_as_it_was_said(book: Book) -> None:
    said = {"practice": "Elm", "specialty": "endo", "state": "WA", "zip": "01234"}
    practice.save_settings(book, said | {"bills_dhs": "no"})
    practice.save_settings(book, {"bills_dhs": "yes", "state": "WA"})

    assert practice.read_practice(book) == Practice(
        name="Elm",
        specialty="endo",
        state="WA",
        zip="01234",
        bills_dhs=True,
    )


def test_a_setting_that_has_its_value_already_is_not_written(door: Door) -> None:
    for _ in range(2):
        with writing(door) as book:
            practice.save_settings(book, {"state": "WA"})

    with raw(door.path) as db:
        assert db.execute("SELECT count(*) FROM command").fetchone() == (1,)


def test_the_database_refuses_what_cannot_be(door: Door) -> None:
    before = dump(door.path)

    with pytest.raises(ContradictionError, match="cannot assist too"), writing(door) as book:
        referrals.add_referral(book, replace(ANN, source_id=1, assists=(1,)))

    assert dump(door.path) == before


def test_a_file_is_compared_with_what_is_on_record(book: Book) -> None:
    stored_sources.add_source(book, ELM)
    for one in (ANN, replace(ANN, patient="ANN.", source_id=1, assists=())):
        referrals.add_referral(book, one)
    referrals.add_referral(book, NewReferral(patient="Bo", source_id=2, received_on=TODAY))

    known = intake.records_on_file(book)

    def known_of(patient: str, day: date) -> list[OnRecord]:
        said = OnRecord(source_id=1, status=Status.RECEIVED, patient=patient)
        return [one.known for one in known.list_near(said, day)]

    assert known_of("Ann", date(2026, 5, 1)) == [
        OnRecord(
            source_id=3,
            status=Status.COMPLETED,
            seen_on=date(2026, 5, 3),
            cents=123456,
            patient="Ann",
        ),
        OnRecord(
            source_id=1,
            status=Status.COMPLETED,
            seen_on=date(2026, 5, 3),
            cents=123456,
            patient="ANN.",
        ),
    ]
    assert known_of("bo", TODAY) == [OnRecord(source_id=2, status=Status.RECEIVED, patient="Bo")]
