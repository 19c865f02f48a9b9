from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def chen(ref: Ref) -> None:
    ref("source add 'Chen Dental' --kind office --owner Tina --phone 555-0100 --alias CD --target")
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'")


@pytest.mark.usefixtures("chen")
def test_a_referral_goes_through_its_steps(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei --on 2026-11-02")

    ref("referral status 1 scheduled --on 2026-11-03")
    said = ref("referral status 1 seen --on 2026-11-12 --value 1450").stdout
    ref("referral status 1 completed --on 2026-11-20 --note done")

    assert (
        said
        == "Referral 1, P1: seen on Thu 12 Nov 2026, $1,450. A report back is owed: ref done R1\n"
    )
    shown = answer("referral show 1")
    assert (shown["status"], shown["production"], shown["note"]) == ("completed", 1450.0, "done")
    assert [shown[f"{step}_on"] for step in ("scheduled", "seen", "completed")] == [
        "2026-11-03",
        "2026-11-12",
        "2026-11-20",
    ]


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ("referral status 1 lost", "A lost referral needs a reason", 1),
        ("referral status 1 seen --on 2026-11-01", "before the referral was received", 1),
        ("referral status 9 seen", "There is no referral 9", 1),
        ("referral status 1 gone", "'gone' is not one of", 2),
        ("referral status one seen", "No patient is called 'one'. See: ref find one", 1),
        ("referral edit 1 --also wei", "cannot be an assist", 1),
        ("referral edit 1 --patient ' '", "name is missing", 2),
        ("referral edit 1 --on 2026-13-01", "is no date", 2),
        ("referral edit 9 --note x", "There is no referral 9", 1),
        ("referral show 9", "There is no referral 9", 1),
    ],
)
def test_steps_that_cannot_be_are_refused(ref: Ref, command: str, sentence: str, code: int) -> None:
    ref("add P1 --from wei --on 2026-11-02")

    assert sentence in ref(command, exit_code=code).stderr


@pytest.mark.usefixtures("chen")
def test_a_referral_is_corrected(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei --on 2026-11-02")

    ref("referral edit 1 --patient 'Paul One' --from none --also wei --on 2026-11-03 --value 10")

    shown = answer("referral list --source none")[0]
    assert (shown["patient"], shown["received_on"], shown["also"]) == (
        "Paul One",
        "2026-11-03",
        ["Dr. Wei Chen"],
    )
    assert answer("referral list --status seen") == []
    assert answer("referral list --until 2026-11-02") == []
    assert len(answer("referral list --since 2026-11-03 --limit 1")) == 1


def test_a_status_answers_with_the_referral_or_with_a_list_of_several(
    ref: Ref, answer: Callable[..., Any]
) -> None:
    for name in ("Bo Kim", "Lou Hart"):
        ref(f"add '{name}' --from none --on 2026-11-02")

    one, two = answer("referral status 1 seen"), answer("referral status 1,2 seen")

    assert (one["id"], [each["id"] for each in two]) == (1, [1, 2])
    [listed] = answer("referral list --patient bo")
    shown = answer("referral show 1")
    assert (listed.pop("kind"), listed.pop("office")) == (None, None)  # nobody is of no kind
    assert listed == {name: shown[name] for name in listed} == two[0]


@pytest.mark.parametrize("word", ["open", "Open", "waiting"])
def test_the_open_ones_are_received_or_scheduled(ref: Ref, answer: Answer, word: str) -> None:
    for number, name in enumerate(("Al Fox", "Bo Fox", "Cy Fox", "Di Fox"), 1):
        ref(f"add '{name}' --from unknown")
        if number > 1:
            ref(f"referral status {number} {('scheduled', 'seen', 'lost --why x')[number - 2]}")

    line = f"referral list --status {word}"
    if word == "waiting":
        assert "Type: ref referral list --status open" in ref(line, exit_code=2).stderr
    else:
        assert [one["patient"] for one in answer(line)] == ["Bo Fox", "Al Fox"]
