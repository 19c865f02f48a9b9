"""What ``ref import`` costs beyond the inserts themselves."""

# ruff: noqa: S608  (statements made of this module's own words)

import csv
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from refcli.core.vocabulary import Status
from refcli.storage.book.opening import create
from tests.benchmarks.books import door
from tests.benchmarks.measure import Figure, Paired, floor, options, paired, ref, show
from tests.benchmarks.records import Records, Size

AIM, PAIRS = 4, 7
ROWS = Size(50_000, 1_000)
COLUMNS = (
    *("received_on", "patient", "source", "kind", "office"),
    *("status", "seen_on", "value", "service", "note"),
)
TABLES = ("source", "referral", "assist")


def figures(_cache: Path, _pairs: int) -> Iterator[Figure]:
    """50,000 referrals of 1,000 new sources into a fresh database, process start included."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
        yield found.figure("ref import, 50,000 referrals, over executemany", AIM)


def measured(folder: Path) -> Paired:
    """Both ways in turn, each into a fresh copy of the empty database."""
    empty, mine, least = (folder / f"{name}.db" for name in ("empty", "mine", "least"))
    create(door(empty))
    write_csv(folder / "referrals.csv")
    shutil.copy(empty, mine)
    taking_in = ref("import", str(folder / "referrals.csv"), book=mine)
    taking_in.output()
    write_rows(mine, folder / "rows.json")
    inserting = floor("executemany", folder / "rows.json", least)
    shutil.copy(empty, least)
    inserting.output()
    if counts(mine) != counts(least) or counts(mine)["referral"] != ROWS.referrals:
        raise SystemExit(f"not the same: {counts(mine)} and {counts(least)}")

    def first() -> float:
        shutil.copy(empty, mine)
        return taking_in.seconds()

    def second() -> float:
        shutil.copy(empty, least)
        return inserting.seconds()

    return paired(first, second, pairs=PAIRS)


def write_csv(path: Path) -> None:
    """The rows as another program would export them; no patient twice on a day."""
    made = Records(ROWS)
    known = {source.id: source for source in made.sources}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number, one in enumerate(made.referrals()):
            source = known.get(one.source_id)
            office = known.get(source.office_id) if source and source.office_id else None
            built_in = "unknown" if one.source_id == 1 else "none"
            cents = one.production_cents
            writer.writerow(
                {
                    "received_on": one.received_on,
                    "patient": f"{one.patient} {number}",
                    "source": source.name if source else built_in,
                    "kind": source.kind if source else "",
                    "office": office.name if office else "",
                    "status": one.status if one.status is not Status.SCHEDULED else "",
                    "seen_on": one.seen_on or "",
                    "value": "" if cents is None else f"{cents / 100:.2f}",
                    "service": one.service,
                    "note": one.reason,
                }
            )


def write_rows(database: Path, path: Path) -> None:
    """What an import has written, for the plain way to write it again."""
    with closing(sqlite3.connect(database)) as db:
        found = {}
        for table in TABLES:
            new = "WHERE built_in IS NULL" if table == "source" else ""
            rows = db.execute(f"SELECT * FROM {table} {new} ORDER BY id")
            found[table] = ([column[0] for column in rows.description], rows.fetchall())
    path.write_text(json.dumps(found), encoding="utf-8")


def counts(database: Path) -> dict[str, int]:
    """How many rows there are, the history's included."""
    with closing(sqlite3.connect(database)) as db:
        return {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (*TABLES, "change")
        }


if __name__ == "__main__":
    given = options()
    show(("intake", figure) for figure in figures(given.cache, given.pairs))
