from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def silent(ref: Ref) -> None:
    """An office whose provider sent somebody every week until the end of August."""
    begun = "2026-06-15"
    ref("source add 'Chen Dental' --kind office --owner Tina --phone 555-0100", as_of=begun)
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'", as_of=begun)
    for week in reversed(range(12)):
        day = date(2026, 8, 31) - timedelta(days=7 * week)
        ref(f"add 'P {week}' --from wei --on {day} --status seen", as_of=str(day))


@pytest.mark.usefixtures("silent")
def test_a_source_that_went_quiet_is_listed_in_words(answer: Answer, ref: Ref) -> None:
    [row] = answer("quiet")

    assert (row["key"], row["source"], row["state"]) == ("Q3", "Chen Dental", "quiet")
    assert (row["last_referral"], row["silent_days"], row["usual_days"]) == ("2026-08-31", 84, 7)
    usual = "usually every 7 days (what came in one week counts once); 84 days silent"
    assert row["words"].startswith(f"{usual}; by chance 1 in ")
    [item] = answer("due --only quiet")
    assert (item["key"], item["due_on"], item["owner"]) == ("Q3", row["since"], "Tina")
    assert item["reason"].startswith(f"gone quiet: {usual}")
    assert answer("source show wei")["silence"] == f"Chen Dental: gone quiet: {row['words']}"
    assert answer("quiet --kind patient") == []
    assert "1 gone quiet" in ref("due").stdout


@pytest.mark.usefixtures("silent")
def test_the_working_is_explained(ref: Ref) -> None:
    lines = ref("quiet --explain 'wei'").stdout.splitlines()

    assert lines[0] == "#3 Chen Dental, where Dr. Wei Chen works, as of 2026-11-23:"
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
    assert ref("done Q3 --note 'on leave'").stdout == (
        "Done Q3: call with Chen Dental on 2026-11-23.\n"
    )

    assert answer("quiet") == []
    assert answer("quiet", as_of="2027-02-14") == []
    assert [row["since"] for row in answer("quiet", as_of="2027-03-01")] == ["2027-02-15"]
    assert len(answer("quiet", as_of="2026-11-22")) == 1


@pytest.mark.usefixtures("silent")
def test_a_visit_or_a_call_are_contacts_and_other_keys_are_none(answer: Answer, ref: Ref) -> None:
    for command in ("visit 'chen dental' --met Jo", "log wei call", "log 'chen dental' call"):
        ref(command)
        assert answer("quiet") == []
        ref("undo")

    ref("done V3 T4")
    assert [row["key"] for row in answer("quiet")] == ["Q3"]
    ref("visit 'chen dental' --attempt")
    assert [row["key"] for row in answer("quiet")] == ["Q3"]


@pytest.mark.usefixtures("silent")
def test_one_skipped_for_good_stays_away_and_its_reason_in_sight(answer: Answer, ref: Ref) -> None:
    assert ref("skip Q3 --why 'retires in Dec'").stdout == (
        "Skipped Q3: quiet for Chen Dental, until it falls silent anew. Why: retires in Dec.\n"
    )

    for day in ("2026-11-23", "2027-06-01", "2029-01-01"):
        assert answer("quiet", as_of=day) == []
        assert answer("due --only quiet", as_of=day) == []
    left = "for good since Mon 23 Nov 2026: retires in Dec"
    assert f"Left in peace: Chen Dental {left}." in ref("quiet", as_of="2029-01-01").output
    assert left in answer("source show wei", as_of="2029-01-01")["silence"]
    told = answer("quiet --explain '#3'")
    assert [told[f"skipped_{name}"] for name in ("on", "until", "why")] == [
        "2026-11-23",
        None,
        "retires in Dec",
    ]
    assert len(answer("quiet", as_of="2026-11-22")) == 1


@pytest.mark.usefixtures("silent")
def test_one_skipped_until_a_day_stays_away_until_then_whatever_happens(
    answer: Answer, ref: Ref
) -> None:
    assert ref("skip Q3 --until 2027-12-01 --why 'on leave'").stdout == (
        "Skipped Q3: quiet for Chen Dental, until Wed 1 Dec 2027. Why: on leave.\n"
    )
    ref("log wei call", as_of="2026-12-01")

    assert answer("quiet", as_of="2027-11-30") == []
    assert answer("due --only quiet", as_of="2027-11-30") == []
    [back] = answer("due --only quiet", as_of="2027-12-01")
    assert "left in peace until Wed 1 Dec 2027: on leave" in back["reason"]
    assert len(answer("quiet", as_of="2027-12-01")) == 1


@pytest.mark.usefixtures("silent")
def test_a_skip_until_a_day_that_is_over_tells_what_to_type(ref: Ref) -> None:
    assert ref("skip Q3 --until 2026-11-23 --why x", exit_code=2).stderr == (
        "ref: '2026-11-23' is not in the future. Type: ref skip Q3 --why x --until 2026-12-21\n"
    )


@pytest.mark.usefixtures("silent")
def test_an_office_is_as_quiet_as_all_who_work_in_it(answer: Answer, ref: Ref) -> None:
    ref("source add 'Dr. Ann Lee' --kind provider --office 'chen dental'")
    for n, day in enumerate(("2026-09-20", "2026-10-11", "2026-11-08")):
        ref(f"add 'A {n}' --from 'ann lee' --on {day} --status seen")

    assert answer("quiet") == []
    assert answer("source show wei")["silence"].startswith("Chen Dental: usually every ")


@pytest.mark.usefixtures("silent")
def test_what_a_doctor_sent_stays_with_the_office_that_was_left(answer: Answer, ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office")
    ref("source move wei --to 'elm dental' --on 2026-11-01")

    assert [row["key"] for row in answer("quiet")] == ["Q3"]
    assert answer("quiet --explain wei")["source"] == "Elm Dental"


def test_a_family_of_a_new_practice_makes_nobody_quiet(answer: Answer, ref: Ref) -> None:
    ref("add Mom --from 'Dr. Fam' --kind provider", as_of="2026-09-01")
    for child in ("Ann", "Bob", "Cy"):
        ref(f"add {child} --from 'Dr. Fam'", as_of="2026-09-02")

    for day in ("2026-09-08", "2026-09-14", "2026-11-30", "2027-03-01"):
        assert answer("quiet", as_of=day) == []


@pytest.mark.usefixtures("silent")
def test_how_rare_is_quiet_can_be_set(answer: Answer, ref: Ref) -> None:
    ref("setting set quiet_in 100000")

    assert answer("quiet") == []
    assert ref("quiet").stdout.startswith("Gone quiet and slowing\nNobody has gone quiet")
