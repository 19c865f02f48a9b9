"""A command line that could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from refcli.core.owed.items import KEY
from refcli.examples import EXAMPLES
from refcli.front.walking import find_command, part_globals
from refcli.mistyped.mending import TypedValue, values_in
from refcli.mistyped.reading import HELP
from refcli.mistyped.samples import find_sample


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
    def help_page(self) -> list[str]:
        """The words of the line that shows how the command is typed, with an example."""
        return [*self.command.split(), HELP]

    @property
    def params(self) -> Sequence[Any]:
        """What the command takes."""
        params: Sequence[Any] = find_command(self.root, self.own_words)[0].params
        return params

    @property
    def behind(self) -> list[str]:
        """What was typed behind the command, without the options of ``ref`` itself."""
        return find_command(self.root, self.own_words)[1]

    @property
    def own_words(self) -> list[str]:
        """The words without the options of ``ref`` itself."""
        return part_globals(self.root, self.words)[1]

    @property
    def free(self) -> list[TypedValue]:
        """The values that were typed behind no option."""
        every = values_in(self.error.ctx.command, self.behind)
        return [one for one in every if not one.option]

    def sample(self, option: str) -> list[str]:
        """An option with a value that it may have; nothing where only a name could stand there."""
        param = next((one for one in self.params if option in one.opts), None)
        value = find_sample(self.command, param, option) if param else ""
        return [option, value] if value else []

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

    def with_words(self, words: Sequence[str]) -> "Slip":
        """The same slip with other words."""
        return replace(self, words=[*words])


def is_key(word: str) -> bool:
    """Whether a word is a key of the due list, with a comma behind it or none: S1, O1.2026."""
    return bool(KEY.fullmatch(word.rstrip(",")))
