"""Two sources that are one: what the one that stays takes from the other, and how it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from refcli.core.sources.carrying import Carrying
from refcli.core.sources.joining import Joining
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.wishes import read_tags
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.phrases import count_phrase, with_article

Moved = Mapping[str, int]  # so many of each: 3 referrals
ELSEWHERE = frozenset({"id", "name", "kind", "aliases", "office_id", "archived_on", "archived_why"})
PARTS = frozenset({"street", "city", "state", "zip"})  # of one address
SETTLED = ELSEWHERE | PARTS | {"added_on", "target_on", "tags"}  # never lost by a merge
PLURALS = {"activity": "activities", "person who works there": "people who work there"}
PLURALS |= {"month of spending": "months of spending"}
FIELD_WORDS = {
    "email": "e-mail",
    "npi": "NPI",
    "report_by": "reports by",
    "visit_every": "months between visits",
    "visit_first": "months of frequent visits",
    "visit_later": "months between later visits",
    "referral_id": "own referral",
    "added_on": "first added",
    "target_on": "target since",
}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A value of the source that goes which is not that of the one that stays."""

    name: str
    value: object
    kept: object

    def __str__(self) -> str:
        """``phone 555-0102 (kept: 555-0101)``."""
        words, sign = FIELD_WORDS.get(self.name, self.name), "#" * (self.name == "referral_id")
        return f"{words} {sign}{self.value} (kept: {sign}{self.kept})"


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge will do: who stays, who goes, how much moves, and what does not.

    ``own_help``: the assists with what one of the two sent and the other helped with.
    """

    kept: SourceView
    gone: SourceView
    moving: Moved = field(default_factory=dict)
    carrying: Carrying = field(default_factory=Carrying)
    joining: Joining = field(default_factory=Joining)
    own_help: int = 0
    today: date = date.min

    @property
    def taken(self) -> dict[str, object]:
        """What the one that stays takes over: the columns that it has empty."""
        kept, gone = self.kept, self.gone
        office = {"office": gone.office} if gone.office and not kept.office else {}
        return office | fill_in(kept.record, gone.record)

    @property
    def not_taken(self) -> list[NotTaken]:
        """What is on record of the one that goes and is not taken over."""
        return list(find_not_taken(self.kept.record, self.gone.record))

    @property
    def remarks(self) -> list[str]:
        """What is taken over and what is not, and what counts elsewhere, a sentence each."""
        values = ", ".join(map(str, self.not_taken))
        taken = ", ".join(say_taken(self.taken))
        first = [f"Taken over: {taken}."] * bool(taken)
        first += [f"Not taken over from #{self.gone.id}: {values}."] * bool(values)
        return [*first, *(f"{said[0].upper()}{said[1:]}." for said in self.said)]

    @property
    def said(self) -> list[str]:
        """What of the past counts elsewhere, and what of the decisions is not carried over."""
        places = [one.words(self.today) for one in self.joining.changes]
        if stays := self.joining.words(self.today):
            places.append(f"Places of #{self.kept.id} then: {stays}")
        if self.own_help:
            goes = "goes" if self.own_help == 1 else "go"
            many = count_phrase(self.own_help, "assist")
            places.append(f"{many} {goes}: who sent a patient does not help with it too")
        return [*places, *self.carrying.said]

    def record(self) -> dict[str, object]:
        """What was done, for programs."""
        lost = [{"field": one.name, "value": one.value, "kept": one.kept} for one in self.not_taken]
        return {
            "merged": self.gone.id,
            "moved": {what.replace(" ", "_"): many for what, many in self.moving.items()},
            "taken": self.taken,
            "places_changed": [one.record() for one in self.joining.changes],
            "not_taken": lost,
            "not_carried_over": list(self.carrying.said),
        }


def say_taken(taken: Mapping[str, object]) -> Iterator[str]:
    """``office Elm``, ``do not mail``: each value that is taken over, an address once."""
    for name, value in taken.items():
        words = FIELD_WORDS.get(name, name.replace("_", " "))
        if value is True:
            yield words
        elif name not in PARTS and value not in (None, ""):
            yield f"{words} {'#' * (name == 'referral_id')}{value}"


def fill_in(kept: NewSource, gone: NewSource) -> dict[str, object]:
    """The columns that the source that stays takes from the other: those that it has empty.

    A wish not to be visited, to be mailed or given anything holds for both. The earlier day on
    which one of them was added, or became a target, is the one on which both were.
    """
    taken: dict[str, object] = {}
    for name in (one.name for one in fields(NewSource) if one.name not in ELSEWHERE):
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if is_empty(mine) and not is_empty(theirs):
            taken[name] = theirs
    taken |= find_earlier_days(kept, gone)
    if kept.tags and gone.tags:
        taken["tags"] = read_tags(f"{kept.tags}, {gone.tags}")
    if "address" not in taken:
        taken = {name: value for name, value in taken.items() if name not in PARTS}
    return taken


def find_earlier_days(kept: NewSource, gone: NewSource) -> dict[str, object]:
    """The day of the other where it was added, or became a target, before the one that stays."""
    days: dict[str, object] = {}
    if gone.added_on < kept.added_on:
        days["added_on"] = gone.added_on
    targets = kept.target and gone.target
    if targets and kept.target_on and gone.target_on and gone.target_on < kept.target_on:
        days["target_on"] = gone.target_on
    return days


def is_empty(value: object) -> bool:
    """Whether a column says nothing: 0 months of frequent visits say something."""
    return value is None or value is False or value == ""


def find_not_taken(kept: NewSource, gone: NewSource) -> Iterator[NotTaken]:
    """The values of the source that goes that differ from those of the one that stays."""
    for name in (one.name for one in fields(NewSource) if one.name not in SETTLED):
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if theirs != mine and not is_empty(theirs) and not is_empty(mine):
            yield NotTaken(name, theirs, mine)


def refuse_merging(kept: SourceView, gone: SourceView) -> None:
    """Refuse what cannot be one: a source and itself, built-in ones, two kinds."""
    if kept.id == gone.id:
        raise RefusedError(f"#{kept.id} {kept.record.name} is one source already.")
    for one in (kept, gone):
        if one.built_in:
            raise RefusedError(f"{one.record.name} is built in and stays as it is.")
    if kept.record.archived_on and not gone.record.archived_on:
        back = type_line("source archive", f"#{kept.id}", "--back")
        raise RefusedError(
            f"#{kept.id} {kept.record.name} is archived. Name the other one first, or: {back}"
        )
    kind = kept.record.kind
    if kind is not gone.record.kind:
        first = type_line("source edit", f"#{gone.id}", "--kind", kind.value)
        raise RefusedError(
            f"#{kept.id} {kept.record.name} is {with_article(kind)}, #{gone.id}"
            f" {gone.record.name} {with_article(gone.record.kind)}. If they are one, first: {first}"
        )


def merge_text(plan: MergePlan) -> str:
    """What a merge does: ``#5 Chen, Wei DDS into #4 Dr. Wei Chen: 3 referrals, 1 alias``."""
    kept, gone = plan.kept, plan.gone
    counts = plan.moving.items()
    what = ", ".join(count_phrase(many, one, PLURALS.get(one, "")) for one, many in counts)
    whole = f"#{gone.id} {gone.record.name} into #{kept.id} {kept.record.name}"
    return f"{whole}: {what or 'nothing hangs on it'}"
