"""A doctor who moves, retires, or is on record twice."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
SEPTEMBER, OCTOBER = "2026-09-01", "2026-10-01"


@pytest.fixture
@made_once
def patel(ref: Ref) -> None:
    """Dr. Patel at Riverside has referred twice, and we met her there; Chen Dental is known."""
    ref("source add 'Chen Dental' --kind office", as_of=SEPTEMBER)
    ref(
        "add Ann --from 'Dr. Patel' --kind provider --office Riverside --value 900",
        as_of=SEPTEMBER,
    )
    ref("visit riverside --met Hank", as_of="2026-09-03")
    ref("add Bo --from patel", as_of="2026-09-20")


def referrals(answer: Answer, line: str, **more: str) -> dict[str, int]:
    return {row["source"]: row["referrals"] for row in answer(line, **more)}


@pytest.mark.usefixtures("patel")
def test_what_came_before_a_move_stays_with_the_place_of_its_day(answer: Answer, ref: Ref) -> None:
    moved = answer("source move patel --to 'chen dental' --on 2026-10-01")
    ref("add Cy --from patel --on 2026-10-05")
    ref("visit patel --met her --on 2026-10-06")

    assert (moved["office"], moved["since"]) == ("Chen Dental", "2026-10-01")
    assert referrals(answer, "top --rollup office") == {"Riverside": 2, "Chen Dental": 1}
    assert referrals(answer, "top") == {"Dr. Patel": 3}
    listed = {row["source"]: row for row in answer("source list")}
    assert (listed["Riverside"]["referrals"], listed["Riverside"]["last_visit"]) == (
        2,
        "2026-09-03",
    )
    assert (listed["Chen Dental"]["referrals"], listed["Chen Dental"]["last_visit"]) == (
        1,
        "2026-10-06",
    )
    shown = answer("source show riverside")
    assert [event["on"] for event in shown["timeline"]] == ["2026-09-20", "2026-09-03", SEPTEMBER]
    assert answer("source show patel")["worked_at"] == ["Riverside", "Chen Dental since 2026-10-01"]


@pytest.mark.usefixtures("patel")
def test_a_past_day_prints_the_place_of_that_day(answer: Answer, ref: Ref) -> None:
    before = answer("due --within 0", as_of="2026-10-08")
    overdue = [item["key"] for item in before if item["type"] == "visit"]

    ref("source move patel --to 'chen dental' --on 2026-11-01")

    assert overdue == ["V4"]
    assert answer("due --within 0", as_of="2026-10-08") == before
    assert answer("source show patel", as_of="2026-10-08")["office"] == "Riverside"


@pytest.mark.usefixtures("patel")
def test_one_may_move_twice_and_to_no_office(answer: Answer, ref: Ref) -> None:
    ref("source move patel --to 'chen dental' --on 2026-10-01")
    alone = ref('source move patel --to "" --on 2026-11-01').stdout
    ref("add Cy --from patel --on 2026-11-05")

    assert alone.startswith(
        "#5 Dr. Patel works in no office since Sun 1 Nov 2026; until then at Chen"
    )
    assert answer("source show patel")["office"] is None
    assert referrals(answer, "top --rollup office") == {"Riverside": 2, "Dr. Patel": 1}
    ref("add Di --from patel --kind provider --office 'chen dental' --on 2026-11-20")
    assert referrals(answer, "top --rollup office") == {
        "Riverside": 2,
        "Chen Dental": 1,
        "Dr. Patel": 1,
    }


@pytest.mark.usefixtures("patel")
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("source move riverside --to 'chen dental'", "only a provider works at an office"),
        ("source move patel --to riverside", "works at Riverside on 2026-11-23 already"),
        ("source move patel --to Nowhere", "No office is called 'Nowhere'"),
        ("source archive patel --back", "#5 Dr. Patel is in use. Nothing was changed."),
        ("source archive unknown --why x", "unknown is built in"),
        ("source merge patel '#5'", "#5 Dr. Patel is one source already."),
        ("source merge patel riverside --yes", "#5 works there, so both stay."),
        ("source merge riverside patel --yes", "#5 works there, so both stay."),
        ("source merge 'chen dental' patel --yes", "ref source edit #5 --office #3"),
        ("source merge patel unknown --yes", "unknown is built in"),
    ],
)
def test_what_makes_no_sense_is_refused(ref: Ref, line: str, sentence: str) -> None:
    assert sentence in ref(line, exit_code=1).stderr.replace('"', "")


@pytest.mark.usefixtures("patel")
def test_a_corrected_office_says_what_it_changes_in_past_figures(answer: Answer, ref: Ref) -> None:
    said = ref("source edit patel --office 'chen dental'").stdout

    assert said.replace("\n", " ") == (
        "Saved #5 Dr. Patel. Past figures change: 2 referrals and 0 activities count at Chen Dental"
        " now, not at Riverside. If it was a move, first ref undo, then with its day: ref source"
        ' move "#5" --to "Chen Dental" --on yesterday '
    )
    assert referrals(answer, "top --rollup office") == {"Chen Dental": 2}
    ref("undo")
    assert referrals(answer, "top --rollup office") == {"Riverside": 2}


@pytest.mark.usefixtures("patel")
def test_a_corrected_kind_says_what_it_changes_in_past_figures(ref: Ref) -> None:
    ref("source add Google --kind print")
    ref("add Cy --from google")

    assert "Past figures change: 1 referral and 0 activities count as digital now, not as" in ref(
        "source edit google --kind digital"
    ).stdout.replace("\n", " ")


@pytest.mark.usefixtures("patel")
def test_an_archived_source_says_why_and_comes_back(answer: Answer, ref: Ref) -> None:
    ref("source archive patel", exit_code=2)
    gone = ref("source archive patel --why retired").stdout
    refused = ref("add Cy --from patel", exit_code=1).stderr
    again = ref("add Cy --from 'Dr. Patel' --kind provider", exit_code=1).stderr

    assert gone == (
        "Archived #5 Dr. Patel (retired). No longer on the due list: T5 thank-you for 2 referrals"
        ' since Sep 1. To bring it back: ref source archive "#5" --back\n'
    )
    assert refused == again
    assert "#5 Dr. Patel is archived since 2026-11-23 (retired)." in refused
    assert answer("source show patel")["archived_why"] == "retired"
    assert answer("source archive patel --back")["archived_on"] is None
    ref("add Cy --from patel")


@pytest.fixture
@made_once
def two_chens(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider --phone 206-555-0100", as_of=SEPTEMBER)
    ref("source add 'Chen, Wei DDS' --kind provider --phone 206-555-0100 --new", as_of=SEPTEMBER)
    ref("add Ann --from '#3'", as_of=SEPTEMBER)
    ref("add Bo --from '#4' --also '#3'")


@pytest.mark.usefixtures("two_chens")
def test_who_is_there_twice_is_listed_with_the_line_to_type(answer: Answer, ref: Ref) -> None:
    [pair] = answer("source duplicates")

    assert (pair["level"], pair["first_id"], pair["second_id"]) == ("certain", 3, 4)
    assert pair["reasons"]
    assert 'If two are one: ref source merge "#3" "#4"' in ref("source duplicates").stdout


@pytest.mark.usefixtures("two_chens")
def test_a_merge_shows_what_it_will_do_before_it_does_it(answer: Answer, ref: Ref) -> None:
    line = "source merge 'Dr. Wei Chen' 'Chen, Wei DDS'"
    shown = ref(line, exit_code=1).stderr
    done = answer(f"{line} --yes")

    assert shown == (
        "ref: This would merge #4 Chen, Wei DDS into #3 Dr. Wei Chen: 1 referral. 1 assist"
        " goes: who sent a patient does not help with it too. To do it: ref"
        ' source merge "#3" "#4" --yes\n'
    )
    assert (done["merged"], done["moved"], done["aliases"]) == (
        4,
        {"referral": 1},
        ["Chen, Wei DDS"],
    )
    assert [row["source"] for row in answer("source list --kind provider --archived")] == [
        "Dr. Wei Chen"
    ]
    assert referrals(answer, "top") == {"Dr. Wei Chen": 2}
    assert answer("source show '#4'")["id"] == 3
    ref("add Cy --from '#4'")
    assert "Stays with #3 Dr. Wei Chen: referral 3 Cy (Nov 23)." in ref("undo 5").stdout


def test_the_page_of_a_source_has_what_the_desk_needs(answer: Answer, ref: Ref) -> None:
    ref("source add 'Dr. Lee' --kind provider --npi 1234567893 --fax '(206) 555-0111'")
    ref("source edit lee --address '12 Elm St, Suite 4, Seattle, WA 98101' --tags 'Kids; implants'")
    page = answer("source edit lee --report-by Mail --specialty endodontist")

    assert {name: page[name] for name in ("npi", "fax", "tags", "report_by", "specialty")} == {
        "npi": "1234567893",
        "fax": "206-555-0111",
        "tags": "kids, implants",
        "report_by": "letter",
        "specialty": "endodontist",
    }
    assert [page[name] for name in ("street", "city", "state", "zip")] == [
        "12 Elm St, Suite 4",
        "Seattle",
        "WA",
        "98101",
    ]
    assert answer("source edit lee --zip 98103")["address"] == (
        "12 Elm St, Suite 4, Seattle, WA 98103"
    )
    assert [row["source"] for row in answer("source list --tag implants")] == ["Dr. Lee"]
    assert "its last digit does not fit" in ref(
        "source edit lee --npi 1234567890", exit_code=2
    ).stderr.replace("\n", " ")


def test_people_of_an_office_are_contacts_and_no_sources(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind office")
    added = answer("contact add Cody --at elm --role 'front desk' --birthday 3/14")

    assert (added["name"], added["role"], added["birthday"]) == ("Cody", "front desk", "03-14")
    assert answer("contact list elm") == [added]
    assert [row["occasion"] for row in answer("occasion list")] == ["birthday of Cody"]
    assert answer("source show elm")["contacts"] == ["Cody (front desk)"]
    assert [row["source"] for row in answer("source list --kind provider")] == []
    assert ref("contact end 1").stdout == "Cody (front desk) works at Elm no longer.\n"
    assert answer("contact list") == answer("occasion list") == []


@pytest.mark.parametrize("typed", ["tina", "'tina fry'", "'#1'", "1", "'fry, tina'"])
def test_a_contact_ends_by_name_or_number(answer: Answer, ref: Ref, typed: str) -> None:
    ref("source add Elm --kind office")
    ref("contact add 'Tina Fry' --at elm")
    ref("contact add Cody --at elm")

    ended = answer(f"contact end {typed}")

    assert (ended["name"], ended["ended_on"]) == ("Tina Fry", "2026-11-23")
    assert [one["name"] for one in answer("contact list")] == ["Cody"]


def test_no_contact_ends_by_a_guess(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind office")
    ref("source add Oak --kind office")
    ref("contact add 'Tina Fry' --at elm --role hygienist")
    ref("contact add 'Tina Ray' --at oak")

    assert ref("contact end tina", exit_code=1).stderr == (
        "ref: 'tina' could be #1 Tina Fry (hygienist, Elm), #2 Tina Ray (Oak). Say which: ref"
        " contact end 1\n"
    )
    assert ref("contact end zoe", exit_code=1).stderr == (
        "ref: No contact is called 'zoe'. See: ref contact list\n"
    )
    assert ref("contact end 9", exit_code=1).stderr == (
        "ref: There is no contact 9. See: ref contact list\n"
    )
    assert len(answer("contact list")) == 2


PRINTED = (  # what an owner printed for October, and a counsel for the year
    "report --month 2026-10",
    "top --until 2026-10-31 --rollup office",
    "gift statement Riverside --year 2026",
    "gift cure Riverside",
    "plan show --year 2026",
    "quiet",
    "audit --year 2026",
)


def test_a_move_dated_today_changes_nothing_that_was_printed(answer: Answer, ref: Ref) -> None:
    ref("source add 'Chen Dental' --kind office", as_of="2026-01-05")
    ref("source add Riverside --kind office", as_of="2026-01-05")
    ref("source add 'Dr. Patel' --kind provider --office riverside", as_of="2026-01-05")
    ref("source add 'Dr. Fox' --kind provider", as_of="2026-01-05")
    ref("gift add riverside pens --value 12 --by tina", as_of="2026-01-06")
    for day in ("2026-01-12", "2026-02-16", "2026-03-16", "2026-06-15"):
        ref(f"visit riverside --met Hank --on {day}")
        ref(f"visit fox --met her --on {day}")
    for number, day in enumerate(("02-02", "03-05", "03-19", "05-04", "07-09", "10-12"), start=1):
        ref(f"add 'Pat No{number}' --from patel --on 2026-{day}")
        ref(f"add 'Fox No{number}' --from fox --on 2026-{day}")
    before = {line: without_work(answer(line)) for line in PRINTED}

    ref("source move patel --to 'chen dental'")
    ref("source move fox --to 'chen dental'")

    assert {line: without_work(answer(line)) for line in PRINTED} == before


def without_work(said: Any) -> Any:  # noqa: ANN401  (JSON)
    """What was printed, without what is to be done today, which is no figure of the past."""
    if not isinstance(said, dict) or "sections" not in said:
        return said
    sections = [one for one in said["sections"] if one["name"] != "next"]
    sentences = [one for one in said["sentences"] if not one.startswith("Do first, today")]
    return {**said, "sections": sections, "sentences": sentences}


def test_merges_are_taken_back_from_the_last(ref: Ref, answer: Answer) -> None:
    for number, name in enumerate(("Alder", "Birch", "Cedar"), start=1):
        ref(f"add 'P No{number}' --from {name} --kind office")
    ref("source merge alder birch --yes")
    ref("source merge cedar alder --yes")

    refused = ref("undo 4", exit_code=1).stderr

    assert "Take that back first: ref undo 5" in refused
    ref("undo 5")
    ref("undo 4")
    assert referrals(answer, "top") == {"Alder": 1, "Birch": 1, "Cedar": 1}


@pytest.fixture
@made_once
def three_offices(ref: Ref) -> None:
    """Dr. Fox, #6, worked at Elm, since September 10 at Oak, since September 15 at Ash."""
    for name in ("Elm", "Oak", "Ash"):
        ref(f"source add {name} --kind office", as_of="2026-01-05")
    ref("source add 'Dr. Fox' --kind provider --office elm", as_of="2026-01-05")
    ref("source move fox --to oak --on 2026-09-10")
    ref("source move fox --to ash --on 2026-09-15")


@pytest.mark.usefixtures("three_offices")
def test_a_move_that_is_corrected_says_the_place_before_it(answer: Answer, ref: Ref) -> None:
    said = ref("source move fox --to elm --on 2026-09-15").stdout.replace("\n", " ")

    assert "works at Elm since Tue 15 Sep 2026; until then at Oak" in said
    assert answer("source show fox")["worked_at"] == [
        "Elm",
        "Oak since 2026-09-10",
        "Elm since 2026-09-15",
    ]


@pytest.mark.usefixtures("three_offices")
def test_a_move_that_never_was_is_taken_off(answer: Answer, ref: Ref) -> None:
    said = ref("source move fox --to oak --on 2026-09-15").stdout.replace("\n", " ")
    stays = answer("source show fox")["worked_at"]
    moved = answer("source move fox --to elm --on 2026-09-10")

    assert "works at Oak since Thu 10 Sep 2026; the move of Tue 15 Sep 2026 is taken off." in said
    assert stays == ["Elm", "Oak since 2026-09-10"]
    assert (moved["office"], moved["since"]) == ("Elm", None)


def test_a_move_below_a_later_one_is_not_taken_back_alone(ref: Ref) -> None:
    for name in ("Alder", "Birch", "Cedar"):
        ref(f"source add {name} --kind office")
    ref("source add 'Dr. Fox' --kind provider --office alder")
    ref("source move fox --to birch --on 2026-03-01")
    said = ref("source move fox --to cedar --on 2026-02-01").stdout

    assert "works at Cedar since Sun 1 Feb 2026; until then at Alder" in said.replace("\n", " ")
    assert "Take that back first: ref undo 6" in ref("undo 5", exit_code=1).stderr
    ref("undo 6")
    ref("undo 5")
    ref("source move fox --to cedar --on 2026-01-01")


@pytest.mark.usefixtures("two_chens")
def test_values_taken_from_the_other_one_are_parted_one_by_one(answer: Answer, ref: Ref) -> None:
    ref("source edit '#4' --email wei@chen.example --npi 1234567893")
    ref("source merge '#3' '#4' --yes")
    ref("source edit '#3' --email office@chen.example")

    ref("undo 6")

    kept, gone = (answer(f"source show '#{number}'") for number in (3, 4))
    assert (kept["email"], kept["npi"]) == ("office@chen.example", "")
    assert (gone["email"], gone["npi"]) == ("wei@chen.example", "1234567893")


@pytest.mark.usefixtures("patel")
def test_an_archived_one_does_not_take_in_one_that_is_in_use(ref: Ref) -> None:
    ref("source add 'Patel, S.' --kind provider --office 'chen dental' --new")
    ref("source archive '#5' --why retired")

    assert "#5 Dr. Patel is archived. Name the other one first" in (
        ref("source merge '#5' '#6' --yes", exit_code=1).stderr
    )


def test_the_number_of_a_merged_office_means_the_one_that_stays(ref: Ref) -> None:
    for name in ("Alder", "'Alder Dental'"):
        ref(f"source add {name} --kind office --new")
    ref("source merge '#3' '#4' --yes")

    ref("source add 'Dr. Fox' --kind provider --office '#4'")
    ref("contact add Cody --at '#4'")
    ref("add Ann --from 'Dr. Lee' --kind provider --office '#4'")
    assert "source 4" in ref("history --source '#3'").stdout


def test_an_archived_name_goes_before_a_like_one_in_use(ref: Ref) -> None:
    ref("source add 'Leeds Dental' --kind office")
    ref("source add 'Lee Family Dental' --kind office --new")
    ref("source archive 'Leeds Dental' --why closed")

    for line in ("add Ann --from 'Leeds Dental'", "contact add Jo --at 'leeds dental'"):
        assert "#3 Leeds Dental is archived since" in ref(line, exit_code=1).stderr
    assert (
        "(office, archived)" in ref("source add 'Leeds Dental' --kind office", exit_code=1).stderr
    )
    ref("source add 'Leeds Dental' --kind office --new")
    ref("add Ann --from 'Leeds Dental'")


def test_what_means_something_else_names_no_source(ref: Ref) -> None:
    for name in ("self", "n/a", "?", "S3", "V12", "dr."):
        assert "ref: " in ref(f"source add '{name}' --kind office", exit_code=2).stderr


def test_an_npi_is_the_number_of_one(ref: Ref) -> None:
    ref("source add 'Dr. Lee' --kind provider --npi 1234567893")

    for line in ("source add Oak --kind office --npi 1234567893", "source edit lee --npi ''"):
        code = 1 if "Oak" in line else 0
        assert ("is that of #3 Dr. Lee" in ref(line, exit_code=code).stderr) is bool(code)


def test_the_line_below_the_duplicates_is_of_a_pair_that_can_be_merged(ref: Ref) -> None:
    ref("source add 'John Smith' --kind patient")
    ref("source add 'John Smith' --kind provider --new")

    assert "source merge" not in ref("source duplicates").stdout

    ref("source add 'Smith, John DDS' --kind provider --new")
    assert 'If two are one: ref source merge "#4" "#5"' in ref("source duplicates").stdout


@pytest.mark.usefixtures("two_chens")
def test_what_stays_with_the_one_that_was_kept_is_named_up_to_five(
    answer: Answer, ref: Ref
) -> None:
    ref("source merge '#3' '#4' --yes")
    for number, name in enumerate(("Cy", "Di", "Ed", "Fay"), start=1):
        ref(f"add {name}{number}x --from '#3'")
    ref("visit '#3' --met her")
    ref("source edit '#3' --alias Wei")
    ref("add Guy --from '#3'")
    ref("undo")

    took = answer("undo 5")

    assert took["stays"] == [
        *(f"referral {n} {name} (Nov 23)" for n, name in enumerate(("Cy1x", "Di2x"), start=3)),
        *(f"referral {n} {name} (Nov 23)" for n, name in enumerate(("Ed3x", "Fay4x"), start=5)),
        "visit on Nov 23",
        "alias Wei",
    ]
    assert took["kept"] == 6
    ref("redo")
    assert "visit on Nov 23 and 1 more. To bring it back" in ref("undo 5").stdout.replace("\n", " ")
