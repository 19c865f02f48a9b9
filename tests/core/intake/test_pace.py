"""How long the writing will take, told once."""

import pytest

from refcli.core.intake.pace import Pace


def test_a_long_writing_is_told_once_with_what_is_left() -> None:
    said: list[str] = []
    left: list[float] = []
    pace = Pace(200_000, 100.0, said.append, left.append)

    pace.tell(1_000, 100.1)
    pace.tell(2_000, 100.2)

    (told,) = said
    assert told == (
        "Writing takes about 20 seconds. Who records something meanwhile waits for it; ^C stops it,"
        " and nothing is changed."
    )
    assert left == [pytest.approx(19.9)]


@pytest.mark.parametrize(("now", "words"), [(100.4999, 0), (100.5001, 1)])
def test_five_seconds_are_worth_a_word(now: float, words: int) -> None:
    said: list[str] = []

    Pace(10_000, 100.0, said.append, print).tell(1_000, now)

    assert len(said) == words


def test_what_slows_down_later_is_told_then() -> None:
    said: list[str] = []
    pace = Pace(10_000, 100.0, said.append, print)

    pace.tell(1_000, 100.1)
    pace.tell(5_000, 103.0)

    assert [line[:29] for line in said] == ["Writing takes about 6 seconds"]
