"""What a source is from a day on: its kind, its owner, and what it does not want."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from refcli.core.values.day_words import said_day
from refcli.lines import type_line

FLAGS = ("do_not_visit", "do_not_mail", "no_gifts")
FACTS = ("kind", "owner", *FLAGS)


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact of a source from a day on; the first one held from the beginning."""

    key: str
    value: str
    since: date

    def __str__(self) -> str:
        """``kind office since 2026-10-01``; the first one has no day."""
        since = f" since {self.since}" if self.since > date.min else ""
        return fact_words(self.key, self.value) + since


def keep_fact(value: object) -> str:
    """A fact as a choice keeps it: 1 for yes, 0 for no."""
    return str(int(value)) if isinstance(value, bool) else str(value)


def read_fact(key: str, kept: str) -> str | bool:
    """A fact as the column of a source keeps it."""
    return kept == "1" if key in FLAGS else kept


def fact_words(key: str, kept: str) -> str:
    """A fact in words: ``owner Jo``, ``no gifts: yes``."""
    if key in FLAGS:
        return f"{key.replace('_', ' ')}: {'yes' if kept == '1' else 'no'}"
    return f"{key} {kept or 'nobody'}"


def facts_changed(facts: Mapping[str, Any], day: date, today: date) -> str:
    """What holds from a day on that is not today: `` From Fri 20 Nov 2026 on: owner Jo.``."""
    if not facts or day == today:
        return ""
    said = ", ".join(fact_words(key, keep_fact(value)) for key, value in facts.items())
    return f" From {said_day(day, today)} on: {said}."


def line_of_change(source_id: int, kind: str) -> str:
    """What to type where a corrected kind was a change: with its day."""
    return type_line("source edit", f"#{source_id}", "--kind", kind, "--since", "DATE")
