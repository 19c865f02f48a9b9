"""The answer to a shell that asks what may follow: lines of ``word TAB what it is``.

The words are quoted for the shell at hand where it does not quote them itself. A line with nothing
before its tab is an order to the shell: ``files`` to offer its own files, ``list`` to show the
words and leave the line as it is, because what they share says less than what was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.core import TyperGroup

from refcli.completion import Asked
from refcli.core.names.keys import name_key
from refcli.core.sources.offering import Offer, extends, fits, respell_text
from refcli.on_use import storage
from refcli.output.text import harmless_text
from refcli.shells.line import Shell, ShellLine, read_line
from refcli.shells.quoting import in_bash, in_powershell, is_plain
from refcli.shells.wanted import (
    Command,
    CursorPlace,
    find_wanted,
    global_option,
    names_of,
    options_of,
)

SHELL, LINE = "REF_COMPLETE", "REF_COMPLETE_LINE"  # which shell asks, and the line to the cursor
WORD, KEY = "REF_COMPLETE_WORD", "REF_COMPLETE_KEY"  # bash: what it will replace, and how it asks
FILES, LIST = "\tfiles", "\tlist"
LISTING = frozenset({"9", "33", "63", "64"})  # bash's COMP_TYPE where it may show a list
LONGEST = 60  # letters of a description


@dataclass(frozen=True, slots=True)
class ShellQuestion:
    """What a shell asks, as its script hands it over."""

    shell: Shell
    line: ShellLine
    word: str = ""
    key: str = ""


def answer_completion(root: Command, environ: Mapping[str, str]) -> str:
    """What may follow the line typed so far."""
    shell = Shell(environ[SHELL])
    line = read_line(environ.get(LINE, ""), shell)
    question = ShellQuestion(shell, line, environ.get(WORD, ""), environ.get(KEY, ""))
    wanted = find_wanted(root, line.words[1:], line.typed)
    if wanted is None:
        return ""
    if wanted.file:
        return f"{FILES}\n"
    found = [(value, brief_text(about)) for value, about in offered_words(wanted, root, environ)]
    return "".join(f"{one}\n" for one in REPLIES[shell](question, wanted, found))


def offered_words(wanted: CursorPlace, root: Command, environ: Mapping[str, str]) -> list[Offer]:
    """The words for the place where the cursor stands."""
    if wanted.parameter is None:
        found = [*command_names(wanted), *option_names(wanted)]
        return [offer for offer in found if offer[0].startswith(wanted.typed)]
    book = global_option(wanted, root, "--db", environ)
    asked = Asked(
        Path(book) if book else storage.book.place.default_path(),
        global_option(wanted, root, "--as-of", environ),
        " ".join((*wanted.before, wanted.typed)),
    )
    context = typer.Context(wanted.command, obj=asked)
    items = wanted.parameter.shell_complete(context, "")
    found = [(item.value, item.help or "") for item in items]
    if wanted.before:
        rests = ((rest_of_name(value, wanted.before), about) for value, about in found)
        return [offer for offer in rests if fits(offer[0], wanted.typed) and offer[0]]
    if wanted.parameter.type_descriptor.is_choice:
        return [offer for offer in found if offer[0].startswith(wanted.typed.lower())]
    return found


def rest_of_name(name: str, before: Sequence[str]) -> str:
    """The words of a name behind those that were typed: Wei Chen of Dr. Wei Chen behind dr."""
    words = name.split()
    same = [*map(name_key, words[: len(before)])] == [*map(name_key, before)]
    return " ".join(words[len(before) :]) if same else ""


def command_names(wanted: CursorPlace) -> list[Offer]:
    """The commands of a group."""
    if not isinstance(wanted.command, TyperGroup):
        return []
    inner = wanted.command.commands.items()
    return [(name, one.help or "") for name, one in inner if not one.hidden]


def option_names(wanted: CursorPlace) -> list[Offer]:
    """The options that may still come; in a group only once a dash is typed."""
    asked = wanted.typed.startswith("-") or not isinstance(wanted.command, TyperGroup)
    return [
        (name, one.help or "")
        for one in options_of(wanted.command)
        if asked
        and wanted.open
        and not one.hidden
        and (one.multiple or one.opts[0] not in wanted.given)
        for name in names_of(one)
    ]


def brief_text(about: str) -> str:
    """A description in one short line that steers no terminal."""
    text = harmless_text(about.partition("\n")[0])
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def to_zsh(_: ShellQuestion, wanted: CursorPlace, found: Sequence[Offer]) -> list[str]:
    """The whole words: zsh quotes them."""
    words = [f"{wanted.prefix}{value}\t{about}" for value, about in found]
    return words + [LIST] * takes_away(found, wanted)


def takes_away(found: Sequence[Offer], wanted: CursorPlace) -> bool:
    """True for several words whose common beginning says less than what is typed."""
    return len(found) > 1 and not extends([value for value, _ in found], wanted.typed)


def to_fish(_: ShellQuestion, wanted: CursorPlace, found: Sequence[Offer]) -> list[str]:
    """The whole words: fish picks those that hold what is typed, and quotes them."""
    near = [(respell_text(value, wanted.typed, wanted.prefix), about) for value, about in found]
    return [f"{wanted.prefix}{value}\t{about}" for value, about in near]


def to_powershell(_: ShellQuestion, wanted: CursorPlace, found: Sequence[Offer]) -> list[str]:
    """The whole words, quoted."""
    whole = [(wanted.prefix + value, about) for value, about in found]
    return [f"{word if is_plain(word) else in_powershell(word)}\t{about}" for word, about in whole]


def to_bash(question: ShellQuestion, wanted: CursorPlace, found: Sequence[Offer]) -> list[str]:
    """What takes the place of the part of a word that bash replaces, quoted as it was begun.

    bash inserts what the words have in common; where that would take away what was typed, what was
    typed is one of them. It drops a quotation mark of ours behind the same mark of the line.
    """
    line, whole = question.line, [(wanted.prefix + value, about) for value, about in found]
    kept = read_line(line.raw.removesuffix(question.word), Shell.BASH)
    rests = [
        (word[len(kept.typed) :], about)
        for word, about in whole
        if word[: len(kept.typed)].casefold() == kept.typed.casefold()
    ]
    bare = not kept.quote and all(is_plain(rest) for rest, _ in rests)
    mark = kept.quote or '"'
    words = [(rest if bare else mark + in_bash(rest, mark), about) for rest, about in rests]
    shown = [word for word, _ in words]
    if len(words) > 1 and question.key in LISTING:
        widest = max(map(len, shown))
        shown = [f"{word:<{widest}}  {about}".rstrip() for word, about in words]
    if takes_away(found, wanted):
        shown.append(question.word)
    return shown


Reply = Callable[[ShellQuestion, CursorPlace, Sequence[Offer]], list[str]]
REPLIES: Mapping[Shell, Reply] = {
    Shell.BASH: to_bash,
    Shell.ZSH: to_zsh,
    Shell.FISH: to_fish,
    Shell.POWERSHELL: to_powershell,
}
