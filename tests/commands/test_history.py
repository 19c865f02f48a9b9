from collections.abc import Callable
from typing import Any

from tests.conftest import Ref

Answer = Callable[..., Any]


def test_every_change_is_shown_with_who_and_before_and_after(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from none")
    ref("--by Marc referral edit 1 --patient 'Paul One'")

    latest, first = answer("history")

    assert (latest["by"], latest["command"], latest["action"]) == (
        "Marc",
        "referral edit",
        "update",
    )
    assert (latest["before"]["patient"], latest["after"]["patient"]) == ("P1", "Paul One")
    assert (first["by"], first["before"], first["row_id"]) == ("tina", None, 1)
    assert "patient: P1 -> Paul One" in ref("history").stdout
    assert len(answer("history --limit 1")) == 1


def test_the_history_of_one_source(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind office --alias E")
    ref("source add Oak --kind office")
    ref("add P1 --from elm")

    tables = [(change["table"], change["row_id"]) for change in answer("history --source elm")]

    assert tables == [("referral", 1), ("alias", 1), ("source", 3)]


def test_an_earlier_command_is_taken_back_unless_a_later_one_stands_on_it(ref: Ref) -> None:
    ref("source add Elm --kind office")
    ref("source add Oak --kind office")
    ref("add P1 --from elm")

    refusal = ref("undo 1", exit_code=1).stderr
    assert "Command 1 (source add, by tina) cannot be taken back: 3 (add, by tina)" in refusal
    assert "ref undo 3" in refusal
    ref("undo 2")
    ref("undo 3")
    ref("undo 1")
    assert "There is no command 99" in ref("undo 99", exit_code=1).stderr


def test_there_may_be_nothing_to_undo(ref: Ref) -> None:
    assert "There is nothing to undo yet." in ref("undo", exit_code=1).stderr


def test_a_number_is_taken_with_and_without_a_hash(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from 'Dr. Chen' --kind provider")
    ref("add P2 --from 3")

    assert answer("referral show '#2'")["source"] == "Dr. Chen"
    assert answer("source show 3") == answer("source show '#3'")
    assert ref("undo '#2'").stdout == (
        "Took back 2 (add, by tina): referral 2 P2, from Dr. Chen. To bring it back: ref redo\n"
    )
