"""A place is one thing everywhere: an office with its people, or a provider without one."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from refcli.core.output.document import Report
from tests.report.october import rows_of

OCTOBER_31 = "2026-10-31"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def listed(file: Path) -> Rows:
    """The offices and providers of `ref source list` on the last day of the month."""
    runner = CliRunner(env={"REF_AS_OF": OCTOBER_31, "REF_DB": str(file)})
    answer = runner.invoke(app, ["source", "list", "-f", "json"])
    rows: Rows = json.loads(answer.stdout)
    return [row for row in rows if row["kind"] in {"provider", "office"}]


def place_of(row: dict[str, Any]) -> str:
    """The office, or the provider without one."""
    return str(row["office"] or row["source"])


def places(listed: Rows, stage: str) -> set[str]:
    return {place_of(row) for row in listed if row["stage"] == stage}


def test_everybody_of_a_place_has_its_stage(listed: Rows) -> None:
    stages: dict[str, set[str]] = {}
    for row in listed:
        stages.setdefault(place_of(row), set()).add(row["stage"])

    assert [place for place, found in stages.items() if len(found) > 1] == []


def test_the_active_places_of_the_list_are_those_of_the_report(
    report: Report, listed: Rows
) -> None:
    [(closing,)] = rows_of(report, "movement", "closing")
    lapsed = {
        name for move, name in rows_of(report, "movers", "move", "source") if move == "lapsed"
    }

    assert len(places(listed, "active")) == closing
    assert lapsed <= places(listed, "lapsed")


def test_no_section_on_places_names_somebody_inside_one(report: Report, listed: Rows) -> None:
    inside = {row["source"] for row in listed if row["office"]}

    for section in ("movers", "tiers", "first_visits", "never_met", "quiet", "changes"):
        named = {name for (name,) in rows_of(report, section, "source")}
        assert not named & inside, section
    assert inside
