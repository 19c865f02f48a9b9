"""Zips that are no export, or no whole one: told what is wrong, and nothing is taken in."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from refcli.core.export.contents import ExportHead
from refcli.core.gifts.ledger import Gift
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import IncentiveForm, Kind
from refcli.errors import ChangedMeanwhileError, NewerSchemaError, RefError, RefusedError
from refcli.output.zipped import write_zip
from refcli.storage import referrals
from refcli.storage.book import firewall
from refcli.storage.book.copying import open_there
from refcli.storage.book.door import Door
from refcli.storage.book.opening import create
from refcli.storage.export.members import is_export
from refcli.storage.export.placing import take_back_book
from refcli.storage.export.snapshot import Snapshot, read_head_of
from refcli.storage.gifts import writing as giving
from refcli.storage.schema import migrations
from refcli.storage.sources import records as sources
from refcli.storage.trust.looking import find_faults
from tests.faults.old_books import VERSIONS, begin_old, type_old
from tests.storage.books import TODAY, door, raw, run, whole

Members = dict[str, bytes]
Change = Callable[[Members], object]
SUMS, ROWS, HEAD = "sha256sums.txt", "everything.json", "ref-export.json"
END = ". Nothing was taken in. Copy it once more from where it was, or export it there anew."
TRIES = 150
NEWEST = len(migrations.MIGRATIONS)
CONTRADICTS = "what it holds contradicts itself:"
ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY)
GIFT = Gift(
    source_id=3,
    given_on=TODAY,
    entered_on=TODAY,
    item="fruit",
    form=IncentiveForm.IN_KIND,
    value_cents=4500,
    occasion="christmas",
    receipt="1",
)


def zip_of(book: Path, head: ExportHead | None = None) -> bytes:
    """The export of a book as it is, whatever its schema."""
    file = io.BytesIO()
    with closing(open_there(book, "ro")) as db:
        found = Snapshot(db, head or read_head_of(db, "Elm", None))
        texts = {"README.txt": "what it is\n", "letters/report.txt": "Dear\n"}
        write_zip(file, found.head, found.rows, numbers=found.numbers(), texts=texts)
    return file.getvalue()


@cache
def sample() -> bytes:
    """A small export: a source, a gift, three patients."""
    with TemporaryDirectory() as folder:
        book = door(Path(folder) / "ref.db")
        create(book.file)
        run(book, "source add", lambda opened: sources.add_source(opened, ELM))
        with firewall.writing(book) as opened:
            giving.add(opened, GIFT)
        for name in ("Ann", "Ida", "Bo"):
            new = NewReferral(patient=name, source_id=2, received_on=TODAY)
            run(book, "add", partial(referrals.add_referral, new=new))
        return zip_of(book.path)


def members() -> Members:
    with zipfile.ZipFile(io.BytesIO(sample())) as found:
        return {name: found.read(name) for name in found.namelist()}


def zip_from(found: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as made:
        for name, raw_ in found.items():
            made.writestr(name, raw_)
    return file.getvalue()


def changed(change: Change) -> bytes:
    """The sample after a change by somebody who also set the sums right."""
    found = members()
    before = {name: sha256(raw_).hexdigest() for name, raw_ in found.items()}
    change(found)
    sums = found.get(SUMS, b"").decode()
    for name, raw_ in found.items():
        if name in before:
            sums = sums.replace(before[name], sha256(raw_).hexdigest())
        else:
            sums += f"{sha256(raw_).hexdigest()}  {name}\n"
    if SUMS in found:
        found[SUMS] = sums.encode()
    return zip_from(found)


def swap(member: str, old: str, new: str) -> Change:
    def change(found: Members) -> None:
        assert old.encode() in found[member]
        found[member] = found[member].replace(old.encode(), new.encode(), 1)

    return change


def head_with(**facts: object) -> Change:
    def change(found: Members) -> None:
        found[HEAD] = json.dumps(json.loads(found[HEAD]) | facts).encode()

    return change


def table_with(name: str, **facts: object) -> Change:
    def change(found: Members) -> None:
        head = json.loads(found[HEAD])
        head["tables"] = [one | facts if one["name"] == name else one for one in head["tables"]]
        found[HEAD] = json.dumps(head).encode()

    return change


def put(name: str, raw_: bytes) -> Change:
    return lambda found: found.update({name: raw_})


def drop(name: str) -> Change:
    return lambda found: found.pop(name)


@contextmanager
def unchanged(book: Door) -> Iterator[None]:
    before = book.path.read_bytes()
    yield
    assert book.path.read_bytes() == before
    assert [path for path in book.path.parent.rglob("*") if path.name.endswith(".unfinished")] == []


def refuse(book: Door, raw_: bytes) -> str:
    """What is said of a zip; the empty book stays as it is."""
    source = book.path.with_name("e.zip")
    source.write_bytes(raw_)
    with unchanged(book), pytest.raises(RefusedError) as refused:
        take_back_book(book, source, lambda _done: None, keep=True)
    said = str(refused.value)
    assert said.startswith(f"{source}: ")
    assert said.endswith(END)
    return said.removeprefix(f"{source}: ").removesuffix(END)


def test_the_sample_itself_is_taken_in(door: Door) -> None:
    source = door.path.with_name("e.zip")
    source.write_bytes(changed(lambda _found: None))

    take_back_book(door, source, lambda _done: None, keep=True)

    assert [row[1] for row in whole(door.path)["referral"]] == ["Ann", "Ida", "Bo"]
    with raw(door.path) as db:
        assert find_faults(db) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("../evil.txt", b"x"), "there is a file in it that ref did not write: '../evil.txt'"),
        (put("/etc/passwd", b"x"), "there is a file in it that ref did not write: '/etc/passwd'"),
        (
            put("letters/../x.txt", b""),
            "there is a file in it that ref did not write: 'letters/../x.txt'",
        ),
        (
            put("tables/secret.csv", b""),
            "there is a file in it that ref did not write: 'tables/secret.csv'",
        ),
        (drop(ROWS), "everything.json is missing in it"),
        (drop("tables/referral.csv"), "tables/referral.csv is missing in it"),
        (drop(SUMS), "sha256sums.txt is missing in it"),
        (drop(HEAD), "ref-export.json is missing in it"),
        (put(SUMS, b"nonsense\n"), "sha256sums.txt is damaged"),
        (put(HEAD, b"{"), "ref-export.json is damaged"),
        (put(HEAD, b"[" * 100_000), "ref-export.json is damaged"),
        (put(HEAD, b"[]"), "ref-export.json does not say what it is"),
        (head_with(ref_export=True), "ref-export.json does not say what it is"),
        (head_with(ref_export=2), "it is of a newer ref; install that one on this PC first"),
        (head_with(schema="9"), "ref-export.json names no schema or no tables"),
        (head_with(schema=0), "ref-export.json names a schema that no ref had"),
        (
            head_with(tables=[1]),
            "ref-export.json describes a table in a way that ref does not write",
        ),
        (head_with(tables=[{}] * 201), "ref-export.json names more than 200 tables"),
        (
            table_with("alias", rows=-1),
            "ref-export.json describes a table in a way that ref does not write",
        ),
        (
            table_with("alias", rows=True),
            "ref-export.json describes a table in a way that ref does not write",
        ),
        (
            table_with("alias", columns=["id"]),
            f"the columns of alias are not those of schema {NEWEST}",
        ),
        (
            table_with("referral", rows=2),
            "the tables or rows of everything.json are not those of ref-export.json",
        ),
        (table_with("referral", rows=4), "row 4 of referral is damaged"),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":3.5'),
            "row 3 of referral holds what no cell can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":true'),
            "row 3 of referral holds what no cell can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":["Bo"]'),
            "row 3 of referral holds what no cell can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":null'),
            "a row of referral is none that a book can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":" "'),
            "a row of referral is none that a book can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":"\\ud800"'),
            "a row of referral is none that a book can hold",
        ),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":"Bo","more":1'),
            "row 3 of referral has other columns than ref-export.json says",
        ),
        (
            swap(ROWS, '"patient":"Bo",', ""),
            "row 3 of referral has other columns than ref-export.json says",
        ),
        (swap(ROWS, '"patient":"Bo"', '"patient":"Bo'), "row 3 of referral is damaged"),
        (
            swap(ROWS, '"patient":"Bo"', '"patient":"Bob"'),
            f"{CONTRADICTS} In referral, 1 row (3) is not what the history says",
        ),
        (
            swap(ROWS, '"id":3,"patient"', '"id":1,"patient"'),
            "a row of referral is none that a book can hold",
        ),
        (
            swap(ROWS, '"id":3,"patient"', '"id":99999999999999999999,"patient"'),
            "row 3 of referral holds what no cell can hold",
        ),
        (
            swap(ROWS, '"id":3,"patient"', '"id":"three","patient"'),
            "a row of referral is none that a book can hold",
        ),
        (
            swap(ROWS, '"source_id":2,"received_on"', '"source_id":77,"received_on"'),
            f"{CONTRADICTS} In referral, 1 row (1) refers to what is not there",
        ),
        (
            swap(ROWS, '"item":"fruit"', '"item":"gold"'),
            f"{CONTRADICTS} In incentive, 1 row (1) is not what the history says",
        ),
        (
            swap(ROWS, '"numbers":{', '"numbers":{"sqlite_master":3,'),
            "there are numbers in it of no table of a book: sqlite_master",
        ),
        (
            swap(ROWS, '"numbers":{', '"numbers":{"none":-1,'),
            "everything.json has numbers that are none",
        ),
        (put(ROWS, b"\xff\xfe" * 9), "there are bytes in it that are no text"),
        (put(ROWS, b"0" * 30_000_000), "everything.json is cut off"),
        (
            lambda found: found.update({ROWS: found[ROWS] + b"\n"}),
            "everything.json goes on after its end",
        ),
        (lambda found: found.update({ROWS: found[ROWS][:-40]}), "everything.json is cut off"),
    ],
)
def test_what_is_wrong_with_an_export_is_said(door: Door, change: Change, said: str) -> None:
    assert refuse(door, changed(change)) == said


@pytest.mark.parametrize("name", ["tables/referral.csv", "letters/report.txt", ROWS, "README.txt"])
def test_a_member_that_was_changed_is_named(door: Door, name: str) -> None:
    found = members()
    found[name] += b" "

    assert refuse(door, zip_from(found)) in {
        f"{name} is not as ref wrote it",
        f"{name} goes on after its end",
        f"{name} is cut off",
    }


def test_a_file_that_stands_in_it_twice_is_refused(door: Door) -> None:
    file = io.BytesIO(sample())
    with zipfile.ZipFile(file, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr(ROWS, b"{}")

    assert refuse(door, file.getvalue()) == "a file stands in it twice"


def test_one_with_a_directory_that_would_fill_the_memory_is_refused(door: Door) -> None:
    file = io.BytesIO(sample())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as made:
        for number in range(6_000):
            made.writestr(f"tables/{number:0150}.csv", b"")

    assert refuse(door, file.getvalue()) == "it has more files in it than an export has"


def test_another_way_of_packing_is_refused(door: Door) -> None:
    said = refuse(door, zip_from(members(), zipfile.ZIP_LZMA))

    assert said == "it was packed by another program, not by ref"


def test_one_that_was_cut_off_anywhere_is_refused(door: Door) -> None:
    raw_ = sample()

    for end in range(64, len(raw_), 997):
        assert refuse(door, raw_[:end]) in {"it is cut off", "it is damaged or cut off"}


def test_an_export_is_known_by_its_beginning_however_much_is_left(tmp_path: Path) -> None:
    whole_one, cut, other = (tmp_path / name for name in ("a.zip", "b.zip", "c.zip"))
    whole_one.write_bytes(sample())
    cut.write_bytes(sample()[:64])
    other.write_bytes(zip_from({"a.txt": b"x"}))

    assert [*map(is_export, (whole_one, cut, other, tmp_path, tmp_path / "none"))] == [
        *(True, True, False, False, False)
    ]


def test_one_of_a_newer_schema_is_refused(door: Door) -> None:
    source = door.path.with_name("e.zip")
    source.write_bytes(changed(head_with(schema=NEWEST + 1)))

    with unchanged(door), pytest.raises(NewerSchemaError, match="written by a newer ref"):
        take_back_book(door, source, lambda _done: None, keep=True)


@pytest.mark.parametrize("version", VERSIONS)
def test_one_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    old, new, source = (tmp_path / name for name in ("old.db", "new.db", "e.zip"))
    begin_old(old, version)
    chance = Random(version)  # noqa: S311  (a book of samples, no secret)
    for number in range(20):
        type_old(old, date(2026, 1, 5) + timedelta(days=number), chance)
    source.write_bytes(zip_of(old))

    take_back_book(door(new), source, lambda _done: None, keep=True)

    with raw(old) as db:
        migrations.migrate(db)
    assert steps_apart(whole(new)) == steps_apart(whole(old))
    with raw(new) as db:
        assert find_faults(db) == ()


def steps_apart(found: Mapping[str, list[tuple[object, ...]]]) -> dict[str, object]:
    """All rows, without the moments at which the schema was brought up to date."""
    steps = [row[:2] for row in found["migration"]]
    return {**found, "migration": steps, "sqlite_sequence": sorted(found["sqlite_sequence"])}


def test_damage_by_chance_changes_nothing_or_is_refused(door: Door) -> None:
    chance = Random(19)  # noqa: S311  (damage must repeat)
    raw_, source = sample(), door.path.with_name("e.zip")
    before, refused = door.path.read_bytes(), 0

    for _ in range(TRIES):
        broken = bytearray(raw_)
        for _ in range(chance.choice((1, 1, 2, 50))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        source.write_bytes(broken)
        try:
            take_back_book(door, source, lambda _done: None, keep=False)
        except RefError:
            refused += 1
        assert door.path.read_bytes() == before

    assert refused > TRIES * 0.8


def test_whoever_stops_an_import_finds_all_as_it_was(tmp_path: Path) -> None:
    source, new = tmp_path / "e.zip", tmp_path / "new.db"
    source.write_bytes(sample())

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_back_book(door(new), source, stop, keep=True)

    assert sorted(path.name for path in tmp_path.rglob("*")) == ["e.zip"]


@pytest.mark.parametrize(
    "inside", ["[{},{},{}" + ",{}" * 60_000 + "]", "1" * 120_000, '""' * 60_000]
)
def test_a_line_that_would_fill_the_memory_is_not_read(door: Door, inside: str) -> None:
    said = refuse(door, changed(swap(ROWS, '"patient":"Bo"', f'"patient":{inside}')))

    assert said == "row 3 of referral holds what no cell can hold"


def test_a_very_long_note_is_taken_in(tmp_path: Path) -> None:
    source, old, new = (tmp_path / name for name in ("e.zip", "old.db", "new.db"))
    note = '"[{\\,' * 100_000
    create(door(old).file)
    long_one = NewReferral(patient="Ann", source_id=2, received_on=TODAY, note=note)
    run(door(old), "add", partial(referrals.add_referral, new=long_one))
    source.write_bytes(zip_of(old))

    take_back_book(door(new), source, lambda _done: None, keep=True)

    assert note in whole(new)["referral"][0]


def test_what_is_recorded_meanwhile_is_not_written_over(door: Door) -> None:
    source = door.path.with_name("e.zip")
    done: list[int] = []
    source.write_bytes(sample())

    def record(rows: int) -> None:
        if not done:
            run(door, "source add", lambda opened: sources.add_source(opened, ELM))
        done.append(rows)

    with pytest.raises(ChangedMeanwhileError):
        take_back_book(door, source, record, keep=True)

    assert [row[1] for row in whole(door.path)["source"]] == ["unknown", "none", "Elm"]
    assert done[-1] == sum(len(rows) for rows in rows_of(sample()).values())


def rows_of(raw_: bytes) -> dict[str, list[object]]:
    """The rows of an export, by table."""
    with zipfile.ZipFile(io.BytesIO(raw_)) as found:
        tables: dict[str, list[object]] = json.loads(found.read(ROWS))["tables"]
    return tables


def test_a_book_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    source, new = tmp_path / "e.zip", tmp_path / "new.db"
    source.write_bytes(sample())

    def appear(_done: int) -> None:
        create(door(new).file)

    with pytest.raises(ChangedMeanwhileError):
        take_back_book(door(new), source, appear, keep=True)

    assert whole(new)["referral"] == []
