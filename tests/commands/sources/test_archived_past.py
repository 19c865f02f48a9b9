"""What happened while a source was in use can be recorded after it was archived."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
BEFORE, SINCE = "2026-11-20", "2026-11-23"
REFUSED = 'is archived since 2026-11-23 (retired). To bring it back: ref source archive "#3" --back'


@pytest.fixture(autouse=True)
@made_once
def archived(ref: Ref) -> None:
    """#3 Dr. Old is archived since November 23; #4 Elm is in use."""
    ref("source add 'Dr. Old' --kind provider", as_of="2026-01-05")
    ref("source add Elm --kind office", as_of="2026-01-05")
    ref("source archive '#3' --why retired")


@pytest.mark.parametrize(
    "line",
    [
        "visit '#3' --met her",
        "visit 'dr. old' --met her",
        "log '#3' call",
        "add 'Pat Poe' --from '#3'",
        "add 'Pat Poe' --from 'Dr. Old' --kind provider",
        "add 'Pat Poe' --from elm --also '#3'",
    ],
)
def test_what_happened_before_is_recorded_and_what_happens_since_is_not(
    ref: Ref, line: str
) -> None:
    assert REFUSED in ref(f"{line} --on {SINCE}", exit_code=1).stderr.replace("\n", " ")

    ref(f"{line} --on {BEFORE}")


def test_a_referral_is_corrected_to_who_was_in_use_on_its_day(answer: Answer, ref: Ref) -> None:
    for name, day in (("Pat Poe", BEFORE), ("Quin Roe", SINCE)):
        ref(f"add '{name}' --from elm --on {day}")

    ref("referral edit 1 --from '#3'")

    assert answer("referral show 1")["source"] == "Dr. Old"
    assert REFUSED in ref("referral edit 2 --from '#3'", exit_code=1).stderr.replace("\n", " ")
    ref(f"referral edit 2 --from '#3' --on {BEFORE}")
    ref("referral edit 2 --from elm --also '#3'")
    ref("referral edit 2 --drop-also '#3'")
    assert answer("referral show 2")["also"] == []


@pytest.mark.parametrize("day", [BEFORE, SINCE])
def test_what_was_given_can_always_be_recorded(answer: Answer, ref: Ref, day: str) -> None:
    ref(f"gift add '#3' pens --value 12 --by tina --on {day}")

    assert [row["item"] for row in answer("gift list --year 2026")] == ["pens"]
