"""The lists of one of our own providers: whose patients come, whom to call, what to write."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.storage.completion import provider_rows
from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
def patients(ref: Ref) -> None:
    """Lily comes to Dr. Jane Ray at 9, Bo to Dr. Oak at 10; each has another one who was seen."""
    ref('add "Lily Fox" --from "Dr. Chen" --kind provider --provider "Dr. Jane Ray"')
    ref('booked fox --for "11/23 9:00"')
    ref('add "Bo Kim" --from "Dr. Chen" --provider "Dr. Oak" --booked "11/23 10:00"')
    for name, provider in (("Al Ito", "Dr. Ray"), ("Cy Day", "Dr. Oak"), ("Di Eve", "")):
        ref(f'add "{name}" --from "Dr. Chen" --provider "{provider}" --on 2026-11-02')
    ref("seen ito --on 2026-11-05")
    ref("seen day --on 2026-11-05")
    ref("source add Delta --kind insurer")


def test_the_list_is_of_whom_a_provider_sees(answer: Answer, ref: Ref) -> None:
    assert [one["key"] for one in answer("due --provider ray")] == ["R3", "F3"]
    assert [one["key"] for one in answer("due --provider 'Dr. Oak'")] == ["R4", "F4"]
    assert {"T3", "V3", "S5"} < {one["key"] for one in answer("due")}
    assert "; only of whom Dr. Jane Ray sees\n" in ref("due --provider ray").stdout


def test_it_goes_with_what_else_narrows_the_list(answer: Answer) -> None:
    assert [one["key"] for one in answer("due write --provider ray")] == ["R3"]
    assert answer("due --only visit --provider ray") == []


def test_an_issue_and_a_credential_are_theirs_too(ref: Ref, answer: Answer) -> None:
    ref("done F4 --unhappy 'still in pain'")
    ref("source edit Delta --our-provider 'Dr. Oak' --credentialed-until 2026-12-15")

    keys = [one["key"] for one in answer("due --provider oak --within 60")]

    assert "I1" in keys
    assert any(key.startswith("C1.") for key in keys)
    assert not {"I1"} & {one["key"] for one in answer("due --provider ray")}


def test_the_day_is_that_of_one_provider(answer: Answer, ref: Ref) -> None:
    ref("duty add 'Ask patients' --every week --rota 'Tina, Jo'")

    mine, whole = answer("today --provider jane"), answer("today")

    assert [one["patient"] for one in mine["appointments"]] == ["Lily Fox"]
    assert (mine["calls"], mine["ask"]) == ([], [])
    assert [one["patient"] for one in answer("today --provider ray")["calls"]] == ["Al Ito"]
    assert len(whole["appointments"]) == 2
    assert whole["ask"]
    assert mine["overdue"] == {}
    assert ref("today --provider oak").stdout.startswith(
        "Mon 23 Nov 2026, Dr. Oak: 1 comes, 1 call\n"
    )


def test_pages_are_of_whom_a_provider_sees(ref: Ref, tmp_path: Path) -> None:
    due, today = tmp_path / "due.html", tmp_path / "today.html"
    ref(f"due --provider ray -o {due}")
    ref(f"today --provider ray -o {today}")

    for page in (due, today):
        assert "Al Ito" in page.read_text("utf-8")
        assert "Bo Kim" not in page.read_text("utf-8")
        assert "Cy Day" not in page.read_text("utf-8")


@pytest.mark.parametrize("command", ["due", "today"])
def test_an_unknown_provider_is_answered_with_a_line_that_works(ref: Ref, command: str) -> None:
    said = ref(f"{command} --provider nobody", exit_code=1).stderr

    line = f'ref {command} --provider "Dr. Jane Ray"'
    assert said == (
        "ref: 'nobody' is no provider of ours. On record: Dr. Jane Ray, Dr. Oak, Dr. Ray."
        f" Type: {line}\n"
    )
    ref(line.removeprefix("ref "))


def test_an_empty_name_is_refused(ref: Ref) -> None:
    assert "Type: ref today\n" in ref("today --provider ''", exit_code=2).stderr


def test_the_shell_offers_our_providers(ref: Ref, database: Path) -> None:
    ref("letter signer 'Dr. Ann Sol' --as 'Ann Sol, DDS'")

    assert [name for (name,) in provider_rows(database)] == [
        *("Dr. Ann Sol", "Dr. Jane Ray", "Dr. Oak", "Dr. Ray")
    ]
