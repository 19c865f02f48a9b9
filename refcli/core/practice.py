"""Whose book it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practice:
    """Whose book this is."""

    name: str = ""
    specialty: str = ""
    state: str = ""
    zip: str = ""
    bills_dhs: bool | None = None
