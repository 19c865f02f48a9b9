"""The practice's own rules about gifts: each from a day on, and never looser than a binding one.

A house rule becomes a preset like any other and adds to those in force, so that the strictest wins.
One thing gives way: where the state is known, a figure of the strict default, which no law sets, to
the practice's own figure of the same kind. Nothing of an earlier day is judged anew by it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from reprlib import repr as short

from refcli.core.policy.rules import Limit, Op, Policy, Preset, Role, blocks, holds, strictest_limit
from refcli.core.policy.sentences import FORMS, cite_preset, limit_words
from refcli.core.values.money import cents_text, read_cents
from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass
from refcli.errors import UsageError
from refcli.lines import type_line

ALL = frozenset(RecipientClass)
GROUPS = {  # family and staff go with their clinician, and whoever may become a patient with these
    "": ALL,
    "_clinician": frozenset(
        {
            RecipientClass.CLINICIAN,
            RecipientClass.CLINICIAN_FAMILY,
            RecipientClass.CLINICIAN_STAFF,
        }
    ),
    "_patient": frozenset({RecipientClass.PATIENT, RecipientClass.PROSPECT}),
    "_other": frozenset({RecipientClass.OTHER}),
}
PEOPLE = {
    ALL: "anybody",
    GROUPS["_clinician"]: "clinicians, their families and their staff",
    GROUPS["_patient"]: "patients and people who may become patients",
    GROUPS["_other"]: "others",
}
ITEM = {f"item_limit{group}": whom for group, whom in GROUPS.items()}
ANNUAL = {f"annual_limit{group}": whom for group, whom in GROUPS.items()}
LIMITS: Mapping[str, frozenset[RecipientClass]] = ITEM | ANNUAL
BARS = {f"bar_{form.value}": form for form in IncentiveForm}
SUBSTANTIAL, ALONE = "substantial_value", "single_operator"
USUAL_SUBSTANTIAL = 5000
MEANINGS = {
    **{key: f"the most one gift to {PEOPLE[whom]} is worth" for key, whom in ITEM.items()},
    **{
        key: f"the most all gifts of a year to one party are worth: {PEOPLE[whom]}"
        for key, whom in ANNUAL.items()
    },
    **{key: f"no {FORMS[form]} to anybody" for key, form in BARS.items()},
    SUBSTANTIAL: "from how much on a gift is worth a second look",
    ALONE: "one person runs the practice: whoever enters a gift also approves it",
}
MONEY = frozenset({*LIMITS, SUBSTANTIAL})
OWN = "house-"  # how the names of the practice's own presets begin, and no other's
WITHDRAWN = "none"


@dataclass(frozen=True, slots=True)
class HouseRule:
    """What the practice set on a day: cents, or 1 for yes; None takes it back."""

    key: str
    value: int | None
    since: date


@dataclass(frozen=True, slots=True)
class HouseSpan:
    """The days, both counted, for which a value holds; without a last day, until further notice."""

    key: str
    value: int
    first: date
    last: date | None

    def covers(self, day: date | None) -> bool:
        """Whether a day lies in the span."""
        return day is not None and self.first <= day and (self.last is None or day <= self.last)


def read_value(key: str, text: str) -> int | None:
    """What was typed for a house rule: dollars, or yes; ``none`` takes it back."""
    if key not in MEANINGS:
        raise UsageError(f"There is no house rule {short(key)}. Type one of {', '.join(MEANINGS)}")
    typed = text.strip().lower()
    if typed == WITHDRAWN:
        return None
    if key in MONEY:
        return read_cents(typed)
    if typed not in {"yes", "no"}:
        raise UsageError(
            f"{short(text)} is neither yes nor no. Type: {type_line('policy set', key, 'yes')}"
        )
    return 1 if typed == "yes" else None


def value_text(key: str, value: int | None) -> str:
    """A value as it is shown, and could be typed."""
    if value is None:
        return WITHDRAWN
    return cents_text(value) if key in MONEY else "yes"


def spans_of_rules(rules: Iterable[HouseRule]) -> list[HouseSpan]:
    """The days for which each value holds; of two set on one day the later in the list counts."""
    by_key: dict[str, dict[date, int | None]] = {}
    for rule in rules:
        by_key.setdefault(rule.key, {})[rule.since] = rule.value
    return [span for key, set_on in by_key.items() for span in spans_of(key, set_on)]


def spans_of(key: str, set_on: Mapping[date, int | None]) -> Iterator[HouseSpan]:
    """The days of each value of one rule, in their order."""
    days: list[date | None] = [*sorted(set_on)]
    for first, following in zip(sorted(set_on), [*days[1:], None], strict=True):
        if (value := set_on[first]) is not None:
            yield HouseSpan(key, value, first, day_before(following))


def day_before(day: date | None) -> date | None:
    """The day before; None stays None."""
    return day and day - timedelta(days=1)


def values_on(rules: Iterable[HouseRule], on: date) -> dict[str, int]:
    """The house rules that hold on a day."""
    return {span.key: span.value for span in spans_of_rules(rules) if span.covers(on)}


def with_house(
    presets: Iterable[Preset], rules: Iterable[HouseRule], *, state: str
) -> list[Preset]:
    """The presets and the house rules together; see the head of this module."""
    found = spans_of_rules(rules)
    own = [own_preset(span) for span in found if span.key in LIMITS or span.key in BARS]
    figures = [span for span in found if span.key in LIMITS]
    if not state or not figures:
        return [*presets, *own]
    left = (
        piece
        for preset in presets
        for piece in (split_preset(preset, figures) if preset.role is Role.HOUSE else [preset])
    )
    return [*left, *own]


def own_preset(span: HouseSpan) -> Preset:
    """A house rule as a preset; its figure is itself within the limit."""
    return Preset(
        id=OWN + span.key,
        title="House rule",
        jurisdiction="US",
        role=Role.HOUSE,
        recipients=LIMITS.get(span.key, ALL),
        barred_forms=frozenset({BARS[span.key]}) if span.key in BARS else frozenset(),
        per_item_cents=span.value if span.key in ITEM else None,
        annual_cents=span.value if span.key in ANNUAL else None,
        op=Op.LE,
        effective_from=span.first,
        effective_to=span.last,
        source="Set by this practice",
        checked=span.first.isoformat(),
        confidence="policy",
    )


def split_preset(preset: Preset, figures: Sequence[HouseSpan]) -> Iterator[Preset]:
    """The parts of a default preset that hold beside the practice's own figures.

    Example: a house rule for staff from March on gives the whole preset up to February, and from
    March on the same one without its figure for staff.
    """
    for first, last in runs_of_days(figures):
        left: dict[tuple[int | None, int | None], set[RecipientClass]] = {}
        for whom in sorted(preset.recipients):
            gone = {
                span.key in ITEM
                for span in figures
                if whom in LIMITS[span.key] and span.covers(first)
            }
            item = None if True in gone else preset.per_item_cents
            annual = None if False in gone else preset.annual_cents
            left.setdefault((item, annual), set()).add(whom)
        for (item, annual), people in left.items():
            yield replace(
                preset,
                recipients=frozenset(people),
                per_item_cents=item,
                annual_cents=annual,
                effective_from=first,
                effective_to=last,
            )


def runs_of_days(figures: Sequence[HouseSpan]) -> Iterator[tuple[date | None, date | None]]:
    """Cut time at each day on which a house rule begins or has ended; the first run is open."""
    after_last = {span.last + timedelta(days=1) for span in figures if span.last}
    days: list[date | None] = [*sorted({span.first for span in figures} | after_last)]
    return (
        (first, day_before(end)) for first, end in zip([None, *days], [*days, None], strict=True)
    )


def house_rule_refusal(rule: HouseRule, policy: Policy) -> str | None:
    """Why a house rule cannot be: one that binds is stricter; None where it can be.

    ``policy``: what is in force without it. Where nobody said in which state the practice is, the
    strict default binds as well.
    """
    if rule.key in BARS:
        return None if rule.value else still_barred(rule, policy)
    if rule.key == SUBSTANTIAL and rule.value is not None and rule.value > USUAL_SUBSTANTIAL:
        most = cents_text(USUAL_SUBSTANTIAL)
        line = type_line("policy set", SUBSTANTIAL, 25)
        return f"{SUBSTANTIAL} can only be lowered, from {most}. Type: {line}"
    if rule.key not in LIMITS or rule.value is None:
        return None
    limit = strictest_limit(binding_limits(rule.key, policy, rule.since))
    return too_loose(rule.key, rule.value, limit) if limit and limit.broken_by(rule.value) else None


def binding_policy(policy: Policy) -> Policy:
    """The policy with nothing but what no house rule may loosen."""
    house = not policy.state
    kept = [
        preset
        for preset in policy.presets
        if blocks(preset, policy) and not preset.id.startswith(OWN)
        if house or preset.role is not Role.HOUSE
    ]
    return replace(policy, presets=kept)


def binding_limits(key: str, policy: Policy, on: date) -> Iterator[Limit]:
    """The limits of the same kind that bind, whoever of the group it is and whoever pays."""
    bound = binding_policy(policy)
    for whom in LIMITS[key]:
        for payer in Payer:
            if key in ANNUAL:
                yield from bound.annual_limits(whom, payer, on)
            elif limit := bound.item_limit(whom, payer, on):
                yield limit


def too_loose(key: str, cents: int, limit: Limit) -> str:
    """The binding rule with its figure and source, and what could be typed."""
    least = cents_text(limit.cents - (limit.op is Op.LT)).removeprefix("$")
    state = " Or say in which state you are: ref policy use --state WA"
    line = type_line("policy set", key, least)
    return (
        f"{cents_text(cents)} is looser than a rule in force: {limit_words(limit)}"
        f" ({cite_preset(limit.preset)}). A house rule can only be stricter."
        f" Type: {line}" + (state if limit.preset.role is Role.HOUSE else "")
    )


def still_barred(rule: HouseRule, policy: Policy) -> str | None:
    """Why a form stays barred although the house rule against it is taken back."""
    form = BARS[rule.key]
    others = [preset for preset in policy.presets if not preset.id.startswith(OWN)]
    bars = [
        preset
        for preset in others
        if form in preset.barred_forms and blocks(preset, policy) and holds(preset, rule.since)
    ]
    if not bars:
        return None
    rest = f"barred by a rule in force ({cite_preset(bars[0])}). No house rule lifts that."
    return f"{FORMS[form].capitalize()}: {rest}"
