"""The file for a consultant: made of nothing but years, kinds, figures and random ids."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from refcli.cli import app
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import BuiltIn, Kind, Status
from refcli.storage import referrals
from refcli.storage.book.door import writing
from refcli.storage.sources import records as sources
from tests.conftest import Ref
from tests.storage.books import TODAY, door, empty

HEADER = ["year", "kind", "source", "referrals", "seen", "production"]
WORDS = {*Kind, *BuiltIn, "all kinds", "all other kinds"}
SOURCE = re.compile(r"all sources|all other sources|[bcdfghjkmnpqrstvwxz]{8}")
FIGURE = re.compile(r"0|1[1-9]|[2-9][0-9]|[1-9][0-9]{2,}|suppressed")
MONEY = re.compile(r"[0-9]+\.00|suppressed")
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=4, max_size=12)
NAMES = TEXTS.filter(lambda text: text.strip() == text and text.strip("0123456789.,-_/ ") != "")


def export(book: Path, target: Path) -> list[list[str]]:
    """The rows of the file that a command writes."""
    env = {"REF_DB": str(book), "REF_AS_OF": TODAY.isoformat(), "REF_USER": "tina"}
    words = ["export", "--deidentified", "-o", str(target), "--overwrite"]
    done = CliRunner(env=env).invoke(app, words, prog_name="ref")
    assert done.exit_code == 0, done.output
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def fill(book: Path, names: list[str], many: int) -> None:
    """A practice of these names: of sources, patients, notes, charts, phones and owners."""
    first, second, third, fourth = names
    with writing(door(book)) as opened:
        for kind, name in ((Kind.OFFICE, first), (Kind.PATIENT, second), (Kind.DIGITAL, third)):
            new = NewSource(name=name, kind=kind, added_on=TODAY, owner=fourth, note=third)
            sources.add_source(opened, new)
        for number in range(many):
            day = date(2026, 1 + number % 9, 1 + number % 28)
            new_one = NewReferral(
                patient=fourth,
                source_id=3 + number % 3,
                received_on=day,
                status=Status.SEEN,
                seen_on=day,
                production_cents=123_456 + number,
                production_on=day,
                chart=f"{names[number % 4]}",
                phone=f"206-555-01{number % 100:02}",
                note=second,
                service=first,
                provider=third,
            )
            referrals.add_referral(opened, new_one)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NAMES, min_size=4, max_size=4, unique=True), st.integers(1, 45))
def test_nothing_that_was_typed_into_the_book_leaves_it(names: list[str], many: int) -> None:
    with TemporaryDirectory() as folder:
        book, target = Path(folder) / "ref.db", Path(folder) / "out.csv"
        book.write_bytes(empty())
        fill(book, names, many)

        header, *rows = export(book, target)
        text = target.read_text(encoding="utf-8-sig")

    assert header == HEADER
    assert rows != []
    for year, kind, source, count, seen, production in rows:
        assert year == "2026"
        assert kind in WORDS
        assert SOURCE.fullmatch(source)
        assert FIGURE.fullmatch(count)
        assert FIGURE.fullmatch(seen)
        assert MONEY.fullmatch(production)
    fixed = f"{HEADER} {sorted(WORDS)} all sources, all other sources, suppressed"
    assert [name for name in names if name in text and name not in fixed] == []
    assert re.search(r"\d{4}-\d|555-|1234\.5", text) is None


def test_ids_are_drawn_anew_for_each_file(ref: Ref, database: Path, tmp_path: Path) -> None:
    ref("source add Elm --kind office")
    fill(database, ["Oak", "Ann", "Web", "Bo"], 60)

    first, second = (export(database, tmp_path / name) for name in ("a.csv", "b.csv"))

    assert [row[3:] for row in first] == [row[3:] for row in second]
    drawn = [{row[2] for row in one if len(row[2]) == 8} for one in (first, second)]
    assert len(drawn[0]) == 2
    assert drawn[0] & drawn[1] == set()


def test_what_was_written_is_told(ref: Ref, database: Path, tmp_path: Path) -> None:
    target = tmp_path / "for-consultant.csv"
    fill(database, ["Oak", "Ann", "Web", "Bo"], 12)

    told = ref(f"export --deidentified -o {target}")

    assert told.stdout == f"Wrote {target}: 1 row.\n"
    assert told.stderr == (
        "Counts by year of receipt, no names, no days; ids are drawn anew each time. Whatever"
        " would tell of 1 to 10 patients is put together as all other sources, or says"
        " suppressed. Give nobody two files of one year: what they differ in tells of single"
        " patients.\n2026 is not over: give its rows away once, or leave them out and give them"
        " away when it is over.\n"
    )
    assert json.loads(ref(f"export --deidentified -o {target} -f json").stdout) == {
        "file": str(target),
        "rows": 1,
        "deidentified": True,
    }
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "year,kind,source,referrals,seen,production",
        "2026,all kinds,all sources,12,12,14815.00",
    ]


@pytest.mark.parametrize(("as_of", "rows"), [("2026-11-23", 1), ("2025-12-31", 0)])
def test_only_what_had_happened_by_the_day_counts(
    ref: Ref, database: Path, tmp_path: Path, as_of: str, rows: int
) -> None:
    fill(database, ["Oak", "Ann", "Web", "Bo"], 12)

    ref(f"export --deidentified -o {tmp_path / 'a.csv'}", as_of=as_of)

    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        assert len(file.readlines()) == 1 + rows


@pytest.mark.parametrize("as_of", ["2026-12-31", "2027-01-02"])
def test_a_year_that_is_over_is_not_said_to_go_on(
    ref: Ref, database: Path, tmp_path: Path, as_of: str
) -> None:
    fill(database, ["Oak", "Ann", "Web", "Bo"], 12)

    told = ref(f"export --deidentified -o {tmp_path / 'a.csv'}", as_of=as_of)

    assert "is not over" not in told.stderr


@pytest.mark.parametrize(("as_of", "exit_code"), [("2026-10-15", 1), ("2025-12-31", 0)])
def test_two_days_of_one_year_are_no_way_to_a_small_figure(
    ref: Ref, database: Path, tmp_path: Path, as_of: str, exit_code: int
) -> None:
    fill(database, ["Oak", "Ann", "Web", "Bo"], 12)
    target = tmp_path / "out.csv"

    ref(f"export --deidentified -o {target}", as_of=as_of, exit_code=exit_code)

    assert target.exists() == (exit_code == 0)
