import csv
import io
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from refcli.core.output.table import Column, Table, Type
from refcli.output.render import Format, present, to_csv, to_json, to_json_text
from refcli.output.result import Result
from refcli.output.text import harmless_text
from tests.output.sample_report import HOSTILE, kinds, sample_report

COLUMNS = (
    Column("rank", "#", Type.ID),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("conversion", "Conv", Type.RATE),
    Column("production", "Production", Type.MONEY),
    Column("last_referral", "Last", Type.DATE),
    Column("trend", "12 months", Type.TREND),
)
TOP = Table(
    "Top referrers",
    COLUMNS,
    [
        (1, 7, "Lakeside Dental", 0.62124, 125_000, date(2026, 10, 30), (0, 1, 4, 8)),
        (2, 9, "=Elm", None, None, None, (0, 0, 0, 0)),
    ],
    note="Countable referrals by the day received.",
    empty="Nobody referred.",
)


def terminal(width: int = 80) -> Console:
    return Console(
        width=width,
        force_terminal=True,
        color_system=None,
        file=io.StringIO(),
        markup=False,
        emoji=False,
        highlight=False,
    )


def pipe() -> Console:
    return Console(
        file=io.StringIO(), force_terminal=False, markup=False, emoji=False, highlight=False
    )


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def printed(table: Table, fmt: Format, console: Console) -> str:
    present(Result(table), fmt, console)
    return written(console)


def test_a_table_for_people() -> None:
    lines = printed(TOP, Format.TABLE, terminal()).splitlines()

    assert "".join(f"{line.rstrip()}\n" for line in lines) == (
        """\
Top referrers
#  Source           Conv  Production  Last        12 months
───────────────────────────────────────────────────────────
1  Lakeside Dental   62%      $1,250  2026-10-30  ·▁▄█
2  =Elm                                           ····
Countable referrals by the day received.
"""
    )


def test_a_table_without_rows_says_so() -> None:
    assert printed(TOP.head(0), Format.TABLE, terminal()) == (
        "Top referrers\nNobody referred.\nCountable referrals by the day received.\n"
    )


def test_a_pipe_gets_the_same_lines_however_long() -> None:
    name = "Dr. " + "very " * 200 + "long"
    table = Table("T", (Column("a", "A"), Column("b", "B", Type.COUNT)), [(name, 1)], "word " * 99)

    lines = printed(table, Format.TABLE, pipe()).splitlines()

    assert lines[3] == f"{name}  1"
    assert lines[4] == "word " * 99
    assert len(lines) == 5
    assert "\x1b" not in "".join(lines)


def test_a_terminal_folds_the_note_at_words() -> None:
    table = Table("T", (Column("a", "A"),), [("x",)], "Countable referrals by the day received.")

    assert printed(table, Format.TABLE, terminal(20)).splitlines()[4:] == [
        "Countable referrals ",
        "by the day received.",
    ]


def test_a_terminal_gets_bold_and_dim_and_no_colour() -> None:
    console = Console(color_system="truecolor", force_terminal=True, file=io.StringIO())

    shown = printed(kinds(), Format.TABLE, console)

    assert set(re.findall("\x1b[^m]*m", shown)) == {"\x1b[1m", "\x1b[2m", "\x1b[0m"}


def test_a_table_as_csv() -> None:
    assert printed(TOP, Format.CSV, terminal()) == (
        "rank,source_id,source,conversion,production,last_referral,trend\n"
        "1,7,Lakeside Dental,0.6212,1250.00,2026-10-30,0 1 4 8\n"
        "2,9,'=Elm,,,,0 0 0 0\n"
    )


def test_a_table_as_json() -> None:
    assert json.loads(printed(TOP, Format.JSON, terminal())) == [
        {
            "rank": 1,
            "source_id": 7,
            "source": "Lakeside Dental",
            "conversion": 0.6212,
            "production": 1250.0,
            "last_referral": "2026-10-30",
            "trend": [0, 1, 4, 8],
        },
        {
            "rank": 2,
            "source_id": 9,
            "source": "=Elm",
            "conversion": None,
            "production": None,
            "last_referral": None,
            "trend": [0, 0, 0, 0],
        },
    ]


def test_no_rows_are_an_empty_array_and_a_bare_header() -> None:
    assert to_json(TOP.head(0)) == "[]\n"
    assert to_csv(TOP.head(0)).count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r\n=1", "' =1"),
        ("  =1", "'  =1"),
        ("\u00a0\u200b=1", "'\u00a0\u200b=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff201", "'\uff201"),
        ("\ufeff=1", "'=1"),
        ("O'Neill-Smith", "O'Neill-Smith"),
    ],
)
def test_a_spreadsheet_takes_text_for_text(typed: str, cell: str) -> None:
    table = Table("", (Column("name", "Name"),), [(typed,)])

    assert list(csv.reader(io.StringIO(to_csv(table)))) == [["name"], [cell]]


def test_a_negative_figure_stays_a_figure() -> None:
    columns = (Column("change", "Change", Type.CHANGE), Column("money", "Money", Type.MONEY))

    assert to_csv(Table("", columns, [(-2, -5)])) == "change,money\n-2,-0.05\n"


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1))
def test_csv_can_be_read_back(names: list[str]) -> None:
    table = Table(
        "", (Column("n", "N", Type.COUNT), Column("name", "Name")), list(enumerate(names))
    )

    _, *rows = csv.reader(io.StringIO(to_csv(table), newline=""))

    assert [int(number) for number, _ in rows] == list(range(len(names)))
    for (_, read), name in zip(rows, names, strict=True):
        assert read in {harmless_text(name), f"'{harmless_text(name)}"}


@given(st.lists(st.text(st.characters(exclude_categories=()))))
def test_json_gives_texts_back_as_stored_and_prints_as_ascii(names: list[str]) -> None:
    text = to_json(Table("", (Column("name", "Name"),), [(name,) for name in names]))

    assert [row["name"] for row in json.loads(text)] == names
    assert all(char == "\n" or " " <= char <= "~" for char in text)


RECORD = {
    "id": 3,
    "source": "=Elm",
    "on": date(2026, 11, 2),
    "value": 1250.0,
    "created": True,
    "office": None,
    "also": ["Oak", "Ash"],
    "owed": [{"key": "T3", "due_on": date(2026, 11, 5)}],
}


def test_one_thing_for_people_is_one_harmless_line() -> None:
    line = "Recorded [b]3[/b] :smile:\nOwed: \x1b[2Jnothing."
    present(Result(RECORD, line), Format.TABLE, console := pipe())

    assert written(console) == "Recorded [b]3[/b] :smile: Owed: \ufffd[2Jnothing.\n"


def test_one_thing_may_take_several_lines() -> None:
    present(Result(RECORD, ["id: 3", "source: two\nlines"]), Format.TABLE, console := pipe())

    assert written(console) == "id: 3\nsource: two lines\n"


def test_one_thing_as_csv() -> None:
    present(Result(RECORD, ""), Format.CSV, console := pipe())

    assert written(console) == (
        "id,source,on,value,created,office,also,owed\n"
        "3,'=Elm,2026-11-02,1250.0,true,,Oak; Ash,"
        '"[{""key"": ""T3"", ""due_on"": ""2026-11-05""}]"\n'
    )


def test_one_thing_as_json() -> None:
    present(Result(RECORD, ""), Format.JSON, console := pipe())

    assert json.loads(written(console)) == RECORD | {
        "on": "2026-11-02",
        "owed": [{"key": "T3", "due_on": "2026-11-05"}],
    }


def test_any_value_becomes_json() -> None:
    assert to_json_text([(1, "é")]) == '[\n  [\n    1,\n    "\\u00e9"\n  ]\n]\n'


def test_a_report_for_people_begins_with_whose_it_is() -> None:
    present(Result(sample_report()), Format.TABLE, console := terminal())

    lines = written(console).splitlines()
    assert lines[:5] == [
        "Referrals in October 2026",
        "<b>Elm</b> & Oak Dental, 2026-10-01 to 2026-10-31, as of 2026-11-02",
        "",
        "Headline",
        "Period                Referrals Internal Unknown Seen Open Conversion Production",
    ]
    assert lines[-4:] == [
        "",
        "Waiting to be scheduled",
        "None.",
        "Neither scheduled, seen nor lost.",
    ]


def test_a_report_as_csv_is_one_figure_per_line() -> None:
    present(Result(sample_report()), Format.CSV, console := pipe())

    lines = written(console).splitlines()
    assert lines[:5] == [
        "section,row,measure,value",
        "headline,1,period,October 2026",
        "headline,1,since,2026-10-01",
        "headline,1,until,2026-10-31",
        "headline,1,referrals,48",
    ]


def test_a_report_as_json_is_one_object() -> None:
    present(Result(sample_report()), Format.JSON, console := pipe())

    found = json.loads(written(console))
    sections = found.pop("sections")
    assert found == {
        "title": "Referrals in October 2026",
        "practice": "<b>Elm</b> & Oak Dental",
        "since": "2026-10-01",
        "until": "2026-10-31",
        "as_of": "2026-11-02",
        "sentences": [],
    }
    assert sections[3] == {
        "name": "movement",
        "title": "Active referrers",
        "note": "Opening + new - lapsed = closing.",
        "rows": [{"opening": 41, "new": 3, "lapsed": 2, "closing": 42}],
    }


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("fmt", list(Format))
def test_hostile_names_stay_names(name: str, fmt: Format) -> None:
    table = Table("T", (Column("source", "Source"), Column("n", "N", Type.COUNT)), [(name, 1)])

    shown = printed(table, fmt, pipe())

    assert not set(shown) & set("\x1b\u202e\u2066\t\r")
    if fmt is Format.TABLE:
        assert shown.splitlines()[3] == f"{harmless_text(name)}  1"
    else:
        assert len(shown.splitlines()) == (2 if fmt is Format.CSV else 6)
