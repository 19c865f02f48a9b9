"""A typed line as it was meant: global options anywhere, words for help, other words for a command.

Only a word that can mean one thing is understood; all else is left as it was typed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from refcli.core.typed_words import HELP_WORDS, RENAMED, SAME_COMMAND, SAME_VERB, STOP_VERBS
from refcli.examples import EXAMPLES
from refcli.front.walking import find_command, part_globals
from refcli.lines import STOP

HELP = "--help"
FORMATS = {"--json": ("--format", "json"), "--csv": ("--format", "csv")}
ONLY_HELP = frozenset(word for word in HELP_WORDS if word[0] in "/-")  # they are nobody's name
PLAIN = frozenset({"issue"})  # groups of which one command needs no word
NARROWING = frozenset({"[WHAT]", "[DAY]"})  # arguments of which ``help`` is never one
LEAVES: Mapping[str, frozenset[str]] = {  # the commands of each group
    group: frozenset(name.split()[1] for name in EXAMPLES if name.startswith(f"{group} "))
    for group in {name.split()[0] for name in EXAMPLES if " " in name}
}


def understand_line(root: Any, words: Sequence[str]) -> list[str]:  # noqa: ANN401  (Typer's own group)
    """The line as it was meant: ``due --db x.db`` is ``--db x.db due``, ``help due`` its help."""
    lead, rest = part_globals(root, spell_formats(words))
    if rest:
        rest = understand_verb(understand_word(root, rest))
        rest = understand_help(root, rest)
    return [*lead, *rest]


def spell_formats(words: Sequence[str]) -> list[str]:
    """The words with ``--json`` as ``--format json``, as far as options go."""
    end = words.index(STOP) if STOP in words else len(words)
    spelled = [part for word in words[:end] for part in FORMATS.get(word, (word,))]
    return [*spelled, *words[end:]]


def understand_word(root: Any, words: Sequence[str]) -> list[str]:  # noqa: ANN401
    """The words with another one for a command set right: ``search lopez`` is ``find lopez``.

    A plural before a command of its group is the group: ``sources list``.
    """
    first, *rest = words
    meant = SAME_COMMAND.get(first) or SAME_COMMAND.get(first.lower())
    if first in root.commands or not meant:
        lower = first.lower()
        return [lower, *rest] if first not in root.commands and lower in root.commands else [*words]
    group = meant.split()[0]
    if rest and rest[0].lower() in {*LEAVES.get(group, ()), *SAME_VERB, *STOP_VERBS}:
        return [group, *rest]
    return [*meant.split(), *rest]


def understand_verb(words: Sequence[str]) -> list[str]:
    """The words with another one for a command of a group set right: ``source new`` is its add."""
    group, *rest = words
    known = LEAVES.get(group)
    if not rest or not known or rest[0] in known:
        return [*words]
    if group in PLAIN and len(rest) > 1:
        return [*words]  # it may be a name: issue all smiles "report late"
    if renamed := RENAMED.get(f"{group} {rest[0]}"):
        return [*renamed.split(), *rest[1:]]
    verb = rest[0].lower()
    meant = (
        verb
        if verb in known
        else next((one for one in SAME_VERB.get(verb, ()) if one in known), "")
    )
    return [group, meant or rest[0], *rest[1:]]


def understand_help(root: Any, words: Sequence[str]) -> list[str]:  # noqa: ANN401
    """The words as a question for help where they are one: ``help due``, ``due ?``, ``/?``."""
    if words[0] in HELP_WORDS:
        return [*words[1:], HELP]
    if words[-1] in ONLY_HELP:
        return [*words[:-1], HELP]
    if words[-1] not in HELP_WORDS:
        return [*words]
    command, behind = find_command(root, words)
    words_taken = [one for one in command.params if one.param_type_name == "argument"]
    takes_words = any(one.metavar not in NARROWING for one in words_taken)
    return [*words[:-1], HELP] if len(behind) == 1 and not takes_words else [*words]
