"""Formats of files as data: how one is known, what its columns mean, which of its rows are none.

A format is a page of TOML under ``refcli/presets/formats``; CONTRIBUTING.md tells how to add one.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.names.keys import LONGEST, fold_name, split
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError

SCHEMA = 1


class FormatError(RefusedError):
    """A page of formats that is not as it has to be; the message names the page and the key."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBy:
    """The column names by which a format is known: all of these, one of those, none of the rest.

    ``only``: there are no other columns than ``all``.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """What some column names mean; the rules of a format are tried in their order.

    A figure in a name stands for any number: ``Phone 1 - Value``. ``or_else`` is what the column
    means where another one has taken ``means`` already, ``if_lacking`` where no column says who
    the patient is: a program that has numbers in place of names.
    """

    means: Meaning
    headers: tuple[str, ...]
    sure: bool = True
    or_else: Meaning | None = None
    if_lacking: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipRule:
    """Rows that are none of ours: those with one of these texts in a column."""

    column: str
    equals: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """What a cell means instead of what it says: ORGANIC_SEARCH is a search on the web."""

    column: Meaning
    says: tuple[str, ...]
    means: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRule:
    """The other format whose rows this one names by a key, when both files are given together."""

    format: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """One format of a table; ``refused`` is what to say of a file that cannot be taken.

    ``remark`` is what to say of every file that is.

    ``dropped`` are columns that are never read into anything, such as a Social Security number.
    ``list_sign`` stands between several values in one cell. ``kind`` is that of all its contacts.
    ``like``: a column that this format does not know means what it means in that one.
    """

    schema: int
    id: str
    title: str
    rows: RowKind
    known: KnownBy
    like: str = ""
    column: tuple[ColumnRule, ...] = ()
    dropped: tuple[str, ...] = ()
    skip: tuple[SkipRule, ...] = ()
    word: tuple[WordRule, ...] = ()
    join: JoinRule | None = None
    list_sign: str = ""
    one_row_per: Meaning | None = None
    strip_digits: bool = False
    kind: Kind | None = None
    refused: str = ""
    remark: str = ""


def read_formats(texts: Mapping[str, str]) -> tuple[FileFormat, ...]:
    """The formats of some pages by file name, each checked; the first thing wrong is refused."""
    found = tuple(read_format(file, texts[file]) for file in sorted(texts))
    ids = [one.id for one in found]
    for file, one in zip(sorted(texts), found, strict=True):
        if ids.count(one.id) > 1:
            raise FormatError(file, f"the id {one.id} is taken by another page")
        if one.join and one.join.format not in ids:
            raise FormatError(file, f"it joins {one.join.format}, which is no format")
        if one.like and one.like not in ids:
            raise FormatError(file, f"it is like {one.like}, which is no format")
    by_id = {one.id: one for one in found}
    return tuple(with_rules_of(one, by_id[one.like]) if one.like else one for one in found)


def with_rules_of(one: FileFormat, other: FileFormat) -> FileFormat:
    """A format that reads the columns it does not know as another one does."""
    known = {header_key(name) for rule in one.column for name in rule.headers}
    more = (
        replace(rule, headers=tuple(h for h in rule.headers if header_key(h) not in known))
        for rule in other.column
    )
    return replace(one, column=(*one.column, *more), dropped=(*one.dropped, *other.dropped))


def read_format(file: str, text: str) -> FileFormat:
    """One page as a format."""
    from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config  # noqa: PLC0415

    strict = with_config(ConfigDict(extra="forbid"))
    for kind in (KnownBy, ColumnRule, SkipRule, WordRule, JoinRule, FileFormat):
        strict(kind)
    try:
        found = TypeAdapter(FileFormat).validate_python(tomllib.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise FormatError(file, f"{where}: {first['msg']}") from None
    except ValueError as error:
        raise FormatError(file, f"it cannot be read: {error}") from None
    check_format(file, found)
    return found


def check_format(file: str, one: FileFormat) -> None:
    """Refuse a page whose parts do not fit together."""
    if one.schema != SCHEMA:
        raise FormatError(file, f"it has to say schema = {SCHEMA}")
    if (one.rows is RowKind.REFUSED) != bool(one.refused):
        raise FormatError(
            file, "refused is said of a format whose rows are refused, and of no other"
        )
    if not (one.known.all or one.known.any) and one.id != TRACKER:
        raise FormatError(file, "known: by no column name at all")
    keys = [key for rule in one.column for key in {header_key(name) for name in rule.headers}]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise FormatError(file, f"two rules speak of the column {twice[0]}")


TRACKER = "tracker"  # the format of last resort: any list that names a day, a patient and a source


SOCIAL_SECURITY = re.compile(r"^ss$|\b(?:ssn|ss (?:number|no)|soc(?:ial)? sec(?:urity)?)\b")


@lru_cache(maxsize=1 << 12)
def header_key(header: str) -> str:
    """A column's name as it is compared: no case, accents and signs; # is number, and 2 is 1."""
    return re.sub("[0-9]+", "1", exact_key(header))


@lru_cache(maxsize=1 << 12)
def exact_key(header: str) -> str:
    """The same with its figures: what somebody says of Date 2 is not said of Date 1."""
    plain = header[:LONGEST].replace("#", " number ")
    return " ".join(split(fold_name(plain)))


def is_known(one: FileFormat, keys: frozenset[str]) -> bool:
    """Whether a line of column names is of a format; ``keys`` are the names as compared."""
    needed = {header_key(name) for name in one.known.all}
    several = {header_key(name) for name in one.known.any}
    barred = {header_key(name) for name in one.known.none}
    if one.known.only and keys != needed:
        return False
    return needed <= keys and (not several or bool(several & keys)) and not barred & keys


def rule_for(one: FileFormat, header: str) -> ColumnRule | None:
    """The rule about a column; None where the format knows nothing of it."""
    return rules_of(one).get(header_key(header)) if header.strip() else None


@lru_cache(maxsize=64)
def rules_of(one: FileFormat) -> Mapping[str, ColumnRule]:
    """The rules of a format by the column names as compared."""
    return {header_key(name): rule for rule in one.column for name in rule.headers}


def is_dropped(one: FileFormat, header: str) -> bool:
    """Whether a column is never read, because nobody may keep what stands in it.

    That of a social security number is known in every format, by a word of its name.
    """
    key = header_key(header)
    named = any(header_key(name) == key for name in one.dropped)
    return named or SOCIAL_SECURITY.search(key) is not None
