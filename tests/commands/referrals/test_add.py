import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from refcli.on_use import storage
from refcli.storage.book.door import Book
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
View = Callable[[], AbstractContextManager[Book]]


@pytest.fixture
@made_once
def chen(ref: Ref) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')


def test_the_first_referral_creates_the_provider_and_the_office(answer: Answer) -> None:
    recorded = answer(
        'add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"'
    )

    assert recorded == {
        "id": 1,
        "patient": "Maria Lopez",
        "source_id": 4,
        "source": "Dr. Wei Chen",
        "received_on": "2026-11-23",
        "status": "received",
        "appointment_on": None,
        "appointment_at": None,
        "created_source": True,
        "referrals_this_year": 1,
        "owed": [
            {"key": "V3", "type": "visit", "due_on": "2026-11-23"},
            {"key": "S1", "type": "schedule", "due_on": "2026-11-26"},
            {"key": "T4", "type": "thank_you", "due_on": "2026-11-26"},
        ],
    }


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize("typed", ["dr chen", "Wei", "#4", "DR. WEI CHEN, DDS", "Chen, Wei", "4"])
def test_the_second_time_whole_words_of_the_name_do(answer: Answer, typed: str) -> None:
    recorded = answer(f'add "Sam O\'Neil" --from "{typed}"')

    assert (recorded["source"], recorded["referrals_this_year"]) == ("Dr. Wei Chen", 2)
    assert not recorded["created_source"]


def test_the_line_says_what_was_recorded_and_what_is_owed(ref: Ref) -> None:
    assert ref('add "Ann Ray" --from "Maria Lopez" --kind patient').stdout == (
        "Recorded referral 1: Ann Ray, from Maria Lopez (new: #3), 1st referral this year."
        " Owed: schedule by 2026-11-26 (S1), thank-you by 2026-12-07 (B2611).\n"
    )


@pytest.mark.usefixtures("chen")
def test_what_was_owed_before_is_no_news(ref: Ref) -> None:
    said = ref('add "Sam Oak" --from "Dr. Wei Chen"', as_of="2026-12-01").stdout

    assert said.splitlines()[0].endswith(
        "2nd referral this year. Owed: schedule by 2026-12-04 (S2)."
    )
    assert said.splitlines()[1:] == [
        "Owed since before: visit by 2026-11-23 (V3), thank-you by 2026-11-26 (T4)."
    ]


@pytest.mark.usefixtures("chen")
def test_what_is_owed_earlier_by_this_referral_is_news_with_the_day_of_before(ref: Ref) -> None:
    said = ref('add "May Li" --from "Dr. Wei Chen" --on 2026-11-10').stdout

    assert said.splitlines()[0].endswith(
        "Owed: visit by 2026-11-10 (V3, was by 2026-11-23), schedule by 2026-11-13 (S2), thank-you"
        " by 2026-11-13 (T4, was by 2026-11-26)."
    )
    assert "since before" not in said


@pytest.mark.usefixtures("chen")
def test_a_source_that_was_thanked_is_owed_thanks_anew(ref: Ref) -> None:
    ref("done T4 V3")

    said = ref('add "Sam Oak" --from "Dr. Wei Chen"', as_of="2026-12-01").stdout

    assert said.endswith("Owed: schedule by 2026-12-04 (S2), thank-you by 2026-12-04 (T4).\n")


def test_patients_who_refer_in_one_month_are_owed_one_note(ref: Ref) -> None:
    ref('add "Ann Ray" --from "Maria Lopez" --kind patient')

    said = ref('add "Sam Oak" --from "Maria Lopez"').stdout

    assert said.splitlines()[1:] == ["Owed since before: thank-you by 2026-12-07 (B2611)."]


@pytest.mark.usefixtures("chen")
def test_each_hint_stands_on_a_line_of_its_own(ref: Ref) -> None:
    ref('add "Sam Oaks" --from "Dr. Wei Chen"')

    said = ref('add "Sam Oakes" --from "Dr. Wei Chen" booked').stdout.splitlines()

    assert [line.split(" ")[0] for line in said] == ["Recorded", "Owed", "On", "When"]
    assert said[3] == "When the day is known, as: ref booked 3 12/2"


def test_everything_known_of_a_referral_is_kept(ref: Ref, view: View) -> None:
    ref("source add Google --kind digital")
    ref(
        'add "Bo Kim" --from none --also google --on yesterday --service "root canal"'
        ' --value "$1,450.50" --chart 10231 --provider "Dr. Ray" --status scheduled --note "x"'
    )

    with view() as book:
        found = storage.referrals.read_referral(book, 1)
    record = found.record
    assert (record.patient, found.source, found.also) == ("Bo Kim", "none", ("Google",))
    assert (str(record.received_on), str(record.scheduled_on)) == ("2026-11-22", "2026-11-23")
    assert (record.production_cents, str(record.production_on)) == (145050, "2026-11-23")
    assert (record.service, record.chart, record.provider, record.note) == (
        "root canal",
        "10231",
        "Dr. Ray",
        "x",
    )


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ('add Zed --from "nobody known"', "No source is called 'nobody known'."),
        ('add "maria LOPEZ" --from chen', "No source"),
        (
            'add "maria LOPEZ" --from "#4"',
            "Maria Lopez is referral 1 of 2026-11-23, from Dr. Wei Chen",
        ),
        ("add Zed --from wei --also wei", "is the primary source already"),
        ("add Zed --from wei --also zorro", "No source is called 'zorro'"),
        ("add Zed --from '#99'", "No source is called '#99'"),
        ("add Zed --from '#99' --kind provider", "There is no source #99"),
        ("add Zed --from 'Dr. Chen' --kind provider", "'Dr. Chen' could be #4 Dr. Wei Chen"),
        ("add Zed --from 'Wei Chen' --kind patient", "is on record already, and no patient"),
        ("add Zed --from 'X Y' --kind digital --office Elm", "A digital works in no office"),
        ("add Zed --from 'chen family' --office Elm", "works in no office"),
        ("add Zed --from wei --office 'Elm Dental'", "works at Chen Family Dental"),
        ("add Zed --from none --on 2026-11-22 --status lost", "cannot be lost at once"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    ref: Ref, view: View, command: str, sentence: str
) -> None:
    if "LOPEZ" in command and "#4" not in command:
        command = command.replace("--from chen", "--from 'somebody else'")
    code = 2 if "at once" in sentence else 1

    result = ref(command, exit_code=code)

    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    with view() as book:
        assert len(storage.referrals.read_referrals(book)) == 1
        assert [s.record.name for s in storage.sources.records.read_sources(book)] == [
            "Chen Family Dental",
            "Dr. Wei Chen",
            "none",
            "unknown",
        ]


@pytest.mark.usefixtures("chen")
def test_a_near_miss_is_created_only_when_it_is_said_to_be_new(answer: Answer) -> None:
    recorded = answer("add Zed --from 'Dr. Chen' --kind provider --new")

    assert recorded["created_source"]


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("wei chne", "#4 Dr. Wei Chen"),
        ("Dr. Chan", "#4 Dr. Wei Chen"),
        ("che", "#3 Chen Family Dental"),
        ("famly", "#3 Chen Family Dental"),
        ("chen", "#3 Chen Family Dental (office), #4 Dr. Wei Chen (provider, Chen Family Dental)"),
        ("Wei M. Chen", "#4 Dr. Wei Chen"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        "add Zed --from '{}'",
        "add Zed --from none --also '{}'",
        "visit '{}'",
        "log '{}' call",
        "referral edit 1 --from '{}'",
        "source edit '{}' --note x",
        "gift add '{}' cookies --value 20",
        "occasion add '{}' birthday 05-01",
    ],
)
def test_what_is_not_certain_is_never_acted_on(
    answer: Answer, ref: Ref, command: str, typed: str, offered: str
) -> None:
    before = len(answer("history"))

    refusal = ref(command.format(typed), exit_code=1).stderr

    assert f"'{typed}' could be" in refusal
    assert offered in refusal
    assert '"#' in refusal
    assert len(answer("history")) == before


@pytest.mark.usefixtures("chen")
def test_a_title_never_means_an_office_or_a_channel(ref: Ref) -> None:
    ref('source add "Kim\'s Auto Shop" --kind community')

    for typed in ("dr kim", "Dr. Family", "Kim, Dr."):
        refusal = ref(f"add Zed --from '{typed}'", exit_code=1).stderr
        assert f"No source is called '{typed}'" in refusal


@pytest.mark.usefixtures("chen")
@pytest.mark.parametrize("office", ["chen family dental", "CHEN  Family Dental, LLC", "#3"])
def test_new_never_doubles_an_office(ref: Ref, view: View, office: str) -> None:
    ref(f"add Zed --from 'Dr. Chan' --kind provider --new --office '{office}'")

    with view() as book:
        names = [source.record.name for source in storage.sources.records.read_sources(book)]
    assert names == ["Chen Family Dental", "Dr. Chan", "Dr. Wei Chen", "none", "unknown"]


@pytest.mark.usefixtures("chen")
def test_an_office_like_one_on_record_is_asked_about_despite_new(ref: Ref) -> None:
    line = "add Zed --from 'Dr. Ann Roe' --kind provider --new --office 'Chen Famly Dental'"

    refusal = ref(line, exit_code=1).stderr

    assert 'say --office "#3"' in refusal
    assert 'ref source add "Chen Famly Dental" --kind office --new' in refusal
    ref("source add 'Chen Famly Dental' --kind office --new")
    assert "Recorded referral 2" in ref(line).stdout


def test_an_office_may_bear_the_name_of_its_doctor(ref: Ref, view: View) -> None:
    ref("add P1 --from 'Dr. Susan Park' --kind provider --office 'Susan Park DDS PLLC'")
    ref("add P2 --from 'Dr. Bo Ray' --kind provider --office 'Susan Park DDS'")

    with view() as book:
        assert storage.sources.records.read_source_view(book, 5).office == "Susan Park DDS PLLC"


@pytest.mark.usefixtures("chen")
def test_the_same_patient_and_source_again_needs_again(ref: Ref) -> None:
    assert "is referral 1 of" in ref('add "LOPEZ, Maria" --from wei', exit_code=1).stderr
    ref('add "Maria Lopez" --from wei --again')
    ref('add "Maria Lopez" --from wei', as_of="2027-02-22")


def test_a_provider_on_record_gets_its_office_later(ref: Ref, view: View) -> None:
    ref("add Zed --from 'Ken Tanaka' --kind provider")

    ref("add Yul --from 'Ken Tanaka' --kind provider --office 'Elm Dental'")

    with view() as book:
        assert storage.sources.records.read_source_view(book, 3).office == "Elm Dental"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("add", "How it is typed in one line: ref add --help"),
        ("add ' ' --from none", "The patient's name is missing."),
        ("add Zed", "if nobody sent them. Type: ref add Zed from unknown"),
        ("add Zed --from none --on 2026-02-30", "'2026-02-30' is no date."),
        ("add Zed --from none --on tomorrow", "future"),
        ("add Zed --from none --value 12,50", "'12,50' is no amount of money."),
    ],
)
def test_what_is_missing_or_cannot_be_read_is_said_with_an_example(
    ref: Ref, command: str, sentence: str
) -> None:
    assert sentence in ref(command, exit_code=2).stderr


def test_a_dash_reads_the_patient_from_standard_input(ref: Ref) -> None:
    result = ref("add - --from none -f json", stdin="Maria Lopez\n")

    assert json.loads(result.stdout)["patient"] == "Maria Lopez"


@pytest.mark.parametrize(
    "name",
    ["[bold]x[/bold]", ":smile:", "=HYPERLINK(1)", "\u202eevil", "李伟", 'O\'Neil "Bo"'],
)
def test_a_name_is_stored_as_typed_and_shown_harmlessly(
    database: Path, answer: Answer, ref: Ref, name: str
) -> None:
    quoted = "'" + name.replace("'", "'\"'\"'") + "'"

    recorded = answer(f"add {quoted} --from none")
    shown = ref("referral list").stdout

    assert recorded["patient"] == name
    assert "\u202e" not in shown
    assert len(shown.splitlines()) == 5
    assert database.exists()


def test_of_several_piped_lines_none_is_dropped_silently(answer: Answer, ref: Ref) -> None:
    said = ref("add - --from none", stdin="Ann Ray\nBo Kim\n", exit_code=2).stderr

    assert "Standard input has 2 lines, and only one is taken. Nothing was recorded" in said
    assert answer("referral list") == []

    assert answer("add - --from none", stdin="\nAnn Ray\r\n\n")["patient"] == "Ann Ray"


def test_what_is_piped_without_end_is_refused(ref: Ref) -> None:
    said = ref("add - --from none", stdin="x" * 1_000_001, exit_code=1).stderr

    assert "Standard input has more than 1 MB" in said


def test_where_nobody_is_meant_the_nearest_of_that_surname_are_named(
    ref: Ref, answer: Answer
) -> None:
    answer("add One --from 'Max Britten' --kind patient")

    refusal = ref("add Two --from 'Amy Britten'", exit_code=1).stderr

    assert refusal.startswith(
        "ref: No source is called 'Amy Britten'; nearest: #3 Max Britten (patient). See: ref"
    )
