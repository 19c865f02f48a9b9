"""ref source merge: two sources that are one, shown first, then asked, then done."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.picking import ask_yes
from refcli.commands.finding.sources import read_known_sources, settle_name
from refcli.commands.sources.repair import known_source
from refcli.completion import complete_source
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import FAR_DAYS, SOON_DAYS
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem, snoozed_keys
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.carrying import Carrying, OwedBefore, OwedThanks, carry_over
from refcli.core.sources.matching import Found
from refcli.core.sources.merging import MergePlan, merge_text, refuse_merging
from refcli.core.sources.records import SourceView
from refcli.core.sources.tables import source_record
from refcli.core.vocabulary import MarkAction
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

YesOption = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def merge_sources(
    ctx: typer.Context,
    kept: Annotated[
        str,
        typer.Argument(metavar="KEPT", help="The one that stays.", autocompletion=complete_source),
    ],
    gone: Annotated[
        str,
        typer.Argument(
            metavar="GONE", help="The same under another name.", autocompletion=complete_source
        ),
    ],
    *,
    yes: YesOption = False,
) -> Result:
    """Make one source of two: all that names the second names the first; ref undo parts them."""
    env: Env = ctx.obj
    one, other = env.turns.ask_in_turn(lambda: settle_merging(env, kept, gone, yes=yes))
    storage.copies.making.copy_before(env.door(), "merge")
    with storage.book.door.writing(env.door("source merge")) as book:
        one, other = (known_source(book, f"#{view.id}") for view in (one, other))
        plan = plan_merge(book, one, other)
        storage.sources.merging.merge_sources(book, one, other, plan.carrying)
        saved = storage.sources.records.read_source_view(book, one.id)
    done = f"Merged {merge_text(plan)}. To part them again: ref undo"
    return Result(source_record(saved) | plan.record(), [done, *plan.remarks])


def settle_merging(env: Env, kept: str, gone: str, *, yes: bool) -> tuple[SourceView, SourceView]:
    """The two that are to be one, once somebody has said so."""
    names = settle_pair(env, kept, gone)
    with storage.book.door.reading(env.door()) as book:
        one, other = (known_source(book, typed) for typed in names)
        plan = None if yes else plan_merge(book, one, other)
    if plan:
        ask_merging(env, plan)
    return one, other


def plan_merge(book: "Book", kept: SourceView, gone: SourceView) -> MergePlan:
    """What a merge would do, and what would not move; refused where the two cannot be one."""
    refuse_merging(kept, gone)
    moving = storage.sources.merging.count_moving(book, kept.id, gone.id)
    carrying = plan_carrying(book, kept.id, gone.id)
    theirs = {one.id for one in storage.sources.carrying.read_marks_of(book, gone.id)}
    marks = {"due mark": len(theirs & carrying.marks.keys())}
    return MergePlan(
        kept,
        gone,
        {**moving, **{k: v for k, v in marks.items() if v}},
        carrying,
        storage.sources.joining.read_joining(book, kept.id, gone.id),
        storage.sources.merging.count_own_help(book, kept.id, gone.id),
        book.today,
    )


def plan_carrying(book: "Book", kept_id: int, gone_id: int) -> Carrying:
    """What becomes of the decisions about what is owed to either."""
    known, horizon = storage.due.due_facts(book), book.today + timedelta(days=FAR_DAYS)
    facts = DueFacts(ground=known.ground, unthanked=known.unthanked, quiet=known.quiet)
    every = due_items(facts, until=horizon, today=book.today, snoozed_too=True)
    kept, gone = (read_owed(book, facts, every, source_id) for source_id in (kept_id, gone_id))
    return carry_over(kept, gone, book.today, book.today + timedelta(days=SOON_DAYS))


def read_owed(
    book: "Book", facts: DueFacts, every: Sequence[DueItem], source_id: int
) -> OwedBefore:
    """What is owed to a source before it becomes one with another, and what was decided of it.

    ``every``: the due items of sources of the whole book, which take a while to be found.
    """
    keys, today = storage.sources.carrying.keys_of(source_id), book.today
    items = {item.key[0]: item for item in every if item.key in keys}
    asleep = snoozed_keys(facts.ground.marks, today)
    until = {
        (mark.key, mark.due_on): mark.until or today
        for mark in facts.ground.marks
        if mark.action is MarkAction.SNOOZE
    }
    hidden = {
        letter: until[item.key, item.due_on]
        for letter, item in items.items()
        if (item.key, item.due_on) in asleep
    }
    return OwedBefore(
        party=facts.ground.parties[source_id],
        items=items,
        hidden=hidden,
        marks=storage.sources.carrying.read_marks_of(book, source_id),
        thanks=storage.sources.carrying.read_thanks(book, source_id),
        unthanked=[
            OwedThanks(one.id, one.patient, one.since)
            for one in storage.owed.referrals.unthanked_referrals(book, source_id)
        ],
    )


def settle_pair(env: Env, kept: str, gone: str) -> list[str]:
    """The two as typed or picked; of two that one name could mean, each is who the other is not."""
    named = read_known_sources(env)
    first, second = find_named(kept, named), find_named(gone, named)
    if second and not first:
        first = find_named(kept, [one for one in named if one.id != second.id])
    if first and not second:
        second = find_named(gone, [one for one in named if one.id != first.id])
    return [
        f"#{found.id}" if found else settle_name(env, typed)
        for found, typed in ((first, kept), (second, gone))
    ]


def find_named(typed: str, named: Sequence[Named]) -> Named | None:
    """The one source of this very spelling, or that is certainly meant."""
    spelt = [one for one in named if typed.strip() in {one.name, *one.aliases}]
    found = find_with_archived(typed, named)
    return spelt[0] if len(spelt) == 1 else found.source if isinstance(found, Found) else None


def ask_merging(env: Env, plan: MergePlan) -> None:
    """Show what a merge will do and ask; where nobody can be asked, refuse with what to type."""
    what = merge_text(plan)
    if not env.interactive:
        again = type_line("source merge", f"#{plan.kept.id}", f"#{plan.gone.id}", "--yes")
        whole = " ".join([f"This would merge {what}.", *plan.remarks])
        raise RefusedError(f"{whole} To do it: {again}")
    for line in (f"This merges {what}.", *plan.remarks):
        env.talk(line)
    if not ask_yes(env, "Are they the same?"):
        raise RefusedError("Nothing was changed.")
