"""A change of the book as it is read."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One logged change: who, when, under which command, and the row before and after."""

    id: int
    command_id: int | None
    at: str
    by: str
    command: str
    undoes_id: int | None
    table: str
    row_id: int
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
