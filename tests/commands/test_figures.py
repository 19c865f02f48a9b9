import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Ref, made_once
from tests.output.reading import rows_of

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def year(ref: Ref) -> None:
    """A year of a small practice, the last full month being October 2026."""
    ref("init --practice 'Lakeside Endodontics'")
    for command in (
        'add "P1" --from "Dr. Wei Chen" --kind provider --office "Chen Dental" --on 2025-10-20',
        'add "P2" --from wei --on 2026-09-14 --value 900',
        'add "P3" --from wei --on 2026-10-01 --value 1450.50',
        'add "P4" --from "Chen Dental" --on 2026-10-31',
        'add "P5" --from "Ann Ray" --kind patient --on 2026-10-12',
        'add "P6" --from Google --kind digital --also wei --on 2026-10-13',
        'add "P7" --from none --on 2026-10-14',
        'add "P8" --from unknown --on 2026-10-15',
        'add "P9" --from wei --on 2026-10-16',
        "referral status 3 seen --on 2026-10-20",
        "referral status 9 duplicate --on 2026-10-17",
        "referral status 5 lost --on 2026-11-02 --why 'chose another'",
    ):
        ref(command)


@pytest.mark.usefixtures("year")
def test_top_is_the_contract(answer: Answer) -> None:
    first, second, *rest = answer("top --since 2026-09-01")

    assert first == {
        "rank": 1,
        "source_id": 4,
        "source": "Dr. Wei Chen",
        "kind": "provider",
        "office": "Chen Dental",
        "referrals": 2,
        "assists": 1,
        "seen": 1,
        "conversion": 0.5,
        "production": 2350.5,
        "last_referral": "2026-10-01",
        "previous": None,  # of the same days a year before there are records of a part only
        "trend": [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0],
    }
    assert (second["source"], len(rest)) == ("Ann Ray", 2)


@pytest.mark.usefixtures("year")
def test_top_can_count_providers_with_their_office(answer: Answer) -> None:
    first = answer("top --rollup office")[0]

    assert (first["source"], first["referrals"]) == ("Chen Dental", 3)


@pytest.mark.usefixtures("year")
def test_top_can_rank_by_other_figures(answer: Answer, ref: Ref) -> None:
    assert answer("top --order production --limit 1")[0]["source"] == "Dr. Wei Chen"
    assert answer("top --order conversion --kind patient")[0]["source"] == "Ann Ray"
    assert "cannot be rolled up" in ref("top --rollup city", exit_code=2).stderr
    assert (
        "is after --until" in ref("top --since 2026-10-02 --until 2026-10-01", exit_code=2).stderr
    )


@pytest.mark.usefixtures("year")
def test_the_report_is_right(answer: Answer) -> None:
    report = answer("report")
    sections = {section["name"]: section["rows"] for section in report["sections"]}

    assert (report["title"], report["practice"]) == (
        "Referrals in October 2026",
        "Lakeside Endodontics",
    )
    assert sections["headline"][0] == {
        "period": "October 2026",
        "since": "2026-10-01",
        "until": "2026-10-31",
        "referrals": 6,
        "internal_share": 0.5,
        "unknown_share": 0.1667,
        "first_visits": 1,
        "seen": 1,
        "open": 4,
        "conversion": 0.1667,
        "in_time": 0.1667,
        "maturity": "too young: 23 days",
        "production": 1450.5,
    }
    assert [row["referrals"] for row in sections["headline"]] == [6, 1, None, 7, None]
    assert {row["kind"]: row["share"] for row in sections["kinds"] if row["share"]} == {
        row["kind"]: round(row["referrals"] / 6, 4) for row in sections["kinds"] if row["referrals"]
    }
    assert sum(row["referrals"] for row in sections["kinds"]) == 6
    assert sections["movement"] == [
        {
            "opening": 1,
            "new": 0,
            "reactivated": 0,
            "lapsed": 0,
            "closing": 1,
        }  # one place
    ]
    assert [row["days"] for row in sections["waiting"]] == [399, 70, 41, 40, 39, 23]
    assert "Ann Ray" not in json.dumps(report)
    assert "P5" not in json.dumps(report)


@pytest.mark.usefixtures("year")
def test_the_report_names_patients_only_when_asked(answer: Answer) -> None:
    text = json.dumps(answer("report --names"))

    assert "Ann Ray" in text
    assert "P4" in text


@pytest.mark.usefixtures("year")
def test_a_past_day_gives_the_figures_of_that_day(answer: Answer) -> None:
    then = answer("report --month 2026-10", as_of="2026-11-01")
    headline = rows_of(then, "headline")[0]

    assert (headline["seen"], headline["open"], headline["production"]) == (1, 5, 0.0)


@pytest.mark.usefixtures("year")
def test_the_report_goes_to_files_of_every_kind(ref: Ref, tmp_path: Path) -> None:
    names = [f"r.{ending}" for ending in ("html", "md", "csv", "json", "xlsx")]

    shown = ref("report " + " ".join(f"-o {tmp_path / name}" for name in names)).stdout

    assert shown == "".join(f"Wrote {tmp_path / name}\n" for name in names)
    assert "Referrals in October 2026" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "| 6 |" in (tmp_path / "r.md").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert {"section": "headline", "row": "1", "measure": "referrals", "value": "6"} in rows
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["as_of"] == "2026-11-23"


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("options", "sentence", "code"),
    [
        ("-o r.docx", "no ending that is known", 2),
        ("--open", "--open needs a file", 2),
        ("--section nix", "There is no section 'nix'", 2),
        ("-o /nowhere/r.html", "There is no folder /nowhere", 1),
        ("--month 2027-01", "has not begun yet", 2),
        ("--month 13/2026", "is no month", 2),
        ("--month 2026-10 --since 2026-10-01", "either --month or", 2),
        ("--until 2026-10-01", "--until needs --since", 2),
        ("--since 2026-10-02 --until 2026-10-01", "is after --until", 2),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    ref: Ref, options: str, sentence: str, code: int
) -> None:
    result = ref(f"report {options}", exit_code=code)

    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("year")
def test_no_report_is_written_where_one_of_them_cannot_be(ref: Ref, tmp_path: Path) -> None:
    ref(f"report -o {tmp_path / 'a.md'} -o /nowhere/b.md", exit_code=1)

    assert list(tmp_path.glob("*.md")) == []


@pytest.mark.usefixtures("year")
def test_a_month_that_still_runs_is_compared_with_the_same_days(answer: Answer) -> None:
    rows = rows_of(answer("report --month 2026-11"), "headline")

    assert [(row["since"], row["until"]) for row in rows] == [
        ("2026-11-01", "2026-11-23"),
        ("2026-10-01", "2026-10-23"),
        ("2025-11-01", "2025-11-23"),
        ("2026-01-01", "2026-11-23"),
        ("2025-01-01", "2025-11-23"),
    ]


@pytest.mark.usefixtures("year")
def test_any_days_can_be_reported(answer: Answer) -> None:
    report = answer("report --since 2026-09-01 --until 2026-10-31")

    assert report["title"] == "Referrals from 2026-09-01 to 2026-10-31"
    assert rows_of(report, "headline")[0]["referrals"] == 7


@pytest.mark.usefixtures("year")
def test_every_list_is_csv_too(ref: Ref) -> None:
    for command in ("due", "top", "source list", "referral list", "history", "source show wei"):
        rows = list(csv.reader(io.StringIO(ref(f"{command} -f csv").stdout)))
        assert {len(row) for row in rows} == {len(rows[0])}, command


def test_a_new_book_has_empty_tables_not_errors(ref: Ref) -> None:
    for command in ("due", "top", "report", "source list", "referral list", "history"):
        assert ref(command).stdout
        json.loads(ref(f"{command} -f json").stdout)


@pytest.mark.parametrize("start", ["", "add A --from Google --kind digital"])
@pytest.mark.parametrize("ending", ["xlsx", "html", "md", "csv", "json"])
def test_a_month_without_referrals_is_a_report_in_every_format(
    ref: Ref, tmp_path: Path, start: str, ending: str
) -> None:
    if start:
        ref(start)
    file = tmp_path / f"june.{ending}"

    ref(f"report --month 2024-06 -o {file}")

    text = file.read_text(encoding="utf-8") if ending in {"html", "md", "json"} else ""
    if start or ending in {"html", "xlsx"}:
        assert file.stat().st_size > 1_000
    else:
        assert file.stat().st_size > 25
    said = "No records of June 2024: " if start else "No referral is on record yet."
    assert (said in text) is bool(text)


@pytest.mark.usefixtures("year")
def test_one_section_as_csv_is_a_plain_table(ref: Ref) -> None:
    rows = list(csv.DictReader(io.StringIO(ref("report --section kinds -f csv").stdout)))

    assert [row["kind"] for row in rows][:2] == ["patient", "provider"]
    assert list(rows[0]) == ["kind", "referrals", "share", "previous", "last_year"]


@pytest.mark.usefixtures("year")
def test_sections_are_picked_and_keep_their_order(answer: Answer) -> None:
    report = answer("report --section waiting --section headline")

    assert [one["name"] for one in report["sections"]] == ["headline", "waiting"]
    assert report["sentences"] == []


@pytest.mark.usefixtures("year")
def test_the_opening_compares_with_the_month_before_or_with_last_year(answer: Answer) -> None:
    before, last_year = (
        answer(f"report --compare {word}")["sentences"][0] for word in ("previous", "last-year")
    )

    assert before == (
        "The referrals of October 2026 are more, beyond chance, than usual by the level; of October"
        " 2025 no records before 20 October 2025."
    )
    assert last_year == before


@pytest.mark.usefixtures("year")
def test_the_first_file_is_opened_when_asked(
    ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("typer.launch", shown.append)

    ref(f"report -o {tmp_path / 'a.html'} -o {tmp_path / 'b.md'} --open")

    assert shown == [str((tmp_path / "a.html").resolve())]


def sections(answer: Answer, *names: str, as_of: str = "2026-11-23") -> dict[str, Any]:
    picked = " ".join(f"--section {name}" for name in names)
    report = answer(f"report --month 2026-10 {picked}", as_of=as_of)
    return {one["name"]: one["rows"] for one in report["sections"]}


def test_the_report_says_what_was_promised_and_kept(answer: Answer, ref: Ref) -> None:
    ref("init")
    ref('add "P1" --from "Dr. Chen" --kind provider --office "Chen Dental" --on 2026-10-05')
    ref('add "P2" --from "Dr. Ito" --kind provider --on 2026-10-05')
    ref("referral status 1 seen --on 2026-10-08")
    ref("referral status 2 seen --on 2026-10-08")
    ref("log 'dr chen' thank_you --on 2026-10-07")
    ref("done R1 --on 2026-10-20")

    found = sections(answer, "promises", "never_met")

    assert found["promises"][1:] == [
        {"promise": "thank-you", "due": 2, "on_time": 1, "share": 0.5, "skipped": 0},
        {"promise": "report back", "due": 2, "on_time": 0, "share": 0.0, "skipped": 0},
    ]
    assert [row["source"] for row in found["never_met"]] == ["Chen Dental", "Dr. Ito"]
    assert [row["referrals"] for row in found["never_met"]] == [1, 1]


def test_a_place_that_was_met_is_not_never_met(answer: Answer, ref: Ref) -> None:
    ref("init")
    ref('add "P1" --from "Elm" --kind office --on 2026-10-05')
    ref("visit elm --attempt --on 2026-10-10")
    assert [row["source"] for row in sections(answer, "never_met")["never_met"]] == ["Elm"]

    ref("visit elm --on 2026-10-12")

    assert sections(answer, "never_met")["never_met"] == []


def test_the_report_counts_what_is_doubtful(answer: Answer, ref: Ref) -> None:
    ref("init")
    ref('add "Ann Ray" --from unknown --on 2026-08-20')
    ref('add "ann  RAY" --from none --on 2026-10-05 --again')
    ref('add "Bo Kim" --from unknown --on 2026-10-06')
    ref('add "Cy Ito" --from none --on 2026-10-07')
    ref("referral status 3 seen --on 2026-10-09")
    ref("referral status 4 scheduled --on 2026-10-10")

    found = sections(answer, "quality", "entered")

    assert {row["measure"]: (row["count"], row["of"]) for row in found["quality"]} == {
        "source unknown": (1, 3),
        "possible duplicate": (1, 3),
        "no outcome recorded": (1, 3),
        "seen, no production": (1, 1),
        "value far beyond the usual": (0, 0),
    }
    assert found["entered"] == [{"who": "tina", "referrals": 3, "unknown": 1, "share": 0.3333}]


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("names", [False, True])
def test_the_workbook_has_a_row_per_referral_for_a_pivot(
    ref: Ref, tmp_path: Path, *, names: bool
) -> None:
    path = tmp_path / "r.xlsx"
    ref(f"report -o {path}" + " --names" * names)

    sheet = openpyxl.load_workbook(path)["data"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]

    assert list(sheet.tables) == ["t_data"]
    assert ("Patient" in rows[0]) is names
    assert [row[0] for row in rows[1:9]] == [1, 2, 3, 5, 6, 7, 8, 4]
    text = str(rows)
    assert ("P4" in text, "Ann Ray" in text) == (names, names)


@pytest.mark.parametrize(
    ("options", "right"),
    [
        ("--provider ray --section next --section team", "--section next --section team"),
        ("--provider ray --section nix --section team", "--section team"),
        ("--provider ray --section nix --section PATH", "--provider ray --section path"),
        ("--provider ray --section nix", "--provider ray --section cards"),
        ("--section nix --section nox", "--section cards"),
        ("--section team --section nix --month 2026-09", "--month 2026-09 --section team"),
    ],
)
def test_a_section_that_is_none_is_refused_with_a_line_that_prints(
    ref: Ref, options: str, right: str
) -> None:
    ref("init")
    ref("add Ann --from none --on 2026-09-05 --provider 'Dr. Ray'")

    said = ref(f"report {options}", exit_code=2).stderr

    assert said.endswith(f" Type: ref report {right}\n")
    assert ref(f"report {right}").stdout


def test_a_section_is_named_as_the_table_above_it_is(ref: Ref) -> None:
    ref("init")
    ref("add Ann --from none --on 2026-10-05")

    by_title = ref('report --month 2026-10 --section "How far to trust this"').stdout

    assert by_title == ref("report --month 2026-10 --section QUALITY").stdout
    assert "seen, no production" in by_title
    assert by_title == ref('report --month 2026-10 --section "how far to"').stdout
    assert "There is no section 'k'" in ref("report --section k", exit_code=2).stderr
