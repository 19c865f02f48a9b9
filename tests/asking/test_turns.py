"""Several questions in turn, and the way back to the one before."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.asking.turns import Turns, Way


def asker(turns: Turns, answers: Iterator[str | Way], asked: list[str]) -> Callable[[str], str]:
    """Asks a question and takes the next answer, whatever was answered before."""

    def ask(question: str) -> str:
        def answer() -> str | Way:
            asked.append(question)
            said = next(answers)
            return said if turns.can_go_back or said is not Way.BACK else "first"

        said = turns.answer(answer)
        assert isinstance(said, str)
        return said

    return ask


def test_a_step_back_asks_the_question_before_and_keeps_the_answers_before_that() -> None:
    turns, asked = Turns(), list[str]()
    ask = asker(turns, iter(["a", "b", Way.BACK, "B", "c"]), asked)

    answers = turns.ask_in_turn(lambda: [ask("one"), ask("two"), ask("three")])

    assert answers == ["a", "B", "c"]
    assert asked == ["one", "two", "three", "two", "three"]


def test_a_later_question_may_depend_on_the_answer_before() -> None:
    turns, asked = Turns(), list[str]()
    ask = asker(turns, iter(["cat", "tail", Way.BACK, Way.BACK, "dog", "nose"]), asked)

    def ask_all() -> str:
        pet = ask("pet")
        part = ask(f"{pet}: what")
        return f"{part} of {ask('sure')}" if pet == "cat" else f"{pet} {part}"

    assert turns.ask_in_turn(ask_all) == "dog nose"
    assert asked == ["pet", "cat: what", "sure", "cat: what", "pet", "dog: what"]


def test_outside_of_turns_and_after_them_there_is_no_way_back() -> None:
    turns, asked = Turns(), list[str]()
    ask = asker(turns, iter(["a", "b", "c"]), asked)

    turns.ask_in_turn(lambda: ask("one"))

    assert (ask("two"), turns.can_go_back, turns.given) == ("b", False, [])


def test_a_command_that_stops_leaves_no_answer_behind() -> None:
    turns = Turns()

    def stop() -> None:
        turns.answer(lambda: "a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        turns.ask_in_turn(stop)

    assert turns == Turns(at=1)


def test_turns_within_turns_are_one_row_of_questions() -> None:
    turns, asked = Turns(), list[str]()
    ask = asker(turns, iter(["a", Way.BACK, "A", "b", "c"]), asked)

    answers = turns.ask_in_turn(
        lambda: (ask("one"), turns.ask_in_turn(lambda: [ask("two"), ask("three")]))
    )

    assert answers == ("A", ["b", "c"])


@given(st.lists(st.sampled_from(["x", "y", Way.BACK]), max_size=30), st.integers(1, 5))
def test_however_often_somebody_goes_back_each_question_has_its_last_answer(
    keys: list[str | Way], questions: int
) -> None:
    turns, asked = Turns(), list[str]()
    ask = asker(turns, iter([*keys, *["z"] * questions]), asked)

    found = turns.ask_in_turn(lambda: [ask(str(n)) for n in range(questions)])

    last: list[str] = []
    for key in [*keys, *["z"] * questions]:
        if len(last) == questions:
            break
        if key is Way.BACK and last:
            last.pop()
        else:
            last.append("first" if key is Way.BACK else str(key))
    assert found == last
