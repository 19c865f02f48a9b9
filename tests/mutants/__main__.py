"""Put a mistake into the core, and see whether a test notices; do so some hundred times.

``python -m tests.mutants --size 300 --seed 1`` takes hours; ``--within core/due`` is one room.
"""

import argparse
import gc
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.changes import Mutant
from tests.mutants.sample import difference, draw
from tests.mutants.trial import Bench, Verdict

ENOUGH = 0.92  # of the sample
LOADED_ONCE = (
    *("_hypothesis_pytestplugin", "hypothesis.strategies", "sqlmodel", "typer.testing"),
    *("rich.console", "rich.table", "icalendar", "jinja2", "openpyxl", "xlsxwriter", "rapidfuzz"),
    *("dateutil.relativedelta", "prompt_toolkit", "platformdirs"),
)
BENCHES: list[Path] = []  # of this worker: the folder with the copies


def main() -> int:
    """Draw the sample, try each mutant, print who survived; 1 where too many did."""
    wanted = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    wanted.add_argument("--size", type=int, default=300)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--within", default="", help="only modules whose path holds this")
    wanted.add_argument("--workers", type=int, default=2)
    wanted.add_argument(
        "--circles", type=int, default=2, help="1: core, 2: its rooms, 3: all tests"
    )
    wanted.add_argument("--beyond", type=int, default=0, help="circles that have been asked before")
    wanted.add_argument("--again", type=Path, help="only those that survived in this output")
    wanted.add_argument("--skip", type=int, default=0, help="so many that have been tried before")
    typed = wanted.parse_args()
    sample = draw(typed.size, typed.seed, typed.within)[typed.skip :]
    if typed.again:
        lines = typed.again.read_text(encoding="utf-8").splitlines()
        sample = [drawn for drawn in sample if describe(Verdict(*drawn)) in lines]
    with TemporaryDirectory() as folder:
        circles = slice(typed.beyond, typed.circles)
        verdicts = try_all(Path(folder), sample, typed.workers, circles)
    killed = sum(bool(one.killer) for one in verdicts)
    print(f"{killed} of {len(verdicts)} killed")
    return 0 if killed >= ENOUGH * len(verdicts) else 1


def try_all(
    folder: Path, sample: list[tuple[Path, Mutant]], workers: int, circles: slice
) -> list[Verdict]:
    """Try the mutants, each worker in a copy of its own; each verdict is printed when it is there.

    What the tests import of others is loaded here, and shared with every run of them.
    """
    for name in LOADED_ONCE:
        import_module(name)
    gc.freeze()
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, fork, BENCHES.append, (folder,)) as pool:
        return list(pool.map(try_out, sample, repeat(circles)))


def try_out(drawn: tuple[Path, Mutant], circles: slice) -> Verdict:
    """Try one mutant in this worker's copy."""
    bench = Bench(BENCHES[0] / str(os.getpid()))
    if not bench.folder.exists():
        bench.set_up()
    verdict = bench.try_out(*drawn, circles)
    print(describe(verdict), flush=True)
    return verdict


def describe(verdict: Verdict) -> str:
    """One line: where, what was changed, and by whom it was noticed."""
    mutant = verdict.mutant
    fate = f"killed by {verdict.killer}" if verdict.killer else "SURVIVED"
    return f"{verdict.place}:{mutant.line} {mutant.kind}: {difference(mutant)}  --  {fate}"


if __name__ == "__main__":
    sys.exit(main())
