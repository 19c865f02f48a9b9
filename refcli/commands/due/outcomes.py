"""How a call to a patient went: asked for in a terminal, and said to be missing elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.due.deeds import Deed
from refcli.core.due.list import DueFacts
from refcli.core.vocabulary import CallOutcome
from refcli.env import Env
from refcli.lines import type_line
from refcli.on_use import storage

WORDS: Mapping[str, CallOutcome] = {
    **dict.fromkeys(("h", "happy", "well", "fine", "good", "ok"), CallOutcome.HAPPY),
    **dict.fromkeys(("u", "unhappy", "not happy", "not well", "bad"), CallOutcome.UNHAPPY),
}


def calls_after_visit(facts: DueFacts) -> dict[str, str]:
    """Per key of a call that asks how the first visit went: the patient."""
    return {f"F{one.id}": one.patient for one in facts.uncalled if one.seen}


def ask_outcomes(env: Env, keys: Iterable[str], deed: Deed) -> dict[str, Deed]:
    """The deed of each key; how a call went is asked where somebody is there and none is told."""
    keys = [*keys]
    if not env.interactive or deed.outcome or not any(key.startswith("F") for key in keys):
        return dict.fromkeys(keys, deed)
    with storage.book.door.reading(env.door()) as book:
        calls = calls_after_visit(storage.due.due_facts(book))
    asked = [key for key in keys if key in calls]
    told = env.turns.ask_in_turn(lambda: {key: ask_outcome(env, calls[key]) for key in asked})
    return {key: told_deed(deed, *told.get(key, (None, ""))) for key in keys}


def told_deed(deed: Deed, outcome: CallOutcome | None, what: str) -> Deed:
    """The deed with how the call went, and what was not well."""
    return replace(deed, outcome=outcome, note="; ".join(filter(None, [what, deed.note])))


def ask_outcome(env: Env, patient: str) -> tuple[CallOutcome | None, str]:
    """How the call to a patient went, and what is not well; None where nobody told."""
    outcome = env.turns.answer(lambda: read_outcome(env, patient))
    if outcome is not CallOutcome.UNHAPPY:
        return (outcome if isinstance(outcome, CallOutcome) else None), ""
    return outcome, str(env.turns.answer(lambda: read_complaint(env)))


def read_outcome(env: Env, patient: str) -> CallOutcome | str | Way:
    """One answer to how it went; an empty one where nobody told."""
    back = ", b: back" if env.turns.can_go_back else ""
    question = f"How is {patient}? (h: happy, u: unhappy, Enter: not told{back}, q: stop)"
    while True:
        answer = env.ask(question, may_be_empty=True).strip().lower()
        if way := read_way(answer, back=env.turns.can_go_back):
            return way
        if not answer or answer in WORDS:
            return WORDS.get(answer, "")
        env.talk(f"{answer!r} is neither. Type h, u, or nothing but Enter.")


def read_complaint(env: Env) -> str | Way:
    """What is not well, in words; it becomes an issue."""
    answer = env.ask("What is not well? (b: back, q: stop)")
    return read_way(answer, back=True) or answer


def say_untold(key: str, deed: Deed, calls: Collection[str]) -> str:
    """That nobody told how a call went, and how to tell it; empty where it was, or is no matter."""
    if key not in calls or deed.outcome:
        return ""
    happy, unhappy = type_line("done", key, "--happy"), type_line("done", key, "--unhappy", "TEXT")
    return f" How it went was not told. To tell it: ref undo, then {happy}, or: {unhappy}"
