"""What may stand where a value is missing or wrong: words of the program's own.

No person, place or thing is among them, and no day of a calendar: a line that is told to be typed
would write of somebody what nobody said.
"""

from collections.abc import Mapping
from enum import Enum
from itertools import pairwise
from typing import Any

from refcli.examples import EXAMPLES, WITH_OPTION
from refcli.mistyped.advice import words_of
from refcli.mistyped.quoting import DAYS, takes_text

FORMAT = frozenset({"--format", "-f"})  # every command has it, so no example does
WRONG_DAYS: Mapping[str, str] = {
    "DATE": "today",
    "WHEN": "friday",
    "MONTH": "last month",
}
SAMPLES: Mapping[str, str] = {"MONEY": "45", "WAY": "fax"}  # by metavar
SAMPLES_OF: Mapping[str, str] = {  # by the option, or by it and its command
    **dict.fromkeys(FORMAT, "json"),
    "--db": "ref.db",
    "--as-of": "yesterday",
    **dict.fromkeys(("snooze --until", "skip --until"), "next monday"),
    "--phone": "206-555-0142",
    "--fax": "206-555-0142",
    **dict.fromkeys(("plan show --output", "plan show -o"), "plan.html"),
    "--rollup": "office",
    "--specialty": "dentist",
    **dict.fromkeys(("--dhs", "--no-dhs"), "no"),
    "--add-means-booked": "yes",
}
OUTPUT = frozenset({"--output", "-o"})
REASONS = frozenset({"--why", "--occasion"})  # whose words in an example are of nobody
NO_SAMPLE = frozenset({"WA", "98101", "981", "ZIP", "STATE", "MM/DD", "MONTH", "ADDRESS", "MILES"})


def find_sample(command: str, param: Any, option: str = "") -> str:  # noqa: ANN401
    """A value for an option or an argument of a command; empty where only a name could stand.

    Example: 12 for the --value of ``gift add``, office for the --kind of ``source add``.
    """
    metavar = str(param.metavar).strip(".[]")
    if known := SAMPLES_OF.get(f"{command} {option}") or SAMPLES_OF.get(option):
        return known
    if option not in REASONS and (takes_text(param) or metavar in DAYS or metavar in NO_SAMPLE):
        return ""
    if own := example_value(command, param, option):
        return own
    if command and option in OUTPUT:
        return f"{command.rsplit(maxsplit=1)[-1]}.csv"
    return SAMPLES.get(metavar, "") or next(iter(words_of_set(param)), "")


def find_right(command: str, param: Any, option: str = "") -> str:  # noqa: ANN401
    """What could stand instead of a wrong value: of a day the nearest word for one.

    The first day of a span is none: the last one may be before today.
    """
    day = "" if option == "--from" else WRONG_DAYS.get(str(param.metavar), "")
    return find_sample(command, param, option) or day


def example_value(command: str, param: Any, option: str) -> str:  # noqa: ANN401
    """What stands for a parameter in an example of its command; empty where it has none."""
    line = WITH_OPTION.get(f"{command} {option}") or EXAMPLES.get(command)
    words = words_of(line) if line else []
    if option:
        names = {option, *param.opts}
        return next((value for name, value in pairwise(words) if name in names), "")
    behind = words[len(command.split()) :]
    end = next((at for at, word in enumerate(behind) if word.startswith("-")), len(behind))
    return behind[end - 1] if end and param.nargs == 1 and words_of_set(param) else ""


def words_of_set(param: Any) -> list[str]:  # noqa: ANN401
    """The words of a closed set that a parameter takes; none where it takes anything."""
    kind = param.type_descriptor.annotation
    closed = isinstance(kind, type) and issubclass(kind, Enum)
    return [str(one.value) for one in kind] if closed else []
