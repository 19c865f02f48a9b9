"""The same filter by DuckDB, where it is installed; it is no dependency of ours."""

import sys
from importlib import import_module

PLACE = "Provider Business Practice Location Address"
CODES = [f"Healthcare Provider Taxonomy Code_{number}" for number in range(1, 16)]

file, zips, codes = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
does = " OR ".join(f"starts_with(\"{code}\", '{one}')" for code in CODES for one in codes)
near = ", ".join(f"'{one}'" for one in zips)
query = f"""
SELECT NPI FROM read_csv('{file}', all_varchar = true, quote = '"', delim = ',', header = true)
WHERE "{PLACE} Postal Code"[1:5] IN ({near}) AND ({does})
  AND ("NPI Deactivation Date" IS NULL OR "NPI Deactivation Date" = '')
"""  # noqa: S608  (words of this module)
sys.stdout.write("\n".join(sorted(npi for (npi,) in import_module("duckdb").sql(query).fetchall())))
