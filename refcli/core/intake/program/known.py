"""What is on record that such a list is held against, and what a list can bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from refcli.core.dealings.issues import NewIssue
from refcli.core.duties.absences import Absence
from refcli.core.duties.rota import Duty
from refcli.core.events.guests import Event
from refcli.core.insurers import Membership
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.core.names.named import Named
from refcli.core.names.people import person_key
from refcli.core.occasions import Occasion
from refcli.core.owed.settings import DueRules, Rule
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError


@dataclass(slots=True, kw_only=True)
class KnownProgram:
    """What is on record of the lists, and of the lines before; it grows line by line.

    ``memberships`` are ours with each insurer, by provider. ``referrals`` are the numbers of those
    of a source and a patient.
    """

    today: date
    sources: Sequence[Named] = ()
    occasions: list[Occasion] = field(default_factory=list)
    lead_days: int = 0
    memberships: dict[int, dict[str, Membership]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    issues: list["KnownIssue"] = field(default_factory=list)
    referrals: Mapping[tuple[int, str], Sequence[int]] = field(default_factory=dict)
    rules: DueRules = field(default_factory=DueRules)
    duties: list["NewDuty"] = field(default_factory=list)  # those that go on
    colleagues: dict[str, str] = field(default_factory=dict)  # names on a rota, by their keys
    away: set[tuple[str, date, date]] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)  # why referrals are lost
    figures: set[tuple[str, str]] = field(
        default_factory=set
    )  # by figure and kind, set by somebody

    def find_source(self, name: str, number: str, kind: Kind | None = None) -> Named:
        """The one source that is called so in full; its number tells two of one name apart."""
        if name_key(name) in BUILT_IN_KEYS:
            raise RefusedError(f"{name} is nobody")
        same = [
            one
            for one in self.sources
            if (kind is None or one.kind is kind)
            and name_key(name) in {name_key(known) for known in (one.name, *one.aliases)}
        ]
        same = [one for one in same if not one.archived] or same
        found = [one for one in same if str(one.id) == number] or same
        if not found:
            raise RefusedError(
                f"no {kind or 'source'} is called {name!r}. First take in the list of sources that"
                " it is of. If it is new, see: ref source add --help"
            )
        if len(found) > 1:
            numbers = " and ".join(f"#{one.id}" for one in found)
            raise RefusedError(f"{numbers} are both called {name}")
        return found[0]

    def find_referral(self, source_id: int, patient: str) -> int | None:
        """The one referral of a patient from a source; None where there is none, or are several."""
        found = self.referrals.get((source_id, person_key(patient)), ())
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An issue, and how and when it ended; number 0: of an earlier line."""

    record: NewIssue
    closed_on: date | None = None
    outcome: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class NewMembership:
    """What a line tells of us and an insurer that is not on record."""

    source_id: int
    provider: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A job that turns, with the staff in line and the texts of the turns."""

    duty: Duty
    staff: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewReason:
    """One more reason why referrals are lost."""

    text: str


ProgramNews = Occasion | Event | KnownIssue | NewMembership | NewDuty | Absence | NewReason | Rule
