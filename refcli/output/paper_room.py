"""Whether texts fit on a label or in the window of an envelope, and in which size of type.

The widths are those of wide letters (DejaVu Sans), so that in the usual types there is room left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.output.text import harmless_text

NARROW, DIGIT, WIDE, CAPITAL, USUAL = 0.42, 0.65, 1.05, 0.8, 0.65  # of the size of the type
NARROW_LETTERS = frozenset(" fijlrtI.,;:'|!()[]/-")
WIDE_LETTERS = frozenset("mwMW@%&#+=")
LATIN = "\u024f"  # the last letter of the extended Latin alphabet; others may be wider


@dataclass(frozen=True, slots=True)
class PaperRoom:
    """A place on paper, in points; ``line``: the height of a line, in sizes of type."""

    width: float
    height: float
    line: float
    sizes: Sequence[float]  # of type, the usual one first, the smallest last

    def holds(self, texts: Sequence[str]) -> bool:
        """Whether everything fits on the page in some size of type."""
        return any(self.lines(texts, size) <= self.most(size) for size in self.sizes)

    def size(self, texts: Sequence[str]) -> float:
        """The size in which all stands there, each in one line if possible; else the smallest.

        No text is made the smallest only to stand in one line.
        """
        fitting = [size for size in self.sizes if self.lines(texts, size) <= self.most(size)]
        whole = [
            size
            for size in fitting
            if size > self.sizes[-1] and self.lines(texts, size) == len(texts)
        ]
        return next(iter(whole or fitting), self.sizes[-1])

    def lines(self, texts: Sequence[str], size: float) -> int:
        """How many lines the texts take in a size of type."""
        return sum(lines_of(harmless_text(text), self.width / size) for text in texts)

    def most(self, size: float) -> int:
        """How many lines have room."""
        return int(self.height / (self.line * size))


def lines_of(text: str, room: float) -> int:
    """How many lines a text takes, broken between words, and within one that is too long."""
    count, used = 1, 0.0
    for word in text.split():
        wide = word_width(word)
        if used and used + NARROW + wide > room:
            count, used = count + 1, 0.0
        used += wide + (NARROW if used else 0.0)
        if used > room:
            further = int(used / (room - WIDE))
            count, used = count + further, used - further * (room - WIDE)
    return count


def word_width(word: str) -> float:
    """How wide a word is, in sizes of type."""
    return sum(letter_width(letter) for letter in word)


def letter_width(letter: str) -> float:
    """How wide a letter is, at most."""
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS or letter > LATIN:
        return WIDE
    if letter.isdigit():
        return DIGIT
    return CAPITAL if letter.isupper() else USUAL


LABEL = PaperRoom(
    width=167, height=69, line=1.2, sizes=(10, 9, 8, 7)
)  # Avery 5160, inside its edges
WINDOW = PaperRoom(width=288, height=72, line=1.25, sizes=(11, 10, 9, 8))  # of a number 10 envelope
HEAD = PaperRoom(
    width=400, height=79, line=1.3, sizes=(10.5, 9, 8, 7)
)  # of a letter; its type is bold
