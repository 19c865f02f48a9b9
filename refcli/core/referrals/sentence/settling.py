"""Where a keyword may be a word of a name or of a note: what it is, if that can be one thing only.

A name on record goes before a keyword that cannot be one ("Smiles on Main"). Where both can be
meant ("Home at Last"), both lines are shown.
"""

from collections.abc import Sequence

from refcli.core.referrals.sentence.parts import (
    IN_NAMES,
    NAMES,
    READABLE,
    Readers,
    Said,
    Slot,
)
from refcli.core.referrals.sentence.telling import refuse_both, write_line

NEW = ("--kind", "provider", "--new")


def settle_keywords(said: Sequence[Said], known: Readers, rest: Sequence[str]) -> list[Said]:
    """The parts once it is clear of each keyword that it is one."""
    said = settle_note(said, known, rest)
    at = 1
    while at < len(said):
        joined = join_parts(said[at - 1], said[at])
        whole = [*said[: at - 1], joined, *said[at + 1 :]]
        if may_be_name(said, at, known) and is_one_name(said, at, known):
            if can_stand(said, at, known):
                raise refuse_both(
                    (whole, write_line(whole, rest)),
                    (said, write_as_keyword(said, at, known, rest)),
                )
            said = whole
        else:
            at += 1
    return list(said)


def join_parts(one: Said, keyword: Said) -> Said:
    """A part with the next one's keyword and words as words of its own."""
    word = keyword.part.value if keyword.part else ""
    return Said(one.part, (*one.words, word, *keyword.words), one.by_option)


def may_be_name(said: Sequence[Said], at: int, known: Readers) -> bool:
    """Whether a keyword behind the name of a source may be a word of it."""
    name, keyword = said[at - 1], said[at]
    if keyword.by_option or keyword.part is None or not keyword.words:
        return False
    if name.part not in NAMES - {Slot.PATIENT} or not (name.is_loose and keyword.is_loose):
        return False
    return not name.words or keyword.part in IN_NAMES or not can_stand(said, at, known)


def is_one_name(said: Sequence[Said], at: int, known: Readers) -> bool:
    """Whether it is one: a source is called so, or nothing else would be left of the name."""
    if not said[at - 1].words and (said[at].part not in READABLE or not can_stand(said, at, known)):
        return True
    return known.is_known(join_parts(said[at - 1], said[at]).text)


def write_as_keyword(said: Sequence[Said], at: int, known: Readers, rest: Sequence[str]) -> str:
    """The line in which a keyword is one: as an option, so that it is no word of the name.

    A name of which it is not the whole means the one on record; another one has to be new.
    """
    part, name = said[at].part or Slot.AT, said[at - 1].text
    new = part is Slot.AT and not known.is_known(name) and "--kind" not in rest
    return write_line(said, [*rest, *NEW] if new else rest, {part})


def can_stand(said: Sequence[Said], at: int, known: Readers) -> bool:
    """Whether a keyword can be one: it stands once, and its words can be read."""
    one = said[at]
    twice = sum(other.part is one.part for other in said) > 1
    return not twice and bool(said[at - 1].words) and known.fits(one.part, one.text)


def settle_note(said: Sequence[Said], known: Readers, rest: Sequence[str]) -> list[Said]:
    """The parts with a note that holds what can only be a part of it."""
    at = next((n for n, one in enumerate(said) if one.part is Slot.NOTE), len(said))
    said = list(said)
    while at + 1 < len(said) and said[at].is_loose and not said[at + 1].by_option:
        keyword = said[at + 1]
        if not keyword.is_loose or keyword.part is None or must_stand(said, at + 1):
            break
        whole = [*said[:at], join_parts(said[at], keyword), *said[at + 2 :]]
        if can_stand(said, at + 1, known) and is_no_prose(keyword, known):
            raise refuse_both((said, write_line(said, rest)), (whole, write_line(whole, rest)))
        said = whole
    return said


def must_stand(said: Sequence[Said], at: int) -> bool:
    """Whether a keyword behind a note is needed: nothing else says who sent the patient."""
    return said[at].part is Slot.FROM and sum(one.part is Slot.FROM for one in said) == 1


def is_no_prose(keyword: Said, known: Readers) -> bool:
    """Whether a keyword in a note may be meant.

    Words such as from and at are common in notes: a source behind them is one that is on record.
    Behind also it may be a new one: also yelp.
    """
    return keyword.part not in NAMES - {Slot.ALSO} or known.is_known(keyword.text)
