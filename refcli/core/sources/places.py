"""Where a source worked when, and what a change of it does to past figures."""

from dataclasses import dataclass
from datetime import date

from refcli.errors import RefusedError
from refcli.phrases import count_phrase


@dataclass(frozen=True, slots=True)
class Stay:
    """A place, the source itself where it worked in no office, from a day on.

    ``row`` is the number of the row that says so; a source that never moved has none.
    """

    since: date
    place_id: int
    place: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """What a source has on record from a day on."""

    referrals: int
    activities: int

    def __str__(self) -> str:
        """``3 referrals and 1 activity``."""
        return (
            f"{count_phrase(self.referrals, 'referral')} and"
            f" {count_phrase(self.activities, 'activity', 'activities')}"
        )


def place_at(stays: list[Stay], day: date) -> Stay:
    """The stay of a day; the first of ``stays`` begins before all days."""
    return [one for one in stays if one.since <= day][-1]


def refuse_same_place(stays: list[Stay], place_id: int, since: date, name: str) -> None:
    """Refuse a move to where somebody works on that day already."""
    now = place_at(stays, since)
    if now.place_id == place_id:
        where = "in no office" if now.row is None and now.place == name else f"at {now.place}"
        raise RefusedError(f"{name} works {where} on {since} already. Nothing was changed.")
