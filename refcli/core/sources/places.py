"""Where a source worked when, and what a change of it does to past figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.sources.facts import DatedFact, line_of_change
from refcli.core.sources.records import SourceView
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.lines import type_line
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
    is_office: bool = True

    def __str__(self) -> str:
        """``Chen Family Dental since 2026-10-01``; the first place has no day."""
        place = self.place if self.is_office else "no office"
        return place + (f" since {self.since}" if self.since > date.min else "")


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

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.referrals or self.activities)


def office_corrected(saved: SourceView, before: Stay, moved: Attached) -> str:
    """What a corrected office changes in past figures, and what to type if it was a move."""
    if not moved:
        return ""
    now, was = saved.office or saved.record.name, before.place
    move = type_line("source move", f"#{saved.id}", "--to", saved.office, "--on", "yesterday")
    since = f" since {before.since}" if before.since > date.min else ""
    return (
        f" Past figures change: {moved}{since} count at {now} now, not at {was}."
        f" If it was a move, first ref undo, then with its day: {move}"
    )


def kind_corrected(source_id: int, every: Attached, before: Kind, after: Kind) -> str:
    """What a corrected kind changes in past figures, and what to type if it was a change."""
    if not every:
        return ""
    return (
        f" Past figures change: {every} count as {after} now, not as {before}. If it was a"
        f" change, first ref undo, then with its day: {line_of_change(source_id, after)}"
    )


def place_at(stays: list[Stay], day: date) -> Stay:
    """The stay of a day; the first of ``stays`` begins before all days."""
    return [one for one in stays if one.since <= day][-1]


def place_before(stays: list[Stay], day: date) -> Stay:
    """The stay before a day: a move on that very day may be the one that is corrected."""
    return [one for one in stays if one.since < day or one is stays[0]][-1]


def refuse_same_place(stays: list[Stay], place_id: int, since: date, name: str) -> None:
    """Refuse a move to where somebody works on that day already."""
    now = place_at(stays, since)
    if now.place_id == place_id:
        where = "in no office" if now.row is None and now.place == name else f"at {now.place}"
        raise RefusedError(f"{name} works {where} on {since} already. Nothing was changed.")


def next_provider_day(facts: Sequence[DatedFact], since: date) -> date | None:
    """The first day after another on which a source is a provider again; None for no such day."""
    kinds = (one for one in facts if one.key == "kind" and one.since > since)
    return next((one.since for one in kinds if one.value == Kind.PROVIDER.value), None)


def refuse_later_office(
    known: SourceView, stays: Sequence[Stay], since: date, again: date | None
) -> None:
    """Refuse that somebody is no provider from a day on who moved to an office after it.

    ``again``: the day on which it is a provider again, as which it may move.
    """
    end = again or date.max
    later = [one for one in stays if since < one.since < end and one.is_office]
    if not later:
        return
    move, before = later[-1], place_before([*stays], later[-1].since)
    where = f"#{before.place_id}" if before.is_office else ""
    line = type_line("source move", f"#{known.id}", "--to", where, "--on", move.since)
    raise RefusedError(
        f"{known.record.name} works at {move.place} since {move.since}, and only a provider works"
        f" in an office. Take that move off first: {line}"
    )
