"""The same filter by csv.DictReader, the plain way: the NPIs of those found, one a line."""

import csv
import sys
from pathlib import Path

PLACE = "Provider Business Practice Location Address"
OFF, ON = "NPI Deactivation Date", "NPI Reactivation Date"
CODES = [f"Healthcare Provider Taxonomy Code_{number}" for number in range(1, 16)]

file, zips, codes = Path(sys.argv[1]), frozenset(sys.argv[2].split(",")), sys.argv[3].split(",")
found = []
with file.open(encoding="utf-8", newline="") as lines:
    for row in csv.DictReader(lines):
        if row[f"{PLACE} Postal Code"][:5] not in zips or (row[OFF] and not row[ON]):
            continue
        if any(row[code].startswith(tuple(codes)) for code in CODES if row[code]):
            found.append(row["NPI"])
sys.stdout.write("\n".join(sorted(found)))
