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
def test_the_list_shows_stages_and_sources_that_never_referred(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei --on 2025-01-07")
    ref("source add 'Elm Dental' --kind office")
    ref("visit elm --met Jo")
    ref("source add 'Oak Dental' --kind office")

    rows = {row["source"]: row for row in answer("source list")}

    assert {name: row["stage"] for name, row in rows.items()} == {
        "Chen Dental": "lapsed",
        "Dr. Wei Chen": "lapsed",
        "Elm Dental": "courting",
        "Oak Dental": "target",
        "none": None,
        "unknown": None,
    }
    assert (rows["Chen Dental"]["referrals"], rows["Oak Dental"]["referrals"]) == (1, 0)
    assert [r["source"] for r in answer("source list --stage lapsed --kind office")] == [
        "Chen Dental"
    ]
    assert [r["source"] for r in answer("source list --owner tina")] == ["Chen Dental"]
    assert len(answer("source list --limit 2")) == 2


@pytest.mark.usefixtures("chen")
def test_the_page_of_a_source_is_its_whole_timeline(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei --on 2026-11-02")
    ref("visit CD --met 'Dr. Chen' --brought pads --on 2026-11-09 --intel 'new hygienist'")

    page = answer("source show cd")

    assert page["people"] == ["Dr. Wei Chen"]
    assert (page["owner"], page["aliases"], page["stage"]) == ("Tina", ["CD"], "active")
    assert [(event["on"], event["what"]) for event in page["timeline"]] == [
        ("2026-11-09", "visit"),
        ("2026-11-02", "referral"),
    ]
    assert page["timeline"][0]["details"] == "by tina; met Dr. Chen; new hygienist"
    shown = ref("source show cd").stdout
    assert "Last visit   Mon 9 Nov 2026\n" in shown
    assert "Phone        555-0100\n" in shown


@pytest.mark.usefixtures("chen")
def test_the_page_of_a_source_tells_what_is_open_between_us(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei --on 2026-11-02")
    ref("issue cd 'report took three weeks' --about report")
    ref("visit cd --meet 'thu 12:00' --with 'Dr. Ray'")

    lines = ref("source show cd").stdout.splitlines()

    assert lines[0].startswith("Chen Dental (#")
    assert lines[1] == "Stands       active; 1 referral, the last on Mon 2 Nov 2026"
    told = "\n".join(lines[: lines.index("Timeline")])
    assert "We owe       " in told
    assert "Issues       I1 report took three weeks (report), open 0 days, Tina sees to it" in told
    assert "Planned      Thu 26 Nov 2026, 12:00, with Dr. Ray (M1)" in told
    page = answer("source show cd")
    assert [one["what"] for one in page["issues"]] == ["report took three weeks"]
    assert page["meetings"] == ["Thu 26 Nov 2026, 12:00, with Dr. Ray (M1)"]
    assert {"M1", "I1"} <= {one["key"] for one in page["owed"]}


@pytest.mark.usefixtures("chen")
def test_a_call_to_a_patient_is_none_of_the_doctors_timeline(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from wei")
    ref("tried P1 voicemail")
    ref("log wei call --note 'asked about implants'")

    calls = [one for one in answer("source show wei")["timeline"] if one["what"] == "call"]

    assert [one["details"] for one in calls] == ["by tina; asked about implants"]


@pytest.mark.usefixtures("chen")
def test_a_source_is_edited_and_the_edit_taken_back(answer: Answer, ref: Ref) -> None:
    before = answer("source show 3") if False else answer("source show '#3'")

    ref(
        "source edit '#3' --name 'Chen Family Dental' --no-target --do-not-mail --visit-every 2"
        " --alias chen-fam --drop-alias CD --note 'moved'"
    )
    page = answer("source show '#3'")
    assert (page["source"], page["target"], page["do_not_mail"], page["aliases"]) == (
        "Chen Family Dental",
        False,
        True,
        ["Chen Dental", "chen-fam"],
    )

    ref("undo")
    assert answer("source show '#3'") == before


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ("source add 'Chen Dentl' --kind office", "could be #3 Chen Dental", 1),
        ("source add ' ' --kind office", "A name is missing", 2),
        ("source add Unknown --kind provider", "cannot name a new source", 2),
        ("source add '#3' --kind provider", "cannot name a new source", 2),
        ("add P --from '#x' --kind provider", "There is no source #x", 1),
        ("source add Zed --kind office --office cd", "works in no office", 1),
        ("source add Zed --kind provider --office wei", "not an office", 1),
        ("source edit unknown --name known", "is built in", 1),
        ("source edit cd --drop-alias nope", "has no alias", 1),
        ("source edit cd --kind provider", "providers work in this office", 1),
        ("source edit cd --visit-every 0", "takes a number from 1 to 120, not '0'", 2),
        ("source show '#99'", "No source is called '#99'", 1),
        ("source show chan", "could be #3 Chen Dental (office), #4 Dr. Wei Chen", 1),
        ("source add Zed --kind zebra", "'zebra' is not one of", 2),
    ],
)
def test_sources_that_cannot_be_are_refused(
    ref: Ref, command: str, sentence: str, code: int
) -> None:
    result = ref(command, exit_code=code)

    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("chen")
def test_a_cadence_of_its_own_goes_before_the_practices(answer: Answer, ref: Ref) -> None:
    ref("init --visit-every 2")
    assert "Next visit due 2027-01-23." in ref("visit cd --met Jo").stdout

    ref("source edit cd --visit-every 4")
    assert answer("due --within 200 --only visit")[0]["due_on"] == "2027-03-23"


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize(
    "command",
    [
        "source edit '#4' --name 'Ann Lee'",
        "source edit '#4' --name 'Lee, Ann'",
        "source edit '#4' --alias 'dr ann lee'",
        "source edit '#4' --alias 'Ann Leh'",
        "source edit '#4' --name 'chen dental'",
        "source add 'Bo Berg' --kind provider --alias 'Ann M. Lee'",
        "source add 'ann lee dds' --kind patient",
    ],
)
def test_a_name_of_another_source_is_given_only_when_it_is_said_to_be_another(
    ref: Ref, command: str
) -> None:
    ref("source add 'Dr. Ann Lee' --kind provider")

    assert "If it is another one, add --new" in ref(command, exit_code=1).stderr
    ref(f"{command} --new")


@pytest.mark.usefixtures("chen")
def test_a_source_is_still_found_by_its_former_name(answer: Answer, ref: Ref) -> None:
    said = ref("source edit '#4' --name 'Dr. Wei Smith'").stdout
    ref("source edit '#4' --name 'Dr. Wei Smith, DDS'")

    assert said == "Saved #4 Dr. Wei Smith (still found as Dr. Wei Chen).\n"
    assert answer("source show 'Dr. Wei Chen'")["source"] == "Dr. Wei Smith, DDS"
    assert answer("source show '#4'")["aliases"] == ["Dr. Wei Chen"]


def test_an_alias_cannot_mean_a_built_in_source(ref: Ref) -> None:
    for alias in ("none", "#4"):
        command = f"source add Google --kind digital --alias '{alias}'"
        assert "cannot name a new source" in ref(command, exit_code=2).stderr


@pytest.mark.usefixtures("chen")
def test_an_unclear_name_lists_what_it_could_mean(ref: Ref) -> None:
    ref("source add 'Chen Ortho' --kind office --new")

    refusal = ref("source show chen", exit_code=1).stderr

    assert refusal == (
        "ref: 'chen' could be #3 Chen Dental (office), #5 Chen Ortho (office),"
        ' #4 Dr. Wei Chen (provider, Chen Dental). Say which by its number: "#3"\n'
    )


def test_an_alias_is_taken_away_in_whatever_case(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind office --alias Npi --target")

    assert answer("source edit elm --drop-alias npi")["aliases"] == []
    assert answer("source list")[0]["target"] is True
    assert ref("source add Oak --kind office --office elm", exit_code=1).stderr == (
        "ref: An office works in no office. Leave out --office.\n"
    )


@pytest.mark.parametrize("typed", ["206-555-01", "206 555 010"])
def test_a_phone_number_between_seven_digits_and_ten_is_refused(ref: Ref, typed: str) -> None:
    said = ref(f"source add Elm --kind office --phone '{typed}'", exit_code=2).stderr

    assert "digits. Type ten digits" in said
