"""The page of a source as people read it: how it stands, what is owed, what is known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.activities import ActivityView
from refcli.core.dealings.issues import Issue
from refcli.core.dealings.meetings import Meeting
from refcli.core.output.table import Table
from refcli.core.owed.items import DueItem
from refcli.core.sources.tables import NOBODY, SourcePage, page_facts, stage_of, timeline_table
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import ActivityKind, DueType
from refcli.phrases import count_phrase

WIDTH = 13  # columns of what a line is about
UNTOLD = frozenset({DueType.GIFT, DueType.POLICY})  # of gifts nothing stands beside referrals
TOLD_APART = frozenset({DueType.ISSUE, DueType.MEETING, DueType.QUIET})  # on lines of their own
AHEAD = frozenset({"id", "source", "kind", "office", "stage", "referrals", "last_referral"})
LABELS = {
    "last_visit": "Last visit",
    "silence": "Pace",
    "our_doctors": "Our doctors",
    "worked_at": "Worked at",
    "changed": "Changed",
    "email": "E-mail",
    "npi": "NPI",
    "zip": "ZIP",
    "report_by": "Reports by",
    "target_on": "Target since",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDealings:
    """What is open between us and a source: what we owe, issues, meetings, what was put off."""

    owed: Sequence[DueItem] = ()
    issues: Sequence[Issue] = ()
    meetings: Sequence[Meeting] = ()
    decided: Sequence[str] = ()


def page_lines(page: SourcePage, open_: SourceDealings, today: date) -> Iterator[str]:
    """The page but for its timeline: a heading, what is open, then a line for each fact."""
    record = page.source.record
    place = f", {page.source.office}" if page.source.office else ""
    yield f"{record.name} (#{page.source.id}, {record.kind}{place})"
    owed = [owed_words(one, today) for one in open_.owed if one.type not in TOLD_APART]
    told = [
        ("Stands", stand_words(page, today)),
        *label_all("We owe", owed or ["nothing"]),
        *label_all("Issues", [issue_words(one, today) for one in open_.issues]),
        *label_all("Planned", list(map(str, open_.meetings))),
        *label_all("Put off", open_.decided),
        *fact_pairs(page, today),
    ]
    yield from (f"{about:{WIDTH}}{words}" for about, words in told if words)


def label_all(label: str, lines: Sequence[str]) -> list[tuple[str, str]]:
    """The lines, the first of them under a label."""
    return [(label * (n == 0), line) for n, line in enumerate(lines)]


def stand_words(page: SourcePage, today: date) -> str:
    """``active; 27 referrals, the last on Mon 22 Sep 2025``."""
    standing = page.standings.get(page.source.id, NOBODY)
    stage = stage_of(page.source.record.kind, standing, today)
    last = standing.last_referral
    since = f", the last on {full_day(last)}" if last else ""
    many = count_phrase(standing.referrals, "referral") if standing.referrals else "no referral"
    return "; ".join(filter(None, [stage and stage.value, f"{many}{since}"]))


def owed_words(item: DueItem, today: date) -> str:
    """``V14 visit by Wed 16 Sep 2026, 75 days late: every 3 months``."""
    late = item.days_overdue(today)
    overdue = f", {count_phrase(late, 'day')} late" if late else ""
    return f"{item.key} {item.type.words} by {full_day(item.due_on)}{overdue}: {item.reason}"


def issue_words(one: Issue, today: date) -> str:
    """``I3 report took three weeks (report), open 9 days, Tina's``."""
    days, owner = count_phrase(one.days_open(today), "day"), one.record.owner
    whose = f", {owner} sees to it" if owner else ""
    return f"{one.key} {one.record.what} ({one.record.about}), open {days}{whose}"


def fact_pairs(page: SourcePage, today: date) -> Iterator[tuple[str, str]]:
    """What else is known, each under its label; what is not known or not so is left out."""
    facts = page_facts(page, today) | {"credentials": list(map(str, page.memberships))}
    for name, value in facts.items():
        if name not in AHEAD and value and value != 0:
            yield LABELS.get(name, name.replace("_", " ").capitalize()), say_fact(value)


def say_fact(value: object) -> str:
    """A fact in words: a day with its weekday, several behind each other."""
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "yes" if value is True else str(value)


def without_calls_to_patients(activities: Sequence[ActivityView]) -> list[ActivityView]:
    """What was done for the source: a call to a patient about an appointment is none of it."""
    return [
        one
        for one in activities
        if one.record.kind is not ActivityKind.CALL or one.record.referral_id is None
    ]


def timeline_in_words(page: SourcePage) -> Table:
    """The timeline as people read it: ``drop-off``, and no source where all are the same."""
    table = timeline_table(page)
    rows = [(on, str(what).replace("_", "-"), *more) for on, what, *more in table.rows]
    if {row[2] for row in rows} <= {page.source.record.name}:
        columns = [one for one in table.columns if one.name != "source"]
        rows = [(row[0], row[1], row[3]) for row in rows]
        return replace(table, columns=columns, rows=rows)
    return replace(table, rows=rows)


def dealing_records(open_: SourceDealings, today: date) -> dict[str, object]:
    """What is open, for programs."""
    return {
        "owed": [
            {
                "key": item.key,
                "type": item.type.value,
                "due_on": item.due_on,
                "days_overdue": item.days_overdue(today),
                "reason": item.reason,
                "owner": item.owner,
            }
            for item in open_.owed
        ],
        "issues": [
            {
                "id": one.id,
                "what": one.record.what,
                "about": one.record.about.value,
                "opened_on": one.record.opened_on,
                "owner": one.record.owner,
            }
            for one in open_.issues
        ],
        "meetings": [str(one) for one in open_.meetings],
        "put_off": list(open_.decided),
    }
