"""What is said of a source from a day on: nothing dated is lost in silence, no answer is untrue."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
JANUARY = "2026-01-05"
OLD = """received_on,patient,source,status,seen_on
2026-03-02,Pat Poe,Oak,seen,2026-03-09
2026-09-02,Cy Ray,Oak,seen,2026-09-09
"""


@pytest.fixture
@made_once
def elm(ref: Ref) -> None:
    """#3 Elm, a community source since January and an office since November."""
    ref("source add Elm --kind community --owner Jo", as_of=JANUARY)
    ref("source edit '#3' --kind office --since 2026-11-02", as_of="2026-11-02")


@pytest.fixture
def oak(ref: Ref, tmp_path: Path) -> None:
    """#3 Oak, typed today; its patients since March came in with old records."""
    ref("source add Oak --kind community")
    old = tmp_path / "old.csv"
    old.write_text(OLD, encoding="utf-8")
    ref(f"import '{old.as_posix()}'")


@pytest.fixture
@made_once
def kim(ref: Ref) -> None:
    """#5 Kim, a provider at Oak, #3, who moved to Fir, #4, on November 20."""
    ref("source add Oak --kind office", as_of=JANUARY)
    ref("source add Fir --kind office", as_of=JANUARY)
    ref("source add 'Dr. Kim' --kind provider --office oak", as_of=JANUARY)
    ref("source move kim --to fir --on 2026-11-20")


def changed(answer: Answer, source: str = "#3") -> list[str]:
    page: dict[str, list[str]] = answer(f"source show '{source}'")
    return page["changed"]


def kinds(answer: Answer, month: str) -> dict[str, str]:
    line = f"top --since 2026-{month}-01 --until 2026-{month}-28"
    return {row["source"]: row["kind"] for row in answer(line)}


@pytest.mark.usefixtures("elm")
def test_the_kind_of_today_said_again_is_no_change(answer: Answer, ref: Ref) -> None:
    said = ref("source edit '#3' --kind office --phone 206-555-0100").stdout

    assert said == "Saved #3 Elm.\n"
    assert changed(answer) == ["kind community", "kind office since 2026-11-02"]


@pytest.mark.usefixtures("kim")
def test_where_a_provider_of_once_worked_stays_on_record(answer: Answer, ref: Ref) -> None:
    ref("source edit '#5' --kind community --since 2026-11-21")
    ref("source edit '#5' --kind community --phone 206-555-0100")

    page = answer("source show '#5'")
    assert page["worked_at"] == ["Oak", "Fir since 2026-11-20", "no office since 2026-11-21"]


@pytest.mark.usefixtures("kim")
def test_a_corrected_kind_names_all_that_it_takes_off_the_record(ref: Ref) -> None:
    ref("source edit '#5' --kind community --since 2026-11-21")

    assert ref("source edit '#5' --kind other").stdout == (
        "Saved #5 Dr. Kim. No longer on record: kind provider, kind community since 2026-11-21,"
        " Oak, Fir since 2026-11-20, no office since 2026-11-21.\n"
    )


@pytest.mark.usefixtures("oak")
def test_a_change_before_the_day_of_adding_leaves_the_old_records_of_before(
    answer: Answer, ref: Ref
) -> None:
    said = ref("source edit '#3' --kind office --owner Tina --since 2026-06-01").stdout

    assert said == "Saved #3 Oak. From Mon 1 Jun 2026 on: kind office, owner Tina.\n"
    assert (kinds(answer, "03"), kinds(answer, "09")) == ({"Oak": "community"}, {"Oak": "office"})
    assert changed(answer) == [
        *("kind community", "kind office since 2026-06-01"),
        *("owner nobody", "owner Tina since 2026-06-01"),
    ]


@pytest.mark.usefixtures("oak")
def test_a_change_before_everything_on_record_held_from_the_beginning(
    answer: Answer, ref: Ref
) -> None:
    said = ref("source edit '#3' --kind office --since 2026-03-02").stdout

    assert said == (
        "Saved #3 Oak. From the beginning, as nothing of it is older than Mon 2 Mar 2026:"
        " kind office.\n"
    )
    assert (kinds(answer, "03"), changed(answer)) == ({"Oak": "office"}, [])


@pytest.mark.usefixtures("elm")
def test_from_the_beginning_does_not_take_later_days_away(answer: Answer, ref: Ref) -> None:
    said = ref(f"source edit '#3' --kind print --since {JANUARY}").stdout

    assert said == (
        "Saved #3 Elm. From the beginning, as nothing of it is older than Mon 5 Jan 2026:"
        " kind print until 2026-11-01; then office.\n"
    )
    assert changed(answer) == ["kind print", "kind office since 2026-11-02"]


def test_a_gift_on_record_is_older_than_a_wish_of_after_it(answer: Answer, ref: Ref) -> None:
    ref("source add Oak --kind office")
    ref("gift add oak tea --value 10 --occasion holidays --on 2026-11-01")

    ref("source edit '#3' --no-gifts --since 2026-11-16")

    assert changed(answer) == ["no gifts: no", "no gifts: yes since 2026-11-16"]


@pytest.mark.parametrize(
    ("options", "back", "stands"),
    [
        ("--owner Jo", "--owner Kim", ("Jo", False, False)),
        ("--do-not-visit", "--visit", ("", True, False)),
        ("--no-gifts", "--gifts", ("", False, True)),
    ],
)
def test_a_fact_below_a_later_one_is_not_taken_back(
    answer: Answer, ref: Ref, options: str, back: str, stands: tuple[str, bool, bool]
) -> None:
    ref("source add Elm --kind office", as_of="2026-11-20")
    ref(f"source edit '#3' {options}", as_of="2026-11-20")
    ref(f"source edit '#3' {back}", as_of="2026-11-21")
    ref(f"source edit '#3' {options}", as_of="2026-11-22")

    assert "Take that back first: ref undo 4" in ref("undo 2", exit_code=1).stderr
    assert columns(answer) == stands
    for number in (4, 3, 2):
        ref(f"undo {number}")
    assert (columns(answer), changed(answer)) == (("", False, False), [])


def columns(answer: Answer) -> tuple[str, bool, bool]:
    page = answer("source show '#3'")
    return page["owner"], page["do_not_visit"], page["no_gifts"]


def test_an_office_below_a_later_move_is_not_taken_back(answer: Answer, ref: Ref) -> None:
    ref("source add Oak --kind office", as_of="2026-11-20")
    ref("source add 'Dr. Kim' --kind provider", as_of="2026-11-20")
    ref("source edit kim --office oak", as_of="2026-11-20")
    ref("source move kim --to '' --on 2026-11-21", as_of="2026-11-21")
    ref("source move kim --to oak --on 2026-11-22", as_of="2026-11-22")

    assert "Take that back first: ref undo 5" in ref("undo 3", exit_code=1).stderr
    assert answer("source show kim")["office"] == "Oak"


@pytest.fixture
@made_once
def two_elms(ref: Ref) -> None:
    """#3 Elm takes gifts, #4 Elm Street wants none since November 2; they are merged."""
    ref("source add Elm --kind community", as_of="2026-10-12")
    ref("source add 'Elm Street' --kind community --new", as_of="2026-10-12")
    ref("source edit '#4' --no-gifts --since 2026-11-02", as_of="2026-11-02")
    ref("source merge '#3' '#4' --yes", as_of="2026-11-16")


@pytest.mark.usefixtures("two_elms")
def test_a_wish_changed_after_a_merge_has_a_beginning_once_it_is_parted(
    answer: Answer, ref: Ref
) -> None:
    ref("source edit '#3' --gifts", as_of="2026-11-17")
    ref("source edit '#3' --no-gifts", as_of="2026-11-18")

    ref("undo 4")

    page = answer("source show '#3'")
    assert page["changed"] == [
        "no gifts: no",
        "no gifts: no since 2026-11-17",
        "no gifts: yes since 2026-11-18",
    ]
    assert page["no_gifts"] is True
    assert changed(answer, "#4") == ["no gifts: no", "no gifts: yes since 2026-11-02"]


def test_what_a_merge_just_set_is_no_beginning_once_it_is_parted(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind community", as_of=JANUARY)
    ref("source add 'Elm Street' --kind community --owner Jo --new", as_of=JANUARY)
    ref("source merge '#3' '#4' --yes", as_of="2026-11-16")
    ref("source edit '#3' --owner Kim", as_of="2026-11-17")

    ref("undo 3")

    assert changed(answer) == ["owner nobody", "owner Kim since 2026-11-17"]
    assert answer("source show '#3'")["owner"] == "Kim"
    assert answer("source show '#4'")["owner"] == "Jo"


@pytest.mark.usefixtures("elm")
def test_an_answer_tells_the_end_of_what_holds_and_what_held_already(ref: Ref) -> None:
    ref("source edit '#3' --owner Tina", as_of="2026-11-10")

    earlier = ref("source edit '#3' --owner Kim --no-gifts --since 2026-11-02").stdout
    again = ref("source edit '#3' --owner Tina").stdout
    wish = ref("source edit '#3' --gifts --since 2026-10-05").stdout

    assert earlier == (
        "Saved #3 Elm. From Mon 2 Nov 2026: owner Kim until 2026-11-09; then Tina, no gifts: yes.\n"
    )
    assert again == "Saved #3 Elm. Owner Tina (unchanged).\n"
    assert wish == (
        "Saved #3 Elm. From Mon 5 Oct 2026: no gifts: no (unchanged) until 2026-11-01; then yes.\n"
    )


def test_a_figure_and_a_setting_tell_it_too(ref: Ref) -> None:
    meaning = "days after a referral until its provider or office is thanked.\n"
    ref("setting set thank_after 9", as_of="2026-11-10")

    lines = (
        "setting set thank_after 5 --since 2026-11-01",
        "setting set thank_after 9",
        "policy use --state WA --no-dhs",
        "policy use --state WA --dhs",
        "policy set item_limit 10",
        "policy set item_limit 10",
    )
    said = [ref(line).stdout.partition(" See:")[0].partition(" (dollars")[0] for line in lines]

    assert said[:4] == [
        f"thank_after is 5 from Sun 1 Nov 2026 until 2026-11-09; then 9: {meaning}",
        f"thank_after is 9 from 2026-11-23 on (unchanged): {meaning}",
        "From 2026-11-23: state WA, bills_dhs no.",
        "From 2026-11-23: state WA (unchanged), bills_dhs yes.",
    ]
    assert ["(unchanged)" in one for one in said[4:]] == [False, True]


def test_setting_up_again_names_what_was_so_already(ref: Ref) -> None:
    ref("init --practice Elm --specialty dental")

    assert "Unchanged: practice." in ref("init --practice Elm --specialty medical").stderr


def test_a_kind_and_an_office_of_one_command_are_judged_together(answer: Answer, ref: Ref) -> None:
    ref("source add Oak --kind office", as_of=JANUARY)
    ref("source add Elm --kind office", as_of=JANUARY)
    ref("source add Ash --kind office", as_of=JANUARY)

    said = ref("source edit elm --kind provider --office oak --since 2026-11-20").stdout
    ref("source edit ash --kind provider --office oak")

    assert said == (
        "Saved #4 Elm. From Fri 20 Nov 2026 on: kind provider. It works at Oak from then on.\n"
    )
    assert answer("source show elm")["worked_at"] == ["no office", "Oak since 2026-11-20"]
    assert answer("source show ash")["office"] == "Oak"
    refused = ref("source edit ash --kind print --office oak", exit_code=1).stderr
    assert "A print works in no office. Leave out --office." in refused


@pytest.mark.usefixtures("kim")
def test_no_provider_before_a_later_move_is_refused_with_that_move(
    answer: Answer, ref: Ref
) -> None:
    line = "source edit kim --kind community --since 2026-11-10"

    refused = ref(line, exit_code=1).stderr

    way_out = 'source move "#5" --to "#3" --on 2026-11-20'
    assert "Dr. Kim works at Fir since 2026-11-20" in refused
    assert f"Take that move off first: ref {way_out}" in refused
    ref(way_out)
    ref(line)
    assert answer("source show kim")["worked_at"] == ["Oak", "no office since 2026-11-10"]


@pytest.mark.usefixtures("kim")
def test_who_was_no_provider_for_a_while_comes_back_to_the_office(answer: Answer, ref: Ref) -> None:
    ref("source edit kim --kind other --since 2026-11-22")
    ref("source edit kim --kind provider --office fir --since 2026-11-23")

    assert answer("source show kim")["worked_at"] == [
        *("Oak", "Fir since 2026-11-20"),
        *("no office since 2026-11-22", "Fir since 2026-11-23"),
    ]


@pytest.mark.usefixtures("oak")
def test_a_page_of_a_day_before_the_book_has_the_facts_of_that_day(ref: Ref) -> None:
    ref("source edit '#3' --kind office --owner Tina --no-gifts --since 2026-06-01")

    pages = [
        json.loads(ref("source show '#3' -f json", as_of=day).stdout)
        for day in ("2026-05-31", "2026-06-01")
    ]

    assert [(page["kind"], page["owner"], page["no_gifts"]) for page in pages] == [
        ("community", "", False),
        ("office", "Tina", True),
    ]
