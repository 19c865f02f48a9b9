"""What went wrong with a source: noted, listed, closed, and kept for the audit alone."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref, made_once
from tests.faults.past_days import PAGES

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def chen(ref: Ref) -> None:
    """A doctor of an office who sent one patient, seen by Dr. Nelson."""
    ref("source add 'Chen Dental' --kind office --owner Tina")
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'")
    ref("add 'Maria Lopez' --from 'dr chen' --provider 'Dr. Nelson' --status seen")


@pytest.mark.usefixtures("chen")
def test_an_issue_is_noted_in_one_line_and_owed_by_its_owner(ref: Ref, answer: Answer) -> None:
    said = ref("issue 'dr chen' 'report took three weeks' --about report").stdout
    again = ref("issue 'chen dental' rude on the phone --about manners --witness Jo").stdout

    assert said == (
        "Issue I1: Dr. Wei Chen (provider, Chen Dental), report took three weeks (report)."
        " Tina sees to it. To close it: ref issue close I1 --how TEXT\n"
    )
    assert "rude on the phone (manners), 2nd this quarter" in again
    first, second = sorted(
        answer("due --only issue", as_of="2026-11-25"), key=lambda item: item["key"]
    )
    assert (first["key"], first["days_overdue"], first["owner"]) == ("I1", 2, "Tina")
    assert first["reason"] == "report took three weeks (report), open 2 days"
    assert second["reason"].endswith("2nd this quarter")


@pytest.mark.usefixtures("chen")
def test_the_same_issue_told_twice_on_a_day_is_one(ref: Ref, answer: Answer) -> None:
    ref("issue 'dr chen' 'report took three weeks' --about report")
    before = answer("history")

    again = ref("issue 'dr chen' 'Report took  three weeks.' --about report").stdout

    assert again == (
        "I1 is open already: Dr. Wei Chen (provider, Chen Dental), report took three weeks."
        " Nothing was recorded. To close it: ref issue close I1 --how TEXT\n"
    )
    assert answer("history") == before
    assert "Issue I2" in ref("issue 'dr chen' 'no report' --about report").stdout
    assert "Issue I3" in ref("issue 'chen dental' 'report took three weeks'").stdout
    ref("issue close I1 --how 'faxes now'")
    assert "Issue I4" in ref("issue 'dr chen' 'report took three weeks' --about report").stdout


@pytest.mark.usefixtures("chen")
def test_an_issue_told_again_on_another_day_or_without_its_topic_is_the_open_one(
    ref: Ref, answer: Answer
) -> None:
    told = "issue 'dr chen' 'report took three weeks'"
    ref(f"{told} --about report --referral lopez")

    for line in (told, f"{told} --about report", f"{told} --referral lopez"):
        assert "I1 is open already" in ref(line, as_of="2026-12-07").stdout

    [owed] = answer("due --only issue", as_of="2026-12-07")
    assert owed["reason"].endswith("report took three weeks (report), open 14 days")
    assert "Issue I2" in ref(f"{told} --about manners", as_of="2026-12-07").stdout


@pytest.mark.usefixtures("chen")
def test_a_topic_that_was_not_known_is_taken_over(ref: Ref, answer: Answer) -> None:
    ref("issue 'dr chen' 'report took three weeks'")

    said = ref("issue 'dr chen' 'report took three weeks' --about report").stdout

    assert "took three weeks. It is about report now. To close it: ref issue close I1" in said
    assert [(one["id"], one["about"]) for one in answer("issue list")] == [(1, "report")]


@pytest.mark.usefixtures("chen")
def test_a_kickback_is_never_taken_for_another_issue(ref: Ref, answer: Answer) -> None:
    ref("issue 'dr chen' 'asked for an envelope'")
    ref("issue 'dr chen' 'asked for an envelope' --about kickback")

    said = ref("issue 'dr chen' 'asked for an envelope' --about kickback", as_of="2026-11-30")

    assert said.stdout.startswith("I2 is open already: Dr. Wei Chen (provider, Chen Dental). N")
    assert [(one["id"], one["about"]) for one in answer("issue list")] == [(1, "other")]


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize("form", ["", " -f json"])
def test_no_answer_says_the_words_of_a_kickback(ref: Ref, form: str) -> None:
    told = "issue 'dr chen' 'cash for each patient' --about kickback --witness Zed"
    lines = (told, told, f"{told} --owner Ann", "issue close I1 --how 'told counsel'")

    said = [ref(line + form).stdout for line in lines]

    assert [word for word in ("cash", "Zed", "counsel") if word in "".join(said)] == []


@pytest.mark.usefixtures("chen")
def test_of_a_kickback_that_is_closed_or_told_again_the_number_is_said(ref: Ref) -> None:
    told = "issue 'dr chen' 'cash for each patient' --about kickback"
    ref(told)

    again, closed = ref(told).stdout, ref("issue close I1 --how 'told counsel'").stdout

    assert again.startswith("I1 is open already: Dr. Wei Chen (provider, Chen Dental). Nothing")
    assert closed == "Closed I1: Dr. Wei Chen (since Mon 23 Nov 2026).\n"


@pytest.mark.usefixtures("chen")
def test_what_another_witness_tells_is_kept(ref: Ref) -> None:
    told = "issue 'dr chen' 'cash for each patient' --about kickback"
    ref(f"{told} --witness Zed")

    assert "I1 is open already" in ref(told).stdout
    assert "I1 is open already" in ref(f"{told} --witness Zed").stdout
    assert "Noted as I2" in ref(f"{told} --witness Ann").stdout


@pytest.mark.usefixtures("chen")
def test_an_issue_is_closed_with_how_by_either_command(ref: Ref, answer: Answer) -> None:
    ref("issue 'dr chen' slow --about report --owner Marc --referral lopez")
    ref("issue 'dr chen' rude --about manners")
    ref("issue close I1 --how 'faxes within a week'", as_of="2026-11-30")
    bare = ref("done I2", exit_code=2, as_of="2026-11-30").stderr
    assert "Say with --note how I2 was mended. See: ref done --help" in bare
    ref("done I2 --note 'she called'", as_of="2026-11-30")

    assert answer("issue list", as_of="2026-11-30") == []
    first, second = answer("issue list --all", as_of="2026-11-30")
    assert (first["owner"], first["referral_id"]) == ("Marc", 1)
    assert (first["closed_on"], first["days_open"]) == ("2026-11-30", 7)
    assert (first["outcome"], second["outcome"]) == ("faxes within a week", "she called")
    assert [one["id"] for one in answer("issue list", as_of="2026-11-29")] == [1, 2]
    assert "was closed on" in ref("issue close 1 --how x", exit_code=1, as_of="2026-11-30").stderr


@pytest.mark.usefixtures("chen")
def test_what_cannot_be_an_issue_is_refused_with_a_line_to_type(ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office")

    assert "Missing TEXT. See: ref issue add --help" in ref("issue elm", exit_code=2).stderr
    assert "is not one of report, wait" in ref("issue elm x --about bribes", exit_code=2).stderr
    assert "did not come from Elm" in ref("issue elm x --referral 1", exit_code=1).stderr
    assert "it can do nothing wrong" in ref("issue unknown x", exit_code=1).stderr
    assert "There is no issue 9" in ref("issue close 9 --how x", exit_code=1).stderr


@pytest.mark.usefixtures("chen")
def test_an_unhappy_patient_opens_an_issue_for_whoever_sees_them(ref: Ref, answer: Answer) -> None:
    said = ref("done F1 --unhappy 'still in pain'", as_of="2026-12-08").stdout

    assert "Issue I1 for Dr. Nelson" in said
    [item] = answer("due --only issue", as_of="2026-12-08")
    assert (item["owner"], item["source"]) == ("Dr. Nelson", "Dr. Wei Chen")
    assert item["reason"] == "Maria Lopez: still in pain (treatment), told today"
    [listed] = answer("issue list", as_of="2026-12-08")
    assert (listed["referral_id"], listed["patient"]) == (1, "Maria Lopez")
    ref("undo", as_of="2026-12-08")
    assert answer("issue list", as_of="2026-12-08") == []
    assert "happy" in ref("done F1 --happy", as_of="2026-12-08").stdout
    assert answer("issue list --all", as_of="2026-12-08") == []


@pytest.mark.usefixtures("chen")
def test_in_a_terminal_how_a_call_went_is_asked(
    typing: Callable[..., Result], answer: Answer, ref: Ref
) -> None:
    later = ["--as-of", "2026-12-08", "done", "F1"]

    asked = typing(later, "hm", "unhappy", "still in pain")

    assert "How is Maria Lopez? (h: happy, u: unhappy, Enter: not told, q: stop)" in asked.stdout
    assert "'hm' is neither. Type h, u, or nothing but Enter." in asked.output
    assert [one["what"] for one in answer("issue list", as_of="2026-12-08")] == ["still in pain"]
    ref("undo", as_of="2026-12-08")
    assert "happy." in typing(later, "u", "b", "h").stdout
    assert answer("issue list", as_of="2026-12-08") == []


@pytest.mark.usefixtures("chen")
def test_where_nobody_is_asked_the_list_and_the_answer_say_how_to_tell(
    ref: Ref, answer: Answer
) -> None:
    [call] = answer("due --only follow-up", as_of="2026-12-08")
    assert "then ref done F1 --happy, or --unhappy TEXT" in call["reason"]

    said = ref("done F1 --note 'still hurts'", as_of="2026-12-08").stdout

    assert "How it went was not told. To tell it: ref undo, then ref done F1 --happy" in said


@pytest.mark.usefixtures("chen")
def test_only_a_call_to_a_patient_is_happy_or_unhappy(ref: Ref) -> None:
    said = ref("done T4 --on today --happy", exit_code=2).stderr
    both = ref("done F1 --happy --unhappy 'cold room'", exit_code=2).stderr

    assert said == (
        "ref: --happy and --unhappy tell of a call to a patient; T4 is none."
        " Type: ref done T4 --on today\n"
    )
    assert both == ('ref: A patient is happy or unhappy. Type: ref done F1 --unhappy "cold room"\n')


OTHERS = (
    *("due --within 3660", "show 'dr chen'", "show lopez", "brief chen", "brief 'dr chen'"),
    *("source show 'dr chen'", "source list", "find envelope", "find jo-the-witness", "report"),
    *("issue list --all", "issue list --source 'dr chen'", "history", "route", "referral show 1"),
    *("history --source 'dr chen'", "quiet", "top", "plan show"),
)


@pytest.mark.usefixtures("chen")
def test_only_the_audit_tells_of_a_kickback(ref: Ref, tmp_path: Path) -> None:
    said = ref("issue 'dr chen' 'asked for an envelope' --about kickback --witness Zed").stdout

    assert "Only ref audit tells of it" in said
    ref(f"due --within 3660 --with-names --ics '{tmp_path / 'due.ics'}'")
    pages = [line for line in PAGES if "{" not in line and line.split()[0] != "target"]
    told = [
        (line, text)
        for line in (*OTHERS, *pages, *(f"{one} -f json" for one in OTHERS))
        if "audit" not in line and not line.startswith("find envelope")
        for text in [ref_any(ref, line)]
        if "envelope" in text or "Zed" in text
    ]
    assert told == []
    assert "envelope" not in (tmp_path / "due.ics").read_text(encoding="utf-8")
    assert "asked for an envelope" in ref("audit").stdout
    assert "envelope" not in ref("undo 4").stdout
    assert "envelope" not in ref("redo").stdout
    assert "Closed I1" in ref("issue close I1 --how 'told counsel'").stdout
    assert "told counsel" not in ref("history -f json").stdout
    assert "told counsel" in ref("audit").stdout


@pytest.mark.usefixtures("chen")
def test_a_merge_and_what_undoes_it_count_no_issue_about_a_kickback(
    ref: Ref, answer: Answer
) -> None:
    ref("source add 'Dr. Bea Low' --kind provider")
    ref("issue low slow --about report")
    ref("issue low 'asked for an envelope' --about kickback")

    line = "source merge 'dr chen' 'bea low'"
    for said in (ref(line, exit_code=1).stderr, ref(f"{line} --yes").stdout):
        assert "1 issue" in said
        assert "2 issues" not in said
    merged = answer("history --limit 100")
    undone = ref("undo").stdout

    moved = [one for one in merged if (one["command"], one["table"]) == ("source merge", "issue")]
    assert [one["row_id"] for one in moved] == [1]
    assert "issue" in undone
    assert "issues" not in undone
    listed = answer("history --source 'bea low'")
    assert {one["row_id"] for one in listed if one["table"] == "issue"} == {1}


def ref_any(ref: Ref, line: str) -> str:
    """What a command prints, whether it finds anything or not."""
    for exit_code in (0, 1):
        with suppress(AssertionError):
            return ref(line, exit_code=exit_code).output
    return ref(line, exit_code=2).output


def test_what_may_be_a_kickback_is_asked_about(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")

    said = ref("issue dr chen 'wants $50 per patient'", exit_code=2).stderr

    assert "--about kickback; if not: ref issue add" in said
    assert "wants $50 per patient (other)" in (
        ref("issue add 'dr chen' 'wants $50 per patient' --about other").stdout
    )


def test_a_name_of_two_words_needs_no_quotes_before_a_quoted_text(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")

    assert "Dr. Wei Chen (provider), report took long (other)" in (
        ref("issue dr chen 'report took long'").stdout
    )


@pytest.mark.usefixtures("chen")
def test_an_issue_told_again_goes_to_whom_is_named(ref: Ref, answer: Answer) -> None:
    told = "issue 'dr chen' 'report took three weeks' --about report"
    ref(f"{told} --owner Ann")

    again = ref(f"{told} --owner Marc").stdout

    assert "I1 is open already" in again
    assert "Marc sees to it now, in place of Ann." in again
    assert [one["owner"] for one in answer("issue list")] == ["Marc"]
    ref("undo")
    assert [one["owner"] for one in answer("issue list")] == ["Ann"]
