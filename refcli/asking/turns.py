"""Several questions of one command, asked in turn, with a way back from each to the one before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeVar

T = TypeVar("T")


class Way(Enum):
    """Where an answer leads that picks nothing: to something new, or to the question before."""

    NEW = auto()
    BACK = auto()


class GoBackError(Exception):
    """Somebody wants the question before once more; ``ask_in_turn`` asks it."""


@dataclass(slots=True)
class Turns:
    """The answers that were given so far, while several questions are asked in turn.

    ``at``: how many of them were used in this round. A step back forgets the last one and begins a
    new round, in which those before it are given without being asked for.
    """

    given: list[Any] = field(default_factory=list)
    at: int = 0
    begun: bool = False

    @property
    def can_go_back(self) -> bool:
        """Whether a question stands before the one that is asked now."""
        return self.begun and bool(self.given)

    def ask_in_turn(self, ask: Callable[[], T]) -> T:
        """What ``ask`` finds out by its questions; it may run several times, so it only asks."""
        if self.begun:
            return ask()
        self.begun = True
        try:
            while True:
                self.at = 0
                try:
                    return ask()
                except GoBackError:
                    self.given.pop()
        finally:
            self.begun, self.given = False, []

    def answer(self, ask: Callable[[], T | Way]) -> T | Way:
        """The answer to one question: the one that was given before, or the one given now."""
        if not self.begun:
            return ask()
        if self.at == len(self.given):
            said = ask()
            if said is Way.BACK:
                raise GoBackError
            self.given.append(said)
        self.at += 1
        answer: T | Way = self.given[self.at - 1]
        return answer
