"""What the last answers about referrals were, of which some repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Habits:
    """Which of our providers saw the last patients, the latest first, and the day typed last.

    ``day``: the day on which the last referral came in, where the same person added it today and
    it was another day: a stack of slips is of one day.
    """

    providers: tuple[str, ...] = ()
    day: date | None = None


def note_habits(rows: Sequence[tuple[str, date]], today: date, *, added_today: bool) -> Habits:
    """The habits that follow from the last referrals, the latest first: provider and day."""
    providers = tuple(dict.fromkeys(provider for provider, _ in rows if provider))
    last = rows[0][1] if rows and added_today else today
    return Habits(providers, last if last != today else None)
