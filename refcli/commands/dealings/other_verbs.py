"""Words that people type behind ``ref issue`` in front of a number, and what to type instead."""

import re
from collections.abc import Sequence

from refcli.commands.finding.sources import read_known_sources
from refcli.core.dealings.issues import Issue
from refcli.core.names.keys import name_key
from refcli.core.vocabulary import IssueTopic
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage

NUMBER = re.compile(r"#?[Ii]?0*([1-9][0-9]{0,9})")
CHANGING = frozenset(
    {"edit", "change", "update", "modify", "correct", "rename", "reopen", "assign"}
)
CLOSING = frozenset({"delete", "remove", "done", "finish", "resolve", "resolved", "end", "stop"})
SHOWING = frozenset({"show", "view", "display", "details", "open", "info"})


def refuse_verb(
    env: Env, source: str, words: Sequence[str], about: IssueTopic | None, owner: str | None
) -> None:
    """Refuse ``edit 3`` and the like, unless a source is called so."""
    verb, *rest = f"{source} {' '.join(words)}".casefold().split()
    number = NUMBER.fullmatch(rest[0]) if rest else None
    if not number or verb not in CHANGING | CLOSING | SHOWING or is_source(env, verb):
        return
    if verb in SHOWING:
        raise UsageError(f"The list shows every issue. Type: {type_line('issue list', '--all')}")
    known = find_issue(env, int(number[1]))
    if verb in CLOSING and known and known.closed_on:
        see = type_line("issue list", "--all")
        raise UsageError(f"Issue {known.id} was closed on {known.closed_on}. See: {see}")
    if verb in CLOSING:
        how = " ".join(" ".join(words).split()[1:]) or "TEXT"
        line = type_line("issue close", number[1], "--how", how)
        raise UsageError(f"An issue is closed, with how it was mended. Type: {line}")
    if known and len(rest) > 1:
        close = type_line("issue close", known.id, "--how", "TEXT")
        raise UsageError(f"Its words stay as they were told. Close it, and tell it anew: {close}")
    line = tell_again(known, about, owner)
    raise UsageError(f"An issue is changed by telling it again. {line}")


def is_source(env: Env, word: str) -> bool:
    """Whether a source is called by that word."""
    return any(name_key(one.name) == word for one in read_known_sources(env))


def find_issue(env: Env, number: int) -> Issue | None:
    """The issue of that number, if it is one that is told to everybody."""
    with storage.book.door.reading(env.door()) as book:
        every: list[Issue] = storage.dealings.issues.read_issues(book)
    return next((one for one in every if one.id == number), None)


def tell_again(known: Issue | None, about: IssueTopic | None, owner: str | None) -> str:
    """The line that tells an issue again, with what was typed of it."""
    if known is None:
        return f"See: {type_line('issue list', '--all')}"
    topic = known.record.about
    if about and topic is IssueTopic.OTHER:
        topic = about
    if about and topic is not about:
        line = type_line("issue close", known.id, "--how", "TEXT")
        return f"What it is about stays, once it was said. Close it, and tell it anew: {line}"
    more = ["--owner", owner] if owner else []
    return (
        f"Type: {type_line('issue add', known.source, known.record.what, '--about', topic, *more)}"
    )
