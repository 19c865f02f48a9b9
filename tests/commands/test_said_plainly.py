"""What an answer or a refusal names: the line to type, the words that are lost, the other day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture
def bo(ref: Ref) -> Ref:
    """Bo, who was received today, 23 November 2026."""
    ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider")
    return ref


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("referral status 1 scheduled", "referral status 1 scheduled", " Saved: note: B (was: A)."),
        ("referral edit 1", "referral edit 1", " Note: B (was: A)."),
        ("source edit chen", "source edit chen", " Note: B (was: A)."),
        ("event add Gala --on 2026-12-04", "event edit gala", " Note: B (was: A)."),
        ("occasion add chen birthday 3/5", "occasion edit 1", " Note: B (was: A)."),
        ("duty add Cards --every week --rota Al", "duty edit cards", " Note: B (was: A)."),
    ],
)
def test_a_note_that_is_replaced_is_said(bo: Ref, first: str, again: str, said: str) -> None:
    assert "was: " not in bo(f"{first} --note A").stdout
    assert "was: " not in bo(f"{again} --note A").stdout

    assert said in bo(f"{again} --note B").stdout.replace("\n", " ")


def test_a_note_with_a_miss_is_said_too(bo: Ref) -> None:
    bo("referral status 1 scheduled --note A")

    assert (
        bo("referral status 1 missed --note B")
        .stdout.replace("\n", " ")
        .startswith(
            "Referral 1, Bo Kim: missed on 2026-11-23. Saved: note: B (was: A). An appointment"
        )
    )


def test_going_back_from_a_visit_names_the_line_that_takes_the_value_away(
    bo: Ref, answer: Answer
) -> None:
    bo("referral status 1 seen --value 300")

    said = bo("referral status 1 received --back").stdout
    assert said.replace("\n", " ").endswith(
        "The value of $300 stays; to take it away: ref referral edit 1 --value none"
        " Owed no more: report back (R1). "
    )
    bo("referral edit 1 --value none")
    assert answer("referral show 1")["production"] is None


@pytest.mark.parametrize("status", ["duplicate", "invalid"])
def test_a_reason_told_later_is_said_to_be_saved(bo: Ref, answer: Answer, status: str) -> None:
    bo(f"referral status 1 {status}")

    said = bo(f"referral status 1 {status} --why 'same as 1'").stdout
    assert said == (
        f"Referral 1, Bo Kim: {status} on 2026-11-23. Saved: reason same as 1 (was none).\n"
    )
    assert answer("referral show 1")["steps"][-1]["reason"] == "same as 1"
    again = bo(f"referral status 1 {status} --why 'same as 2'").stdout
    assert again.endswith("Saved: reason same as 2 (was same as 1).\n")


@pytest.mark.parametrize("typed", ["seen 1", "Seen 1", "seen kim"])
def test_swapped_words_are_offered_in_their_order(bo: Ref, typed: str) -> None:
    refused = bo(f"referral status {typed}", exit_code=2).stderr
    who = typed.split()[1]

    assert refused.endswith(f"stands last. Type: ref referral status {who} seen\n")


@pytest.mark.parametrize(
    "line", ["referral status 1 scheduled --on 2026-12-04", "done S1 --on 2026-12-04"]
)
def test_an_appointment_to_come_is_told_what_its_day_is(bo: Ref, line: str) -> None:
    assert bo(line, exit_code=2).stderr.startswith(
        "ref: '2026-12-04' lies in the future. --on is the day on which the appointment was made:"
        " leave it out if that was today. The day that it is for goes with --for, in referral"
        " status. Type: ref "
    )
    assert "was made" not in bo("referral status 1 seen --on 2026-12-04", exit_code=2).stderr


def test_a_snooze_of_more_than_two_years_is_refused_with_the_way_out(bo: Ref) -> None:
    assert bo("snooze S1 --until 3/4/2126", exit_code=2).stderr == (
        "ref: '3/4/2126' lies 100 years ahead. Type the year again, as in 2026-11-23. To drop it"
        " for good: ref skip S1 --why TEXT\n"
    )
    assert "lies 2 years ahead" in bo("snooze S1 --until 2028-11-24", exit_code=2).stderr
    assert "in 191 days" in bo("snooze S1 --until 6/2", exit_code=2).stderr
    assert "until Thu 23 Nov 2028: schedule for" in bo("snooze S1 --until 2028-11-23").stdout


@pytest.mark.parametrize(
    "line",
    [
        "event add Gala --on {}",
        "duty add Cards --every week --rota Al --starts {}",
        "source edit delta --credentialed-until {}",
    ],
)
def test_what_is_planned_may_lie_twenty_years_ahead_and_no_more(ref: Ref, line: str) -> None:
    ref("source add Delta --kind insurer")

    assert "lies 20 years ahead" in ref(line.format("2046-11-24"), exit_code=2).stderr
    assert "with its year: 2027-06-02" in ref(line.format("6/2"), exit_code=2).stderr
    ref(line.format("2046-11-23"))


def test_a_cancelled_appointment_is_called_so(bo: Ref) -> None:
    bo("referral status 1 scheduled")
    bo("referral status 1 cancelled")

    assert "  Cancelled Mon 23 Nov 2026, noted by tina\n" in bo("referral show 1").stdout


def test_people_read_a_thank_you_with_a_hyphen_and_programs_its_name(
    bo: Ref, answer: Answer
) -> None:
    assert "Owed: thank-you by" in bo("referral show 1").stdout
    assert "thank-you for Dr. Chen" in bo("snooze T3 --until tomorrow").stdout
    assert "thank-you for Dr. Chen" in bo("skip T3 --why card").stdout
    assert answer("done S1")[0]["type"] == "schedule"


def test_the_settings_are_printed_as_of_any_day(ref: Ref) -> None:
    ref("init --state WA")
    ref("add Bo --from none")

    assert "WA" in ref("init", as_of="2026-11-20").stdout
    assert "last day on record" in ref("init --zip 98101", as_of="2026-11-20", exit_code=1).stderr


def test_a_rehearsal_goes_on_from_its_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcli.cli.real_day", lambda: date(2026, 11, 23))
    monkeypatch.delenv("REF_AS_OF", raising=False)
    runner = CliRunner(env={"REF_DB": str(tmp_path / "new.db"), "REF_USER": "tina"})
    begin = ["--as-of", "2026-03-10"]
    assert runner.invoke(app, [*begin, "init", "--rehearsal"], prog_name="ref").exit_code == 0
    made = runner.invoke(app, [*begin, "add", "Bo", "--from", "none"], prog_name="ref")
    assert made.exit_code == 0
    earlier = ["--as-of", "2026-03-05"]

    for line, offered in (
        (["add", "Cy", "--from", "none"], "add Cy --from none --on 2026-03-05"),
        (["undo"], "undo"),
    ):
        refused = runner.invoke(app, [*earlier, *line], prog_name="ref")
        assert refused.stderr.endswith(f": ref --as-of 2026-03-10 {offered}\n")


def test_a_list_of_changes_says_where_it_cuts_a_command(ref: Ref) -> None:
    ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider")
    whole = len(ref("history -f csv --limit 99").stdout.splitlines()) - 1
    of_it = sum(",add," in line for line in ref("history -f csv --limit 99").stdout.splitlines())

    number = ref("history -f csv --limit 1").stdout.splitlines()[1].partition(",")[0]
    cut = ref("history --limit 1").stdout.replace("\n", " ")
    assert f"(command {number} has {of_it - 1} more change" in cut
    assert "more change" not in ref(f"history --limit {whole}").stdout
    assert "more change" not in ref(f"history --limit {of_it}").stdout.replace("\n", " ")


@pytest.mark.usefixtures("bo")
def test_a_visit_with_an_hour_is_told_how_one_to_come_is_planned(ref: Ref) -> None:
    first = ref("visit 'dr chen' --on 'tue 12:00'").stdout

    assert first.endswith(
        "Of a visit that was, no hour is kept. If it is to come: ref undo, then"
        ' ref visit "dr chen" --meet "tue 12:00"\n'
    )
    ref("undo")
    assert "Planned: " in ref("visit 'dr chen' --meet 'tue 12:00'").stdout
    for day in ("tue", "11/17 12:00"):
        assert "no hour is kept" not in ref(f"visit 'dr chen' --on '{day}'").stdout
