"""The rules about gifts that are in force, the strictest first; which are on is data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass


class Role(StrEnum):
    """What kind of rule a preset is."""

    BINDING = "binding"
    BINDING_IF_DHS = "binding_if_dhs_else_benchmark"
    BENCHMARK = "benchmark"
    ETHICS = "ethics"
    HOUSE = "house_policy"
    TAX = "tax_report_only"


class Op(StrEnum):
    """How an amount is compared: LE allows exactly the limit, LT only less."""

    LE = "le"
    LT = "lt"


@dataclass(frozen=True, slots=True)
class Series:
    """A yearly limit in cents; ``confidence`` has how sure each year's figure is."""

    id: str
    op: Op
    values: Mapping[int, int]
    confidence: Mapping[int, str]
    source: str
    title: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A rule as its source states it; what is None is not stated, which is no permission.

    ``profession``: ``dental`` or ``medical`` where it speaks to one only. ``note``: what of it
    no field holds, for people. ``checked``: as of when the source was read.
    """

    id: str
    title: str
    jurisdiction: str
    role: Role
    payer_scope: str = "all"
    recipients: frozenset[RecipientClass]
    barred_forms: frozenset[IncentiveForm] = frozenset()
    contingent_allowed: bool | None = None
    solicited_allowed: bool | None = None
    patient_reward_allowed: bool | None = None
    percent_of_fee_allowed: bool | None = None
    per_item_cents: int | None = None
    annual_cents: int | None = None
    annual_series: Series | None = None
    op: Op = Op.LE
    effective_from: date | None = None
    effective_to: date | None = None
    review_by: date | None = None
    cure: bool = False
    source: str
    checked: str
    confidence: str
    enabled: bool = True
    profession: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that a gift may reach (``LE``) or not even reach (``LT``), and whose it is."""

    cents: int
    op: Op
    preset: Preset

    def broken_by(self, cents: int) -> bool:
        """Whether an amount is over the limit."""
        return cents > self.cents or (self.op is Op.LT and cents == self.cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The presets in force for a practice; ``state`` is empty where nobody said which.

    ``alerts``: percents of a limit from which a gift is told to come close to it.
    """

    presets: Sequence[Preset] = ()
    state: str = ""
    bills_dhs: bool | None = None
    alerts: tuple[int, int] = (75, 90)
    substantial_cents: int = 5000
    house: Mapping[str, int] = field(default_factory=dict)

    def applicable(self, whom: RecipientClass, payer: Payer, on: date) -> list[Preset]:
        """The presets that speak to such a recipient on a day; an unknown payer is any payer."""
        return [preset for preset in self.presets if applies(preset, whom, payer, on)]

    def blocking(self, whom: RecipientClass, payer: Payer, on: date) -> list[Preset]:
        """Those of them that refuse a gift; a benchmark, or a rule about tax, refuses none."""
        return [preset for preset in self.applicable(whom, payer, on) if blocks(preset, self)]

    def item_limit(self, whom: RecipientClass, payer: Payer, on: date) -> Limit | None:
        """The strictest limit of one gift, or None where no preset states one."""
        return strictest_limit(
            Limit(preset.per_item_cents, preset.op, preset)
            for preset in self.blocking(whom, payer, on)
            if preset.per_item_cents is not None
        )

    def annual_limits(self, whom: RecipientClass, payer: Payer, on: date) -> Iterator[Limit]:
        """The limits of a calendar year that are known, of every preset in force."""
        for preset in self.blocking(whom, payer, on):
            if (cents := annual_cents(preset, on.year)) is not None:
                yield Limit(cents, preset.op, preset)

    def without_figure(self, whom: RecipientClass, payer: Payer, on: date) -> list[Preset]:
        """Presets whose yearly figure is not known for the year of a day: nobody may guess it."""
        return [
            preset
            for preset in self.blocking(whom, payer, on)
            if preset.annual_series and annual_cents(preset, on.year) is None
        ]


def applies(preset: Preset, whom: RecipientClass, payer: Payer, on: date) -> bool:
    """Whether a preset speaks to a recipient on a day."""
    return whom in preset.recipients and holds(preset, on) and pays(preset, whom, payer)


def holds(preset: Preset, on: date) -> bool:
    """True on the days from its first to its last, both among them."""
    begun = preset.effective_from is None or preset.effective_from <= on
    return begun and (preset.effective_to is None or on <= preset.effective_to)


PAYERS = {  # the scopes that depend on who pays, and whom each covers
    "federal": {Payer.FEDERAL, Payer.UNKNOWN},
    "medicare_dhs": {Payer.FEDERAL, Payer.UNKNOWN},
    "medicare_medicaid_or_unknown": {Payer.FEDERAL, Payer.UNKNOWN},
    "insured_or_unknown": {Payer.FEDERAL, Payer.INSURED, Payer.UNKNOWN},
}
BENEFICIARIES = "medicare_medicaid_or_unknown"  # the one scope that means the recipient's payer


def pays(preset: Preset, whom: RecipientClass, payer: Payer) -> bool:
    """Whether the payer is in the scope of a preset; an unknown payer is in every scope.

    Who pays for the care of the recipient matters only to the rule about what beneficiaries
    themselves are given (42 USC 1320a-7a(a)(5)). The others ask who pays for the care of whoever
    is *referred*, which a gift does not tell: leaving out federal patients does not cure a reward
    (OIG Advisory Opinion 12-06).
    """
    patient = whom in {RecipientClass.PATIENT, RecipientClass.PROSPECT}
    return preset.payer_scope != BENEFICIARIES or not patient or payer in PAYERS[BENEFICIARIES]


def blocks(preset: Preset, policy: Policy) -> bool:
    """Whether a rule binds this practice; a benchmark is shown and refuses nothing."""
    if preset.role is Role.BINDING_IF_DHS:
        return policy.bills_dhs is not False
    return preset.role in {Role.BINDING, Role.ETHICS, Role.HOUSE}


def annual_cents(preset: Preset, year: int) -> int | None:
    """The limit of a calendar year, or None; last year's figure never stands in for this one's."""
    if preset.annual_series:
        return preset.annual_series.values.get(year)
    return preset.annual_cents


def is_unreviewed(preset: Preset, on: date) -> bool:
    """True once the day has passed by which its source had to be read again."""
    return preset.review_by is not None and preset.review_by < on


RANK = {role: rank for rank, role in enumerate(Role)}


def rank_of(preset: Preset) -> tuple[int, bool, str]:
    """The order in which rules are named: binding ones first, the nation's before a state's."""
    return RANK[preset.role], preset.jurisdiction != "US", preset.id


def strictest_limit(limits: Iterable[Limit]) -> Limit | None:
    """The lowest limit; of two the same, the one that may not be reached, then the binding one."""
    return min(
        limits,
        key=lambda limit: (limit.cents, limit.op is Op.LE, rank_of(limit.preset)),
        default=None,
    )
