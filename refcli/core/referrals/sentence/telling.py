"""A sentence told again: as it was understood, and as a line to type."""

from collections.abc import Collection, Sequence

from refcli.core.referrals.sentence.parts import (
    NAMES,
    OPTION_ONLY,
    OPTIONS,
    WITHOUT_WORDS,
    Said,
    Slot,
    is_quoted,
    keyword_of,
)
from refcli.errors import RefusedError
from refcli.lines import PLAIN, STOP, quote_word

AT_HOUR = frozenset({"at"})
ORDER = tuple(Slot)  # the patient first, a note last


def say_reading(said: Sequence[Said], doubt: Said | None = None) -> str:
    """``patient "maria lopez", from "dr chen"``; the part in ``doubt`` has a mark."""
    return ", ".join(say_part(one) + " (?)" * (one is doubt) for one in said)


def say_part(one: Said) -> str:
    """``from "dr chen"``; ``"elm"`` alone for words that belong to no part."""
    if one.part in WITHOUT_WORDS and not one.words:
        return str(one.part)
    return f'{one.part} "{one.text}"' if one.part else f'"{one.text}"'


def write_line(
    said: Sequence[Said], rest: Sequence[str] = (), options: Collection[Slot] = ()
) -> str:
    """The line of these parts; ``rest``: its other options.

    A patient who is called as a keyword stands behind ``--``, where none is. ``options``: the
    parts that are written as one, so that no other reading is left.
    """
    parts = sorted(
        (one for one in said if one.part),
        key=lambda one: ORDER.index(one.part or Slot.PATIENT),
    )
    last = [one for one in parts if one.part is Slot.PATIENT and keyword_of(one.text)]
    written = [
        write_part(one, is_repeated(one, parts), options) for one in parts if one not in last
    ]
    behind = [STOP, *(quote_word(one.text) for one in last)] if last else []
    return " ".join(["ref add", *written, *map(quote_word, rest), *behind])


def is_repeated(one: Said, parts: Sequence[Said]) -> bool:
    """Whether the part stands before, so that its keyword cannot stand again."""
    return next(other for other in parts if other.part is one.part) is not one


def write_part(one: Said, repeated: bool, options: Collection[Slot]) -> str:  # noqa: FBT001
    """A part as it is typed: a keyword and words, in quotes where one of them may mislead."""
    part = one.part or Slot.PATIENT
    if part is Slot.PATIENT:
        return write_words(one)
    if part in WITHOUT_WORDS and not one.words:
        return part.value
    as_option = repeated or part in {*options, *OPTION_ONLY} or keyword_of(one.text.strip())
    if as_option:
        return f"{OPTIONS[part]} {quote_word(one.text)}"
    return f"{part} {write_words(one)}"


def write_words(one: Said) -> str:
    """The words of a part, with quotes round them where they need some."""
    words = one.text.split()
    hour = AT_HOUR if one.part is Slot.BOOKED else frozenset()  # 12/2 at 9
    plain = all(PLAIN.fullmatch(word) and (word in hour or not keyword_of(word)) for word in words)
    bare = plain and words and one.text == " ".join(words) and not words[0].startswith("-")
    in_quotes = one.part is Slot.NOTE or (one.part in NAMES and any(map(is_quoted, one.words)))
    return one.text if bare and not (len(words) > 1 and in_quotes) else quote_word(one.text)


def refuse_both(*ways: tuple[Sequence[Said], str]) -> RefusedError:
    """The refusal of a line that can be read in several ways, each with the line to type for it."""
    told = " · ".join(f"{say_reading(said)}: {line}" for said, line in ways)
    return RefusedError(f"This can be read two ways, and nothing was recorded. {told}")
