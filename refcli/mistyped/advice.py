"""What is said of a line that cannot be read, and the line to type instead, kept apart from it.

So no line has to be looked for in a sentence, where somebody's own words may look like one.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from refcli.lines import command_line


@dataclass(frozen=True, slots=True)
class LineAdvice:
    """A sentence, and the words behind ``ref`` that can be typed instead; none for no line.

    ``begin`` is what stands before them: Type, or See where a page is meant; For example where a
    word of it is one that could stand there.
    """

    said: str
    line: Sequence[str] = ()
    begin: str = "Type"

    def __str__(self) -> str:
        """Both as one sentence."""
        return f"{self.said} {self.begin}: {command_line(self.line)}" if self.line else self.said


def words_of(line: str) -> list[str]:
    """The words behind ``ref`` of one of our own examples."""
    return shlex.split(line)[1:]
