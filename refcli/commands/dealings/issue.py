"""Commands about what went wrong with a source: told, listed, closed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from refcli.commands.dealings.other_verbs import refuse_verb
from refcli.commands.finding.patients import settle_referral
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import refuse_nobody, resolve, settle_name
from refcli.completion import complete_referral, complete_source
from refcli.core.dealings.issues import (
    Issue,
    NewIssue,
    is_same,
    issue_record,
    issue_table,
    keep_back,
    say_again,
)
from refcli.core.dealings.kickbacks import sounds_like_kickback
from refcli.core.names.named import Named
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import IssueTopic
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import LimitOption, SourceArgument, record_number
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


class IssueGroup(TyperGroup):
    """Commands of which the plain one needs no word: ``ref issue chen "report took long"``."""

    plain = "add"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read a line that begins with no command of ours as that of a new issue."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [self.plain, *args]
        return super().parse_args(ctx, args)


app = typer.Typer()
issue = typer.Typer(cls=IssueGroup, no_args_is_help=True)
app.add_typer(
    issue, name="issue", help="What went wrong with a source: who sees to it, until it is closed."
)


OwnerOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who sees to it; else whose source it is.")
]
PatientOption = Annotated[
    str | None,
    typer.Option(
        metavar="PATIENT",
        help="The referral it is about: the patient's name or its number.",
        autocompletion=complete_referral,
    ),
]
WitnessOption = Annotated[str, typer.Option(metavar="NAME", help="Who told it, heard or saw it.")]


@issue.command()
def add(
    ctx: typer.Context,
    source: SourceArgument,
    words: Annotated[list[str], typer.Argument(metavar="TEXT...", help="What went wrong.")],
    *,
    about: Annotated[
        IssueTopic | None, typer.Option(help="What it is about; kickback goes to the audit alone.")
    ] = None,
    owner: OwnerOption = None,
    referral: PatientOption = None,
    witness: WitnessOption = "",
) -> Result:
    """Note what went wrong: ref issue chen "report took three weeks" --about report."""
    env: Env = ctx.obj
    refuse_verb(env, source, words, about, owner)
    source, what = split_words(source, words)
    if about is None and sounds_like_kickback(what):
        raise UsageError(ask_about(source, what))
    typed, of = env.turns.ask_in_turn(
        lambda: (
            settle_name(env, source),
            None if referral is None else settle_referral(env, referral),
        )
    )
    with storage.book.door.writing(env.door("issue")) as book:
        whom = resolve(book, typed)
        refuse_nobody(whom.name, "it can do nothing wrong")
        refuse_other_source(book, whom, of)
        new = NewIssue(
            source_id=whom.id,
            what=what,
            about=about or IssueTopic.OTHER,
            opened_on=env.today,
            referral_id=of,
            owner=owner or owner_of(book, whom.id) or env.by,
            witness=witness,
        )
        if same := find_same_issue(book, new, topic_said=about is not None):
            known = change_issue(book, same, owner=owner, about=about)
            line = known_line(keep_back(same), keep_back(known), whom)
            return Result(issue_record(keep_back(known), env.today), line)
        made = keep_back(note_issue(book, new))
        every = storage.dealings.issues.read_issues(book)
    again = say_again(made, every)
    return Result(issue_record(made, env.today), opened_line(made, name_source(whom), again))


def split_words(source: str, words: Sequence[str]) -> tuple[str, str]:
    """The name of the source, and what went wrong: dr chen "report took three weeks"."""
    *more, last = words
    if more and len(last.split()) > 1 and not any(" " in one for one in (source, *more)):
        return " ".join([source, *more]), last.strip()
    what = " ".join(words).strip()
    if not what:
        raise UsageError("Say what went wrong.")
    return source, what


def ask_about(source: str, what: str) -> str:
    """Ask whether a text tells of a kickback, with the line for each answer."""
    yes = type_line("issue add", source, what, "--about", "kickback")
    no = type_line("issue add", source, what, "--about", "other")
    return (
        "This may tell of something of value for referrals, which only the audit is to show. If"
        f" so: {yes}; if not: {no}"
    )


def note_issue(book: "Book", new: NewIssue) -> Issue:
    """Write an issue, and read it as it is on record."""
    id_ = storage.dealings.issues.add_issue(book, new)
    found: Issue = storage.dealings.issues.find_open_issue(book, id_)
    return found


def find_same_issue(book: "Book", new: NewIssue, *, topic_said: bool) -> Issue | None:
    """The open issue that somebody told in the same words of the same source, whenever it was."""
    return next(
        (
            one
            for one in storage.dealings.issues.read_every_issue(book)
            if one.closed_on is None and is_same(one.record, new, topic_said=topic_said)
        ),
        None,
    )


def change_issue(
    book: "Book", same: Issue, *, owner: str | None, about: IssueTopic | None
) -> Issue:
    """An issue that is told again, with whom is named now to see to it and what it is about."""
    record = same.record
    now = replace(record, owner=owner or record.owner, about=about or record.about)
    if now != record:
        storage.dealings.issues.change_issue(book, same.id, owner=now.owner, about=now.about)
    return replace(same, record=now)


def known_line(same: Issue, known: Issue, whom: Named) -> str:
    """That an issue is open already, what was changed of it, and how it is closed."""
    before, now = same.record, known.record
    changed = [
        f"{now.owner} sees to it now, in place of {before.owner}." * (now.owner != before.owner),
        f"It is about {now.about} now." * (now.about is not before.about),
    ]
    return (
        f"{same.key} is open already: {', '.join(filter(None, [name_source(whom), now.what]))}."
        f" {' '.join(filter(None, changed)) or 'Nothing was recorded.'} To close it:"
        f" {type_line('issue close', same.key, '--how', 'TEXT')}"
    )


def owner_of(book: "Book", source_id: int) -> str:
    """Who looks after a source, or after its place."""
    place = storage.dealings.meetings.place_today(book, source_id)
    read = storage.sources.records.read_source_view
    return str(read(book, source_id).record.owner or read(book, place).record.owner)


def refuse_other_source(book: "Book", whom: Named, referral_id: int | None) -> None:
    """Refuse a referral that came from somewhere else."""
    if referral_id is None:
        return
    place_of = storage.dealings.meetings.place_today
    sender = storage.referrals.read_referral(book, referral_id).record.source_id
    if place_of(book, sender) != place_of(book, whom.id):
        raise RefusedError(
            f"Referral {referral_id} did not come from {whom.name}. See:"
            f" {type_line('referral show', referral_id)}"
        )


def opened_line(made: Issue, whom: str, again: str) -> str:
    """What was noted, whose it is, and how it is closed."""
    close = type_line("issue close", made.key, "--how", "TEXT")
    if made.record.about is IssueTopic.KICKBACK:
        see = type_line("audit")
        return f"Noted as {made.key}: {whom}. Only {see} tells of it. To close it: {close}"
    often = f", {again}" if again else ""
    return (
        f"Issue {made.key}: {whom}, {made.record.what} ({made.record.about}){often}."
        f" {made.record.owner} sees to it. To close it: {close}"
    )


@issue.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="Only its place.", autocompletion=complete_source),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    limit: LimitOption = None,
) -> Result:
    """List the issues that are open, with owner and days open."""
    env: Env = ctx.obj
    typed = settle_name(env, source) if source else None
    with storage.book.door.reading(env.door()) as book:
        found = storage.dealings.issues.read_issues(book)
        if typed:
            whom = resolve(book, typed, "--source", archived=True)
            place = storage.dealings.meetings.place_today(book, whom.id)
            found = [one for one in found if one.place_id == place]
    shown = [one for one in found if every or one.closed_on is None]
    return Result(issue_table(shown, env.today).head(limit))


def read_issue_number(typed: str) -> int:
    """The number of an issue: 3, #3 or I3."""
    text = str(typed).strip()
    return record_number(text[1:] if text[:1] in {"I", "i"} else text)


@issue.command()
def close(
    ctx: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", parser=read_issue_number, help="I3, or 3.")
    ],
    *,
    how: Annotated[str, typer.Option(metavar="TEXT", help="How it was mended.")],
) -> Result:
    """Close an issue: say how it was mended."""
    env: Env = ctx.obj
    if not how.strip():
        raise UsageError("--how is empty: say how it was mended.")
    with storage.book.door.writing(env.door("issue")) as book:
        found: Issue = storage.dealings.issues.find_open_issue(book, number)
        ended = end_issue(book, found, how.strip())
    return Result(issue_record(ended, env.today), closed_line(ended))


def end_issue(book: "Book", found: Issue, how: str) -> Issue:
    """Close an issue today; how it stands then."""
    storage.dealings.issues.close_issue(book, found.id, how=how)
    return keep_back(replace(found, closed_on=book.today, outcome=how))


def closed_line(ended: Issue) -> str:
    """What was closed, since when it was open, and how it ended."""
    what = ", ".join(filter(None, [ended.source, ended.record.what]))
    since = full_day(ended.record.opened_on)
    return f"Closed {ended.key}: {what} (since {since}). {ended.outcome}".rstrip()
