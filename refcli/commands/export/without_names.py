"""Figures without names, as a file for somebody outside the practice."""

import secrets
from collections.abc import Callable
from pathlib import Path

from refcli.core.export.without_names import SUPPRESSED, table_without_names
from refcli.env import Env
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.output.files import table_csv
from refcli.output.result import Result
from refcli.phrases import count_phrase

LETTERS = "bcdfghjkmnpqrstvwxz"  # no word and no number comes of them
LONG = 8
LAST_OF_YEAR = (12, 31)  # month and day
SAID = (
    "Counts by year of receipt, no names, no days; ids are drawn anew each time. Whatever would"
    f" tell of 1 to 10 patients is put together as all other sources, or says {SUPPRESSED}."
    " Give nobody two files of one year: what they differ in tells of single patients."
)
RUNNING = "give its rows away once, or leave them out and give them away when it is over."


def write_without_names(env: Env, target: Path, *, overwrite: bool) -> Result:
    """Write the file, and say how it was made.

    As of an earlier day than the last one it is written for the end of a year only: what two files
    of two days differ in is what happened between them, to a few patients.
    """
    if not is_last_of_year(env):
        storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "export")
    with storage.book.door.reading(env.door()) as book:
        found = storage.export.tallies.count_years(book)
    table = table_without_names(found, ids_drawn())
    with files_out(env, "export", [target], overwrite=overwrite) as out:
        out.put(target, table_csv(table))
    record = {"file": str(target), "rows": len(table.rows), "deidentified": True}
    line = f"Wrote {target}: {count_phrase(len(table.rows), 'row')}."
    running = not is_last_of_year(env) and any(one.year == env.today.year for one in found)
    still = [f"{env.today.year} is not over: {RUNNING}"] * running
    return Result(record, line, remarks=[SAID, *still])


def is_last_of_year(env: Env) -> bool:
    """Whether the year of the day is over with it."""
    return (env.today.month, env.today.day) == LAST_OF_YEAR


def ids_drawn() -> Callable[[], str]:
    """Gives a random id that it has not given before."""
    given: set[str] = set()

    def draw() -> str:
        while (one := "".join(secrets.choice(LETTERS) for _ in range(LONG))) in given:
            pass
        given.add(one)
        return one

    return draw
