"""What a list of providers says that the book does not know: who is new, moved, or has left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from refcli.core.names.keys import name_key
from refcli.core.names.people import Sameness, compare_people
from refcli.core.sources.duplicates.streets import street_key
from refcli.core.targets.finding import FileFindings
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.records import (
    Ending,
    NewTarget,
    OwnWords,
    Target,
    fill_from_record,
)
from refcli.core.targets.scope import Scope
from refcli.core.vocabulary import Kind

# The national file is named by the days that it covers: 20050523-20251109 is all of it, and
# 20251103-20251109 the changes of a week.
SPAN = re.compile(r"(20[0-9]{6})-(20[0-9]{6})")
LONGEST_OF_CHANGES = 62  # days
NOTHING = OwnWords()
OWN_FACTS = ("specialty", "phone", "fax", "address")


@dataclass(frozen=True, slots=True)
class Renewed:
    """A target on record, and what the list says of it now.

    ``called`` is what a list of one's own calls it, where that is somebody else's name: the name on
    record stays. ``words`` are what such a list has noted of it: they fill what is empty.
    """

    known: Target
    now: NewTarget
    called: str = ""
    words: OwnWords = NOTHING

    @property
    def own_words(self) -> OwnWords:
        """What is noted of it from now on."""
        return self.known.own_words.fill_from(self.words)

    @property
    def differing(self) -> list[tuple[str, str, str]]:
        """What is noted otherwise in the list: what it is, as it stays, and as the list has it."""
        before, said = self.known.own_words, self.words
        pairs = [("cases", before.cases.words, said.cases.words), ("note", before.note, said.note)]
        return [one for one in pairs if one[1] and one[2] and one[1] != one[2]]

    @property
    def has_moved(self) -> bool:
        """True for another ZIP code, or another street however it is written."""
        before, now = self.known.record, self.now
        if before.zip[:ZIP_DIGITS] != now.zip[:ZIP_DIGITS]:
            return True
        one, other = street_key(before.street), street_key(now.street)
        return one != other if one and other else before.street != now.street

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """What differs: what it is called, as it was, and as it is now."""
        before, after = self.known.record, self.now
        facts = [(name, getattr(before, name), getattr(after, name)) for name in OWN_FACTS]
        noted, now = self.known.own_words, self.own_words
        facts += [("cases", noted.cases.words, now.cases.words), ("note", noted.note, now.note)]
        return [fact for fact in facts if fact[1] != fact[2]]


@dataclass(frozen=True, slots=True)
class Retired:
    """A target on record that has left, and how that shows."""

    known: Target
    why: Ending


@dataclass(slots=True)
class FileNews:
    """What taking in a list changes; ``missing`` are absent from one that is not all of it."""

    new: list[NewTarget] = field(default_factory=list)
    moved: list[Renewed] = field(default_factory=list)
    changed: list[Renewed] = field(default_factory=list)
    back: list[Renewed] = field(default_factory=list)
    retired: list[Retired] = field(default_factory=list)
    missing: list[Target] = field(default_factory=list)
    unchanged: int = 0
    unlike: list[Renewed] = field(default_factory=list)  # of another name on record
    noted: list[Renewed] = field(default_factory=list)  # otherwise on record
    own_words: dict[str, OwnWords] = field(default_factory=dict)  # of the new ones

    @property
    def renewed(self) -> list[Renewed]:
        """Those whose rows are written anew."""
        return [*self.moved, *self.changed, *self.back]


def compare_list(
    known: Sequence[Target], findings: FileFindings, scope: Scope, *, whole: bool | None
) -> FileNews:
    """Compare a list with the targets on record.

    ``whole``: whether by its name it holds everybody, so that who is absent has left; None where
    that does not say. It does if it tells of half or more of those on record who ought to be in
    it: it may have been cut off behind a row. Nobody has left of whom a row could not be read, and
    nobody at all where the file was cut off within one.
    """
    news = FileNews(own_words=findings.own_words)
    by_npi = {one.record.npi: one for one in known}
    for npi, now in (findings.found | findings.elsewhere).items():
        if (before := by_npi.get(npi)) is None:
            news.new.append(now)
        else:
            words = findings.own_words.get(npi, NOTHING)
            one = renew_target(before, now, national=findings.national)
            sort_renewed(replace(one, words=words), news)
    listed = {*findings.found, *findings.elsewhere}
    left = [one for one in known if one.ended_on is None and one.record.npi not in listed]
    off = findings.deactivated
    news.retired += [Retired(one, Ending.DEACTIVATED) for one in left if one.record.npi in off]
    passed = off | findings.unread
    absent = [one for one in left if one.record.npi not in passed and scope.fits(one.record)]
    seen = sum(one.record.npi in listed | off for one in known)
    news.missing += [one for one in left if one.record.npi in findings.unread - off]
    if not findings.cut and whole is not False and seen >= len(absent):
        news.retired += [Retired(one, Ending.GONE) for one in absent]
    else:
        news.missing += absent
    return news


def renew_target(before: Target, now: NewTarget, *, national: bool) -> Renewed:
    """What a list says of a target on record: the national file whole, one of one's own in part."""
    if national:
        return Renewed(before, now)
    known = before.record
    alike = name_key(known.name) == name_key(now.name)
    if known.kind is Kind.PROVIDER:
        alike = compare_people(known.name, now.name) is not Sameness.DIFFERENT
    return Renewed(before, fill_from_record(now, known), "" if alike else now.name)


def sort_renewed(one: Renewed, news: FileNews) -> None:
    """Put a target on record with the others that are back, have moved, changed, or have not."""
    if one.called:
        news.unlike.append(one)
    if one.differing:
        news.noted.append(one)
    if one.known.ended_on is not None:
        news.back.append(one)
    elif one.has_moved:
        news.moved.append(one)
    elif one.known.record != one.now or one.own_words != one.known.own_words:
        news.changed.append(one)
    else:
        news.unchanged += 1


def covers_everybody(file_name: str) -> bool | None:
    """Whether a national file holds everybody or the changes of some days; None: it does not say.

    >>> covers_everybody("npidata_pfile_20251103-20251109.csv")
    False
    """
    found = SPAN.search(file_name)
    days = [read_digits(one) for one in found.groups()] if found else []
    first, last = days if len(days) == 2 else (None, None)  # noqa: PLR2004  (first and last)
    if first is None or last is None:
        return None
    return (last - first).days > LONGEST_OF_CHANGES


def read_digits(text: str) -> date | None:
    """The day of 20251103; None where there is no such day."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return None
