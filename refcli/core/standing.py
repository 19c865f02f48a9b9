"""Where the practice stands today, in three lines, and what to type next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from refcli.core.comparing.exact import so_few
from refcli.core.owed.items import DueItem
from refcli.core.values.day_words import full_day
from refcli.core.values.periods import Period, last_full_month
from refcli.core.vocabulary import DueType
from refcli.lines import type_line
from refcli.phrases import count_phrase

RARE = 0.01  # a difference that chance makes less often is called one, as with quiet sources
FIRST_DAYS = 5  # of a month, in which its report is looked at
FIRST_LINE = 'ref add "Maria Lopez" --from "Dr. Chen" --kind provider'


@dataclass(frozen=True, slots=True)
class BookStanding:
    """Counts as of ``day``: what is due by ``until``, and the referrals of the month so far.

    ``today`` says who comes and whom to ask about and call.
    ``year_ago``: those of the same days a year before; None where the records begin later.
    """

    practice: str
    day: date
    today: str
    until: date
    due: int
    overdue: int
    quiet: int
    referrals: int
    year_ago: int | None
    ever: bool  # whether any referral is on record

    @property
    def beyond_chance(self) -> bool:
        """Whether two equal spans at one pace would seldom differ so much."""
        if self.year_ago is None:
            return False
        return so_few(*sorted((self.referrals, self.year_ago))) < RARE


def month_so_far(day: date) -> Period:
    """From the first of the month to the day."""
    return Period(day.replace(day=1), day)


def count_due(items: Iterable[DueItem], today: date) -> tuple[int, int, int]:
    """How many items there are, how many are overdue, and how many sources have gone quiet."""
    found = [*items]
    late = [one for one in found if one.due_on < today]  # as ref due counts
    return len(found), len(late), sum(one.type is DueType.QUIET for one in found)


def standing_lines(now: BookStanding) -> list[str]:
    """What is printed: practice and day, what is due, the month, and what to type next."""
    rows = [
        ("Today", now.today, "ref today"),
        ("Due", due_words(now), "ref due"),
        (f"{now.day:%B}", month_words(now), month_line(now)),
    ]
    names, widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:2]
    head = ", ".join([*filter(None, [now.practice]), full_day(now.day)])
    body = [f"{name:<{names}}  {words:<{widths}}  {line}" for name, words, line in rows]
    return [head, *body, f"Next: {next_line(now)}  (all commands: ref --help)"]


def due_words(now: BookStanding) -> str:
    """How much is due, and how much of it is late."""
    if not now.due:
        return f"nothing by {now.until:%a} {now.until.day} {now.until:%b}"
    parts = [
        f"{now.due:,} by {now.until:%a} {now.until.day} {now.until:%b}",
        *([f"{now.overdue:,} overdue"] if now.overdue else []),
        *([f"{now.quiet:,} gone quiet"] if now.quiet else []),
    ]
    return ", ".join(parts)


def month_words(now: BookStanding) -> str:
    """The referrals so far, beside those of the same days a year ago where these are known."""
    told = f"{count_phrase(now.referrals, 'referral')} so far"
    if now.year_ago is None:
        return told
    how = "beyond" if now.beyond_chance else "within"
    return f"{told} ({now.year_ago:,} by then a year ago, {how} chance)"


def month_line(now: BookStanding) -> str:
    """How to see the month."""
    return type_line("report", "--month", month_text(now.day))


def month_text(day: date) -> str:
    """2026-11."""
    return f"{day:%Y-%m}"


def next_line(now: BookStanding) -> str:
    """What is to be done first: what is overdue, then the report of the month that has ended."""
    if not now.ever:
        return FIRST_LINE
    if now.overdue:
        return "ref due"
    if now.day.day <= FIRST_DAYS:
        ended = last_full_month(now.day).since
        paper = f"{ended:%B}.xlsx".lower()
        return type_line("report", "--month", month_text(ended), "-o", paper)
    return "ref due" if now.due else FIRST_LINE


def standing_record(now: BookStanding) -> dict[str, object]:
    """The same for programs."""
    return {
        "practice": now.practice,
        "day": now.day,
        "today": now.today,
        "due": now.due,
        "overdue": now.overdue,
        "quiet": now.quiet,
        "month": month_text(now.day),
        "referrals": now.referrals,
        "year_ago": now.year_ago,
        "beyond_chance": now.beyond_chance if now.year_ago is not None else None,
        "next": next_line(now),
    }
