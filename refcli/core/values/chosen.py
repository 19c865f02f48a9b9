"""What became of a choice that was said: whether it was written, and until when it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice from a day on, as it stands after it was said.

    ``written``: whether it was not so already. ``until``: the last day on which it holds, where a
    later one replaces it; ``then``: what holds after that day.
    """

    written: bool = True
    until: date | None = None
    then: str = ""


def say_chosen(said: str, chosen: Chosen, name_value: Callable[[str], str] = str) -> str:
    """A choice with its end: ``owner Kim until 2026-11-09; then Tina``, ``state WA (unchanged)``.

    ``name_value`` gives the words for what holds after it.
    """
    text = said if chosen.written else f"{said} (unchanged)"
    if chosen.until is None:
        return text
    return f"{text} until {chosen.until}; then {name_value(chosen.then)}"
