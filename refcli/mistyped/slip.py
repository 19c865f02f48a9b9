"""A command line that could not be read, and the example that is shown instead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from refcli.core.owed.items import KEY
from refcli.examples import EXAMPLES, WITH_OPTION
from refcli.front.walking import find_command, part_globals
from refcli.mistyped.advice import words_of
from refcli.mistyped.mending import SAMPLES_OF

NUMBER = re.compile(r"#?[A-Z]?[0-9]+|NUMBER|KEY", re.IGNORECASE)  # 14, #14, V12
FORMAT = {"--format", "-f"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A usage error, the words that were typed after ``ref``, and all its commands."""

    error: Any
    words: list[str]
    root: Any

    @property
    def command(self) -> str:
        """The command as it is typed, without ``ref``: ``referral status``."""
        if context := self.error.ctx:
            return " ".join(context.command_path.split()[1:])
        pairs = [" ".join(pair) for pair in pairwise(self.words)]
        return next((one for one in (*pairs, *self.words) if one in EXAMPLES), "")

    @property
    def shown(self) -> list[str]:
        """The words of a line of the command that works; of a group, how to see its commands."""
        own = (WITH_OPTION.get(f"{self.command} {name}") for name in self.options)
        line = next(filter(None, own), None) or EXAMPLES.get(self.command)
        return words_of(line) if line else [*self.command.split(), "--help"]

    @property
    def options(self) -> list[str]:
        """The names of the option that the error is about."""
        param = getattr(self.error, "param", None)
        named = [*param.opts] if param is not None and param.param_type_name == "option" else []
        return [name for name in (getattr(self.error, "option_name", ""), *named) if name]

    @property
    def is_bare(self) -> bool:
        """Whether nothing was typed behind the command but the option that the error is about."""
        _, behind = find_command(self.root, part_globals(self.root, self.words)[1])
        return not [word for word in behind if word.partition("=")[0] not in self.options]

    @property
    def example(self) -> list[str]:
        """The same about the record that was typed."""
        return self.about_what_was_typed(self.shown)

    def example_with(self, option: str) -> list[str]:
        """The example with an option, which it gets where it has not got it.

        Of ``init`` it is that option alone: the example would give the practice another name.
        """
        if self.command == "init" and (value := self.sample(option) or sample_of(option)):
            return [*self.words, *value[1:]]
        if option in self.example:
            return self.example
        return [*self.example, *(self.sample(option) or [option])]

    @property
    def put_off(self) -> list[str]:
        """The line that puts off what was typed with a day: snooze S1 monday, done S1 --until 12/3.

        Empty where no key stands before the day, or it is no such line.
        """
        words = [word for word in self.words if word != "--until"]
        at = words.index(self.command) + 1 if self.command in words else len(words)
        end = next((n for n, word in enumerate(words) if n >= at and not is_key(word)), at)
        day = words[end:]
        if end == at or not day or any(word.startswith("-") for word in day):
            return []
        return [*words[: at - 1], "snooze", *words[at:end], "--until", " ".join(day)]

    def about_what_was_typed(self, shown: Sequence[str]) -> list[str]:
        """The example with the number or key that was typed; nobody else's record stands in it."""
        at = len(self.command.split())
        if at >= len(shown) or not NUMBER.fullmatch(shown[at]):
            return [*shown]
        mine = next((word for word in self.words[at:] if NUMBER.fullmatch(word)), shown[at])
        return [*shown[:at], mine.lstrip("#").upper(), *shown[at + 1 :]]

    def sample(self, *names: str) -> list[str] | None:
        """An option with the value that the example gives it, by any of its names."""
        if FORMAT & set(names):
            return [names[0], "json"]  # every command has it, so no example does
        pairs = pairwise(self.example)
        return next(([option, value] for option, value in pairs if option in names), None)


def sample_of(option: str) -> list[str]:
    """An option with a value that it may have; nothing where none is known."""
    return [option, SAMPLES_OF[option]] if option in SAMPLES_OF else []


def is_key(word: str) -> bool:
    """Whether a word is a key of the due list, with a comma behind it or none: S1, O1.2026."""
    return bool(KEY.fullmatch(word.rstrip(",")))
