"""What each name of some files means: what is certain is decided, the rest is asked once.

Whom a name means is looked for by NPI, then by phone and last name, then by e-mail, then by name
and ZIP, then by the names alone, by the one definition of a person. The new names of a file are
held against each other too. Nobody is merged on a name alone where something contradicts it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from refcli.core.intake.naming.decisions import NOBODY, Means, NameAnswer, NameDecision
from refcli.core.intake.naming.known import KnownSources
from refcli.core.intake.naming.looking_up import NameFinder
from refcli.core.intake.naming.mentions import Mention, Mentions
from refcli.core.intake.naming.spoken import Spoken
from refcli.core.intake.naming.wording import say_archived, say_no_kind, say_no_office, say_unknown
from refcli.core.intake.numbers import number_for, place_of
from refcli.core.intake.rows import RowError
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.names.people import sort_words
from refcli.core.vocabulary import Kind

Settle = Callable[[NameDecision], NameAnswer | None]


def settle_nothing(_open: NameDecision) -> None:
    """Nobody is there to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of some files with what they mean; offices stand behind the other names."""

    mentions: Mentions
    decisions: Sequence[NameDecision]

    def decision_of(self, spoken: Spoken) -> NameDecision:
        """What was decided about a name as it stands in a row."""
        return self.decisions[self.mentions.places[spoken]]

    def office_of(self, decision: NameDecision) -> NameDecision:
        """What was decided about the office of a new provider."""
        return self.decisions[place_of(decision.office_id or 0)]

    def follow(self, decision: NameDecision) -> NameDecision:
        """The decision about the other name of the files that this one was said to be."""
        seen = {id(decision)}
        while decision.means is Means.SAME and decision.source and decision.source.id < 0:
            decision = self.decisions[place_of(decision.source.id)]
            if id(decision) in seen:
                raise RowError(f"{decision.mention.typed!r} is said to be itself")
            seen.add(id(decision))
        return decision


class Decider:
    """Decides about one name after the other; ``settle`` is asked what somebody says of each.

    ``remembered`` are the answers of earlier files.
    """

    def __init__(
        self,
        known: KnownSources,
        *,
        remembered: Mapping[str, NameAnswer],
        settle: Settle = settle_nothing,
        anyway: bool = False,
    ) -> None:
        self.known = known
        self.remembered = remembered
        self.settle = settle
        self.decisions: list[NameDecision] = []
        self.of_rows = 0  # names of rows; behind them stand the offices of new providers
        self.finder = NameFinder(known, self.line_of, anyway=anyway)
        self.offices: dict[str, int] = {}  # by key, the number of each that a new provider has

    def line_of(self, number: int) -> int:
        """The line in which a new name of the files stands first."""
        return self.decisions[place_of(number)].mention.line

    def decide_all(self, mentions: Mentions) -> Names:
        """The decisions in the order of the names; those with a kind are made first."""
        several = mentions.several
        self.of_rows = len(several)
        self.decisions = [NameDecision(mention=one, means=Means.COULD_BE) for one in several]
        for at in sorted(range(len(several)), key=lambda at: rank_mention(several[at])):
            self.decide(at, self.look_up(several[at]))
        return Names(mentions=mentions, decisions=self.decisions)

    def decide(self, at: int, found: NameDecision) -> None:
        """Decide about the name at a place; the later names are held against a new one."""
        answer = self.settle(found) if found.mention.rows else None
        decision = self.take_answer(found, answer) if answer else found
        if answer and at >= self.of_rows:
            decision = self.require_office(decision)
        if decision.means is Means.SAME and decision.source and decision.source.id < 0:
            self.known.fill(decision.source, decision.mention.reach)
        if decision.means is Means.NEW:
            decision = self.put_on_list(at, self.plan_office(decision))
        self.decisions[at] = decision

    def put_on_list(self, at: int, decision: NameDecision) -> NameDecision:
        """Know a new source by its place among the names."""
        mention = decision.mention
        kind = decision.kind or mention.guess or Kind.OTHER
        place = f"new in line {mention.line}"
        source = Named(number_for(at), mention.typed.strip(), kind, place=place)
        if mention.rows:
            self.known.add(source, mention.reach)
        return replace(decision, source=source)

    def look_up(self, mention: Mention) -> NameDecision:
        """What a name means by all that is known of it."""
        one, doubtful = self.known.find_reached(mention)
        if one and mention.reach.npi:
            return self.finder.decide_for(mention, one)
        if kept := self.recall(mention):
            return self.doubt(kept)
        return self.finder.decide_for(mention, one) if one else self.finder.find(mention, doubtful)

    def recall(self, mention: Mention) -> NameDecision | None:
        """What somebody answered at an earlier file."""
        by_office = self.remembered.get(at_office_key(mention)) if mention.office else None
        kept = by_office or self.remembered.get(remembered_key(mention))
        left_out = self.remembered.get(left_out_key(mention)) if mention.listed else None
        kept = left_out or (None if mention.listed and kept and kept.means in NOBODY else kept)
        if not kept:
            return None
        found = self.take_answer(NameDecision(mention=mention, means=Means.NEW), kept)
        return replace(found, answered=False)

    def doubt(self, kept: NameDecision) -> NameDecision:
        """What was answered before, asked anew where something tells its source apart."""
        one, mention = kept.source, kept.mention
        reach = mention.reach
        if at_office_key(mention) in self.remembered:
            reach = replace(reach, offices=frozenset())  # that office was answered
        if kept.means is Means.SAME and one and self.known.reach_of(one).contradicts(reach):
            return self.finder.ask_again(mention, one)
        return kept

    def take_answer(self, decision: NameDecision, answer: NameAnswer) -> NameDecision:
        """Let a name mean what somebody said."""
        mention = decision.mention
        said = NameDecision(mention=mention, means=answer.means, kind=decision.kind, answered=True)
        if answer.means in NOBODY:
            return replace(said, source=self.finder.find_built_in(NOBODY[answer.means]))
        if answer.means is Means.SAME:
            return self.take_same(said, answer.source_id)
        kind = answer.kind or decision.kind or mention.kind
        return replace(
            said,
            mention=replace(mention, office=answer.office or mention.office),
            kind=kind,
            sure=kind is not None,
            why="" if kind else say_no_kind(mention.typed),
        )

    def require_office(self, said: NameDecision) -> NameDecision:
        """Leave open where a provider works, if it was said to be anything but an office."""
        one, mention = said.source, said.mention
        kind = one.kind if one else said.kind
        later = one is not None and one.id < 0 and kind is Kind.OTHER  # not decided yet
        if not said.sure or kind is Kind.OFFICE or later:
            return said
        return self.finder.leave_open(mention, [], say_no_office(mention.typed))

    def take_same(self, said: NameDecision, number: int) -> NameDecision:
        """Let a name mean a source that somebody named; one that is archived stays open."""
        one = self.known.by_id.get(number)
        if one is None and number < 0:
            one = Named(number, self.decisions[place_of(number)].mention.typed, Kind.OTHER)
        if one and not one.archived:
            return replace(said, source=one)
        why = say_archived(one) if one else say_unknown(f"#{number}")
        return replace(said, source=one, means=Means.COULD_BE, sure=False, why=why)

    def plan_office(self, decision: NameDecision) -> NameDecision:
        """The office in which a new provider works, whoever bears its name; or a new one."""
        name = decision.mention.office
        if not name or decision.kind is not Kind.PROVIDER:
            return decision
        if name_key(name) not in self.offices:
            self.offices[name_key(name)] = self.decide_office(name, decision.mention)
        return replace(decision, office_id=self.offices[name_key(name)])

    def decide_office(self, name: str, of: Mention) -> int:
        """The number of an office among the names; an open one is asked about."""
        mention = Mention(
            typed=name,
            kind=Kind.OFFICE,
            file=of.file,
            line=of.line,
            rows=of.rows,
            spellings=(name,),
        )
        at = len(self.decisions)
        self.decisions.append(NameDecision(mention=mention, means=Means.COULD_BE))
        kept = self.recall(mention)
        fits = kept is not None and self.require_office(kept) is kept
        self.decide(at, kept if kept and fits else self.finder.find_office(mention))
        return number_for(at)


def rank_mention(mention: Mention) -> tuple[bool, bool, bool, bool]:
    """Names that are taken come before those of rejected rows, and those with a kind first.

    An office comes before who works there, else it would be known by its name alone. Of the rest
    a name that leaves something open comes last: J. Kim may be any Kim, wherever that one stands.
    """
    office = mention.kind is Kind.OFFICE
    vague = not office and is_vague(mention.typed)
    return mention.rows == 0, mention.kind is None, not office, vague


def is_vague(typed: str) -> bool:
    """Whether a name is one word, or has an initial in place of its first one: Kim, J. Kim."""
    words = name_key(typed).split()
    return len(words) == 1 or min(map(len, words[:1]), default=0) == 1


def remembered_key(mention: Mention) -> str:
    """By what an answer about a name is found again: its words in any order."""
    return sort_words(name_key(mention.typed))


def at_office_key(mention: Mention) -> str:
    """By what an answer about a name is found again that holds for one office."""
    return f"{remembered_key(mention)} @ {name_key(mention.office)}"


def left_out_key(mention: Mention) -> str:
    """By what it is found again that a contact is no source; in a row it may still be one."""
    return f"* {remembered_key(mention)}"
