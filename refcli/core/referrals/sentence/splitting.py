"""From the words of a line to its parts: each keyword begins one, and so does each option."""

from collections.abc import Sequence

from refcli.core.names.keys import TITLES, name_key
from refcli.core.referrals.sentence.parts import (
    NOT,
    READABLE,
    Readers,
    Run,
    Said,
    Slot,
    is_quoted,
    keyword_of,
)


class Splitter:
    """The parts of a line, word after word; ``at`` is the place of the one that is spoken of."""

    def __init__(self, known: Readers) -> None:
        self.known = known
        self.said: list[Said] = []
        self.at: int | None = None

    def take_run(self, run: Run) -> None:
        """Take the words of a run, those of an option first."""
        words, self.at = run.words, None
        if run.option:
            self.begin(run.option, words[0], by_option=True)
            words = words[1:]
            mine = count_own_words(run, self.known) if not self.has(Slot.PATIENT) else len(words)
            self.take_words(words[:mine])
            self.at = None if mine < count_until_keyword(words) else self.at
            words = words[mine:]
        if run.literal:
            self.begin_free(words)
        else:
            self.take_words(words)

    def take_words(self, words: Sequence[str]) -> None:
        """Take words one after the other."""
        for word in words:
            part = keyword_of(word)
            if part is Slot.AT and self.find(Slot.BOOKED) is not None:
                self.at = self.find(Slot.BOOKED)
                self.append(word)
            elif part:
                self.begin_keyword(part)
            elif self.at is None:
                self.begin_free([word])
            else:
                self.append(word)

    def begin_keyword(self, part: Slot) -> None:
        """Begin a part by its keyword; ``not`` before ``booked`` belongs to it."""
        last = self.said[self.at] if self.at is not None else None
        denied = part is Slot.BOOKED and last and [*map(str.casefold, last.words[-1:])] == [NOT]
        if denied and last and self.at is not None:
            self.said[self.at] = Said(last.part, last.words[:-1], last.by_option)
        self.begin(Slot.NOT_BOOKED if denied else part)

    def begin_free(self, words: Sequence[str]) -> None:
        """Words behind no keyword are the patient; once there is one, they belong nowhere."""
        if words:
            self.begin(None if self.has(Slot.PATIENT) else Slot.PATIENT, *words)

    def begin(self, part: Slot | None, *words: str, by_option: bool = False) -> None:
        """Begin a part."""
        self.at = len(self.said)
        self.said.append(Said(part, words, by_option))

    def append(self, word: str) -> None:
        """Add a word to the part that is spoken of."""
        if self.at is not None:
            one = self.said[self.at]
            self.said[self.at] = Said(one.part, (*one.words, word), one.by_option)

    def has(self, part: Slot) -> bool:
        """Whether a part was said."""
        return self.find(part) is not None

    def find(self, part: Slot) -> int | None:
        """The place of the first of this part."""
        return next((at for at, one in enumerate(self.said) if one.part is part), None)


def split_parts(runs: Sequence[Run], known: Readers) -> list[Said]:
    """The parts in the order in which they were typed.

    Where ``--from`` stands, one word alone is the patient, whatever word it is.
    """
    free = [word for run in runs for word in run.words[run.option is not None :]]
    heads = [run.words[0] for run in runs if run.option is Slot.FROM]
    alone = len(free) == 1 and bool(heads) and not any(map(is_title, heads))
    splitter = Splitter(known)
    for run in runs:
        if alone and run.option and len(run.words) > 1:
            splitter.take_run(Run(run.words[:1], run.option))
            splitter.take_run(Run(run.words[1:], literal=True))
        else:
            splitter.take_run(Run(run.words, run.option, run.literal or alone))
    return splitter.said


def part_at_end(words: Sequence[str]) -> tuple[Slot, tuple[str, ...]]:
    """The part that the next word of a line belongs to, and the words of that part so far."""
    part, so_far, booked = Slot.PATIENT, list[str](), False
    for word in words:
        begun = keyword_of(word)
        if begun is None or (begun is Slot.AT and booked):  # behind booked, at says the hour
            so_far.append(word)
            continue
        part, so_far, booked = begun, [], booked or begun is Slot.BOOKED
    return part, (*so_far,)


def count_until_keyword(words: Sequence[str]) -> int:
    """How many words stand before the first keyword."""
    return next((at for at, word in enumerate(words) if keyword_of(word)), len(words))


def count_own_words(run: Run, known: Readers) -> int:
    """How many of the words behind an option's value belong to it where no patient was named yet.

    None of one word alone, and none behind a value in quotes or one that can be read as it is;
    those before a word in quotes, and behind a title. All others: what is meant is in doubt.
    """
    value, rest = run.words[0], run.words[1:]
    until = count_until_keyword(rest)
    quoted = next((at for at, word in enumerate(rest[:until]) if is_quoted(word)), None)
    if quoted is not None:
        return quoted
    if is_title(value):
        return until
    if run.option in READABLE:
        return count_readable(run.option, run.words[: until + 1], known)
    return 0 if until <= 1 or is_quoted(value) else until


def is_title(word: str) -> bool:
    """Whether a word alone names nobody: dr, mrs."""
    return name_key(word) in TITLES


def count_readable(part: Slot, words: Sequence[str], known: Readers) -> int:
    """How many words behind the first can be read with it: one in 12/2 9:30 maria lopez."""
    ends = range(len(words), 0, -1)
    return next((end for end in ends if known.fits(part, " ".join(words[:end]))), 1) - 1
