"""National files of a few rows, with the real names of the columns."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "files" / "targets" / "npidata_pfile_20050523-20261108.csv"
with SAMPLE.open(encoding="utf-8", newline="") as _file:
    HEADER = next(csv.reader(_file))
PLACE = "Provider Business Practice Location Address"
COLUMNS = {
    "npi": "NPI",
    "entity": "Entity Type Code",
    "company": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "title": "Provider Name Prefix Text",
    "suffix": "Provider Name Suffix Text",
    "degrees": "Provider Credential Text",
    "trade": "Provider Other Organization Name",
    "trade_type": "Provider Other Organization Name Type Code",
    "other_last": "Provider Other Last Name",
    "other_first": "Provider Other First Name",
    "street": "Provider First Line Business Practice Location Address",
    "street2": "Provider Second Line Business Practice Location Address",
    "city": f"{PLACE} City Name",
    "state": f"{PLACE} State Name",
    "zip": f"{PLACE} Postal Code",
    "phone": f"{PLACE} Telephone Number",
    "off": "NPI Deactivation Date",
    "on": "NPI Reactivation Date",
    "code": "Healthcare Provider Taxonomy Code_1",
    "switch": "Healthcare Provider Primary Taxonomy Switch_1",
    "code2": "Healthcare Provider Taxonomy Code_2",
    "switch2": "Healthcare Provider Primary Taxonomy Switch_2",
}
PERSON = {"entity": "1", "first": "ANN", "state": "WA", "city": "SEATTLE", "code": "122300000X"}
NPIS = ("1234567893", "2990000111", "2990000129", "2990000137", "2990000145", "2990000152")


def make_row(header: Sequence[str] = HEADER, **cells: str) -> list[str]:
    """A row with some cells, each called by its short name."""
    named = {COLUMNS[name]: text for name, text in cells.items()}
    return [named.get(column, "") for column in header]


def make_person(npi: str = NPIS[0], last: str = "LEE", **cells: str) -> list[str]:
    """A dentist in Seattle."""
    return make_row(**(PERSON | {"npi": npi, "last": last, "zip": "98101"} | cells))


def make_list(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    """The bytes of a file, every cell in quotes."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()
