"""Made-up records of months."""

from collections.abc import Sequence

from refcli.core.forecasting.months import Observed, days_of
from refcli.core.quiet.season import YEAR

FIRST = 2021 * YEAR  # a January


def record(counts: Sequence[int], *, after: int = 0) -> list[Observed]:
    """Whole months with these counts, from January 2021 on or so many months ``after`` it."""
    first = FIRST + after
    return [Observed(first + n, one, days_of(first + n)) for n, one in enumerate(counts)]
