"""What is answered to a word that is no command: what it is called here, and the line to type."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from refcli.core.due.choosing import is_part_of_list
from refcli.core.typed_words import (
    NOTHING_IS_DELETED,
    OTHER_COMMAND,
    SAME_COMMAND,
    STOP_INSTEAD,
    STOP_VERBS,
    STOPPING,
    SURPLUS,
)
from refcli.core.values.clock_hours import is_day, split_hour
from refcli.core.values.date_text import DateError
from refcli.core.values.months import is_month
from refcli.core.vocabulary import ActivityKind
from refcli.examples import EXAMPLES
from refcli.front.understanding import LEAVES
from refcli.mistyped.advice import LineAdvice, words_of
from refcli.mistyped.reading import HELP

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
FILE = re.compile(r"\S+\.(?:xlsx|html|pdf|md|csv|json)", re.IGNORECASE)  # that a report may be
SHORT = 4  # letters of a word in which one slip is all that may be taken for one
FRONT: Mapping[str, str] = {  # each first word that is known, with the line that is meant by it
    **{word: line for word, line in SAME_COMMAND.items() if word.isalpha()},
    **{word: line for word, (_, line) in OTHER_COMMAND.items() if word.isalpha()},
    **{name.split()[0]: name.split()[0] for name in EXAMPLES},
}
APPOINTMENTS, BOOKED = frozenset({"appointment", "schedule"}), "book"
ALL_TYPED = "{*}"  # in a line: the words that were typed, each on its own
WHEN = "{when}"  # the day and the hour at their end
REASON_WANTED = {
    "gift void": ("--why", "entered twice"),
    "source archive": ("--why", "retired"),
}


def answer_unknown(group: str, lead: Sequence[str], words: Sequence[str]) -> LineAdvice:
    """What is said of a word that no command of a group has, the first of ``words``.

    ``lead`` are the options of ``ref`` itself that were typed before.
    """
    wrong, rest = words[0], list(words[1:])
    if group:
        near = find_nearest(wrong.lower(), {name: name for name in LEAVES[group]})
        close = LineAdvice(f"Did you mean {near}?", [group, near, *rest]) if near else None
        found = close or answer_in_group(group, wrong, rest)
    else:
        found = answer_at_front(wrong, rest)
    said = f"There is no command {wrong}. {found.said}".rstrip()
    return replace(found, said=said, line=[*lead, *found.line])


def answer_at_front(wrong: str, rest: Sequence[str]) -> LineAdvice:
    """What a first word that is no command is called here; else how to look for a name."""
    word = wrong.lower()
    word = BOOKED if rest and word in APPOINTMENTS else word  # schedule lopez 7/4
    if found := OTHER_COMMAND.get(word):
        line = fill_line(found[1], rest)
        return LineAdvice(found[0], line, "See" if HELP in line else "Type")
    if (near := find_nearest(wrong.lower(), FRONT)) and near not in OTHER_COMMAND:
        return LineAdvice(f"Did you mean {near}?", [*FRONT[near].split(), *rest])
    inner = [name for name in EXAMPLES if name.endswith(f" {wrong.lower()}")]
    if len(inner) == 1:
        line = [*inner[0].split(), *(rest or [HELP])]
        return LineAdvice(f"It belongs to {inner[0].split()[0]}.", line)
    if inner:
        groups = ", ".join(f"ref {name}" for name in inner)
        return LineAdvice(f"These there are: {groups}.", [*inner[0].split(), *rest])
    looked_for = " ".join([wrong, *(word for word in rest if not word.startswith("-"))])
    return LineAdvice("All commands: ref --help. Somebody's name?", ["find", looked_for])


def answer_in_group(group: str, wrong: str, rest: Sequence[str]) -> LineAdvice:
    """What a second word that is no command is called in this group; else where all are listed."""
    known = LEAVES[group]
    if wrong.lower() in STOP_VERBS:
        if meant := next((one for one in STOPPING if one in known), None):
            return LineAdvice(NOTHING_IS_DELETED, stop_line(f"{group} {meant}", rest))
        if instead := STOP_INSTEAD.get(group):
            return LineAdvice(NOTHING_IS_DELETED, fill_line(instead, rest))
    if "show" in known and not wrong.startswith("-"):
        said = f"Its commands: ref {group} --help. If it is a name, it is shown so."
        return LineAdvice(said, [group, "show", " ".join([wrong, *rest])])
    return LineAdvice("", [group, "--help"], "See")


def answer_surplus(command: str, extra: Sequence[str]) -> LineAdvice | None:
    """What is said of words that a command has no place for; None where nothing is known."""
    words = " ".join(extra)
    if command == "due" and is_part_of_list(words):
        return LineAdvice("A part of the list is asked for with --only.", ["due", "--only", words])
    if command == "report" and (meant := meant_of_report(words)):
        return meant
    if other := SURPLUS.get(command):
        return LineAdvice(other[0], fill_line(other[1], extra))
    return None


def meant_of_report(words: str) -> LineAdvice | None:
    """What is said of a month, a year or a file behind ``report``; None of all else."""
    if is_month(words):
        return LineAdvice("The month is said with --month.", ["report", "--month", words])
    if YEAR.fullmatch(words):
        days = ["--since", f"{words}-01-01", "--until", f"{words}-12-31"]
        return LineAdvice("The days are said with --since and --until.", ["report", *days])
    if FILE.fullmatch(words):
        return LineAdvice("The file is said with -o.", ["report", "-o", words])
    return None


def stop_line(name: str, rest: Sequence[str]) -> list[str]:
    """The line of a command that ends something, with the reason that it wants."""
    why = REASON_WANTED.get(name, ()) if rest and not any("--why" in word for word in rest) else ()
    return [*name.split(), *(rest or [HELP]), *why]


def fill_line(line: str, rest: Sequence[str]) -> list[str]:
    """The words of a line with those that were typed where they belong.

    Without any it is a line that writes nothing, for an example would be about somebody. Options
    that were typed for another command are left out.
    """
    words, free = words_of(f"ref {line}"), [word for word in rest if not word.startswith("-")]
    if not {"{}", ALL_TYPED} & {*words}:
        return words
    name = max((one for one in EXAMPLES if f"{line} ".startswith(f"{one} ")), key=len)
    if not free:
        return line_of_nobody(name, words)
    when = words_of_hour(free) if WHEN in words else []
    if WHEN in words and not when:
        return [*name.split(), HELP]
    free = free[: len(free) - len(when)]
    filled = {"{}": [" ".join(free)], ALL_TYPED: free, WHEN: [" ".join(when)]}
    return [part for word in words for part in filled.get(word, [word])]


def words_of_hour(words: Sequence[str]) -> list[str]:
    """The words at the end that are a day with its hour: thu 12:00; none where a name is alone."""
    for at in range(1, len(words)):
        try:
            if is_day(split_hour(" ".join(words[at:])).day):
                return [*words[at:]]
        except DateError:
            continue
    return []


def line_of_nobody(name: str, words: Sequence[str]) -> list[str]:
    """The line of a command where nobody was named: one that asks, that lists, or its help."""
    if name == "add":
        return [word for word in words if word not in {"{}", ALL_TYPED}]
    if ActivityKind.THANK_YOU in words:
        return ["due", "--only", ActivityKind.THANK_YOU]
    return [*name.split(), HELP]


def find_nearest(typed: str, known: Mapping[str, str]) -> str | None:
    """The word that is the nearest to a typed one, by two slips at most.

    ``known``: the commands that are meant by the words. None where several are as near and mean
    several commands.

    >>> find_nearest("setings", {"setting": "setting", "show": "show"})
    'setting'
    >>> find_nearest("lst", {"lost": "lost", "list": "source list"})
    """
    most = 1 if len(typed) <= SHORT else 2
    slips = {word: count_slips(typed, word) for word in known}
    least = min(slips.values(), default=most + 1)
    near = [word for word, count in slips.items() if count == least]
    if least > most or len({known[word].split()[0] for word in near}) > 1:
        return None
    return min(near, key=lambda word: (word != known[word], word))


def count_slips(typed: str, word: str) -> int:
    """How many letters are too many, missing, wrong or swapped: the distance of Damerau.

    >>> count_slips("seach", "search"), count_slips("fidn", "find")
    (1, 1)
    """
    before: list[int] = []
    last = list(range(len(word) + 1))
    for at, letter in enumerate(typed, start=1):
        now = [at]
        for to, wanted in enumerate(word, start=1):
            cost = min(last[to] + 1, now[-1] + 1, last[to - 1] + (letter != wanted))
            if min(at, to) > 1 and typed[at - 2] == wanted and letter == word[to - 2]:
                cost = min(cost, before[to - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
