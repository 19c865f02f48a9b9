"""What a source is from a day on: its kind, its owner, and what it does not want."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.history.row_words import value_words
from refcli.core.values.chosen import Chosen, say_chosen
from refcli.core.values.day_words import said_day
from refcli.lines import type_line

WISHES = ("do_not_visit", "do_not_mail", "no_gifts")
FACTS = ("kind", "owner", *WISHES)


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
    return kept == "1" if key in WISHES else kept


def fact_words(key: str, kept: str) -> str:
    """A fact in words: ``owner Jo``, ``no gifts: yes``."""
    name = f"{key.replace('_', ' ')}:" if key in WISHES else key
    return f"{name} {held_words(key, kept)}"


def held_words(key: str, kept: str) -> str:
    """What a fact is, in words: ``Jo``, ``yes``; an owner may be nobody."""
    return value_words(key, kept) if kept else "nobody"


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact as it was said, from which day on it holds (``date.min``: always), and its end."""

    key: str
    value: str
    since: date
    chosen: Chosen

    def __str__(self) -> str:
        """``owner Kim until 2026-11-09; then Tina``."""
        said = fact_words(self.key, self.value)
        return say_chosen(said, self.chosen, lambda kept: held_words(self.key, kept))


def facts_changed(changed: Sequence[ChangedFact], day: date, begun: date, today: date) -> str:
    """What was said, unless it is from today on: `` From Fri 20 Nov 2026 on: owner Jo.``.

    Of today only what held already. ``begun``: the first day of which anything is on record.
    """
    if day == today:
        same = ", ".join(str(one) for one in changed if not one.chosen.written)
        return f" {same[0].upper()}{same[1:]}." if same else ""
    always = [str(one) for one in changed if one.since == date.min]
    since = [one for one in changed if one.since > date.min]
    said = ""
    if always:
        first = f"as nothing of it is older than {said_day(begun, today)}"
        said = f" From the beginning, {first}: {', '.join(always)}."
    if since:
        on = "" if any(one.chosen.until for one in since) else " on"
        said += f" From {said_day(day, today)}{on}: {', '.join(map(str, since))}."
    return said


def facts_gone(gone: Sequence[object]) -> str:
    """What was dated and is so no more: `` No longer on record: kind office, kind print.``."""
    return f" No longer on record: {', '.join(map(str, gone))}." if gone else ""


def line_of_change(source_id: int, kind: str) -> str:
    """What to type where a corrected kind was a change: with its day."""
    return type_line("source edit", f"#{source_id}", "--kind", kind, "--since", "yesterday")
