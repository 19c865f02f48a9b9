"""Two sources that are one: what the one that stays takes from the other, and how it is said."""

from collections.abc import Mapping
from dataclasses import fields

from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.wishes import read_tags
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.phrases import count_phrase, with_article

Moved = Mapping[str, int]  # so many of each: 3 referrals
NOT_TAKEN = frozenset({"id", "name", "kind", "aliases", "office_id", "archived_on", "archived_why"})
PLURALS = {"activity": "activities", "person who works there": "people who work there"}
PLURALS |= {"month of spending": "months of spending"}


def fill_in(kept: NewSource, gone: NewSource) -> dict[str, object]:
    """The columns that the source that stays takes from the other: those that it has empty.

    A wish not to be visited, to be mailed or given anything holds for both. The earlier day on
    which one of them was added is the one on which both were.
    """
    taken: dict[str, object] = {}
    for name in (one.name for one in fields(NewSource) if one.name not in NOT_TAKEN):
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if name == "added_on":
            theirs = min(mine, theirs)
        if theirs != mine and (not mine or name == "added_on") and theirs:
            taken[name] = theirs
    if kept.tags and gone.tags:
        taken["tags"] = read_tags(f"{kept.tags}, {gone.tags}")
    if "address" not in taken:  # its parts are parts of one address
        taken = {k: v for k, v in taken.items() if k not in {"street", "city", "state", "zip"}}
    return taken


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


def merge_text(kept: SourceView, gone: SourceView, moved: Moved) -> str:
    """What a merge does: ``#5 Chen, Wei DDS into #4 Dr. Wei Chen: 3 referrals, 1 alias``."""
    what = ", ".join(count_phrase(many, one, PLURALS.get(one, "")) for one, many in moved.items())
    whole = f"#{gone.id} {gone.record.name} into #{kept.id} {kept.record.name}"
    return f"{whole}: {what or 'nothing hangs on it'}{place_text(kept, gone)}"


def place_text(kept: SourceView, gone: SourceView) -> str:
    """What a merge does to past places, where the two work at different ones."""
    if not kept.office or kept.record.office_id == gone.record.office_id:
        return ""
    was = f"at {gone.office}" if gone.office else "in no office"
    return f"; what came from #{gone.id} {was} counts at {kept.office} now"
