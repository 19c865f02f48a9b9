"""A source by its names: what it is looked for by."""

from dataclasses import dataclass

from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """What matching needs to know of a source; ``place``, its office, tells namesakes apart.

    An archived one is found like all others, behind them; whether it may act, the caller decides.
    """

    id: int
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    place: str = ""
    archived: bool = False
