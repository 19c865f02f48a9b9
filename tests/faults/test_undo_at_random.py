"""Whatever commands do, undo takes back and undo of undo brings back."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.activities import NewActivity
from refcli.core.owed.items import DueItem
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import ActivityKind, DueType, Kind, MarkAction, Status
from refcli.errors import RefusedError
from refcli.storage import activities, due, practice
from refcli.storage.book.door import Book, Door, reading
from refcli.storage.history.log import last_in_force
from refcli.storage.history.telling import next_taking, read_step
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, dump, fresh, run
from tests.storage.commands import add_referral, add_source, edit_referral, edit_source, undo
from tests.storage.standings import set_steps

DAYS = st.integers(0, 30).map(lambda back: TODAY - timedelta(days=back))
IDS = st.integers(1, 5)
WORDS = st.text(max_size=5)
NAMES = st.text("ab %_'\"\x00é😀", min_size=1).map(lambda name: "N" + name)


@st.composite
def acts(draw: st.DrawFn) -> Callable[[Book], object]:  # noqa: PLR0911
    """Something that a command does; the database may refuse it."""
    one, two, name, day = draw(IDS), draw(IDS), draw(NAMES), draw(DAYS)
    match draw(st.integers(0, 9)):
        case 0:
            kind = draw(st.sampled_from([Kind.OFFICE, Kind.PROVIDER, Kind.PATIENT]))
            office = one if kind is Kind.PROVIDER and draw(st.booleans()) else None
            return add_source(name, kind, office_id=office, aliases=(draw(WORDS) + "!",))
        case 1:
            return add_referral(name, one, *({two} - {one}))
        case 2:
            values = {"note": draw(WORDS), "target": draw(st.booleans()), "archived_on": day}
            return edit_source(one, **values)
        case 3:
            return edit_referral(one, source_id=two, patient=name, received_on=day)
        case 4:
            steps = Steps(received_on=day, status=Status.LOST, closed_on=TODAY, reason=name)
            return lambda book: set_steps(book, one, steps, note=name)
        case 5:
            new = NewActivity(source_id=one, kind=ActivityKind.VISIT, on=day, met=name)
            return lambda book: activities.add_activity(book, new)
        case 6:
            item = DueItem(f"V{one}", DueType.VISIT, one, name, day, "")
            skip = MarkAction.SKIP
            return lambda book: due.add_mark(book, item, skip, until=None, why=name)
        case 7:
            return lambda book: practice.save_settings(book, {"state": name, draw_key(one): name})
        case 8:
            return edit_source(one, kind=draw(st.sampled_from(["office", "provider", "other"])))
        case _:
            return lambda book: sources.add_aliases(book, one, [name])


def draw_key(number: int) -> str:
    return ("practice", "zip", "specialty")[number % 3]


@settings(max_examples=60)
@given(st.lists(st.lists(acts(), min_size=1, max_size=3), min_size=1, max_size=8))
def test_every_command_can_be_taken_back_one_by_one_and_brought_back(
    commands: list[list[Callable[[Book], object]]],
) -> None:
    with fresh() as door:
        states, done = [dump(door.path)], []
        for command in commands:
            number = attempted(door, command)
            if number:
                done.append(number)
                states.append(dump(door.path))

        undone = []
        for number, before in zip(reversed(done), reversed(states[:-1]), strict=True):
            undone.append(undo(door, number))
            assert dump(door.path) == before
        for number, after in zip(reversed(undone), states[1:], strict=True):
            undo(door, number)
            assert dump(door.path) == after


@settings(max_examples=60)
@given(st.lists(acts(), min_size=1, max_size=8), st.lists(st.booleans(), max_size=12))
def test_undo_walks_back_to_the_first_state_and_redo_forward_to_the_last(
    commands: list[Callable[[Book], object]], steps: list[bool]
) -> None:
    with fresh() as door:
        states = [dump(door.path)]
        states += [dump(door.path) for act in commands if attempted(door, [act])]
        last = len(states) - 1

        at = last
        for back in (*steps, *[True] * (last + len(steps)), *[False] * last):
            if 0 <= (to := at + (-1 if back else 1)) <= last:
                told = walk(door, last_in_force if back else next_taking)
                assert all(told)
                at = to
            assert dump(door.path) == states[at]

        assert at == last


def walk(at: Door, choose: Callable[[Book], int]) -> tuple[str, ...]:
    """Take a step as ref undo and ref redo do; what it came to, in words."""
    with reading(at) as book:
        step = read_step(book, choose(book))
    undo(at, step.undone.id)
    return step.told


@settings(max_examples=60)
@given(st.lists(acts(), min_size=2, max_size=8), st.data())
def test_an_earlier_command_is_taken_back_alone_or_refused_with_a_reason(
    commands: list[Callable[[Book], object]], data: st.DataObject
) -> None:
    with fresh() as door:
        done = [number for act in commands if (number := attempted(door, [act]))]
        if not done:
            return
        number = data.draw(st.sampled_from(done))
        before = dump(door.path)
        try:
            undone = undo(door, number)
        except RefusedError as refused:
            said = str(refused)
        else:
            undo(door, undone)
            said = f"{number} (test, by tina) cannot be taken back: it is the last one"

        assert f"{number} (test, by tina) cannot be taken back: " in said
        assert dump(door.path) == before


def attempted(at: Door, acts: list[Callable[[Book], object]]) -> int | None:
    """The number of a command; None where it was refused, or changed nothing."""
    before = dump(at.path)
    try:
        number = run(at, "test", lambda book: [act(book) for act in acts])
    except Exception:  # noqa: BLE001  (whatever the database says no to)
        assert dump(at.path) == before
        return None
    return number if dump(at.path) != before else None
