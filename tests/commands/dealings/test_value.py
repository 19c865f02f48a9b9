"""Something of value that leaves the building with a visit is never left unsaid."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]

SAID = 'If it was of value, it is in no ledger yet: ref gift add "#4"'


@pytest.fixture(autouse=True)
@made_once
def owed(ref: Ref) -> None:
    """A visit (V4), a meeting (M1) and a next step (N1) at Chen Dental."""
    ref("source add 'Bo Lee' --kind provider")
    ref("source add 'Chen Dental' --kind office")
    ref("source edit 'Chen Dental' --target")
    ref("log 'Chen Dental' call --next 'bring a leaflet' --next-on 11/24")
    ref("visit 'Chen Dental' --meet '11/23 12:00'")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("visit 'Chen Dental' --brought 'gift basket'", f'{SAID} "gift basket" --value DOLLARS'),
        ("visit 'Chen Dental' --kind lunch", f"{SAID} lunch --value DOLLARS --form meal"),
        ("done M1 --kind lunch --brought salads", f"{SAID} salads --value DOLLARS --form meal"),
        ("done M1 --kind lunch", f"{SAID} lunch --value DOLLARS --form meal"),
        ("done N1 --kind lunch --brought cake", f"{SAID} cake --value DOLLARS --form meal"),
        ("done N1 --brought cake", f"{SAID} cake --value DOLLARS"),
        ("done V4 --brought wine", f"{SAID} wine --value DOLLARS"),
    ],
)
def test_every_door_says_what_to_type(ref: Ref, typed: str, said: str) -> None:
    assert said in ref(typed).stdout.replace("\n", " ")


@pytest.mark.parametrize("typed", ["done M1 --brought pads", "done N1", "done V4 --met Dr.Chen"])
def test_paper_of_our_own_is_no_gift(ref: Ref, typed: str) -> None:
    assert "ledger" not in ref(typed).stdout


def test_the_line_told_puts_it_into_the_ledger(ref: Ref, answer: Answer) -> None:
    ref("done M1 --kind lunch --brought salads")

    ref("gift add '#4' salads --value 12 --form meal")

    assert [one["item"] for one in answer("gift list")] == ["salads"]
