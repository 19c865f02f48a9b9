"""Whose book it is."""

from dataclasses import dataclass

from refcli.core.cadence import Cadence


@dataclass(frozen=True, slots=True)
class Practice:
    """Whose book this is, and its own figures for visiting."""

    name: str = ""
    specialty: str = ""
    state: str = ""
    zip: str = ""
    bills_dhs: bool | None = None
    cadence: Cadence = Cadence()  # noqa: RUF009  (frozen, so one for all is safe)
