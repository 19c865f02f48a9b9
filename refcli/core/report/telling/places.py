"""Which places send more or fewer, and which are silent: nothing that another part of it denies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcli.core.comparing.comparison import say_by_chance
from refcli.core.comparing.exact import count_chance
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.front import FrontFacts, ReportNames
from refcli.core.report.silences import sort_by_loss
from refcli.phrases import name_some

FEW = 3  # names in a sentence
NEARLY = 0.25  # the chance of as much in one of all places: below it one is told though it is none


@dataclass(frozen=True, slots=True)
class ToldPlaces:
    """The places as they are judged, the silences that last, and how places are called."""

    judged: Mapping[int, JudgedPlace]
    silent: Sequence[Sign]  # the largest loss first
    names: ReportNames
    by_chance: float = 0.0  # places that are silent so long where nothing changed, on average

    def tell(self) -> Iterator[str]:
        """Who sends more, who fewer, or that nobody does; and who is silent besides."""
        if self.judged:
            changed = self.tell_changes()
            told = changed or self.tell_none()
            yield "; ".join([told, *self.tell_silent(more=bool(changed))]) + "."

    def tell_changes(self) -> str:
        """``More, beyond chance, from Google (...); fewer from Elm (...)``; empty where none is."""
        more, fewer = (
            [self.tell_place(id_) for id_ in sort_changed(self.judged, rising=up)]
            for up in (True, False)
        )
        if more:
            less = f"; fewer from {name_some(fewer, FEW)}" if fewer else ""
            return f"More, beyond chance, from {name_some(more, FEW)}{less}"
        return f"Fewer, beyond chance, from {name_some(fewer, FEW)}" if fewer else ""

    def tell_place(self, id_: int) -> str:
        """``Elm``, ``Dr. Li (silent)``: how many it sends stands in the table below."""
        fell_silent = self.judged[id_].rising is False and self.is_silent(id_)
        return f"{self.names.of(id_)}{' (silent)' if fell_silent else ''}"

    def tell_none(self) -> str:
        """That no place changed, and which came nearest to it."""
        nearest = min(self.judged, key=lambda id_: (self.least_chance(id_), id_))
        if len(self.judged) == 1:
            name = self.names.of(nearest)
            return f"{name}, the only place, sends neither more nor fewer beyond what chance does"
        told = f"No place of {len(self.judged):,} sends more or fewer beyond what chance does"
        if self.least_chance(nearest) * len(self.judged) > NEARLY or self.is_silent(nearest):
            return told
        return f"{told} among so many; nearest to it is {self.names.of(nearest)}"

    def least_chance(self, id_: int) -> float:
        """The chance of its larger difference, whichever number of places was looked at."""
        one = self.judged[id_]
        return min(chance_of(one.year), chance_of(one.lately))

    def is_silent(self, id_: int) -> bool:
        """Whether its silence is told by itself."""
        return any(sign.source_id == id_ for sign in self.silent)

    def tell_silent(self, *, more: bool) -> Iterator[str]:
        """How many are silent and not named yet, beside how many chance alone makes so.

        ``more``: places that changed are named before.
        """
        many = sum(
            (judged := self.judged.get(one.source_id)) is None or judged.rising is not False
            for one in self.silent
        )
        chance = say_by_chance(self.by_chance)
        if many and more:
            yield f"{many:,} more silent ({chance})"
        elif many:
            verb = "is" if many == 1 else "are"
            of = f"{many:,} of {len(self.judged):,}" if len(self.judged) > 1 else "it"
            yield f"{of} {verb} silent longer than usual ({chance})"


def tell_places(
    facts: FrontFacts, names: ReportNames, judged: Mapping[int, JudgedPlace]
) -> Iterator[str]:
    """The sentence on the places; none where nothing is compared."""
    quiet = [one for one in facts.quiet if one.state is QuietState.QUIET]
    by_chance = facts.compared.silent_by_chance
    yield from ToldPlaces(judged, sort_by_loss(quiet), names, by_chance).tell()


def sort_changed(judged: Mapping[int, JudgedPlace], *, rising: bool) -> list[int]:
    """The places that changed one way, the largest change by the year first."""
    found = [id_ for id_, one in judged.items() if one.rising is rising]
    return sorted(found, key=lambda id_: (-judged[id_].size, id_))


def chance_of(pair: TwoCounts | None) -> float:
    """The chance of so large a difference in one place by itself; 1 of none."""
    return 1.0 if pair is None else count_chance(pair.now, pair.then, pair.time)
