"""A day of visits, printed and as a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def places(ref: Ref) -> None:
    """A practice downtown, four targets around it, one of another owner."""
    ref("init --practice Lakeside --state WA --zip 98101")
    for name, code, owner in (
        ("South", "98118", "Marc"),
        ("Ballard", "98107", "Marc"),
        ("Greenlake", "98115", "Marc"),
        ("Far", "98007", "Marc"),
        ("Others", "98103", "Jo"),
    ):
        ref(f"source add '{name} Dental' --kind office --owner {owner} --zip {code} --target")


@pytest.mark.usefixtures("places")
def test_the_places_of_an_owner_and_a_zip_are_put_in_order(answer: Answer) -> None:
    rows = answer("route --owner marc --zip 981")

    assert [(row["stop"], row["source"]) for row in rows] == [
        (1, "Ballard Dental"),
        (2, "Greenlake Dental"),
        (3, "South Dental"),
    ]
    assert len(answer("route")) == 5
    assert len(answer("route --limit 2")) == 2


@pytest.mark.usefixtures("places")
def test_a_meeting_of_the_day_is_on_it_with_its_hour(ref: Ref, answer: Answer) -> None:
    ref("visit south --meet '2026-11-24 12:00' --with 'Dr. Ray' --by Marc")

    rows = answer("route --zip 98118 --on 2026-11-24")

    assert [(row["key"], row["at"], row["ask_for"]) for row in rows] == [("M1", "12:00", "Dr. Ray")]
    assert [row["key"] for row in answer("route --zip 98118 --on 2026-11-25")] == ["V3"]
    assert "meeting at 12:00" in ref("route --zip 98118 --on 2026-11-24").stdout


@pytest.mark.usefixtures("places")
def test_the_page_fetches_nothing_and_is_noted(ref: Ref, answer: Answer, tmp_path: Path) -> None:
    page = tmp_path / "tuesday.html"
    ref(f"route --owner Marc --zip 981 --on 2026-11-24 -o '{page}'")

    text = page.read_text(encoding="utf-8")
    assert "Visits of Tue 24 Nov 2026" in text
    where = [text.index(f"{name} Dental") for name in ("Ballard", "Greenlake", "South")]
    assert where == sorted(where)
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text
    [noted] = answer("audit disclosures", as_of="2030-01-02")
    assert (noted["content"], noted["people"]) == ("route of visits", 3)


@pytest.mark.usefixtures("places")
def test_where_nothing_is_due_it_is_said(ref: Ref) -> None:
    assert "No visit is due by Mon 23 Nov 2026" in ref("route --owner Jo --zip 98118").stdout
    assert "no beginning of a ZIP code" in ref("route --zip x", exit_code=2).stderr
    assert "no ending that is known" in ref("route -o x.doc", exit_code=2).stderr


@pytest.mark.usefixtures("places")
def test_an_owner_of_nothing_is_refused_and_no_page_is_written(ref: Ref, tmp_path: Path) -> None:
    page = tmp_path / "tuesday.html"

    assert ref(f"route --owner Zoe -o '{page}'", exit_code=1).stderr == (
        "ref: 'Zoe' owns nothing. Owners: Jo, Marc. Type: ref route --owner Jo\n"
    )
    assert not page.exists()


@pytest.mark.usefixtures("places")
def test_the_day_may_stand_behind_the_command(ref: Ref, answer: Answer) -> None:
    ref("visit south --meet '2026-11-24 12:00' --by Marc")

    for words in ("tuesday", "tomorrow", "11/24"):
        assert answer(f"route {words} --zip 98118") == answer("route --on 2026-11-24 --zip 98118")
    said = ref("route tuesday --on friday", exit_code=2).stderr
    assert said == "ref: The day is told twice. Type: ref route --on friday\n"


@pytest.mark.usefixtures("places")
def test_a_page_has_its_title_once_over_its_one_day(ref: Ref, tmp_path: Path) -> None:
    page = tmp_path / "tuesday.md"
    ref(f"route --owner Marc --on 2026-11-24 -o '{page}'")

    text = page.read_text("utf-8")
    assert text.count("Visits of Tue 24 Nov 2026") == 1
    assert "Practice: Lakeside. 2026-11-24, as of 2026-11-23.\n" in text


@pytest.mark.usefixtures("places")
def test_a_page_without_a_stop_is_said_to_be_empty(ref: Ref, tmp_path: Path) -> None:
    said = ref(f"route --owner Jo --zip 98118 -o '{tmp_path / 'x.html'}'").stderr

    assert "No visit is due by Mon 23 Nov 2026" in said


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("route yesterday --owner Marc", "ref --as-of 2026-11-22 route --owner Marc"),
        ("route --zip 981 --on 2026-11-01", "ref --as-of 2026-11-01 route --zip 981"),
        ("today yesterday --provider ray", "ref --as-of 2026-11-22 today --provider ray"),
        ("--as-of 2026-11-20 route yesterday", "ref --as-of 2026-11-19 route"),
    ],
)
def test_a_day_that_is_over_is_not_planned(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert said.endswith(f" is over. To see it as it stood then: {line}\n")


def test_a_day_without_its_year_that_is_over_is_asked_about(ref: Ref) -> None:
    assert "is no day" not in ref("route 11/19", exit_code=2).stderr
    assert "11/19" in ref("route 11/19", exit_code=2).stderr
