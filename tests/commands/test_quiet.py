from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture
def silent(ref: Ref) -> None:
    """A provider who sent somebody every week until the end of August."""
    begun = "2026-06-15"
    ref("source add 'Chen Dental' --kind office --owner Tina --phone 555-0100", as_of=begun)
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'", as_of=begun)
    for week in reversed(range(12)):
        day = date(2026, 8, 31) - timedelta(days=7 * week)
        ref(f"add 'P {week}' --from wei --on {day} --status seen", as_of=str(day))


@pytest.mark.usefixtures("silent")
def test_a_source_that_went_quiet_is_listed_in_words(answer: Answer, ref: Ref) -> None:
    [row] = answer("quiet")

    assert (row["key"], row["source"], row["state"]) == ("Q4", "Dr. Wei Chen", "quiet")
    assert (row["last_referral"], row["silent_days"], row["usual_days"]) == ("2026-08-31", 84, 7)
    assert row["words"].startswith("usually every 7 days; 84 days silent; by chance 1 in ")
    [item] = answer("due --only quiet")
    assert (item["key"], item["due_on"], item["owner"]) == ("Q4", row["since"], "Tina")
    assert item["reason"].startswith("gone quiet: usually every 7 days; 84 days silent")
    assert answer("quiet --kind patient") == []
    assert "1 gone quiet" in ref("due").stdout


@pytest.mark.usefixtures("silent")
def test_the_working_is_explained(ref: Ref) -> None:
    lines = ref("quiet --explain 'wei'").stdout.splitlines()

    assert lines[0] == "#4 Dr. Wei Chen, as of 2026-11-23:"
    assert lines[3].startswith("Pace: n = 11 referrals in T = 77 days up to 2026-08-31")
    assert "Silence: g = 84 days" in lines[4]
    assert lines[6].startswith("Quiet since 2026-")
    assert "No source is called" in ref("quiet --explain zebra", exit_code=1).stderr


@pytest.mark.usefixtures("silent")
def test_the_working_tells_a_program_its_figures_under_the_names_of_the_list(
    answer: Answer,
) -> None:
    [row] = answer("quiet")

    told = answer("quiet --explain wei")

    same = ("source_id", "source", "last_referral", "usual_days", "silent_days", "chance")
    assert [told[key] for key in same] == [row[key] for key in same]
    assert (told["pace_referrals"], told["pace_days"], told["season"]) == (11, 77, None)
    assert told["quiet_since"] == row["since"]
    assert "Silence: g = 84 days" in told["working"][3]


def test_of_a_source_without_referrals_the_working_tells_no_figures(
    answer: Answer, ref: Ref
) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")

    told = answer("quiet --explain wei")

    figures = ("last_referral", "usual_days", "silent_days", "chance", "quiet_since", "slow_chance")
    assert [told[key] for key in figures] == [None] * 6


@pytest.mark.usefixtures("silent")
def test_a_contact_closes_it_and_it_comes_back_after_as_long_again(
    answer: Answer, ref: Ref
) -> None:
    assert ref("done Q4 --note 'on leave'").stdout == (
        "Done Q4: call with Dr. Wei Chen on 2026-11-23.\n"
    )

    assert answer("quiet") == []
    assert answer("quiet", as_of="2027-02-14") == []
    assert [row["since"] for row in answer("quiet", as_of="2027-03-01")] == ["2027-02-15"]
    assert len(answer("quiet", as_of="2026-11-22")) == 1


@pytest.mark.usefixtures("silent")
def test_a_skip_a_visit_or_a_call_are_contacts_and_other_keys_are_none(
    answer: Answer, ref: Ref
) -> None:
    for command in ("skip Q4 --why retired", "visit 'chen dental' --met Jo", "log wei call"):
        ref(command)
        assert answer("quiet") == []
        ref("undo")

    ref("done V3 T4")
    assert [row["key"] for row in answer("quiet")] == ["Q4"]
    ref("visit 'chen dental' --attempt")
    assert [row["key"] for row in answer("quiet")] == ["Q4"]


@pytest.mark.usefixtures("silent")
def test_how_rare_is_quiet_can_be_set(answer: Answer, ref: Ref) -> None:
    ref("setting set quiet_in 100000")

    assert answer("quiet") == []
    assert ref("quiet").stdout.startswith("Gone quiet and slowing\nNobody has gone quiet")
