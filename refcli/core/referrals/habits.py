"""What the last answers about referrals were, of which some repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Habits:
    """Which of our providers saw the last patients, the latest first, and the day typed last.

    ``day``: the day on which the last referral came in, where the same person added it today and
    it was another day: a stack of slips is of one day. ``source``: who sent that last referral.
    """

    providers: tuple[str, ...] = ()
    day: date | None = None
    source: str = ""


def note_habits(
    rows: Sequence[tuple[str, date]], today: date, *, added_today: bool, source: str = ""
) -> Habits:
    """The habits that follow from the last referrals, the latest first: provider and day.

    ``source``: who sent the latest.
    """
    providers = tuple(dict.fromkeys(provider for provider, _ in rows if provider))
    last = rows[0][1] if rows and added_today else today
    again = source if added_today else ""
    return Habits(providers, last if last != today else None, again)
