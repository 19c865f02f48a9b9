"""A national file of many rows, made from the real names of its columns."""

import csv
from pathlib import Path
from random import Random

from refcli.core.sources.reach import NPI_PREFIX, passes_luhn

SAMPLE = Path(__file__).parents[2] / "files" / "targets" / "npidata_pfile_20050523-20261108.csv"
LASTS = ("SMITH", "LOPEZ", "O'DELL", "NGUYEN", "VAN DER BERG", "PARK", "KOWALSKI", "ST JAMES")
FIRSTS = ("MARIA", "JOHN", "WEI", "AISHA", "TOM", "SUSAN", "RAVI", "ELENA")
STREETS = ("MAIN ST", "ELM AVE", "PINE ST STE 300", "OAK BLVD, FLOOR 2", "HWY 9", "UNION ST")
CODES = (
    *("122300000X", "1223X0400X", "207Q00000X", "363LF0000X", "225100000X", "183500000X"),
    *("101YM0800X", "163W00000X", "1041C0700X", "2085R0202X", "261QD0000X", "390200000X"),
)
STATES = ("CA", "NY", "TX", "FL", "WA", "OH", "IL", "PA", "GA", "NC", "MI", "AZ")
MAILING = 20  # the first of six columns; the place of the practice has the same eight later
PRACTICE = 28
LICENSES, PROPRIETOR = 47, 307
NEAR = (101, 104, 109, 121, 122)


def write_list(path: Path, rows: int) -> None:
    """Write so many rows, all in quotes: 4 in 100 deactivated, 1 in 50 near Seattle."""
    chance, columns = Random(19), read_header()  # noqa: S311  (the same file each time)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(columns)
        for number in range(rows):
            writer.writerow(make_row(number, len(columns), chance))


def read_header() -> list[str]:
    """The names of the columns."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def make_row(number: int, columns: int, chance: Random) -> list[str]:
    """One provider or organisation."""
    row = [""] * columns
    row[0] = make_npi(number)
    if chance.random() < 0.04:
        row[39] = "03/01/2024"
        return row
    company = chance.random() < 0.2
    row[1] = "2" if company else "1"
    if company:
        row[3], row[4] = "<UNAVAIL>", f"{chance.choice(LASTS)} FAMILY CARE, PLLC"
    else:
        row[5], row[6], row[10] = chance.choice(LASTS), chance.choice(FIRSTS), "D.D.S."
    state = chance.choice(STATES)
    for first in (MAILING, PRACTICE):
        zip_ = f"{chance.randint(0, 99949):05d}{chance.randint(0, 9999):04d}"
        zip_ = f"98{chance.choice(NEAR)}1234" if chance.random() < 0.02 else zip_
        street = f"{chance.randint(1, 9999)} {chance.choice(STREETS)}"
        place = (street, "", "SEATTLE", state, zip_, "US", f"206555{number % 10000:04d}", "")
        row[first : first + 8] = place
    row[36], row[37] = "05/23/2007", "11/02/2025"
    row[41] = "" if company else chance.choice("MF")
    for group in range(1 + (chance.random() < 0.3)):
        at = LICENSES + 4 * group
        row[at : at + 4] = (chance.choice(CODES), f"DE{number}", state, "N" if group else "Y")
    row[PROPRIETOR] = "N"
    return row


def make_npi(number: int) -> str:
    """A number of ten digits whose check digit fits."""
    first = f"1{number:08d}"
    return next(f"{first}{one}" for one in range(10) if passes_luhn(f"{NPI_PREFIX}{first}{one}"))
