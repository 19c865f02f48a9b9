"""A command is taken back whole, or refused with the change that stands on it."""

from sqlalchemy import text

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.storage import intake
from refcli.storage import referrals as stored_referrals
from refcli.storage.book.door import Book, Door
from refcli.storage.sources import records as stored_sources
from tests.storage.books import ROWS, TODAY, dump, raw, run, without
from tests.storage.commands import (
    add_referral,
    add_source,
    edit_referral,
    edit_source,
    refusal,
    source,
    undo,
)


def test_a_later_change_is_named_in_the_refusal(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    run(door, "source edit", edit_source(3, note="x"))

    assert refusal(door, added) == (
        "Command 1 (source add, by tina) cannot be taken back: 2 (source edit, by tina) changed"
        " source 3"
        " after it. Take that back first: ref undo 2"
    )


def test_a_referral_stands_on_its_source_and_is_named(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    run(door, "add", add_referral("Ann", 3))

    assert refusal(door, added) == (
        "Command 1 (source add, by tina) cannot be taken back: 2 (add, by tina) changed referral 1"
        " after it. Take that back first: ref undo 2"
    )


def test_what_a_change_led_away_from_has_to_be_there_still(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    run(door, "add", add_referral("Ann", 3))
    moved = run(door, "referral edit", edit_referral(1, source_id=2))
    gone = undo(door, added)

    assert refusal(door, moved) == (
        f"Command 3 (referral edit, by tina) cannot be taken back: {gone} (undo, by tina) changed"
        f" source 3 after it. Take that back first: ref undo {gone}"
    )
    undo(door, gone)
    undo(door, moved)


def test_what_another_program_changed_since_is_not_overwritten(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    with raw(door.path) as db:
        db.execute("UPDATE source SET note = 'x' WHERE id = 3")

    assert refusal(door, added) == (
        "Command 1 (source add, by tina) cannot be taken back: source 3 was changed outside ref"
        " since."
    )


def test_what_another_program_changed_without_the_log_is_not_overwritten(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    with raw(door.path) as db, without(db, "log_source_update"):
        db.execute("UPDATE source SET note = 'x' WHERE id = 3")

    assert "source 3 was changed outside ref since" in refusal(door, added)


def test_a_gift_on_record_is_never_taken_back(door: Door) -> None:
    values = ", ".join(f"{value!r}" for value in ROWS["incentive"].values())
    sql = f"INSERT INTO incentive ({', '.join(ROWS['incentive'])}) VALUES ({values})"  # noqa: S608
    run(door, "source add", add_source("Elm"))
    given = run(door, "gift add", lambda book: book.session.execute(text(sql)))

    assert refusal(door, given) == (
        "A gift on record is never taken back; it can only be voided:"
        ' ref gift void 1 --why "entered twice"'
    )


def test_a_name_that_was_given_again_stands_in_the_way(door: Door) -> None:
    def drop(book: Book) -> None:
        stored_sources.drop_alias(book, 3, "E")
        stored_sources.drop_alias(book, 3, "F")

    run(door, "source add", add_source("Elm", aliases=("E", "F")))
    dropped = run(door, "drop", drop)
    run(door, "again", lambda book: stored_sources.add_aliases(book, 3, ["E"]))

    assert refusal(door, dropped) == (
        "Command 2 (drop, by tina) cannot be taken back: 3 (again, by tina) changed the alias rows"
        " after it. Take that back first: ref undo 3"
    )
    undo(door, 3)
    undo(door, dropped)


def test_an_office_that_is_none_any_more_stands_in_the_way(door: Door) -> None:
    run(door, "one", add_source("Elm"))
    run(door, "two", add_source("Chen", Kind.PROVIDER, office_id=3))
    left = run(door, "left", edit_source(4, office_id=None))
    run(door, "kind", edit_source(3, kind="insurer"))

    assert "4 (kind, by tina) changed the source rows after it" in refusal(door, left)


def test_a_primary_source_that_assists_now_stands_in_the_way(door: Door) -> None:
    run(door, "one", add_source("Elm"))
    run(door, "add", add_referral("Ann", 3))
    moved = run(door, "edit", edit_referral(1, source_id=2))
    run(door, "assist", lambda book: stored_referrals.add_assists(book, 1, [3]))

    assert "4 (assist, by tina) changed the referral rows after it" in refusal(door, moved)


def test_a_command_is_taken_back_in_the_reverse_order(door: Door) -> None:
    def swap(book: Book) -> None:
        stored_sources.edit_source(book, 4, {"office_id": None})
        stored_sources.edit_source(book, 3, {"kind": "insurer"})
        stored_referrals.edit_referral(book, 1, {"source_id": 2})
        stored_referrals.add_assists(book, 1, [3])

    run(door, "one", add_source("Elm"))
    run(door, "two", add_source("Chen", Kind.PROVIDER, office_id=3))
    run(door, "add", add_referral("Ann", 3))
    before = dump(door.path)
    swapped = run(door, "swap", swap)
    after = dump(door.path)

    undone = undo(door, swapped)
    assert dump(door.path) == before
    undo(door, undone)
    assert dump(door.path) == after


def test_a_note_on_a_built_in_source_is_taken_back(door: Door) -> None:
    before = dump(door.path)
    noted = run(door, "source edit", edit_source(1, note="ask!"))

    undo(door, noted)

    assert dump(door.path) == before


def test_a_command_that_came_to_nothing_is_not_taken_back_for_ever(door: Door) -> None:
    def there_and_back(book: Book) -> None:
        stored_sources.add_aliases(book, 1, ["?"])
        stored_sources.drop_alias(book, 1, "?")

    done = run(door, "source edit", there_and_back)

    assert refusal(door, done) == (
        "Command 1 (source edit, by tina) came to nothing. Take back another one: ref undo NUMBER"
    )


def test_any_name_is_taken_back_and_brought_back_as_it_was(door: Door) -> None:
    name = '[bold]:smile: "it\'s" =HYPERLINK(1)\x00\x07\u202e😀\\u0041\n'
    added = run(door, "source add", add_source(name, note=name))
    before = dump(door.path)

    undo(door, undo(door, added))

    assert dump(door.path) == before


def test_a_bulk_load_is_taken_back_whole_and_brought_back(door: Door) -> None:
    sources = [source(f"S{i}", id=i, aliases=(f"A{i}",)) for i in range(3, 23)]
    referrals = [
        NewReferral(patient=f"P{i}", source_id=3, received_on=TODAY, assists=(4, 5, 4))
        for i in range(1200)
    ]
    activities = [NewActivity(source_id=4, kind=ActivityKind.VISIT, on=TODAY)] * 5
    empty = dump(door.path)
    loaded = run(door, "import", lambda book: intake.load(book, sources, referrals, activities))
    full = dump(door.path)

    undone = undo(door, loaded)
    assert dump(door.path) == empty
    undo(door, undone)
    assert dump(door.path) == full


def test_a_command_that_was_taken_back_says_by_which_and_how_to_bring_it_back(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    gone = undo(door, added)

    assert refusal(door, added) == (
        f"Command 1 (source add, by tina) was taken back already, by {gone} (undo, by tina)."
        f" To bring it back: ref undo {gone}"
    )


def test_what_stands_in_the_way_is_the_last_change_still_in_force(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    later = [run(door, "source edit", edit_source(3, note=note)) for note in ("x", "y", "z")]
    undo(door, later[2])

    assert refusal(door, added).endswith(f"Take that back first: ref undo {later[1]}")
