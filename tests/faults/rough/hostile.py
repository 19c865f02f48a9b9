"""Lines that nobody should type: every option and argument of every command, with what hurts.

``python -m tests.faults.rough.hostile --tries 3000 --seed 1``
"""

import re
import shlex
import shutil
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import TODAY
from tests.faults.cells import TREE, item_type, spelled_out
from tests.faults.desk import Desk, set_up, wrong_book, wrong_end
from tests.faults.every_command import LINES
from tests.faults.rough.counting import Trial, count_trials
from tests.faults.small_books import A_DAY, make, run

NUMBERS = (
    *(str(2**63), str(2**63 - 1), str(10**30), "-1", "0", "-0", "1e9", "٣", "0x10", "1_000"),
    *("NaN", "inf", "", " ", "1.5", "99999999999", str(-(2**63)), "½", "+1", "1\u00a0000"),
)
TEXTS = (
    *("", " ", "'", '"', "\\", "%", "_", "*", "#", "#0", "#-1", f"#{2**63}", "--", "-", "-x"),
    *("x" * 5000, "a'; DROP TABLE source; --", "{folder}", "{0}", "%s", "$(touch PWNED)", "`id`"),
    *("[red]x[/red]", ":smile:", "<script>alert(1)</script>", "=1+1", "@SUM(A1)", "../passwd"),
    *("\x1b[31mred", "\x07", "a\nb", "a\tb", "\x00", "\x9b31m", "\u202eevil", "\u200b", "\ufeff"),
    *("e\u0301", "😀" * 20, "\ud800", "\udcff", "İ", "ß", "\ufb01", "NULL", "None", "true"),
    *("0", "unknown", "C:\\Users\\x", "~", "~nobody-here", "S1", "V3", "T99999999999999999999"),
    *("all", ";;", ",", "a,,b"),
)
DAYS = (
    *("0000-00-00", "0001-01-01", "9999-12-31", "2026-02-29", "2026-13-01", "1899-12-31"),
    *("2201-01-01", "yesterday", "tomorrow", "-1 days ago", f"{10**30} days ago", "next friday"),
    *(
        "29/02/2026",
        "02-29",
        "45000",
        "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661",
        "2026-W01",
        "today today",
        "2026-11-23T10:00",
    ),
)
PATHS = (
    *("", ".", "..", "/", "/dev/null", "/dev/full", "/proc/self/mem", "-", "~nobody-here/x.html"),
    *("{folder}", "{folder}/ref.db", "{folder}/plan.md", "{folder}/link", "{folder}/a.html/"),
    *("{folder}/none/x.html", "{folder}/x", "{folder}/x.exe", "con.html", "{folder}/CON"),
    "x" * 300 + ".html",
)
EVERYWHERE = (NUMBERS, TEXTS, DAYS)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
TOO_LARGE = NUMBERS[:4]
NUMBERS_A_ROUND = 100
LEAST_AT_ONCE = 2  # options of a line that are hostile together


def make_trials(chance: Random) -> Generator[Trial]:
    """Every command's every parameter with one value of its kind, then with another, for ever."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name) / "desk"
        (folder / "examples").mkdir(parents=True)
        patch.setenv("TMPDIR", name)
        new = make(folder / "full.db", TODAY, A_DAY).read_bytes()
        (folder / "link").symlink_to(folder / "plan.md")
        desk = Desk(set_up(folder, patch), new)
        shutil.copytree("examples", folder / "examples", dirs_exist_ok=True)
        patch.chdir(folder)  # a name of a file may lead anywhere
        numbers = [line for name in TREE for line in with_large_numbers(name)]
        chance.shuffle(numbers)
        while True:
            for line in numbers[:NUMBERS_A_ROUND]:
                yield Trial("large numbers", repr(line)[:300], partial(try_line, desk, line))
            del numbers[:NUMBERS_A_ROUND]
            lines = [list(hostile_lines(name, chance)) for name in TREE]
            chance.shuffle(lines)
            for line in filter(None, chain.from_iterable(zip_longest(*lines))):
                yield Trial("lines", repr(line)[:300], partial(try_line, desk, line))


def with_large_numbers(name: str) -> Iterator[list[str]]:
    """The lines of a command with each of its numbers too large, far too large, and below zero."""
    parameters = TREE[name].params
    usual = shlex.split(next(spelled_out(LINES[name][0], parameters)))
    for parameter in parameters:
        if issubclass(item_type(parameter), int) and not getattr(parameter, "is_flag", False):
            for value in TOO_LARGE:
                yield [*name.split(), *insert_value(parameter, value, usual, Random(0))]  # noqa: S311


def hostile_lines(name: str, chance: Random) -> Iterator[list[str]]:
    """The lines of a command with one of its parameters in a bad way each, then with several."""
    parameters = [one for one in TREE[name].params if one.name != "help"]
    usual = shlex.split(next(spelled_out(chance.choice(LINES[name]), parameters)))
    for parameter in parameters:
        yield [*name.split(), *put_in(parameter, usual, chance)]
    words = usual
    for parameter in chance.sample(parameters, min(len(parameters), LEAST_AT_ONCE)):
        words = put_in(parameter, words, chance)
    yield [*name.split(), *words]
    yield [*name.split(), *(chance.choice(TEXTS) for _ in range(chance.randrange(6)))]


def put_in(parameter: Any, words: list[str], chance: Random) -> list[str]:  # noqa: ANN401
    """A line with a hostile value of a parameter in it."""
    return insert_value(parameter, chance.choice(values_of(parameter, chance)), words, chance)


def insert_value(parameter: Any, value: str, words: list[str], chance: Random) -> list[str]:  # noqa: ANN401
    """A line with a value of a parameter in it."""
    if parameter.param_type_name == "argument":
        places = [at for at, word in enumerate(words) if not word.startswith("-")] or [0]
        at = chance.choice(places)
        return [*words[:at], value, *words[at + 1 :]]
    option = chance.choice([*parameter.opts, *parameter.secondary_opts])
    return [*words, option] if getattr(parameter, "is_flag", False) else [*words, option, value]


def values_of(parameter: Any, chance: Random) -> tuple[str, ...]:  # noqa: ANN401
    """What hurts a parameter of its kind; one in five times what would hurt another."""
    kind = item_type(parameter)
    if chance.random() < 1 / 5:
        return chance.choice(EVERYWHERE)
    if issubclass(kind, int):
        return NUMBERS
    if issubclass(kind, Path):
        return PATHS
    day = "DATE" in str(parameter.metavar) or "MONTH" in str(parameter.metavar)
    return DAYS if day else TEXTS


def try_line(desk: Desk, words: list[str]) -> Iterable[str]:
    """Type a line, and see how it ends and what it says and leaves."""
    desk.book.write_bytes(desk.new)
    desk.book.chmod(0o600)
    kept = set(desk.folder.iterdir())
    line = shlex.join(word.replace("{folder}", desk.folder.as_posix()) for word in words)
    result = run(line, desk.book)
    yield from wrong_end(result)
    yield from wrong_words(result)
    yield from wrong_book(desk, result)
    if result.exit_code == 0 and desk.book.read_bytes() != desk.new:
        for page in ("history", "due"):
            yield from (f"{page}: {wrong}" for wrong in poison(desk, page))
    for path in set(desk.folder.iterdir()) - kept:
        if path.is_file():
            path.unlink()


def wrong_words(result: Result) -> Iterator[str]:
    """Whatever was typed comes out as letters, not as what a terminal obeys."""
    if found := CONTROL.search(result.stdout + result.stderr):
        yield f"{found[0]!r} in what is said"


def poison(desk: Desk, page: str) -> Iterator[str]:
    """Whether what was taken in hurts a page that shows it."""
    result = run(page, desk.book)
    yield from wrong_end(result)
    yield from wrong_words(result)
    if result.exit_code:
        yield f"exit {result.exit_code}: {result.stderr}"


if __name__ == "__main__":
    count_trials("tests.faults.rough.hostile", make_trials)
