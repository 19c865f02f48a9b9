"""The names of nameparser's own tests, typed as written there for the short one on record.

The names are read from its source archive: they are part of a work under the LGPL, and none of
ours.
"""

import ast
import tarfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind
from tests.benchmarks.names.scores import Score, is_first

OTHERS = ("Dr. Susan Park", "Wei Chen", "Elm Street Dental", "Amelia Earhart", "Oak & Ivy Kids")
ADVICE = (
    "The names are those of nameparser's tests: pip install nameparser==2.6.0, then pip download"
    " --no-deps --no-binary :all: --dest {folder} nameparser==2.6.0, then once more."
)


def scores(archives: Path) -> Iterator[Score]:
    """Found: taken, or offered first."""
    try:
        parser = import_module("nameparser")
    except ImportError:
        raise SystemExit(ADVICE.format(folder=archives)) from None
    pairs = [(long, short) for long in written(archives) if (short := short_form(parser, long))]
    found = [is_found(long, short) for long, short in pairs]
    missed = [long for (long, _), right in zip(pairs, found, strict=True) if not right]
    back = sum(is_found(short, long) for long, short in pairs)
    what = "nameparser's test names: the "
    yield Score.share(
        what + "long for the short one", 0.95, sum(found), len(pairs), "; ".join(missed[:60])
    )
    yield Score.share(what + "short for the long one", 0.95, back, len(pairs))


def is_found(typed: str, on_record: str) -> bool:
    """Whether the one on record is taken, or the first that is offered."""
    names = [on_record, *OTHERS]
    book = [Named(n, name, Kind.PROVIDER) for n, name in enumerate(names, start=4)]
    return is_first(typed, book[0], book)


def short_form(parser: Any, long: str) -> str:  # noqa: ANN401  (a module without types)
    """Given name and surname, as the library itself reads them; empty where there are not both."""
    read = parser.HumanName(long)
    short = f"{read.first} {read.last}"
    return short if read.first and read.last and name_key(short) else ""


def written(archives: Path) -> list[str]:
    """Every name that a test of the library reads."""
    archive = next(archives.glob("nameparser-*.tar.gz"), None)
    if archive is None:
        raise SystemExit(ADVICE.format(folder=archives))
    with tarfile.open(archive) as packed:
        tests = [one for one in packed if "/tests/test_" in one.name and one.name.endswith(".py")]
        texts = [packed.extractfile(one).read().decode() for one in tests]  # type: ignore[union-attr]
    return sorted({name for text in texts for name in names_in(text)})


def names_in(source: str) -> Iterator[str]:
    """The texts given to ``HumanName``, and those of the tuple ``TEST_NAMES``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "HumanName":
            texts = node.args[:1]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TEST_NAMES":
            texts = getattr(node.value, "elts", [])
        else:
            continue
        for text in texts:
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value
