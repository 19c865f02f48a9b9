"""A gift over a limit, as the due list may know it: no value, only whom it is about and by when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Over:
    """A gift that went over a limit on a day, for which giving back in time makes up."""

    gift_id: int
    source_id: int
    crossed_on: date
    until: date
