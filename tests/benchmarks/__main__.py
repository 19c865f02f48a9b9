"""Every figure in one table: ``python -m tests.benchmarks [--cache FOLDER] [--pairs N]``."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import intake, memory, paper, queries, scale, startup
from tests.benchmarks.measure import Figure, options, show

MODULES = (startup, scale, queries, intake, paper, memory)


def everything(cache: Path, pairs: int) -> Iterator[tuple[str, Figure]]:
    """The figures, each with the name of the module that takes it alone."""
    for module in MODULES:
        for figure in module.figures(cache, pairs):
            yield module.__name__.rpartition(".")[2], figure


if __name__ == "__main__":
    given = options()
    show(everything(given.cache, given.pairs))
