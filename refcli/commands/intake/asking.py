"""The questions of ``ref import`` in a terminal: once for each name that is not certain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.finding.picking import Pickable, PickList, pick_choice
from refcli.commands.finding.questions import offer_kinds, source_choice, source_sign
from refcli.core.intake.naming.deciding import Names, Settle
from refcli.core.intake.naming.decisions import Means, NameAnswer, NameDecision
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.names.nobody import built_in_meant
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.kind_words import FOR_EXAMPLE, find_kinds_in_answer
from refcli.core.sources.matching import Found, is_built_in
from refcli.core.vocabulary import BuiltIn
from refcli.env import Env
from refcli.phrases import count_phrase

SHORTEST = 4  # letters of a name that is no fragment
LEFT_OUT = "none: leave it out, it is no source"
SHORT = {False: "unknown, walk-in: nobody", True: "nobody: leave it out"}
NOBODY = "unknown: nobody knows; walk-in: nobody sent them"


@dataclass(frozen=True, slots=True)
class NameDesk:
    """The person who answers, and the sources that an answer may name."""

    env: Env
    known: list[Named]

    def ask_all(self, decide: Callable[[Settle], Names]) -> dict[str, NameAnswer]:
        """The answers about all names that are open, by the sign of each; b goes one back."""
        answers: dict[str, NameAnswer] = {}

        def settle(decision: NameDecision) -> NameAnswer | None:
            if decision.sure:
                return None
            answers[decision.mention.sign] = answer = self.ask(decision)
            return answer

        def ask() -> dict[str, NameAnswer]:
            answers.clear()
            decide(settle)
            return dict(answers)

        return self.env.turns.ask_in_turn(ask)

    def ask(self, decision: NameDecision) -> NameAnswer:
        """What one name means: one of those that it could be, nobody, or somebody new."""
        mention, env = decision.mention, self.env
        where = f"{count_phrase(mention.rows, 'row')}, first in line {mention.line}"
        if decision.candidates:
            picked = pick_choice(env, self.list_choices(decision, where))
            if isinstance(picked, Pickable):
                return self.read_picked(picked, decision)
            if mention.kind:
                return NameAnswer(Means.NEW, kind=mention.kind)
        said = env.turns.answer(lambda: self.ask_what_is_new(decision, where))
        return said if isinstance(said, NameAnswer) else NameAnswer(Means.NEW)

    def list_choices(self, decision: NameDecision, where: str) -> PickList:
        """Those that a name could be."""
        return PickList(
            typed=f"{decision.mention.typed} ({where})",
            choices=[choice_of(one) for one in decision.candidates],
            clear=is_clear(decision),
            new=f"somebody new    {SHORT[decision.mention.listed]}",
            beyond=lambda answer: self.find_beyond(answer, decision.candidates),
            whole=True,
        )

    def find_beyond(self, answer: str, listed: Sequence[Named]) -> Pickable | None:
        """The one that a name or number means of all on record and those listed; or nobody."""
        found = self.find_source(answer, [one for one in listed if one.id < 0])
        return choice_of(found) if found else None

    def find_source(self, answer: str, listed: Sequence[Named] = ()) -> Named | None:
        """The source that an answer means for certain, of those on record and the new ones."""
        if meant := built_in_meant(answer):
            return next((one for one in self.known if is_built_in(one, meant)), None)
        found = find_with_archived(answer, [*self.known, *listed])
        return found.source if isinstance(found, Found) else None

    def read_picked(self, picked: Pickable, decision: NameDecision) -> NameAnswer:
        """The answer for one that was picked."""
        several = {choice_of(one): one for one in decision.candidates}
        one = several.get(picked)
        return answer_of(one or next(o for o in self.known if source_sign(o) == picked.sign))

    def ask_what_is_new(self, decision: NameDecision, where: str) -> NameAnswer | Way:
        """Ask what a new name is until it is said; a name on record is the same one."""
        env, guess = self.env, decision.mention.guess
        back = env.turns.can_go_back
        nobody = LEFT_OUT if decision.mention.listed else NOBODY
        for line in (*FOR_EXAMPLE, f"or whose name it is; {nobody}"):
            env.say_once(line)
        env.talk(f"{decision.mention.typed} is new ({where}).")
        keys = f"Return: {guess}, " * bool(guess) + "b: back, " * back + "q: stop"
        while True:
            answer = env.ask(
                f"What is it? ({keys})",
                may_be_empty=bool(guess),
                offers=offer_kinds,
            )
            if way := read_way(answer, back=back):
                return way
            if not answer:
                return NameAnswer(Means.NEW, kind=guess)
            found = find_kinds_in_answer(answer)
            if len(found) == 1:
                return NameAnswer(Means.NEW, kind=found[0])
            if one := self.find_source(answer):
                return answer_of(one)
            env.talk(f"{answer!r} is no kind, and no source is called so. Type one of:")
            for line in FOR_EXAMPLE:
                env.talk(line)


def is_clear(decision: NameDecision) -> bool:
    """Whether Return may take the only one that a name could be; never for a fragment."""
    whole = len(name_key(decision.mention.typed)) >= SHORTEST
    return len(decision.candidates) == 1 and whole


def answer_of(one: Named) -> NameAnswer:
    """The answer that means a source; the built-in ones are nobody."""
    for meant in BuiltIn:
        if is_built_in(one, meant):
            return NameAnswer(Means(meant.value))
    return NameAnswer(Means.SAME, one.id)


def choice_of(one: Named) -> Pickable:
    """A source to be picked; one that is new in the files has its line in place of a number."""
    if one.id > 0:
        return source_choice(one)
    return Pickable(
        sign=one.place.removeprefix("new in "),
        name=one.name,
        about=f"{one.kind}, new",
        instead=one.name,
        kind=one.kind,
    )
