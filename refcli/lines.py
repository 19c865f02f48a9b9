"""Command lines as they are typed, with quotes where the shell at hand needs them."""

import re
import shlex
import sys
from collections.abc import Sequence
from functools import cache

from refcli.examples import EXAMPLES

WINDOWS = sys.platform == "win32"
PLAIN = re.compile(r"[\w./:@%+,=-]+")  # no shell reads anything into these
STOP = "--"  # behind it, nothing is an option
IN_QUOTES = r"""(?<![^\s(=:])(?:"[^"\n]*"|'[^'\n]*')(?=[\s.,;:)·]|$)"""
BEFORE_LINE = r"^\s*|[:;(,·]\s*|\b(?:[Oo]r|[Tt]hen|and|[Ss]ee|[Ww]ith|[Tt]ype|[Ff]irst)\s+"
READ_IN_QUOTES = re.compile(r'["$`\\!]')  # a shell of POSIX reads these even in double quotes


def type_line(command: str, *words: object) -> str:
    """A line to type: the command, and the words after it, each as one word.

    >>> type_line("source edit", "#4", "--address", "12 Elm St")
    'ref source edit "#4" --address "12 Elm St"'
    """
    return command_line([*command.split(), *map(str, words)])


def command_line(words: Sequence[str]) -> str:
    """``ref`` with words after it."""
    return " ".join(["ref", *map(quote_word, words)])


def line_with(typed: Sequence[str], *options: object) -> str:
    """The line that was typed, with options more; they stand before a ``--``.

    >>> line_with(["import", "--", "-Oak.csv"], "--update")
    'ref import --update -- -Oak.csv'
    """
    at = typed.index(STOP) if STOP in typed else len(typed)
    return command_line([*typed[:at], *map(str, options), *typed[at:]])


def line_instead(typed: Sequence[str], option: str, value: str) -> str:
    """The line that was typed, with another value of an option; its book is named apart.

    >>> line_instead(["due", "--provider", "ray", "call"], "--provider", "Dr. Ray")
    'ref due call --provider "Dr. Ray"'
    """
    return line_with(drop_options(typed, option, "--db"), option, value)


def drop_options(typed: Sequence[str], *names: str) -> list[str]:
    """The words of a line without some options that take a value, and without their values.

    >>> drop_options(["top", "--by=value", "--limit", "3", "-ox.html"], "--by", "-o")
    ['top', '--limit', '3']
    """
    kept, at = list[str](), 0
    stop = typed.index(STOP) if STOP in typed else len(typed)
    while at < len(typed):
        word = typed[at]
        joined = word.partition("=")[0] if word.startswith(STOP) else word[:2]
        if at >= stop or joined not in names:
            kept.append(word)
        elif word == joined:
            at += 1
        at += 1
    return kept


def line_about(command: str, name: str, *options: object) -> str:
    """A line to type about what has this name; one that begins with a dash is no option.

    >>> line_about("source edit", "-Oak", "--phone", "206-555-0100")
    'ref source edit --phone 206-555-0100 -- -Oak'
    """
    if name.startswith("-"):
        return type_line(command, *options, STOP, name)
    return type_line(command, name, *options)


def quote_word(word: str, *, windows: bool = WINDOWS) -> str:
    """A word, in quotes unless it is plain: double ones, which every shell takes.

    Only where a shell of POSIX would change what stands in them, as ``$45``, they are single. On
    Windows a double quote within them is doubled, and so is a backslash before their end.
    """
    if PLAIN.fullmatch(word):
        return word
    if windows:
        inner = re.sub(r'(\\*)("|$)', lambda found: found[1] * 2 + found[2] * 2, word)
        return f'"{inner}"'
    return shlex.quote(word) if READ_IN_QUOTES.search(word) else f'"{word}"'


def name_book(text: str, typed: Sequence[str]) -> str:
    """A sentence whose lines to type are about the same book as the line that was ``typed``.

    >>> name_book("To take it back: ref undo", ["--db", "old.db", "add"])
    'To take it back: ref --db old.db undo'
    """
    book = book_in(typed)
    if not book:
        return text
    line = f"ref --db {quote_word(book)} "

    def name(found: re.Match[str]) -> str:
        says_it = (
            "--db" in text[found.end() :].split("ref ", maxsplit=1)[0]
        )  # further back in the line
        return f"{found['before']}{line}" if found["name"] and not says_it else found[0]

    return line_without_book().sub(name, text)


def book_in(typed: Sequence[str]) -> str:
    """The book that a typed line names; empty where it names none."""
    for word, after in zip(typed, [*typed[1:], ""], strict=False):
        if word == "--db":
            return after
        if word.startswith("--db="):
            return word.removeprefix("--db=")
    return ""


@cache
def line_without_book() -> re.Pattern[str]:
    """The beginning of a line to type that says nothing of the book; or words in quotes, no line.

    A line stands at the beginning, behind a sign, or behind a word such as "or": what somebody
    typed, "called about ref due", is none.
    """
    names = "|".join(sorted({line.split()[0] for line in EXAMPLES}, key=len, reverse=True))
    return re.compile(
        rf"{IN_QUOTES}|(?P<before>{BEFORE_LINE})ref"
        rf" (?=(?:--as-of \S+ )?(?P<name>{names})(?![\w-]))",
        re.MULTILINE,
    )
