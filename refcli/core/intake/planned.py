"""What taking files in would do, and what is to say about their lines."""

from dataclasses import dataclass, field

from refcli.core.intake.filling import SourceNews
from refcli.core.intake.program.known import ProgramNews
from refcli.core.intake.reading.understood import Rejected
from refcli.core.intake.updating import News
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.contacts import NewContact
from refcli.core.sources.records import NewSource
from refcli.core.values.year_days import YearDay


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to say about one line of a file."""

    line: int
    text: str
    file: str = field(default="", compare=False)


@dataclass(slots=True)
class ImportPlan:
    """What taking the files in would do; ``several``: there is more than one.

    ``days`` are those on which their patients were referred, ``people`` the keys of those patients.
    """

    sources: list[NewSource] = field(default_factory=list)
    referrals: list[NewReferral] = field(default_factory=list)
    matched: int = 0
    conflicts: list[Remark] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    several: bool = field(default=False, compare=False)
    days: set[str] = field(default_factory=set, compare=False)
    people: set[str] = field(default_factory=set, compare=False)
    new_contacts: int = 0
    left_out: int = 0  # contacts that are nobody
    news: dict[int, News] = field(default_factory=dict)  # by the number of the referral
    again: list[Remark] = field(default_factory=list)  # taken, and the patient is on record
    joined: list[Remark] = field(default_factory=list)  # news of a referral of an earlier line
    same: list[Remark] = field(default_factory=list, compare=False)  # taken for one of another day
    alike_names: list[Remark] = field(default_factory=list, compare=False)  # maybe one patient
    later: int = 0  # rows in conflict that would bring news
    bare: list[Remark] = field(default_factory=list)  # contacts with nothing but a name
    repeated: int = 0  # rows in conflict whose patient is on record near that day
    alike: int = 0  # those of them that --update would take for the referral that there is
    charted: int = 0  # rows in conflict with the chart number of somebody else
    filled: dict[int, SourceNews] = field(default_factory=dict)  # by the number of the source
    birthdays: dict[int, YearDay] = field(default_factory=dict)  # by the number of the source
    staff: list[NewContact] = field(default_factory=list)  # people of offices who do not refer
    program: list[ProgramNews] = field(default_factory=list)  # of lists of the program itself
    could_fill: int = 0  # contacts that would fill in something, were it wanted

    @property
    def new(self) -> int:
        """How many referrals are new, and how many rows of other lists."""
        return len(self.referrals) + self.new_contacts + len(self.staff) + len(self.program)

    @property
    def updated(self) -> int:
        """How many referrals and sources on record are told something new."""
        return len(self.news) + len(self.filled)
