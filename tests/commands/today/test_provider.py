"""The lists of one of our own providers: whose patients come, whom to call, what to write."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.storage.completion import provider_rows
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
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


@pytest.fixture
@made_once
def three(ref: Ref) -> None:
    """Dr. Jane Ray and Dr. Tom Ray, and one patient of whom only "ray" is told."""
    ref('add "Mo Lee" --from "Dr. Chen" --provider "Dr. Tom Ray" --on 2026-11-02')
    ref('add "Ann Bee" --from "Dr. Chen" --provider ray --on 2026-11-02')
    ref("referral edit 3 --provider 'Dr. Jane Ray'")


@pytest.mark.usefixtures("three")
def test_who_may_be_of_either_is_counted_in_the_list_of_each(ref: Ref, answer: Answer) -> None:
    for typed, name in (("jane", "Dr. Jane Ray"), ("tom", "Dr. Tom Ray")):
        said = ref(f"due --provider {typed}").stdout

        assert f"Due by Mon 30 Nov, as of Mon 23 Nov 2026, {name}\n" in said
        assert (
            f"; only of whom {name} sees; 1 more is of ray, who may be the same:"
            " ref due --provider ray" in " ".join(said.split())
        )
    assert [one["key"] for one in answer("due --provider ray")] == ["S7"]


@pytest.mark.usefixtures("three")
def test_a_name_of_several_tells_what_is_of_each(ref: Ref, answer: Answer) -> None:
    said = " ".join(ref("due --provider ray").stdout.split())

    assert (
        "only of whom ray sees; 2 more are of Dr. Jane Ray, who may be the same: ref due"
        ' --provider "Dr. Jane Ray"; 1 more is of Dr. Tom Ray, who may be the same: ref due'
        ' --provider "Dr. Tom Ray"' in said
    )
    assert [one["key"] for one in answer('due --provider "Dr. Jane Ray"')] == ["R3", "F3"]
    assert [one["key"] for one in answer('due --provider "Dr. Tom Ray"')] == ["S6"]


@pytest.mark.usefixtures("three")
def test_an_empty_list_says_whose_it_is(ref: Ref) -> None:
    ref("lost lee cost")

    assert ref("due --provider tom").stdout.splitlines()[1] == (
        "Nothing is due by Mon 30 Nov of whom Dr. Tom Ray sees. 1 more is of"
        " ray, who may be the same: ref due --provider ray."
    )


@pytest.mark.usefixtures("three")
def test_the_day_counts_who_may_be_of_either(ref: Ref, tmp_path: Path) -> None:
    said = "1 more is of ray, who may be the same: ref today --provider ray."

    assert ref("today --provider tom").stdout.endswith(f"{said}\n")
    assert said in ref(f"today --provider tom -o {tmp_path / 'tom.html'}").stderr
    assert "Ann Bee" in ref("today --provider ray").stdout
    assert "1 more is of ray" not in ref("today --provider oak").stdout


@pytest.mark.parametrize(
    "typed",
    [
        "due call --within 30 --owner Tina --provider nobody",
        "due --only call --provider=nobody --limit 3",
        "today tomorrow --provider nobody -f json",
        "top --by production --provider nobody",
        "report --month 2026-10 --provider nobody --all",
    ],
)
def test_the_line_for_another_provider_keeps_all_that_was_typed(ref: Ref, typed: str) -> None:
    ref("source edit chen --owner Tina")

    said = ref(typed, exit_code=1).stderr

    kept = typed.replace(" --provider=nobody", "").replace(" --provider nobody", "")
    line = said.split(" Type: ")[1].strip()
    assert line == f'ref {kept} --provider "Dr. Jane Ray"'
    ref(line.removeprefix("ref "))


@pytest.mark.usefixtures("three")
def test_the_line_that_shows_who_else_may_be_meant_looks_as_far_ahead(ref: Ref) -> None:
    said = " ".join(ref("due --within 60 --provider tom").stdout.split())

    assert "who may be the same: ref due --within 60 --provider ray" in said


def test_the_line_to_what_is_overdue_is_of_the_same_patients(ref: Ref) -> None:
    said = ref("today --provider ray").stdout.splitlines()[-1]

    line = "ref due --only overdue --provider ray"
    assert said.endswith(f"See: {line}")
    assert "2 overdue" in ref(line.removeprefix("ref ")).stdout
    assert said.startswith("Overdue: call 1, write 1.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("today tomorrow", "No appointment is on record for Tue 24 Nov 2026. Note one: "),
        ("today tomorrow --provider oak", "No appointment with Dr. Oak is on record for Tue 24"),
        ("today --provider 'Dr. Ray'", "No appointment with Dr. Ray is on record for today."),
    ],
)
def test_a_day_on_which_nobody_comes_is_named_with_whose_it_is(
    ref: Ref, typed: str, said: str
) -> None:
    ref("lost fox cost")
    ref("referral edit 1 --provider 'Dr. Oak'")

    assert said in " ".join(ref(typed).stdout.split())


def test_of_a_day_to_come_nothing_is_overdue_yet(ref: Ref, answer: Answer) -> None:
    assert "Overdue: " in ref("today").stdout

    assert "Overdue: " not in ref("today friday").stdout
    assert answer("today friday")["overdue"] == {}
