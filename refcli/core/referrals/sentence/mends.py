"""A doubt about a part of a sentence, and the sentence without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.referrals.sentence.parts import Said, Slot, find_part


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong with a part, and the sentence without that.

    ``drops``: the words of the part are gone from it.
    """

    what: str
    doubt: Said
    said: list[Said]
    drops: bool = False


def drop_part(what: str, said: Sequence[Said], at: int) -> Mend:
    """The sentence without a part."""
    return Mend(what, said[at], [*said[:at], *said[at + 1 :]], drops=True)


def replace_part(
    what: str, said: Sequence[Said], at: int, parts: Sequence[Said], mark: str = ""
) -> Mend:
    """The sentence with other parts in the place of one; a further note goes behind the first."""
    others = [*said[:at], *said[at + 1 :]]
    note, more = find_part(others, Slot.NOTE), find_part(parts, Slot.NOTE)
    if note and more:
        whole = Said(Slot.NOTE, (f"{note.text}; {more.text}",))
        others = [whole if one is note else one for one in others]
        parts = [one for one in parts if one is not more]
    return Mend(what + mark, said[at], [*others[:at], *parts, *others[at:]])
