"""What follows a screen of the due list: each group by its heading, with the line that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from refcli.core.due.agenda import Agenda
from refcli.core.due.choosing import OVERDUE, DueChoice
from refcli.core.due.groups import GROUPS, count_groups
from refcli.core.vocabulary import DueType
from refcli.lines import command_line

PER_LINE = 2  # groups named on one line


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """What was asked for: ``choice``, and ``options`` as typed beside it: ``--within 14``."""

    choice: DueChoice = field(default_factory=DueChoice)
    options: Sequence[str] = ()

    def line_to_all(self) -> str:
        """The line that shows all that was asked for, however long: ``ref due --all``."""
        return command_line(["due", *self.options, *self.only(self.choice.types), "--all"])

    def line_to_group(self, title: str) -> str:
        """The line that shows one group of it: ``ref due --only "go out"``."""
        types = dict(GROUPS)[title]
        return command_line(["due", *self.options, *self.only(types & self.choice.types)])

    def only(self, types: frozenset[DueType]) -> list[str]:
        """``--only call``, ``--only visit,overdue``; empty where everything is meant."""
        words = [] if types == frozenset(DueType) else [words_of(types)]
        words += [OVERDUE] if self.choice.overdue else []
        return ["--only", ",".join(words)] if words else []


def words_of(types: frozenset[DueType]) -> str:
    """The types as they are typed: the heading of a whole group, else each of them."""
    headings = [title.lower() for title, mine in GROUPS if mine == types]
    return headings[0] if headings else ",".join(one.value for one in DueType if one in types)


def describe_following(whole: Agenda, shown: Agenda, asked: DueQuestion) -> list[str]:
    """What does not stand on the screen: ``Call (12): ref due --only call``, and the line to all.

    Of a group that is shown in part: ``Go out, 5 more: ref due --only "go out"``.
    """
    hidden = len(whole.items) - len(shown.items)
    if not hidden:
        return [whole.closing]
    many, here = count_groups(whole.items), count_groups(shown.items)
    if sum(map(bool, many.values())) == 1:
        return [f"{whole.closing}. {hidden:,} more: {asked.line_to_all()}"]
    lines = [
        f"{title}{f', {left:,} more' if here[title] else f' ({left:,})'}:"
        f" {asked.line_to_group(title)}"
        for title in many
        if (left := many[title] - here[title])
    ]
    pairs = [
        " · ".join(lines[place : place + PER_LINE]) for place in range(0, len(lines), PER_LINE)
    ]
    return [*pairs, f"{whole.closing}. All of it: {asked.line_to_all()}"]
