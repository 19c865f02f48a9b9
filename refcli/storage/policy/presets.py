"""The rules about gifts as they ship: files of data, read strictly, each with its source."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from importlib.resources import files
from typing import Any

from refcli.core.policy.house import OWN
from refcli.core.policy.in_force import DENTAL, MEDICAL
from refcli.core.policy.rules import PAYERS, Op, Preset, Role, Series
from refcli.core.vocabulary import IncentiveForm, RecipientClass
from refcli.errors import RefusedError

SCHEMA = 1
LEVELS = ("high", "medium", "low")  # how sure a rule is; "policy" where nobody but us set it
PUBLISHED = ("high", "medium")  # a yearly figure less sure than that is none

Reader = Callable[[Any], Any]


class PresetError(RefusedError):
    """A file of rules that is not as it has to be; nothing of it is used."""

    def __init__(self, file: str, name: str, why: str) -> None:
        super().__init__(f"{file}: {name}: {why}" if name else f"{file}: {why}")


@cache
def shipped_presets() -> tuple[Preset, ...]:
    """Every preset of this version, those that are switched off too."""
    folder = files("refcli") / "presets"
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return read({file.name: file.read_text(encoding="utf-8") for file in found})


def read(texts: Mapping[str, str]) -> tuple[Preset, ...]:
    """The presets of some files, by file name; the first thing wrong is refused."""
    parsed = {file: parse(file, texts[file]) for file in sorted(texts)}
    series: dict[str, Series] = {}
    for file, name, entry in preset_entries(parsed, "series"):
        series[name] = read_series(file, name, entry)
    return tuple(
        read_preset(file, name, entry, series)
        for file, name, entry in preset_entries(parsed, "preset")
    )


def parse(file: str, text: str) -> dict[str, Any]:
    """A file as plain values."""
    try:
        found = tomllib.loads(text)
    except ValueError as error:  # bad TOML, and a day that no calendar has
        raise PresetError(file, "", f"it cannot be read: {error}") from None
    if found.pop("schema", None) != SCHEMA:
        raise PresetError(file, "", f"it has to say schema = {SCHEMA}")
    if unknown := found.keys() - {"series", "preset"}:
        raise PresetError(file, "", f"unknown key {min(unknown)}")
    return found


def preset_entries(
    parsed: Mapping[str, Mapping[str, Any]], kind: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each entry of a kind with its file and its id, which no two share."""
    known: dict[str, str] = {}
    for file, content in parsed.items():
        if not isinstance(listed := content.get(kind, []), list):
            raise PresetError(file, "", f"{kind} has to be a list: [[{kind}]]")
        for number, entry in enumerate(listed, 1):
            name = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
                raise PresetError(file, "", f"{kind} {number} has no id in small letters")
            if name in known:
                raise PresetError(file, name, f"this id is taken in {known[name]}")
            known[name] = file
            yield file, name, entry


def read_series(file: str, name: str, entry: Mapping[str, Any]) -> Series:
    """A yearly limit; each year has one figure, of high or medium confidence."""
    figures = {level: entry.get(level, {}) for level in PUBLISHED}
    rest = {key: value for key, value in entry.items() if key not in PUBLISHED}
    values = check_entry(file, name, rest, SERIES_KEYS, SERIES_KEYS.keys())
    cents: dict[int, int] = {}
    sure: dict[int, str] = {}
    for level, by_year in figures.items():
        for year, figure in checked_years(file, name, by_year):
            if year in cents:
                raise PresetError(file, name, f"{year} has two figures")
            cents[year], sure[year] = figure, level
    return Series(values=cents, confidence=sure, **values)


def checked_years(file: str, name: str, by_year: object) -> Iterator[tuple[int, int]]:
    """Years with their figures in cents."""
    if not isinstance(by_year, dict):
        raise PresetError(file, name, "its figures have to be years with cents: 2024 = 50700")
    for year, figure in by_year.items():
        if not re.fullmatch(r"(19|20)[0-9]{2}", year):
            raise PresetError(file, name, f"{year} is no year")
        yield int(year), value_of(file, name, year, figure, cents_of)


def read_preset(
    file: str, name: str, entry: Mapping[str, Any], series: Mapping[str, Series]
) -> Preset:
    """One preset; what its fields say together has to make sense as well."""
    keys = PRESET_KEYS | {"annual_series": partial(one_of_these, series)}
    values = check_entry(file, name, entry, keys, REQUIRED)
    if yearly := values.get("annual_series"):
        values.setdefault("op", yearly.op)
    for wrong, why in find_contradictions(values):
        if wrong:
            raise PresetError(file, name, why)
    return Preset(**values)


def find_contradictions(values: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Pairs of a test and its sentence: where the test is true the preset contradicts itself."""
    get = values.get
    series, first, last = get("annual_series"), get("effective_from"), get("effective_to")
    house, sure = get("role") is Role.HOUSE, get("confidence")
    figures = [key for key in ("per_item_cents", "annual_cents", "annual_series") if key in values]
    yield "op" in values and not figures, "op without a figure"
    yield "op" not in values and bool(figures), "a figure without op: say whether it is within"
    yield series is not None and "annual_cents" in values, "two limits of the year"
    yield series is not None and series.op is not get("op"), "op is not that of its series"
    yield bool(first and last and last < first), "effective_to lies before effective_from"
    yield sure == "low" and get("enabled") is not False, "low confidence has to ship switched off"
    yield (
        house is not (sure == "policy"),
        "confidence policy is for house_policy, and for that alone",
    )
    yield house and bool(first or last or series), "a house default has no days and no series"
    yield values["id"].startswith(OWN), f"{OWN} begins the names of a practice's own rules"
    yield not figures and not any(barring_fields(values)), "it bars nothing and limits nothing"


def barring_fields(values: Mapping[str, Any]) -> Iterator[bool]:
    """For each field that can bar a form of gift, whether it does."""
    yield bool(values.get("barred_forms"))
    yield from (values.get(key) is False for key in FLAGS)


def check_entry(
    file: str,
    name: str,
    entry: Mapping[str, Any],
    keys: Mapping[str, Reader],
    required: Iterable[str],
) -> dict[str, Any]:
    """The values of an entry as the core has them; an unknown or a missing key is refused."""
    if unknown := entry.keys() - keys.keys():
        raise PresetError(file, name, f"unknown key {min(unknown)}")
    if missing := [key for key in required if key not in entry]:
        raise PresetError(file, name, f"{missing[0]} is missing")
    return {key: value_of(file, name, key, value, keys[key]) for key, value in entry.items()}


def value_of(file: str, name: str, key: str, value: object, reader: Reader) -> Any:  # noqa: ANN401  (a field of any type; where it stands)
    """One value as the core has it."""
    try:
        return reader(value)
    except ValueError as error:
        raise PresetError(file, name, f"{key} {error}") from None


def text_of(value: object) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("has to be words")
    return value


def flag_of(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError("has to be true or false")  # noqa: TRY004
    return value


def cents_of(value: object) -> int:
    """Read an amount in whole cents."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("has to be whole cents")
    return value


def day_of(value: object) -> date:
    """A day, without the time of it."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("has to be a day: 2016-12-07")  # noqa: TRY004
    return value


def place_of(value: object) -> str:
    """The country, or a state of it."""
    if not isinstance(value, str) or not re.fullmatch(r"US(-[A-Z]{2})?", value):
        raise ValueError("has to be US or US-WA")
    return value


def one_of_these(known: Mapping[str, Any], value: object) -> Any:  # noqa: ANN401  (of any type)
    """Read one of the known words; return the value that it stands for."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"has to be one of {', '.join(known)}")
    return known[value]


def set_of(known: Mapping[str, Any], value: object) -> frozenset[Any]:
    """Read a list of known words, none twice; return the values that they stand for."""
    if not isinstance(value, list) or not value:
        raise ValueError("has to be a list")
    found = frozenset(one_of_these(known, each) for each in value)
    if len(found) < len(value):
        raise ValueError("names something twice")
    return found


def words_of(closed: type[StrEnum]) -> dict[str, StrEnum]:
    """The words of a closed set with what they stand for."""
    return {member.value: member for member in closed}


def same_words(*words: str) -> dict[str, str]:
    """Words that stand for themselves."""
    return {word: word for word in words}


FLAGS = (
    *("contingent_allowed", "solicited_allowed"),
    *("patient_reward_allowed", "percent_of_fee_allowed"),
)
PRESET_KEYS: dict[str, Reader] = {
    **dict.fromkeys(("id", "title", "note", "source", "checked"), text_of),
    **dict.fromkeys((*FLAGS, "cure", "enabled"), flag_of),
    **dict.fromkeys(("per_item_cents", "annual_cents"), cents_of),
    **dict.fromkeys(("effective_from", "effective_to", "review_by"), day_of),
    "jurisdiction": place_of,
    "role": partial(one_of_these, words_of(Role)),
    "profession": partial(one_of_these, same_words(DENTAL, MEDICAL)),
    "payer_scope": partial(one_of_these, same_words("all", *PAYERS)),
    "recipients": partial(set_of, words_of(RecipientClass)),
    "barred_forms": partial(set_of, words_of(IncentiveForm)),
    "op": partial(one_of_these, words_of(Op)),
    "confidence": partial(one_of_these, same_words(*LEVELS, "policy")),
}
REQUIRED = ("title", "jurisdiction", "role", "recipients", "source", "checked", "confidence")
SERIES_KEYS: dict[str, Reader] = {
    **dict.fromkeys(("id", "title", "source", "checked"), text_of),
    "op": partial(one_of_these, words_of(Op)),
}
