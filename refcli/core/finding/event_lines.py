"""What a line such as ``ref seen lopez 1450`` says: whom it is about, and what else.

Names need no quotes, so what is said stands behind them; a number alone is never taken from them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from refcli.core.finding.things import is_number_or_key
from refcli.errors import UsageError
from refcli.lines import command_line

AMOUNT = re.compile(r"\$?[0-9][0-9,]*(?:\.[0-9]{1,2})?")
MOST_WORDS = 6  # of a day with its hour, a reason, what came of a call
BECAUSE = frozenset({"because", "cause", "bc", "since", "as"})  # before a reason
TRIED = frozenset(  # what comes of a call that reaches nobody, as people type it
    {
        *("voicemail", "vm", "left voicemail", "left a voicemail", "left vm", "machine"),
        *("no answer", "no reply", "nobody", "not home", "busy", "line busy", "hung up"),
        *("left message", "left a message", "left msg", "message", "texted", "text"),
        *("wrong number", "not in service", "disconnected", "will call back", "calls back"),
    }
)


@dataclass(frozen=True, slots=True)
class EventLine:
    """The words for whom, and what is said of them; empty where nothing is."""

    who: tuple[str, ...]
    said: str = ""


def split_value(words: Sequence[str], command: str) -> EventLine:
    """``lopez 1450`` and ``17 value 1450`` say a value; ``17, 18`` and ``S17 18`` two referrals.

    ``17 18`` and ``lopez, kim 18`` say neither for certain, and are refused with the lines of both.
    """
    *before, last = words
    if last.startswith(",") and len(last) > 1 and last[1:].isdigit():
        line = command_line([command, *before, "1450"])
        raise UsageError(
            f"The value has come as {last!r}: a shell takes $ and the digits behind it away. Type"
            f" the whole value without the $, as {line}"
        )
    if len(before) > 1 and before[-1].casefold() == "value":
        return EventLine(tuple(before[:-1]), last)
    numbers = [word for word in before if is_number_or_key(word.strip(","))]
    if not before or before[-1].endswith(",") or not AMOUNT.fullmatch(last):
        return EventLine(tuple(words))
    if any(word.strip(",")[:1].isalpha() or "#" in word for word in numbers):  # S4 7, #4 7
        return EventLine(tuple(words))
    if numbers or any("," in word for word in before):
        others = command_line([command, *before[:-1], f"{before[-1]},", last])
        raise UsageError(
            f"{last} may be a value or one more referral. For a referral: {others}; a value is of"
            f" one patient: {command_line([command, before[-1], '--value', last])}"
        )
    return EventLine(tuple(before), last)


def refuse_values(words: Sequence[str], command: str) -> None:
    """Refuse ``ray 800, lopez 900`` and ``ray 800, lopez``: a value is of one patient.

    Each of them gets a line.
    """
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(word.removesuffix(","))
        if word.endswith(","):
            parts.append([])
    valued = [len(one) > 1 and bool(AMOUNT.fullmatch(one[-1])) for one in parts]
    named = [not is_number_or_key(one[0]) for one in parts[:-1]]  # 17 800, 18 may be three numbers
    if len(parts) > 1 and (all(valued) or any(map(all, zip(valued, named, strict=False)))):
        lines = "; then: ".join(command_line([command, *one]) for one in parts)
        raise UsageError(f"A value is of one patient, who has a line each. Type: {lines}")


def split_said(words: Sequence[str], is_said: Callable[[str], bool]) -> EventLine:
    """The most words at the end that can be what is said, with a word left for whom."""
    for first in range(max(1, len(words) - MOST_WORDS), len(words)):
        if is_said(" ".join(words[first:])):
            return EventLine(tuple(words[:first]), " ".join(words[first:]))
    return EventLine(tuple(words))


def split_sentence(
    words: Sequence[str], is_said: Callable[[str], bool], is_somebody: Callable[[str], bool]
) -> EventLine:
    """As ``split_said``; else a last word with blanks in it, which was quoted, is what is said."""
    found = split_said(words, is_said)
    last = words[-1]
    if not found.said and len(words) > 1 and " " in last.strip() and not is_somebody(last):
        return EventLine(tuple(words[:-1]), last.strip())
    return found


def split_own(words: Sequence[str], is_somebody: Callable[[str], bool]) -> EventLine:
    """The patients named first, each by the most words, and what else was said behind them.

    Nothing is said where all words, or none of them, name somebody. Example: bo kim because sick
    is Bo Kim and sick, if nobody is called Bo Kim Because.
    """
    at = 0
    while size := count_name(words[at:], is_somebody):
        at += size
    own = [*words[at:]]
    if not at or not own or is_somebody(" ".join(words)):
        return EventLine(tuple(words))
    while len(own) > 1 and own[0].casefold().strip(",") in BECAUSE:
        own = own[1:]
    return EventLine(tuple(words[:at]), " ".join(own))


def count_name(words: Sequence[str], is_somebody: Callable[[str], bool]) -> int:
    """How many of the first words name one: 1 for a number or a key, 0 where nobody is named."""
    if words and is_number_or_key(words[0].strip(",")):
        return 1
    sizes = range(len(words), 0, -1)
    return next((size for size in sizes if is_somebody(" ".join(words[:size]).strip(" ,"))), 0)


def is_try(text: str) -> bool:
    """Whether words say what came of a call that reached nobody."""
    return text.strip().casefold() in TRIED


def names_day(text: str) -> bool:
    """Whether words can be a day; a bare number is a referral's, and so is one before a comma."""
    first = text.split(maxsplit=1)[0]
    numbers = [part for part in first.split(",") if part]
    listed = "," in first and all(map(is_number_or_key, numbers))  # 1702, 1714 is a list of two
    return not (listed or text.strip().isdigit() or is_number_or_key(text))


def looks_like_day(text: str) -> bool:
    """Whether words are meant as a day although they are none: ``13/45``."""
    first = text.split(maxsplit=1)[0]
    return first[0].isdigit() and not first.isdigit()
