"""Whom a name of a file means, as far as that is certain by all that is known of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from refcli.core.intake.naming.decisions import NOBODY, Means, NameDecision
from refcli.core.intake.naming.known import KnownSources
from refcli.core.intake.naming.mentions import Mention
from refcli.core.intake.naming.wording import (
    say_all,
    say_archived,
    say_number_or_key,
    say_other_kind,
    say_rivals,
    say_several,
    say_unknown,
    say_works_elsewhere,
    say_works_nowhere,
)
from refcli.core.intake.reading.words import find_kind
from refcli.core.names.keys import is_of_a_clinician, is_reserved, name_key, names_several
from refcli.core.names.named import Named
from refcli.core.names.nobody import built_in_meant
from refcli.core.owed.items import read_key
from refcli.core.sources.archived import keep_in_use
from refcli.core.sources.matching import fits_degree, is_built_in, who_can_be_meant
from refcli.core.vocabulary import CHANNELS, BuiltIn, Kind

TWO_PEOPLE = "may be two people"


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the source of a name. ``line_of`` is the line of a new one of the files.

    ``anyway``: a source is new although one is like it.
    """

    known: KnownSources
    line_of: Callable[[int], int]
    anyway: bool = False

    def find(self, mention: Mention, doubtful: Sequence[Named]) -> NameDecision:
        """What a name means by itself; ``doubtful`` are reached alike and called otherwise."""
        everybody = self.known.find_namesakes(mention.typed)
        if everybody and (found := self.find_among(mention, everybody)):
            return found
        if not everybody and (nobody := self.find_nobody(mention)):
            return nobody
        if doubtful and not self.anyway:
            return self.ask_which(mention, doubtful)
        return self.find_new(mention)

    def find_among(self, mention: Mention, everybody: Sequence[Named]) -> NameDecision | None:
        """Which namesake is meant; None where none of them is."""
        typed, kind = mention.typed, mention.kind
        same = everybody if kind else who_can_be_meant(typed, everybody)
        fitting = [one for one in same if not kind or one.kind is kind]
        live = self.narrow(mention, keep_in_use(fitting))
        if live:
            return self.find_live(mention, live)
        another = bool(kind) and self.anyway
        if fitting and not another:
            return self.leave_open(mention, fitting, say_archived(fitting[0], new=bool(kind)))
        if same and not fitting and not self.anyway:
            why = say_other_kind(typed, kind, same, self.line_of)
            return self.leave_open(mention, same, why)
        return None

    def find_live(self, mention: Mention, live: Sequence[Named]) -> NameDecision | None:
        """Which namesake in use is meant; none on demand where something contradicts them all."""
        of_file = [one for one in live if one.id < 0]
        if self.anyway and len(of_file) == 1 and len({one.kind for one in live}) == 1:
            live = of_file  # with --new the file means its own new one
        told_apart = self.is_told_apart(mention, live)
        fits = mention.kind or fits_degree(mention.typed, live[0])
        if len(live) == 1 and fits and not (told_apart or mention.vague):
            return self.decide_for(mention, live[0])
        if told_apart and self.anyway and mention.kind:
            return None
        return self.ask_again(mention, live[0]) if len(live) == 1 else self.ask_which(mention, live)

    def ask_again(self, mention: Mention, one: Named) -> NameDecision:
        """A namesake that may be another one; with where it works if that is in the way."""
        elsewhere = self.known.reach_of(one).is_elsewhere(mention.reach)
        if one.id < 0 or not elsewhere:
            return self.ask_which(mention, [one])
        found = self.leave_open(mention, [one], say_works_elsewhere(one, mention.office))
        return replace(found, hint=found.why)

    def narrow(self, mention: Mention, live: list[Named]) -> list[Named]:
        """Of several namesakes the one in the same office, or with the same ZIP."""
        there = [one for one in live if self.known.reach_of(one).is_there(mention.reach)]
        return there if len(there) == 1 and len(live) > 1 else live

    def is_told_apart(self, mention: Mention, live: Sequence[Named]) -> bool:
        """Whether something tells all namesakes apart from the mention."""
        return all(self.known.reach_of(one).contradicts(mention.reach) for one in live)

    def find_new(self, mention: Mention) -> NameDecision:
        """A new source; one like it on record or in the file has to be ruled out first."""
        typed, kind = mention.typed, mention.kind or certain_kind(mention)
        if is_reserved(typed) or read_key(typed):
            why = say_number_or_key(typed) if mention.kind else say_unknown(typed)
            return self.leave_open(mention, [], why)
        if mention.office and mention.kind not in {None, Kind.PROVIDER}:
            return self.leave_open(mention, [], say_works_nowhere(mention.kind))
        rivals = [] if self.anyway and kind else self.known.find_rivals(typed, kind)
        if rivals:
            why = say_rivals(typed, rivals, self.line_of, told=bool(mention.kind))
            return self.leave_open(mention, rivals, why)
        found = NameDecision(mention=mention, means=Means.NEW, kind=kind)
        if not self.anyway and kind in {None, Kind.PROVIDER} and names_several(typed):
            return replace(found, sure=False, why=say_several(typed), hint=TWO_PEOPLE)
        return found if kind else replace(found, sure=False, why=say_unknown(typed))

    def find_office(self, mention: Mention) -> NameDecision:
        """The one office of that name; ``--new`` is about the source that is named, never it."""
        typed = mention.typed
        offices = [one for one in self.known.find_namesakes(typed) if one.kind is Kind.OFFICE]
        live = keep_in_use(offices)
        if live:
            one = len(live) == 1
            return self.decide_for(mention, live[0]) if one else self.ask_which(mention, live)
        if offices:
            return self.leave_open(mention, offices, say_archived(offices[0]))
        if is_reserved(typed) or read_key(typed):
            return self.leave_open(mention, [], say_number_or_key(typed))
        near = self.known.find_rivals(typed, Kind.OFFICE)
        if rivals := [one for one in near if one.kind is Kind.OFFICE]:
            why = say_rivals(typed, rivals, self.line_of, office=True)
            return self.leave_open(mention, rivals, why)
        return NameDecision(mention=mention, means=Means.NEW, kind=Kind.OFFICE)

    def find_nobody(self, mention: Mention) -> NameDecision | None:
        """Nobody, as ``?`` and ``walk-in`` mean."""
        meant = built_in_meant(mention.typed)
        one = self.find_built_in(meant) if meant else None
        return self.decide_for(mention, one) if one else None

    def find_built_in(self, meant: BuiltIn) -> Named | None:
        """The built-in source of that name."""
        return next((one for one in self.known.on_record if is_built_in(one, meant)), None)

    def decide_for(self, mention: Mention, one: Named) -> NameDecision:
        """A source on record, or another name of the files; a built-in one is nobody."""
        means = next((m for m, nobody in NOBODY.items() if is_built_in(one, nobody)), Means.SAME)
        return NameDecision(mention=mention, means=means, source=one)

    def ask_which(self, mention: Mention, several: Sequence[Named]) -> NameDecision:
        """A name that could be each of these."""
        why = say_all(mention.typed, several, self.line_of)
        return self.leave_open(mention, several, why)

    def leave_open(self, mention: Mention, several: Sequence[Named], why: str) -> NameDecision:
        """A name that is open, with those that it could be."""
        first = several[0] if several else None
        return NameDecision(
            mention=mention,
            means=Means.COULD_BE,
            sure=False,
            source=first,
            candidates=tuple(several),
            why=why,
        )


def certain_kind(mention: Mention) -> Kind | None:
    """A provider, where a title or degree stands by a whole name: Dr. Susan Park, never Dr. Kim.

    A channel, where its usual word is all that stands there: Google, Facebook, drive by.
    """
    if not mention.listed and (kind := find_kind(mention.typed)) in CHANNELS:
        return kind
    whole = " " in name_key(mention.typed)
    other = mention.guess not in {None, Kind.PROVIDER}
    titled = any(map(is_of_a_clinician, (mention.typed, *mention.spellings)))
    return Kind.PROVIDER if whole and not other and titled else None
