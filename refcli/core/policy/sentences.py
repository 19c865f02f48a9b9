"""Each rule about gifts in a sentence, with what kind of rule it is and how sure that is."""

from collections.abc import Iterable, Sequence
from datetime import date

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.policy.disclaimers import PATIENT, POLICY, STARK, TAX, stale_figure_notice
from refcli.core.policy.rules import (
    BENEFICIARIES,
    Limit,
    Op,
    Policy,
    Preset,
    Role,
    annual_cents,
    blocks,
    holds,
    is_unreviewed,
)
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import IncentiveForm, RecipientClass

WHOM = {
    RecipientClass.CLINICIAN: "clinicians",
    RecipientClass.CLINICIAN_FAMILY: "their families",
    RecipientClass.CLINICIAN_STAFF: "their staff",
    RecipientClass.PATIENT: "patients",
    RecipientClass.PROSPECT: "people who may become patients",
    RecipientClass.OTHER: "others",
}
FORMS = {
    IncentiveForm.CASH: "cash",
    IncentiveForm.CASH_EQUIVALENT: "cash equivalents",
    IncentiveForm.RESTRICTED_GIFT_CARD: "gift cards for one kind of goods",
    IncentiveForm.DISCOUNT: "discounts",
    IncentiveForm.PRIZE: "prizes",
    IncentiveForm.MEAL: "meals",
    IncentiveForm.IN_KIND: "things",
}
SCOPES = {
    "all": "",
    "federal": "It speaks of care that a federal program may pay for.",
    "medicare_dhs": "It speaks of practices that bill Medicare for designated health services.",
    BENEFICIARIES: "It speaks of patients on Medicare or Medicaid, and of any whose payer is not"
    " known.",
    "insured_or_unknown": "It speaks of care that an insurer may pay for.",
}
ROLES = {
    Role.BINDING: "binds this practice",
    Role.BENCHMARK: "benchmark only",
    Role.ETHICS: "ethics code",
    Role.HOUSE: "house rule",
    Role.TAX: "tax only",
}
DHS_ROLES = {
    True: "binds this practice",
    False: "benchmark only",
    None: "binds until you say --no-dhs",
}
COLUMNS = (
    Column("rule", "Rule"),
    Column("words", "What it says"),
    Column("role", "What it is"),
    Column("source", "Source"),
    Column("checked", "As of"),
    Column("confidence", "Confidence"),
    Column("title", "Title", machine_only=True),
    Column("jurisdiction", "Where", machine_only=True),
    Column("blocks", "Refuses", machine_only=True),
    Column("per_item", "One gift", Type.MONEY, machine_only=True),
    Column("annual", "Of the year", Type.MONEY, machine_only=True),
    Column("op", "Limit itself", machine_only=True),
    Column("effective_from", "From", Type.DATE, machine_only=True),
    Column("effective_to", "Until", Type.DATE, machine_only=True),
    Column("review_by", "Review by", Type.DATE, machine_only=True),
)


def policy_table(policy: Policy, on: date) -> Table:
    """One row per rule in force on a day, the binding ones first."""
    rows = [preset_row(preset, policy, on) for preset in rules_on(policy, on)]
    note = f"The rules in force on {on}, the binding ones first. The strictest counts."
    return Table("Policy", COLUMNS, rows, note, empty="No rule is in force.")


def rules_on(policy: Policy, on: date) -> list[Preset]:
    """The rules in force on a day."""
    return [preset for preset in policy.presets if holds(preset, on)]


def preset_row(preset: Preset, policy: Policy, on: date) -> tuple[Cell, ...]:
    """The cells of one rule."""
    limited = preset.per_item_cents is not None or annual_cents(preset, on.year) is not None
    return (
        preset.id,
        preset_sentence(preset, policy, on),
        role_words(preset, policy),
        source_on(preset),
        preset.checked,
        confidence_on(preset, on),
        preset.title,
        preset.jurisdiction,
        blocks(preset, policy),
        preset.per_item_cents,
        annual_cents(preset, on.year),
        preset.op.value if limited else None,
        preset.effective_from,
        preset.effective_to,
        preset.review_by,
    )


def disclaimers_in_force(policy: Policy, on: date) -> list[str]:
    """What has to be said beside the rules in force."""
    rules = rules_on(policy, on)
    said = (
        (POLICY, True),
        (STARK, any(preset.role is Role.BINDING_IF_DHS for preset in rules)),
        (PATIENT, any(preset.payer_scope == BENEFICIARIES for preset in rules)),
        (TAX, any(preset.role is Role.TAX for preset in rules)),
    )
    return [text for text, needed in said if needed]


def preset_sentence(preset: Preset, policy: Policy, on: date) -> str:
    """What a rule bars, up to what figure, and to whom it speaks."""
    says = "; ".join([*bars_of(preset), *known_limits(preset, on.year)]) or "no bar and no figure"
    texts = (
        f"To {people_text(preset.recipients)}: {says}.",
        SCOPES[preset.payer_scope],
        missing_figure_text(preset, policy, on.year),
        preset.note,
        review_text(preset, on),
    )
    return " ".join(filter(None, texts))


def people_text(whom: Iterable[RecipientClass]) -> str:
    """To whom a rule speaks."""
    known = set(whom)
    return (
        "anybody" if known == set(WHOM) else join_list([WHOM[one] for one in WHOM if one in known])
    )


def join_list(words: Sequence[str], joint: str = "and") -> str:
    """Words as one lists them."""
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def bars_of(preset: Preset) -> list[str]:
    """What a rule bars, each in a few words."""
    forms = [FORMS[form] for form in FORMS if form in preset.barred_forms]
    said = (
        (f"no {join_list(forms, 'or')}", bool(forms)),
        ("nothing that hangs on a referral", preset.contingent_allowed is False),
        ("nothing to a patient for sending another", preset.patient_reward_allowed is False),
        ("nothing that the recipient asked for", preset.solicited_allowed is False),
        ("nothing reckoned as a share of a fee", preset.percent_of_fee_allowed is False),
    )
    return [words for words, barred in said if barred]


def known_limits(preset: Preset, year: int) -> list[str]:
    """The limits of a rule that are known for a year."""
    item, annual = preset.per_item_cents, annual_cents(preset, year)
    words = []
    if item is not None:
        words.append(f"one gift worth {limit_words(Limit(item, preset.op, preset))}")
    if annual is not None:
        within = limit_words(Limit(annual, preset.op, preset))
        taxed = preset.role is Role.TAX
        words.append(
            f"of the gifts of {year} to one person, {within} can be deducted"
            if taxed
            else f"all gifts of {year} together worth {within}"
        )
    return words


def limit_words(limit: Limit) -> str:
    """A figure, and whether it may itself be reached."""
    within = "up to and including" if limit.op is Op.LE else "less than"
    return f"{within} {cents_text(limit.cents)}"


def missing_figure_text(preset: Preset, policy: Policy, year: int) -> str:
    """That a yearly limit has no figure for a year, and what follows for a rule that refuses."""
    if preset.annual_series is None or annual_cents(preset, year) is not None:
        return ""
    said = stale_figure_notice(year)
    return said if blocks(preset, policy) else said[: said.index(" Add it")]


def review_text(preset: Preset, on: date) -> str:
    """By when the source has to be read again, or had to be."""
    if preset.review_by is None:
        return ""
    late = is_unreviewed(preset, on)
    day = preset.review_by
    return (
        f"It had to be read again by {day}: read its source." if late else f"Read again by {day}."
    )


def role_words(preset: Preset, policy: Policy) -> str:
    """What kind of rule it is for this practice."""
    if preset.role is Role.BINDING_IF_DHS:
        return DHS_ROLES[policy.bills_dhs]
    return ROLES[preset.role]


def source_on(preset: Preset) -> str:
    """Where a rule is written, and its yearly figure."""
    series = preset.annual_series
    return f"{preset.source}. Figures: {series.source}" if series else preset.source


def confidence_on(preset: Preset, on: date) -> str:
    """How sure a rule is, and the figure of the year where that has a confidence of its own."""
    series = preset.annual_series
    figure = series.confidence.get(on.year) if series else None
    return preset.confidence + (f"; figure of {on.year} {figure}" if figure else "")


def cite_preset(preset: Preset) -> str:
    """A rule by its name, with its source and how sure that is."""
    return f"{preset.title}; {preset.source}; confidence {preset.confidence}"
