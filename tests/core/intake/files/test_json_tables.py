"""JSON as tables, and JSON that is no list."""

import json

import pytest

from refcli.core.intake.columns.raw import ReadingError
from refcli.core.intake.files.json_tables import read_json_table


def rows(text: str) -> list[tuple[int, tuple[str, ...]]]:
    table = read_json_table("in.json", text, "utf-8")
    return [(row.line, tuple(row.cells)) for row in table.rows]


def test_records_are_rows_under_their_keys() -> None:
    records = [
        {"patient": "Ann", "value": 12.5, "also": ["Bo", "Cy"], "seen": None},
        {"patient": "Dee", "target": True},
    ]

    assert rows(json.dumps(records)) == [
        (0, ("patient", "value", "also", "seen", "target")),
        (1, ("Ann", "12.5", "Bo; Cy", "", "")),
        (2, ("Dee", "", "", "", "yes")),
    ]
    assert rows(json.dumps({"referrals": records})) == rows(json.dumps(records))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1, 2]", "no list of records"),
        ('{"a": 1}', "no list of records"),
        ('[{"a": 1]', "damaged JSON, at line 1"),
        ("[" * 100_000, "no list"),
        ('[{"a": 1' + "0" * 5_000 + "}]", "damaged JSON"),
        ("[" + "{}," * 600_001 + "{}]", "more than 300,000 rows"),
        ("[" + "[]," * 600_001 + "[]]", "more than 300,000 rows"),
        ("[" + ", ".join(json.dumps({f"k{n}": n}) for n in range(1_001)) + "]", "1,000 keys"),
    ],
)
def test_what_is_no_list_of_records_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadingError) as error:
        rows(text)

    assert why in str(error.value)
