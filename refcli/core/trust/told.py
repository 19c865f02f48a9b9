"""What the doctor found, as people and as programs read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.trust.advice import Advice, list_advice
from refcli.core.trust.checkup import Checkup, OutsideChanges, last_sound
from refcli.core.values.day_words import full_day
from refcli.core.values.sizes import size_words
from refcli.phrases import count_phrase

NOT_TOLD = "Windows does not tell ref who else can read it. To look, type:"
OURS = ("ref", "Python", "SQLite")  # what runs, beside the system
SEVERAL = {"copies", "versions", "findings"}  # no single figure or text
TYPES = {int: Type.COUNT, tuple: Type.NAMES}


def checkup_lines(seen: Checkup) -> list[str]:
    """What a person reads: the facts, then each finding with its line."""
    found = list_advice(seen)
    state = "damaged: nothing is printed from it" if seen.is_damaged else "sound"
    return [
        f"The book: {seen.book} ({size_words(seen.size)}{schema_words(seen)}), {state}",
        f"Its place: {place_words(seen)}, {size_words(seen.free)} free",
        *([f"Its disk: {seen.disk}"] if seen.disk else []),
        f"Its clock: {clock_words(seen)}",
        *([f"Its copies: {copy_words(seen)}"] if seen.copies is not None else []),
        *([f"Its history: {history_words(seen.outside)}"] if seen.outside else []),
        *([f"Its readers: {NOT_TOLD} {seen.readers_line}"] if seen.readers_line else []),
        f"What runs: {version_words(seen.versions)}",
        "",
        *([line for one in found for line in advice_lines(one)] or ["Nothing to mend."]),
    ]


def advice_lines(advice: Advice) -> list[str]:
    """A finding, and under it what to type."""
    return [f"- {advice.words}", *([f"  {advice.type}"] if advice.type else [])]


def schema_words(seen: Checkup) -> str:
    """``, schema 8``, where it can be read."""
    return f", schema {seen.schema}" if seen.schema else ""


def place_words(seen: Checkup) -> str:
    """Where it lies."""
    return seen.network or (f"a {seen.cloud} folder" if seen.cloud else "a disk of this PC")


def clock_words(seen: Checkup) -> str:
    """The day by this PC, and the last one on record."""
    if seen.is_damaged:
        return f"this PC says {full_day(seen.today)}"
    last = f"the last recorded day is {full_day(seen.last_day)}" if seen.last_day else ""
    return f"this PC says {full_day(seen.today)}; {last or 'nothing is recorded yet'}"


def copy_words(seen: Checkup) -> str:
    """How many there are, how many of them are damaged, which is the last, and where they lie."""
    copies = seen.copies or ()
    last, damaged = last_sound(copies), sum(not one.sound for one in copies)
    many = count_phrase(len(copies), "copy", "copies") if copies else "none"
    bad = f", {damaged} of them damaged" if damaged else ""
    latest = f", the last {'sound one ' if damaged else ''}of {full_day(last.day)}" if last else ""
    ahead = " (dated ahead)" if last and last.day > seen.today else ""
    there = sum(one.second for one in copies)
    elsewhere = f"; {there} of them in {seen.second.folder}" if seen.second else ""
    return f"{many}{bad}{latest}{ahead}{elsewhere}"


def history_words(outside: OutsideChanges) -> str:
    """How much of it no command did, and how that is seen."""
    return f"{outside.told}, made by another program than ref. To see them: {outside.line}"


def version_words(versions: Mapping[str, str]) -> str:
    """``ref 0.1.0, Python 3.11.7, SQLite 3.40.1, Linux 6.1``."""
    return ", ".join(f"{what} {version}".strip() for what, version in versions.items())


def checkup_record(seen: Checkup) -> dict[str, object]:
    """The same for programs."""
    return {
        "book": seen.book,
        "sound": not seen.is_damaged,
        "size_bytes": seen.size,
        "free_bytes": seen.free,
        "schema": seen.schema,
        "network": seen.network,
        "cloud": seen.cloud,
        "today": seen.today,
        "last_recorded_day": seen.last_day,
        "disk": seen.disk,
        "copies": [
            {"name": one.name, "day": one.day, "sound": one.sound, "second_place": one.second}
            for one in seen.copies or ()
        ],
        "second_place": seen.second.folder if seen.second else None,
        "second_place_last_copy": seen.second.last
        if seen.second and seen.second.has_copy
        else None,
        "outside_changes": seen.outside.count if seen.outside else 0,
        "read_only": bool(seen.read_only),
        "readers_known": not seen.readers_line,
        "versions": dict(seen.versions),
        "findings": [
            {"what": one.what, "words": one.words, "type": one.type} for one in list_advice(seen)
        ],
    }


def last_second(seen: Checkup) -> date | None:
    """The day of the last copy in the second place."""
    return seen.second.last if seen.second and seen.second.has_copy else None


def checkup_row(seen: Checkup) -> Table:
    """The same for a spreadsheet: one row, with a figure or a text in each column."""
    copies, found, versions = seen.copies or (), list_advice(seen), dict(seen.versions)
    last = last_sound(copies)
    several: dict[str, Cell] = {
        "copies": len(copies),
        "damaged_copies": sum(not one.sound for one in copies),
        "copies_in_second_place": sum(one.second for one in copies),
        "last_copy": last.day if last else None,
        **{what.lower(): versions.pop(what, None) for what in OURS},
        "system": version_words(versions),
        "findings": tuple(one.words for one in found),
        "type": tuple(one.type for one in found if one.type),
    }
    facts = {name: fact for name, fact in checkup_record(seen).items() if name not in SEVERAL}
    return row_of_facts("Checkup", facts | several)


def row_of_facts(title: str, facts: Mapping[str, Any]) -> Table:
    """A table of one row, whose columns have the names of the facts."""
    columns = [
        Column(name, name.replace("_", " ").capitalize(), TYPES.get(type(fact), Type.TEXT))
        for name, fact in facts.items()
    ]
    return Table(title, columns, [tuple(facts.values())])
