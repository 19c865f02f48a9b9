"""The audit on the screen and on paper, and the chain of the ledger."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once
from tests.storage.books import without

Answer = Callable[..., Any]
CARD = "gift add chen 'Visa gift card' --value 100 --form cash --record-anyway --why 'it was given'"


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref("policy use --state NC --no-dhs")
    ref(CARD)


def test_what_was_recorded_anyway_is_flagged_for_ever(answer: Answer) -> None:
    sections = {section["name"]: section for section in answer("audit")["sections"]}

    first = sections["findings"]["rows"][0]
    assert (first["severity"], first["flag"], first["gifts"]) == ("block", "RF-01", "#1")
    assert {row["flag"] for row in sections["not_checked"]["rows"]} >= {"RF-28", "RF-31"}
    assert "This report may be discoverable" in sections["findings"]["note"]


def test_a_year_without_gifts_broke_no_rule(ref: Ref) -> None:
    assert "No configured rule was broken." in ref("audit --year 2024").stdout


def test_the_audit_is_written_as_a_page_and_as_data(ref: Ref, tmp_path: Path) -> None:
    page, data = tmp_path / "a.html", tmp_path / "a.json"

    ref(f"audit -o {page} -o {data}")

    assert "Gift audit 2026" in page.read_text("utf-8")
    assert "Not legal advice." in page.read_text("utf-8")
    assert json.loads(data.read_text("utf-8"))["title"] == "Gift audit 2026"
    assert "no ending that is known" in ref("audit -o a.docx", exit_code=2).stderr


def test_the_chain_is_verified_and_a_printed_head_holds(
    answer: Answer, ref: Ref, database: Path
) -> None:
    chain = next(one for one in answer("audit")["sections"] if one["name"] == "chain")
    head = chain["rows"][0]["value"]
    ref("gift void 1 --why 'never given'")

    said = ref(f"audit verify --head {head}").stdout
    assert "The chain of the ledger holds. The head that was printed is that of row 1." in said
    assert "No row has the seal" in ref(f"audit verify --head {'0' * 64}", exit_code=1).stderr
    assert "64 signs" in ref("audit verify --head abc", exit_code=1).stderr

    with (
        closing(sqlite3.connect(database, isolation_level=None)) as db,
        without(db, "keep_incentive_update"),
    ):
        db.execute("UPDATE incentive SET value_cents = 100 WHERE id = 1")
    assert "Row 1" in ref("audit verify", exit_code=5).stderr
    told = json.loads(ref("audit verify -f json", exit_code=5).stdout)
    assert (told["holds"], "Row 1" in told["fault"]) == (False, True)
    refused = ref("audit", exit_code=5)
    assert (refused.stdout, "The ledger of gifts: Row 1" in refused.stderr) == ("", True)


def test_an_audit_prints_without_the_checks_of_the_ledger_and_says_so(
    answer: Answer, ref: Ref, database: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("DROP TRIGGER keep_incentive_update")

    (finding,) = [row for row in answer("audit")["sections"][0]["rows"] if row["flag"] == "RF-23"]
    assert "Its own checks were changed outside ref (keep_incentive_update)" in str(finding)
    assert "can be read, but not written to" in ref("audit").stderr


def test_no_other_view_shows_gifts_beside_referrals(answer: Answer, ref: Ref) -> None:
    ref("add 'Maria Lopez' --from chen")

    told = [
        ref(command).stdout
        for command in ("report --since 2026-01-01", "top", "due", "source show chen", "quiet")
    ]

    assert not [text for text in told if "Visa" in text or "$100" in text]
    assert answer("referral list")[0]["source"] == "Dr. Wei Chen"
