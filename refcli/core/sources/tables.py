"""Sources as tables: the list of all, and the page of one with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from refcli.core.activities import ActivityView
from refcli.core.counting.metrics import Stage, find_stage
from refcli.core.insurers import Membership
from refcli.core.names.named import Named
from refcli.core.occasions import Occasion
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.referrals.records import ReferralView
from refcli.core.sources.contacts import Contact
from refcli.core.sources.facts import DatedFact
from refcli.core.sources.our_doctors import tell_unmet
from refcli.core.sources.places import Stay
from refcli.core.sources.records import NewSource, SourceStanding, SourceView
from refcli.core.vocabulary import Kind

NOBODY = SourceStanding()
LIST_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("source", "Source"),
    Column("kind", "Kind"),
    Column("office", "Office"),
    Column("stage", "Stage"),
    Column("referrals", "Refs", Type.COUNT),
    Column("last_referral", "Last ref", Type.DATE),
    Column("last_visit", "Visited", Type.DATE),
    Column("owner", "Owner"),
    Column("phone", "Phone", machine_only=True),
    Column("email", "E-mail", machine_only=True),
    Column("address", "Address", machine_only=True),
    *(Column(name, name.capitalize(), machine_only=True) for name in ("street", "city", "state")),
    Column("zip", "ZIP", machine_only=True),
    Column("fax", "Fax", machine_only=True),
    Column("npi", "NPI", machine_only=True),
    Column("specialty", "Specialty", machine_only=True),
    Column("tags", "Tags", machine_only=True),
    Column("report_by", "Reports by", machine_only=True),
    Column("target", "Target", machine_only=True),
    Column("archived_on", "Archived", Type.DATE, machine_only=True),
    Column("archived_why", "Why", machine_only=True),
)
WITH_ARCHIVED = {"archived_on": False, "archived_why": False, "owner": True}  # for programs alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilter:
    """Which sources to list: all that are as said here; what is None does not matter."""

    kind: Kind | None = None
    stage: Stage | None = None
    owner: str | None = None
    tag: str | None = None

    def fits(self, source: SourceView, standing: SourceStanding, today: date) -> bool:
        """True of a source that is as said; owners are compared whatever the case."""
        record = source.record
        return (
            (self.kind is None or record.kind is self.kind)
            and (self.stage is None or stage_of(record.kind, standing, today) is self.stage)
            and (not self.owner or record.owner.casefold() == self.owner.casefold())
            and (not self.tag or self.tag.strip().casefold() in record.tags.split(", "))
        )


EVERYBODY = SourceFilter()


def source_table(
    sources: Sequence[SourceView],
    standings: Mapping[int, SourceStanding],
    today: date,
    wanted: SourceFilter = EVERYBODY,
    *,
    archived: bool = False,
) -> Table:
    """One row per source; an office's referrals and visits are those of all who work in it.

    ``archived``: those out of use are among them, and people read since when and why, in the room
    that the owner has elsewhere.
    """
    note = (
        f"Countable referrals received by {today}, ever; an office's include those of its"
        " providers. Stage, of the place (an office with all who work in it, or a provider without"
        " one): target (never met, never referred), courting (visited, never"
        " referred), active (referred in the last 12 months), lapsed (only before)."
    )
    empty = "No source is like that. All of them: ref source list"
    if wanted == EVERYBODY:
        empty = 'No source yet. For example: ref source add "Lakeside Dental" --kind office'
    rows = [
        source_row(source, standing, today)
        for source in sources
        if wanted.fits(source, standing := standings.get(source.id, NOBODY), today)
    ]
    columns = [
        replace(one, machine_only=WITH_ARCHIVED[one.name])
        if archived and one.name in WITH_ARCHIVED
        else one
        for one in LIST_COLUMNS
    ]
    return Table("Sources", columns, rows, note, empty=empty)


def source_row(source: SourceView, standing: SourceStanding, today: date) -> tuple[Cell, ...]:
    """The cells of one source: what a column of the list names is read from its record."""
    record = source.record
    cells: dict[str, Cell] = {
        "id": source.id,
        "source": record.name,
        "kind": record.kind.value,
        "office": source.office or None,
        "stage": stage_of(record.kind, standing, today),
        "referrals": standing.referrals,
        "last_referral": standing.last_referral,
        "last_visit": standing.last_visit,
        "target": record.target,
    }
    names = [column.name for column in LIST_COLUMNS]
    return tuple(cells[name] if name in cells else getattr(record, name) for name in names)


def stage_of(kind: Kind, standing: SourceStanding, today: date) -> Stage | None:
    """The stage of an office or provider, which is that of its place; others have none."""
    if not kind.refers:
        return None
    visited, last = standing.last_visit is not None, standing.place_referral
    return find_stage(visited=visited, last_referral=last, today=today)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with all that happened with it."""

    source: SourceView
    members: Sequence[Named]
    referrals: Sequence[ReferralView]
    activities: Sequence[ActivityView]
    standings: Mapping[int, SourceStanding]
    memberships: Sequence[Membership] = ()
    occasions: Sequence[Occasion] = ()
    contacts: Sequence[Contact] = ()
    stays: Sequence[Stay] = ()
    facts: Sequence[DatedFact] = ()
    silence: str = ""
    our_doctors: frozenset[str] = frozenset()


SAID_AHEAD = {"id", "name", "kind", "office_id", "aliases"}  # in words of their own
SHOWN_AS_KEPT = [one.name for one in fields(NewSource) if one.name not in SAID_AHEAD]
TIMELINE_COLUMNS = (
    Column("on", "On", Type.DATE),
    Column("what", "What"),
    Column("source", "Source"),
    Column("details", "Details"),
)


def source_record(source: SourceView) -> dict[str, object]:
    """What is on record of a source itself, for programs."""
    record = source.record
    return {
        "id": source.id,
        "source": record.name,
        "kind": record.kind.value,
        "office": source.office or None,
        "aliases": list(record.aliases),
        **{name: getattr(record, name) for name in SHOWN_AS_KEPT},
        **({"added_on": None} if source.built_in else {}),  # with the book, by nobody
    }


def page_facts(page: SourcePage, today: date) -> dict[str, object]:
    """What is known of the source itself."""
    own = source_record(page.source)
    standing = page.standings.get(page.source.id, NOBODY)
    is_visited_itself = page.source.record.kind.refers and not page.source.office
    first = {name: own[name] for name in ("id", "source", "kind", "office")}
    stands = {
        "stage": stage_of(page.source.record.kind, standing, today),
        "referrals": standing.referrals,
        "last_referral": standing.last_referral,
        "last_visit": standing.last_visit,
        "silence": page.silence or None,
        "our_doctors": tell_unmet(page.activities, page.our_doctors) if is_visited_itself else "",
        "people": [member.name for member in page.members],
        "contacts": [str(one) for one in page.contacts],
        "worked_at": [str(one) for one in page.stays if len(page.stays) > 1],
        "changed": [str(one) for one in page.facts],
    }
    beside = {
        "occasions": [f"{one.name} {one.on}" for one in page.occasions],
        "credentials": [one.record() for one in page.memberships],
    }
    return first | stands | own | beside


def timeline_table(page: SourcePage) -> Table:
    """Every referral and activity, the latest first."""
    rows = [tuple(event.values()) for event in timeline_records(page)]
    note = "Referrals by the day received, activities by the day done, the latest first."
    return Table("Timeline", TIMELINE_COLUMNS, rows, note, empty="Nothing has happened yet.")


def timeline_records(page: SourcePage) -> list[dict[str, Cell]]:
    """The timeline of a source as one list of records, for programs."""
    both = [*map(referral_event, page.referrals), *map(activity_event, page.activities)]
    return sorted(both, key=lambda event: str(event["on"]), reverse=True)


def referral_event(referral: ReferralView) -> dict[str, Cell]:
    """A referral in the timeline."""
    record = referral.record
    details = f"referral {referral.id}: {record.patient}, {record.status}"
    return {
        "on": record.received_on,
        "what": "referral",
        "source": referral.source,
        "details": details,
    }


def activity_event(activity: ActivityView) -> dict[str, Cell]:
    """An activity in the timeline; what was brought stands nowhere beside referrals."""
    record = activity.record
    about = f"referral {record.referral_id}" if record.referral_id else ""
    parts = (
        "nobody was met" if record.attempt else "",
        about,
        f"by {record.who}" if record.who else "",
        f"met {record.met}" if record.met else "",
        record.purpose,
        record.intel,
        f"next: {record.next_step}" if record.next_step else "",
        record.note,
    )
    details = "; ".join(part for part in parts if part)
    return {
        "on": record.on,
        "what": record.kind_beside.value,
        "source": activity.source,
        "details": details,
    }
