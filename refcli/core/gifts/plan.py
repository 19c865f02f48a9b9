"""The same courtesy to every member of a class, uniform by design.

What comes in are the members of the class, whether they refer or not, and the courtesy; nothing
about who sent how many gets in here, and nothing may. A gift has no strings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.gifts.check import check
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, Recipient
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Allocation, IncentiveForm
from refcli.errors import RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """What every member of a class gets, on what occasion; nothing in it knows the member."""

    item: str
    value_cents: int
    form: IncentiveForm = IncentiveForm.IN_KIND
    occasion: str
    purpose: str = ""
    cost_cents: int | None = None
    heads: int = 1
    allocation: Allocation = Allocation.FULL_EACH

    def to(self, recipient: Recipient, day: date, today: date, number: int = 0) -> Gift:
        """The courtesy as a gift to one member, not on record yet."""
        return Gift(
            id=number,
            source_id=recipient.id,
            given_on=day,
            entered_on=today,
            item=self.item,
            form=self.form,
            value_cents=self.value_cents,
            cost_cents=self.cost_cents,
            heads=self.heads,
            allocation=self.allocation,
            occasion=self.occasion,
            purpose=self.purpose,
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """What one member gets, and what the rules say of it."""

    recipient: Recipient
    gift: Gift
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class CourtesyPlan:
    """The same to each member of a class, by name; and the members who asked for no gifts.

    One that would differ between two members cannot be made.
    """

    rows: Sequence[Planned] = ()
    without: Sequence[Recipient] = ()

    def __post_init__(self) -> None:
        bare = [replace(row.gift, id=0, source_id=0) for row in self.rows]
        if any(gift != bare[0] for gift in bare):
            raise RefusedError("Every member of a class gets the same on the same day")
        if len({row.recipient.kind for row in self.rows}) > 1:
            raise RefusedError("A plan is for one class; make one plan for each")

    @property
    def value_cents(self) -> int:
        """Retail cents of all of it."""
        return sum(row.gift.value_cents for row in self.rows)


def plan_gifts(  # noqa: PLR0913, PLR0917 - the check's four, what is given and to whom
    courtesy: Courtesy,
    recipients: Iterable[Recipient],
    day: date,
    ledger: Ledger,
    policy: Policy,
    today: date,
) -> CourtesyPlan:
    """A courtesy to every member of a class on a day, each checked with all the others given.

    ``recipients`` are all members in use, whether they refer or not; each is taken once.
    """
    members = by_name(recipients)
    named = [member for member in members if not member.no_gifts]
    planned = [courtesy.to(member, day, today, -n) for n, member in enumerate(named, 1)]
    people = {**ledger.people, **{member.id: member for member in members}}
    given = Ledger(people=people, gifts=(*ledger.gifts, *planned), returns=ledger.returns)
    rows = [
        Planned(member, replace(gift, id=0), check(gift, given, policy, today))
        for member, gift in zip(named, planned, strict=True)
    ]
    return CourtesyPlan(rows, [member for member in members if member.no_gifts])


def by_name(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Each recipient once, in order of name."""
    once = {recipient.id: recipient for recipient in recipients}
    return sorted(once.values(), key=lambda recipient: (recipient.name.casefold(), recipient.id))
