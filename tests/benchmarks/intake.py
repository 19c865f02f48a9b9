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
from random import Random

from refcli.core.vocabulary import Status
from refcli.storage import intake
from refcli.storage.book.door import writing
from refcli.storage.book.opening import create
from tests.benchmarks.books import door
from tests.benchmarks.measure import Figure, Paired, floor, options, paired, ref, show
from tests.benchmarks.records import Records, Size

AIM, PAIRS = 6, 5
ROWS = Size(50_000, 1_000)
COLUMNS = (
    *("received_on", "patient", "source", "kind", "office"),
    *("status", "seen_on", "value", "service", "note"),
)
TABLES = ("source", "alias", "referral", "step", "assist")
NEW_EVERY = 6  # sources


def figures(_cache: Path, _pairs: int) -> Iterator[Figure]:
    """50,000 referrals into a book of as many, its 1,000 sources matched; process start included.

    A sixth of the sources is new, and every other name is written as Last, First.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
        yield found.figure("ref import, 50,000 referrals, over executemany", AIM)


def measured(folder: Path) -> Paired:
    """Both ways in turn, each into a fresh copy of the filled book."""
    full, mine, least = (folder / f"{name}.db" for name in ("full", "mine", "least"))
    create(door(full).file)
    made = Records(ROWS)
    with writing(door(full)) as book:
        intake.load(book, sources=made.sources)
        intake.load(book, referrals=list(made.referrals()))
    write_csv(folder / "referrals.csv")
    shutil.copy(full, mine)
    taking_in = ref("import", str(folder / "referrals.csv"), book=mine)
    taking_in.output()
    write_rows(full, mine, folder / "rows.json")
    inserting = floor("executemany", folder / "rows.json", least)
    shutil.copy(full, least)
    inserting.output()
    if counts(mine) != counts(least) or counts(mine)["referral"] != 2 * ROWS.referrals:
        raise SystemExit(f"not the same: {counts(mine)} and {counts(least)}")

    def first() -> float:
        shutil.copy(full, mine)
        return taking_in.seconds()

    def second() -> float:
        shutil.copy(full, least)
        return inserting.seconds()

    return paired(first, second, pairs=PAIRS)


def write_csv(path: Path) -> None:
    """The rows as another program would export them: other patients, none twice on a day."""
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
            name = source.name if source else built_in
            writer.writerow(
                {
                    "received_on": one.received_on,
                    "patient": f"{one.patient} {number + ROWS.referrals}",
                    "source": spell(name, one.source_id) if source else name,
                    "kind": source.kind if source else "",
                    "office": office.name if office else "",
                    "status": one.status if one.status is not Status.SCHEDULED else "",
                    "seen_on": one.seen_on or "",
                    "value": "" if cents is None else f"{cents / 100:.2f}",
                    "service": one.service,
                    "note": one.reason,
                }
            )


def spell(name: str, number: int) -> str:
    """Every other person as Last, First; every sixth source is another one."""
    if number % NEW_EVERY == 0:
        letters = Random(number).choices("abcdefghijklmnoprstuvwz", k=20)  # noqa: S311
        return f"{''.join(letters[:10]).title()} {''.join(letters[10:]).title()}"
    first, _, last = name.removeprefix("Dr. ").rpartition(" ")
    return f"{last}, {first}" if number % 2 and name.startswith("Dr. ") else name


def write_rows(full: Path, database: Path, path: Path) -> None:
    """What an import has written, for the plain way to write it again."""
    found = {}
    with closing(sqlite3.connect(database)) as db, closing(sqlite3.connect(full)) as before:
        for table in TABLES:
            [last] = before.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
            rows = db.execute(f"SELECT * FROM {table} WHERE id > {last} ORDER BY id")
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
