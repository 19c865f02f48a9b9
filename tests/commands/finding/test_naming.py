"""Every command that takes a number takes a name or a key."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
LOPEZ = (
    "'lopez' could be 3 Ana Lopez (3 Nov 2026, from none, received),"
    " 1 Maria Lopez (2 Nov 2026, from Dr. Wei Chen, received)."
)
KIM = "'bo kin' could be 2 Bo Kim (2 Nov 2026, from google, received)."


@pytest.fixture
@made_once
def desk(ref: Ref) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --on 2026-11-02')
    ref('add "Bo Kim" --from google --kind digital --on 2026-11-02')
    ref('add "Ana Lopez" --from none --on 2026-11-03')
    ref('add "Maria Ray" --from none --on 2026-11-03')


def statuses(answer: Answer) -> dict[int, str]:
    return {one["id"]: one["status"] for one in answer("referral list")}


# Patients


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("who", ["kim", '"kim, bo"', "2", "'#2'", "S2", "bo kim", "2,kim"])
def test_a_patient_is_meant_by_name_number_or_key(ref: Ref, answer: Answer, who: str) -> None:
    said = ref(f"referral status {who} seen").stdout

    assert said == "Referral 2, Bo Kim: seen on 2026-11-23.\n"
    assert answer("referral show kim")["status"] == "seen"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("who", ["kim 'ana lopez'", "kim,ana", "kim, ana", "S2,S3", "2 '#3'"])
def test_several_come_to_a_status_in_one_command(ref: Ref, answer: Answer, who: str) -> None:
    found = answer(f"referral status {who} scheduled")

    assert [(one["patient"], one["status"]) for one in found] == [
        ("Bo Kim", "scheduled"),
        ("Ana Lopez", "scheduled"),
    ]
    assert ref("history --limit 2").stdout.count("referral status") == 2


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "referral status lopez seen",
            f"{LOPEZ} Say which: ref referral status 3 seen",
        ),
        (
            "referral status kim,lopez seen",
            f"{LOPEZ} Say which: ref referral status kim,3 seen",
        ),
        (
            "referral edit 'bo kin' --note x",
            f"{KIM} If so, type: ref referral edit 2 --note x",
        ),
        ("referral show zoe", "No patient is called 'zoe'. See: ref find zoe"),
        ("letter report zoe -o x.html", "No patient is called 'zoe'. See: ref find zoe"),
        ("log wei call --referral=zoe", "No patient is called 'zoe'. See: ref find zoe"),
        ("referral show 99", "There is no referral 99. See: ref referral list"),
        ("referral show T99", "T99 stands for no referral. See: ref due --only thank_you"),
    ],
)
def test_whoever_is_in_doubt_is_listed_with_the_line_to_type(
    ref: Ref, answer: Answer, line: str, said: str
) -> None:
    before = statuses(answer)

    assert ref(line, exit_code=1).stderr == f"ref: {said}\n"
    assert statuses(answer) == before


def test_those_beyond_the_list_are_counted(ref: Ref) -> None:
    for n in range(11):
        ref(f"add 'Pat Lee {n}' --from none --again")
        ref(f"source add 'Elm Dental {n}' --kind office --new")

    for line in ("referral status pat seen", "log elm call", "add Bo --from elm"):
        assert " and 3 more. " in ref(line, exit_code=1).stderr
    assert ref("show pat", exit_code=1).stderr.endswith("; and 3 more\n")


def test_those_beyond_the_list_to_pick_from_are_counted(
    ref: Ref, typing: Callable[..., Result]
) -> None:
    for n in range(11):
        ref(f"add 'Pat Lee {n}' --from none --again")

    listed = typing(["referral", "status", "pat", "seen"], "1").stderr

    assert "     and 3 more, who need more of the name\n" in listed


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("typed", ["ana lopez", "Lopez, Ana"])
def test_a_name_without_quotes_is_one_name(ref: Ref, typed: str) -> None:
    said = ref(f"referral status {typed} seen").stdout

    assert said == "Referral 3, Ana Lopez: seen on 2026-11-23.\n"


@pytest.mark.usefixtures("desk")
def test_words_that_may_be_one_name_or_two_are_answered_with_both_lines(ref: Ref) -> None:
    for patient in ("Poe", "Zoe", "Poe Zoe"):
        ref(f"add '{patient}' --from none")
    ref("referral status 'poe zoe' seen")

    assert ref("referral status poe zoe seen", exit_code=1).stderr == (
        "ref: 'poe zoe' could be one name or 2. Type: ref referral status \"poe zoe\" seen, or:"
        " ref referral status 5 6 seen\n"
    )


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "referral status bo ray seen",
            (
                "'bo ray' could be one name or 2. Type: ref referral status \"bo ray\" seen, or:"
                " ref referral status 2 4 seen"
            ),
        ),
        (
            "referral status 3 bo ray seen",
            (
                "'3 bo ray' could be 2 names or 3. Type: ref referral status 3 \"bo ray\" seen,"
                " or: ref referral status 3 2 4 seen"
            ),
        ),
        (
            "done Bo Ana",
            "'Bo Ana' could be one name or 2. Type: ref done \"Bo Ana\", or: ref done S2 S3",
        ),
        (
            "referral status bo lopez seen",
            "No patient is called 'bo lopez'. See: ref find \"bo lopez\"",
        ),
    ],
)
def test_the_words_of_a_name_that_nobody_has_mark_no_others(
    ref: Ref, answer: Answer, line: str, said: str
) -> None:
    before = statuses(answer)

    assert ref(line, exit_code=1).stderr == f"ref: {said}\n"
    assert statuses(answer) == before


@pytest.mark.usefixtures("desk")
def test_a_thank_you_key_means_the_only_referral_it_is_for(ref: Ref, answer: Answer) -> None:
    assert answer("referral show T3")["patient"] == "Maria Lopez"
    ref("add 'Cy Ito' --from wei")
    assert "'T3' could be 5 Cy Ito" in ref("referral show T3", exit_code=1).stderr


@pytest.mark.usefixtures("desk")
def test_a_value_is_of_one_referral(ref: Ref) -> None:
    said = ref("referral status kim,ana seen --value 9", exit_code=2).stderr

    assert said == (
        "ref: The value is of one referral. Type the others without it. For example:"
        " ref referral status kim,ana seen\n"
    )


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("referral status kim", "Missing STATUS. For example: ref referral status kim seen"),
        (
            "referral status seen",
            "Missing PATIENT. See: ref referral list",
        ),
        ("referral status , seen", "Nobody is named. See: ref referral status --help"),
    ],
)
def test_what_is_missing_is_told(ref: Ref, typed: str, said: str) -> None:
    assert ref(typed, exit_code=2).stderr == f"ref: {said}\n"


@pytest.mark.usefixtures("desk")
def test_the_list_can_be_narrowed_to_a_part_of_a_name(answer: Answer) -> None:
    found = answer("referral list --patient lop --limit 5")

    assert [one["patient"] for one in found] == ["Ana Lopez", "Maria Lopez"]


# What is owed


@pytest.mark.usefixtures("desk")
def test_the_only_open_item_of_a_name_is_meant(ref: Ref) -> None:
    assert ref("done kim").stdout == "Done S2: Bo Kim was scheduled on 2026-11-23.\n"
    assert ref("skip 'ana lopez' --why moved").stdout.startswith("Skipped S3:")
    assert ref("snooze maria ray --until 2026-12-01").stdout.startswith("Snoozed S4 until")


@pytest.mark.usefixtures("desk")
def test_several_open_items_of_a_name_are_listed(ref: Ref) -> None:
    said = ref("done wei", exit_code=1).stderr

    assert said.startswith("ref: 'wei' could be V3 visit for Dr. Wei Chen (never visited")
    assert ", S1 schedule for Dr. Wei Chen (Maria Lopez was referred on 2026-11-02" in said
    assert said.endswith("Say which: ref done V3\n")
    assert "nothing on the due list is about anybody of that name" in (
        ref("done zoe", exit_code=1).stderr
    )


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("keys", ["s2,S3", "S2 S3", "'S2, S3'", "S2, S3", "kim,S3", "kim,ana"])
def test_several_keys_are_closed_with_commas_or_blanks(answer: Answer, keys: str) -> None:
    assert [one["key"] for one in answer(f"done {keys}")] == ["S2", "S3"]


@pytest.mark.usefixtures("desk")
def test_several_are_skipped_and_snoozed_and_one_alone_is_an_object(answer: Answer) -> None:
    assert [one["key"] for one in answer("skip S2,S3 --why moved")] == ["S2", "S3"]
    assert answer("snooze S1 --until 2026-12-01")["key"] == "S1"


# All else that has a number


def test_a_duty_an_event_and_an_occasion_are_meant_by_name_or_key(ref: Ref, answer: Answer) -> None:
    ref('duty add "Hand out cards" --every week --rota "Tina, Jo"')
    ref('event add "Summer open house" --on 2027-06-10')
    ref('source add "Dr. Wei Chen" --kind provider')
    ref('occasion add "wei" birthday 03-05')

    assert {answer(f"duty show {one}")["id"] for one in ("1", "D1", "D1.7", "cards")} == {1}
    assert {answer(f"event show {one}")["id"] for one in ("1", "E1", "e1", "'open house'")} == {1}
    assert ref("duty swap D1 D1.2 Tina").stdout.startswith("Tina has D1.2 of Hand out cards")
    for one in ("1", "O1.2027", "birthday", "wei", "'wei chen birthday'"):
        assert ref(f"occasion edit {one} --note tea").stdout.startswith("Saved occasion 1:")
    assert "'car' could be #1 Hand out cards." in ref("duty end car", exit_code=1).stderr
    assert ref("duty end zoe", exit_code=1).stderr == (
        "ref: No duty is called 'zoe'. See: ref duty list\n"
    )


def test_a_campaign_a_gift_and_a_reward_are_meant_by_name(ref: Ref, answer: Answer) -> None:
    ref("source add Google --kind digital")
    ref("channel campaign google Whitening --from 2026-10-01 --until 2026-10-31")
    ref('source add "Elm Dental" --kind office')
    ref('gift add elm "fruit basket" --value 14')
    ref('reward add toothbrush --value 3 --occasion "first visit"')

    assert answer("channel drop whitening")["id"] == 1
    assert ref("gift return 'fruit basket' --amount 4").stdout.startswith("Recorded: $4")
    assert answer("gift void 'elm dental' --why slip")["voids_id"] == 1
    assert answer("reward end toothbrush")["id"] == 1
    for line in ("channel drop zoe", "gift void zoe --why x", "reward end zoe", "occasion end zoe"):
        assert "is called 'zoe'. See: ref " in ref(line, exit_code=1).stderr


def test_a_source_is_meant_by_a_key_of_the_due_list(ref: Ref, answer: Answer) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')
    ref('source add "Delta Dental" --kind insurer')
    ref('source edit "Delta Dental" --credentialed-until 2027-01-31')

    shown = {key: answer(f"source show {key}")["id"] for key in ("V3", "Q3", "t3", "C1.90")}

    assert shown == {"V3": 3, "Q3": 3, "t3": 3, "C1.90": 4}
    assert answer("quiet --explain Q3")["source"] == "Dr. Wei Chen"
    assert "No source is called 'C9.90'" in ref("source show C9.90", exit_code=1).stderr


@pytest.mark.parametrize(
    "line",
    [
        "referral show {}",
        "referral edit {} --note x",
        "referral status {} seen",
        "duty show {}",
        "occasion end {}",
        "channel drop {}",
        "gift void {} --why x",
        "reward end {}",
    ],
)
def test_no_number_is_too_large_to_be_answered(ref: Ref, line: str) -> None:
    for number in (str(2**63), "9" * 5000):
        said = ref(line.format(number), exit_code=2).stderr
        assert " takes no number as large as " in said
        assert " See: ref " in said
    assert "no " in ref(line.format(2**63 - 1), exit_code=1).stderr.lower()


# In a terminal


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("picked", ["2", "maria", "#1"])
def test_a_patient_is_picked_from_a_list(typing: Callable[..., Result], picked: str) -> None:
    done = typing(["referral", "status", "lopez", "seen"], "9", picked)

    assert "  2  #1 Maria Lopez (2 Nov 2026, from Dr. Wei Chen, received)" in done.stderr
    assert "'9' is none of them. Type 1 to 2, a #number, or a part of a name." in done.stderr
    assert "Referral 1, Maria Lopez: seen" in done.stdout


@pytest.mark.usefixtures("desk")
def test_a_list_can_be_left(typing: Callable[..., Result]) -> None:
    assert typing(["done", "wei"], "n", exit_code=1).stderr.count("Nothing was changed.") == 1
    assert "Stopped" in typing(["show", "lopez"], "q", exit_code=1).stderr


@pytest.mark.usefixtures("desk")
def test_whom_to_show_is_picked(typing: Callable[..., Result]) -> None:
    assert "Dr. Wei Chen (#3, provider" in typing(["show", "3"], "2").stdout
    assert "Referral 2: Bo Kim" in typing(["show", "bo kin"], "").stdout


@pytest.mark.usefixtures("desk")
def test_whether_words_are_one_name_or_several_is_asked(
    typing: Callable[..., Result], answer: Answer
) -> None:
    one = typing(["referral", "status", "bo", "ray", "seen"], "n", exit_code=1)

    assert "Are these 2 names: bo, ray? (y, n, q: stop)" in one.output
    assert "No patient is called 'bo ray'." in one.stderr
    assert set(statuses(answer).values()) == {"received"}
    assert typing(["referral", "status", "bo", "ray", "seen"], "y").stdout.endswith(
        "Referral 2, Bo Kim: seen on 2026-11-23.\nReferral 4, Maria Ray: seen on 2026-11-23.\n"
    )


def test_an_event_and_a_duty_are_picked(typing: Callable[..., Result], ref: Ref) -> None:
    ref('event add "open house" --on 2027-06-10')
    ref('event add "open day" --on 2027-07-10')
    ref('duty add "call patients" --every week --rota Tina')
    ref('duty add "call offices" --every week --rota Tina')

    assert "#2 open day" in typing(["event", "show", "open"], "day").stdout
    assert "duty: call patients" in typing(["duty", "show", "call"], "2").stdout
