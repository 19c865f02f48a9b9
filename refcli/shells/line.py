"""What stands on a command line before the cursor, read by the rules of its shell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Quote = Literal["", "'", '"']  # "": none is open
BLANKS = frozenset(" \t\n")


class Shell(StrEnum):
    """The shells that are understood."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


@dataclass(frozen=True, slots=True)
class QuotingRules:
    """How a shell quotes: its escape, what that frees within quotes (None: all), and the marks."""

    escape: str = "\\"
    in_double: str | None = '$`"\\\n'
    in_single: str | None = ""
    doubled: bool = False  # a quotation mark within quotes is typed twice
    double: str = '"'
    single: str = "'"


RULES: Mapping[Shell, QuotingRules] = {
    Shell.BASH: QuotingRules(),
    Shell.ZSH: QuotingRules(in_double='$`"\\\n!'),
    Shell.FISH: QuotingRules(in_double='$"\\\n', in_single="'\\"),
    Shell.POWERSHELL: QuotingRules(
        escape="`",
        in_double=None,
        doubled=True,
        double='"\u201c\u201d\u201e',
        single="'\u2018\u2019\u201a\u201b",
    ),
}


@dataclass(frozen=True, slots=True)
class ShellLine:
    """The whole words before the cursor, and the one that it stands in.

    ``raw`` is that word as typed, ``typed`` what the shell makes of it, ``quote`` what is open.
    """

    words: tuple[str, ...]
    typed: str
    raw: str
    quote: Quote


@dataclass(slots=True)
class Reader:
    """Takes a line letter by letter."""

    rules: QuotingRules
    words: list[str] = field(default_factory=list)
    typed: str = ""
    raw: str = ""
    quote: Quote = ""

    def take(self, char: str, following: str) -> int:
        """One letter, or two that belong together; how many were taken."""
        if self.quote == "" and char in BLANKS:
            if self.raw:
                self.words.append(self.typed)
            self.typed = self.raw = ""
            return 1
        pair = self.escaped(char, following)
        self.raw += char + following if pair else char
        if pair:
            self.typed += following
        elif not self.turned(char) and (char != self.rules.escape or following):
            self.typed += char
        return 2 if pair else 1

    def escaped(self, char: str, following: str) -> bool:
        """Whether the next letter is taken literally."""
        if not following:
            return False
        rules, marks = self.rules, self.marks()
        freed = {"": None, '"': rules.in_double, "'": rules.in_single}[self.quote]
        if char == rules.escape and (freed is None or following in freed):
            return True
        return rules.doubled and bool(self.quote) and char in marks and following in marks

    def marks(self) -> str:
        """The marks that close what is open."""
        return {"": "", '"': self.rules.double, "'": self.rules.single}[self.quote]

    def turned(self, char: str) -> bool:
        """True for a mark that opens or closes a quotation."""
        if self.quote:
            closed = char in self.marks()
            self.quote = "" if closed else self.quote
            return closed
        if char in self.rules.double:
            self.quote = '"'
        elif char in self.rules.single:
            self.quote = "'"
        return bool(self.quote)


def read_line(text: str, shell: Shell) -> ShellLine:
    """The words of a line up to the cursor; the last one may be empty, or a quotation open."""
    reader, at = Reader(RULES[shell]), 0
    while at < len(text):
        at += reader.take(text[at], text[at + 1 : at + 2])
    return ShellLine(tuple(reader.words), reader.typed, reader.raw, reader.quote)
