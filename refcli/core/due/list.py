"""What do we owe to whom, and since when? Facts and a date in, due items out.

Nothing here is stored and nothing rolls forward: an item is due from the day its rule gives until
the activity that closes it is recorded, or until it is skipped. A snoozed one is only hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.dealings.issues import IssueFacts, due_issues
from refcli.core.dealings.meetings import Meeting, due_meetings, tell_planned
from refcli.core.due.gifts_back import give_backs
from refcli.core.due.next_steps import due_next_steps
from refcli.core.due.of_referral import ReferralFacts, due_for_referrals
from refcli.core.due.shown import OffList, pick_shown
from refcli.core.due.visits import due_visits
from refcli.core.duties.rota import DutyFacts, due_duties
from refcli.core.events.owed import PlannedEvent, due_events
from refcli.core.insurers import CredentialFacts, due_renewals
from refcli.core.occasions import OccasionFacts, due_occasions
from refcli.core.owed.items import DueItem
from refcli.core.owed.over import Over
from refcli.core.quiet.sentences import QuietFacts, gone_quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFacts(ReferralFacts):
    """Everything that was known on a day and may be owed; closed things are left out."""

    occasions: OccasionFacts = field(default_factory=OccasionFacts)
    duties: DutyFacts = field(default_factory=DutyFacts)
    credentials: CredentialFacts = field(default_factory=CredentialFacts)
    quiet: QuietFacts = field(default_factory=QuietFacts)
    over: Sequence[Over] = ()
    events: Sequence[PlannedEvent] = ()
    meetings: Sequence[Meeting] = ()
    issues: IssueFacts = field(default_factory=IssueFacts)


def find_owed(facts: DueFacts, until: date, today: date) -> Iterator[DueItem]:
    """What every rule finds; things that come again and again are made up to ``until``."""
    ground = facts.ground
    yield from tell_planned(ground, due_visits(ground), facts.meetings)
    yield from due_meetings(ground, facts.meetings)
    yield from due_for_referrals(facts, today)
    yield from due_occasions(ground, facts.occasions, until)
    yield from due_duties(ground, facts.duties, until)
    yield from due_renewals(ground, facts.credentials, until)
    yield from gone_quiet(ground, facts.quiet, today)
    yield from due_issues(ground, facts.issues, today)
    yield from give_backs(ground, facts.over, today)
    yield from due_next_steps(ground)
    yield from due_events(ground, facts.events, today)


def due_items(
    facts: DueFacts, *, until: date, today: date, snoozed_too: bool = False
) -> list[DueItem]:
    """What falls due no later than ``until``, the most overdue first; snoozed ones if asked."""
    found = find_owed(facts, until, today)
    hidden = OffList() if snoozed_too else OffList.on(today, facts.ground, facts.quiet)
    return pick_shown(found, hidden, until=until, today=today)
