"""Whose row it is: the person, what is on record of that person, and the option; one rule."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
HEADER = "received_on,patient,chart,source,kind,status,seen_on,lost_on,value,note\n"
RECORDS = {
    "open": "received,,,",
    "booked": "scheduled,,,",
    "seen": "seen,,,",
    "seen 11-05": "seen,2026-11-05,,100",
    "lost": "lost,,2026-11-05,",
    "invalid": "invalid,,,",
    "duplicate": "duplicate,,,",
}
OPTIONS = ("", "--update", "--again", "--update --again")
NEW, MATCHED, CONFLICT, UPDATED = "new", "matched", "conflict", "updated"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "november.csv"


def write_rows(file: Path, *rows: str) -> None:
    file.write_text(HEADER + "".join(f"{one}\n" for one in rows), encoding="utf-8")


def outcome_of(answer: Answer, ref: Ref, file: Path, option: str) -> str:
    """What becomes of the only row of a file with an option, which is then taken back."""
    found = answer(f"import {file} {option}")
    done = {NEW: found["new"], MATCHED: found["matched"], UPDATED: found["updated"]}
    said = [name for name, count in done.items() if count] + [CONFLICT] * bool(found["conflicts"])
    if found["new"] or found["updated"]:
        ref("undo")
    return " ".join(said)


CASES = (
    # the row; the referral of 2 November; without option, --update, --again, both
    ("11-20,Robert Baker,7,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,7,Google", "booked", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,7,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "seen 11-05", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "invalid", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,7,Google", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Robert Baker,,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,,Google", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Bob Baker,7,Google", "open", (CONFLICT, MATCHED, NEW, MATCHED)),
    ("11-20,Bob Baker,7,Google", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Miller,7,Google", "open", (CONFLICT, CONFLICT, NEW, CONFLICT)),
    ("11-20,Robert Baker,7,Yelp", "open", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "seen", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "lost", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-20,Robert Baker,7,Yelp", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-20,Robert Baker,8,Google", "open", (NEW, NEW, NEW, NEW)),
    ("11-20,Bob Baker,,Google", "open", (NEW, NEW, NEW, NEW)),
    ("11-20,Dan Dole,7,Google", "open", (CONFLICT,) * 4),
    ("11-20,Dan Dole,7,Yelp", "seen 11-05", (CONFLICT,) * 4),
    ("11-20,Dan Dole,7,Google", "invalid", (NEW, NEW, NEW, NEW)),
    ("11-02,Robert Baker,7,Google", "open", (MATCHED,) * 4),
    ("11-02,Bob Baker,7,Google", "open", (MATCHED,) * 4),
    ("11-02,Robert Miller,7,Google", "open", (CONFLICT,) * 4),
    ("11-02,Dan Dole,7,Google", "open", (CONFLICT,) * 4),
    ("11-02,Robert Baker,7,Google", "seen", (CONFLICT, MATCHED, CONFLICT, MATCHED)),
    ("11-02,Robert Baker,7,Google", "lost", (CONFLICT, MATCHED, CONFLICT, MATCHED)),
    ("11-02,Robert Baker,7,Google", "duplicate", (CONFLICT,) * 4),
    ("11-02,Robert Baker,7,Yelp", "open", (CONFLICT, CONFLICT, NEW, NEW)),
    ("11-02,Robert Baker,7,Yelp", "duplicate", (NEW, NEW, NEW, NEW)),
    ("11-02,Robert Baker,7,Yelp", "invalid", (NEW, NEW, NEW, NEW)),
)


@pytest.mark.parametrize("case", CASES)
def test_a_row_is_taken_matched_or_named_by_one_rule(
    answer: Answer, ref: Ref, file: Path, case: tuple[str, str, tuple[str, ...]]
) -> None:
    row, known, outcomes = case
    ref("source add Google --kind digital")
    ref("source add Yelp --kind digital")
    write_rows(file, f"2026-11-02,Robert Baker,7,Google,,{RECORDS[known]}")
    assert answer(f"import {file}")["new"] == 1
    write_rows(file, f"2026-{row},,,,,")

    found = tuple(outcome_of(answer, ref, file, option) for option in OPTIONS)

    assert found == outcomes
