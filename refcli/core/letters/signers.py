"""Who signs a letter: how each of our providers does, and which of them is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.names.keys import name_key
from refcli.core.output.table import Column, Table, Type


@dataclass(frozen=True, slots=True)
class Signer:
    """How one of our providers signs: ``Ann Ray, DDS, MS`` for Dr. Ray, and a phone number."""

    provider: str
    signs_as: str
    phone: str = ""
    default: bool = False
    id: int = 0


def find_same_signer(signers: Sequence[Signer], named: str) -> Signer | None:
    """The signer of just this name: ann ray and Ray, Ann DDS for Dr. Ann Ray."""
    words = words_of(named)
    return next(
        (one for one in signers if words in (words_of(one.provider), words_of(one.signs_as))), None
    )


def find_signer(signers: Sequence[Signer], named: str) -> Signer | None:
    """The signer of a provider as named: Dr. Ray is Ann Ray, where nobody else of ours is.

    A slip is not forgiven: nobody signs for another.
    """
    if same := find_same_signer(signers, named):
        return same
    words = words_of(named)
    meant = [one for one in signers if words and is_part(words, one)]
    return meant[0] if len(meant) == 1 else None


def is_part(words: set[str], one: Signer) -> bool:
    """Whether a name is the signer's with words left out, or with a further one: Ray, Ann B. Ray.

    A surname alone is not told to be the one of Bob Ray.
    """
    its = max(words_of(one.provider), words_of(one.signs_as), key=len)
    return words <= its or (len(its) > 1 and its <= words)


def words_of(name: str) -> set[str]:
    """The words of a name as it is compared."""
    return set(name_key(name).split())


def default_signer(signers: Sequence[Signer]) -> Signer | None:
    """Who signs what is about no patient: the one chosen, or the only one there is."""
    chosen = [one for one in signers if one.default] or signers
    return chosen[0] if len(chosen) == 1 else None


COLUMNS = (
    Column("id", "No.", Type.ID, machine_only=True),
    Column("provider", "Provider"),
    Column("signs_as", "Signs as"),
    Column("phone", "Phone"),
    Column("signs", "Signs"),
)


def signers_table(signers: Sequence[Signer]) -> Table:
    """Who signs, and which letters."""
    other = default_signer(signers)
    rows = [
        (
            *(one.id, one.provider, one.signs_as, one.phone),
            "reports on their patients" + ", and all other letters" * (one == other),
        )
        for one in signers
    ]
    empty = (
        'Nobody signs yet but who types. For example: ref letter signer "Dr. Ray" --as "Ann Ray,'
        ' DDS, MS" --phone 206-555-0142'
    )
    return Table("Who signs letters", COLUMNS, rows, empty=empty)
