"""What a name of a file was decided to mean, and what somebody answered about it."""

from dataclasses import dataclass
from enum import StrEnum

from refcli.core.intake.naming.mentions import Mention
from refcli.core.names.named import Named
from refcli.core.vocabulary import BuiltIn, Kind


class Means(StrEnum):
    """What a name means: the words of the list of names."""

    SAME = "same"
    COULD_BE = "could_be"
    NEW = "new"
    UNKNOWN = "unknown"
    NONE = "none"


NOBODY = {Means.UNKNOWN: BuiltIn.UNKNOWN, Means.NONE: BuiltIn.NONE}


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What somebody said of a name: whom it means, or what a new one is.

    ``source_id`` is below zero for another name of the files, by its place among them.
    """

    means: Means
    source_id: int = 0
    kind: Kind | None = None
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision:
    """What a name means. Where it is not ``sure``, ``why`` says what is open about it.

    ``source`` is who is meant, or the first who could be. ``kind`` is that of a new one, and
    ``office_id`` where it works. ``answered``: somebody said so, now or at an earlier file.
    """

    mention: Mention
    means: Means
    sure: bool = True
    source: Named | None = None
    candidates: tuple[Named, ...] = ()
    kind: Kind | None = None
    office_id: int | None = None
    answered: bool = False
    why: str = ""
    hint: str = ""  # what is said beside who it could be
