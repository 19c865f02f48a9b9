"""The files that were given, and what was said about them on the command line."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from refcli.core.export.contents import begins_export
from refcli.core.intake.columns.formats import FileFormat, exact_key, read_formats
from refcli.core.intake.columns.header import Maps
from refcli.core.intake.columns.meanings import Meaning
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.encodings import (
    READINGS,
    USUAL,
    EncodingError,
    UnclearError,
    encoding_called,
    words_that_tell,
)
from refcli.core.intake.plausible_words import oddness_of
from refcli.core.intake.reading.own_lists import read_own_lists
from refcli.core.intake.reading.reading import Wishes, join_pairs, understand_file
from refcli.core.intake.reading.understood import DateOrder, Understood
from refcli.core.intake.shown import shorten_text
from refcli.errors import RefError, UsageError
from refcli.lines import line_about, line_with
from refcli.phrases import name_some
from refcli.reading_files import PIPED, STANDARD_INPUT, piped_bytes, read_bytes

LARGEST = 32_000_000  # bytes: 300,000 rows, a century of a large practice, in 1 GB of memory
HINT = "That is more than 300,000 rows: split it into files that each begin with the column names."
MOST_FILES = 20
FIRST = 64  # bytes by which an export is known
MOST_SAMPLES = 2
LONGEST_SAMPLE = 40  # letters
A_LETTER_EACH = "latin-1"  # and back again
ORDER_OF = {None: DateOrder.NONE, True: DateOrder.DAY_FIRST, False: DateOrder.MONTH_FIRST}
LEFT_OUT = "none"  # what --map says of a column that is not to be taken


@cache
def shipped_formats() -> tuple[FileFormat, ...]:
    """Every format of this version."""
    folder = files("refcli") / "presets" / "formats"
    places = (folder, folder / "own")
    found = (file for one in places for file in one.iterdir() if file.name.endswith(".toml"))
    pages = {file.name: file.read_text(encoding="utf-8") for file in found}
    own = files("refcli") / "presets" / "export"
    lists, tables = (
        (own / name).read_text(encoding="utf-8") for name in ("lists.toml", "columns.toml")
    )
    return (*read_formats(pages), *read_own_lists(lists, tables))


def understand_given(
    paths: Sequence[Path],
    understand: Callable[[GivenFile], Understood],
    piped: GivenFile | None = None,
) -> list[Understood]:
    """What is in the files, those that belong together as one; a file given twice counts once.

    ``piped`` is what standard input gave, where - is among the paths.
    """
    several = list(dict.fromkeys(paths))
    if len(several) > MOST_FILES:
        raise UsageError(f"More than {MOST_FILES} files at once. Give them in several lines.")
    found = [
        understand(piped if piped and is_piped(path) else read_given(path)) for path in several
    ]
    return list(join_pairs(found, {one.id: one for one in shipped_formats()}))


def understand_one(
    file: GivenFile, today: date, wishes: Wishes, typed: Sequence[str]
) -> Understood:
    """What is in a file; where its letters are not certain, refused with how they could be read.

    ``typed`` is the line to type again with what settles it.
    """
    try:
        return understand_file(file, shipped_formats(), today, wishes)
    except EncodingError as error:
        raise UsageError(f"{file.name} {error}{way_out(file, error, today, typed)}") from None


def read_given(path: Path) -> GivenFile:
    """A file with its bytes."""
    return GivenFile(str(path), read_bytes(path, LARGEST, HINT))


def is_piped(path: Path) -> bool:
    """Whether standard input is meant."""
    return str(path) == PIPED


def read_piped(paths: Sequence[Path], *, dry_run: bool) -> GivenFile | None:
    """What standard input gives, where it is among the files; a whole book needs a name."""
    if not any(map(is_piped, paths)):
        return None
    found = GivenFile(PIPED, piped_bytes(LARGEST, HINT))
    if begins_export(found.raw[:FIRST]):
        line = line_about("import", "everything.zip", *["--dry-run"] * dry_run)
        raise UsageError(
            f"{STANDARD_INPUT} gives a whole book, as ref export wrote it. Save it as a file, and"
            f" give its name. Type: {line}"
        )
    return found


def read_wishes(
    maps: Sequence[str], sheet: str | None, encoding: str | None, *, day_first: bool | None
) -> Wishes:
    """What was said of the files; a word that is not known is refused."""
    return Wishes(
        maps=read_maps(maps),
        sheet=sheet or "",
        encoding=encoding,
        order=ORDER_OF[day_first],
    )


def read_maps(typed: Sequence[str]) -> Maps:
    """What each column means by ``--map "Referred By=source"``."""
    found: dict[str, Meaning | None] = {}
    for one in typed:
        header, sign, word = one.rpartition("=")
        means = word.strip().lower().replace(" ", "_")
        if not sign or not header.strip():
            raise UsageError(
                f"--map {one!r} names no column.", wrong=one, right="Referred By=source"
            )
        if means != LEFT_OUT and means not in set(Meaning):
            known = name_some([str(meaning) for meaning in Meaning], len(Meaning))
            raise UsageError(f"{word.strip()!r} is nothing a column can mean. Type one of {known}")
        found[exact_key(header)] = None if means == LEFT_OUT else Meaning(means)
    return found


def known_encoding(typed: str | None, listed: str) -> str | None:
    """The encoding that was typed, in whatever way; one that is not known is refused."""
    found = encoding_called(typed) if typed else None
    if typed and not found:
        raise UsageError(f"'{typed}' is no encoding that is known. Type one of {listed}.")
    return found


def way_out(file: GivenFile, error: EncodingError, today: date, typed: Sequence[str]) -> str:
    """What to do about a file whose letters are not read."""
    if not error.instead:
        return ". Save it as CSV UTF-8, or say what it is with --encoding."
    command = line_with(typed, "--encoding", error.instead)
    if isinstance(error, UnclearError):
        return f": {describe_readings(file, today)}. Type the one that is right: {command}"
    return f". Export it anew as CSV UTF-8; to take it in all the same, type: {command}"


def describe_readings(file: GivenFile, today: date) -> str:
    """How two names of the file read in each encoding that it could have."""
    words = name_bytes(file, today) or words_that_tell(file.raw)
    words.sort(key=lambda word: -oddness_of(word.decode(USUAL, "replace")))
    shown = {
        encoding: [one.decode(encoding, "replace") for one in words[:MOST_SAMPLES]]
        for encoding in READINGS
    }
    return "; ".join(
        f"{encoding}: {', '.join(shorten_text(one, LONGEST_SAMPLE) for one in several)}"
        for encoding, several in shown.items()
    )


def name_bytes(file: GivenFile, today: date) -> list[bytes]:
    """The names in question, each once, as their bytes stand in the file."""
    try:
        found = understand_file(file, shipped_formats(), today, Wishes(encoding=A_LETTER_EACH))
    except RefError:
        return []
    names = [name for one in found.referrals for name in (one.patient, one.source, one.office)]
    names += [name for one in found.contacts for name in (one.name, one.office)]
    foreign = dict.fromkeys(name for name in names if "\x7f" < max(name, default="") <= "\xff")
    return [name.encode(A_LETTER_EACH) for name in foreign]
