"""A day behind a call that reached nobody is the day of the call, or a part of what came of it."""

import pytest

from tests.conftest import Ref


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("tried ivy 11/10", "ref tried ivy --on 11/10"),
        ("tried ivy voicemail 11/10", "ref tried ivy voicemail --on 11/10"),
    ],
)
def test_it_is_answered_with_the_line_that_has_it_as_the_day(
    ref: Ref, typed: str, line: str
) -> None:
    ref("add 'Ivy Wong' --from none --on 2026-11-02")

    said = ref(typed, exit_code=2).stderr

    assert said == (f"ref: If 11/10 is the day of the call, it stands behind --on: {line}\n")
    ref(line.removeprefix("ref "))


@pytest.mark.parametrize("note", ["voicemail", "'call back 11/20'"])
def test_what_stands_in_quotes_is_what_came_of_it(ref: Ref, note: str) -> None:
    ref("add 'Ivy Wong' --from none --on 2026-11-02")

    assert "1st try" in ref(f"tried ivy {note}").stdout
