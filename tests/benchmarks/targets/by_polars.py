"""The same filter by Polars, where it is installed; it is no dependency of ours."""

import sys
from importlib import import_module

PLACE = "Provider Business Practice Location Address"
pl = import_module("polars")
CODES = [f"Healthcare Provider Taxonomy Code_{number}" for number in range(1, 16)]

file, zips, codes = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
does = pl.any_horizontal(
    pl.col(code).str.starts_with(one).fill_null(value=False) for code in CODES for one in codes
)
rows = (
    pl.scan_csv(file, infer_schema=False)
    .filter(
        pl.col(f"{PLACE} Postal Code").str.slice(0, 5).is_in(zips)
        & pl.col("NPI Deactivation Date").fill_null("").eq("")
        & does
    )
    .select("NPI")
    .collect(engine="streaming")
)
sys.stdout.write("\n".join(sorted(rows["NPI"].to_list())))
