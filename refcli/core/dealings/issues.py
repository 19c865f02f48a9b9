"""What went wrong with a source: who sees to it, how long it is open, how often it happens.

What is said of a kickback is no business of the front desk: it is kept for the audit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.vocabulary import IssueTopic
from refcli.phrases import count_phrase, ordinal_text

QUARTER = 3  # months
ISSUE_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("source_id", "Source id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("about", "About"),
    Column("what", "What"),
    Column("referral_id", "Referral", Type.ID, machine_only=True),
    Column("patient", "Patient"),
    Column("owner", "Owner"),
    Column("witness", "Told by"),
    Column("opened_on", "Opened", Type.DATE),
    Column("days_open", "Days open", Type.COUNT),
    Column("closed_on", "Closed", Type.DATE),
    Column("outcome", "How it ended"),
)
NOTE = (
    "Days open: from the day opened to the day closed, or to today. Close one: ref issue close"
    " NUMBER --how TEXT"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """Something that went wrong, to be written; ``witness``: who heard or saw it."""

    source_id: int
    what: str
    about: IssueTopic
    opened_on: date
    referral_id: int | None = None
    owner: str = ""
    witness: str = ""


def is_same(known: NewIssue, told: NewIssue, *, topic_said: bool) -> bool:
    """Whether an issue is told again: of the same source and patient, but for capitals and stops.

    What is not said again is as it was: the patient, the witness, the topic. Another witness tells
    more. A topic that was not known before is said now; a kickback is one with kickbacks alone.
    """
    words = [re.findall(r"\w+", issue.what.casefold()) for issue in (known, told)]
    return (
        words[0] == words[1]
        and known.source_id == told.source_id
        and told.referral_id in {None, known.referral_id}
        and told.witness in {"", known.witness}
        and (not topic_said or known.about is told.about or may_become(known.about, told.about))
    )


def may_become(known: IssueTopic, told: IssueTopic) -> bool:
    """Whether a topic only says what was not known of an issue before."""
    return known is IssueTopic.OTHER and told is not IssueTopic.KICKBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue on record; ``place_id``: the place of its source; whose referral it is about."""

    id: int
    source: str
    place_id: int
    record: NewIssue
    closed_on: date | None = None
    outcome: str = ""
    patient: str = ""

    @property
    def key(self) -> str:
        """By which the due list names it."""
        return f"I{self.id}"

    def days_open(self, today: date) -> int:
        """How many days it has been open, or was."""
        return ((self.closed_on or today) - self.record.opened_on).days


def keep_back(one: Issue) -> Issue:
    """An issue as the desk may see it: of a kickback no word, which are for the audit alone."""
    if one.record.about is not IssueTopic.KICKBACK:
        return one
    return replace(one, record=replace(one.record, what="", witness=""), outcome="")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """The issues that the list may tell of: those that are open, and all by which they count."""

    every: Sequence[Issue] = ()

    @property
    def open(self) -> list[Issue]:
        """Those that nobody has closed."""
        return [one for one in self.every if one.closed_on is None]


def due_issues(ground: Ground, facts: IssueFacts, today: date) -> Iterator[DueItem]:
    """Every open issue, from the day on which it was told."""
    skipped = ground.skipped("I")
    for one in facts.open:
        party = ground.parties.get(one.record.source_id)
        if party and one.key not in skipped:
            made = make_item(
                ground, one.key, party, one.record.opened_on, why_mend(one, facts, today)
            )
            owner = one.record.owner or made.owner
            yield replace(made, owner=owner, patient=one.patient, remark=True)


def why_mend(one: Issue, facts: IssueFacts, today: date) -> str:
    """``report took three weeks (report), open 9 days, 2nd this quarter``."""
    days = one.days_open(today)
    since = f"open {count_phrase(days, 'day')}" if days else "told today"
    parts = [f"{one.record.what} ({one.record.about})", since, say_again(one, facts.every)]
    return ", ".join(filter(None, parts))


def say_again(one: Issue, every: Sequence[Issue]) -> str:
    """``2nd this quarter``, among those of its place; nothing for the first.

    A treatment of ours that went wrong is no fault of the place.
    """
    ours = IssueTopic.TREATMENT
    mine = [
        other
        for other in every
        if ours not in {one.record.about, other.record.about}
        and other.place_id == one.place_id
        and quarter_of(other.record.opened_on) == quarter_of(one.record.opened_on)
        and (other.record.opened_on, other.id) <= (one.record.opened_on, one.id)
    ]
    return f"{ordinal_text(len(mine))} this quarter" if len(mine) > 1 else ""


def quarter_of(day: date) -> tuple[int, int]:
    """The year and the quarter of a day: 2026, 4."""
    return day.year, (day.month - 1) // QUARTER + 1


def issue_table(issues: Sequence[Issue], today: date) -> Table:
    """One row per issue, the oldest first."""
    rows = [tuple(issue_record(one, today).values()) for one in issues]
    empty = 'Nothing is amiss. For example: ref issue add "Dr. Chen" "report took three weeks"'
    return Table("Issues", ISSUE_COLUMNS, rows, NOTE, empty=empty)


def issue_record(one: Issue, today: date) -> dict[str, Cell]:
    """An issue for programs."""
    record = one.record
    return {
        "id": one.id,
        "source_id": record.source_id,
        "source": one.source,
        "about": record.about.value,
        "what": record.what,
        "referral_id": record.referral_id,
        "patient": one.patient,
        "owner": record.owner,
        "witness": record.witness,
        "opened_on": record.opened_on,
        "days_open": one.days_open(today),
        "closed_on": one.closed_on,
        "outcome": one.outcome,
    }
