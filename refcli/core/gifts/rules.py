"""The rules about one entry itself: its form, its strings, its papers; each yields findings.

Nothing here reads a referral: a gift has no strings.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from refcli.core.gifts.case import (
    BUILT_IN,
    HOUSE,
    KICKBACK,
    NOT_MONETARY,
    Basis,
    GiftCase,
    basis_of,
    make_finding,
)
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.forms import other_form
from refcli.core.gifts.ledger import divides, hangs_on_referral, strings_of
from refcli.core.names.keys import name_key
from refcli.core.policy.rules import Preset
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import (
    Allocation,
    Contingency,
    IncentiveForm,
    Kind,
    PaidFrom,
    RecipientClass,
    Severity,
)
from refcli.phrases import count_phrase

CASH = frozenset({IncentiveForm.CASH, IncentiveForm.CASH_EQUIVALENT})
FORM_WORDS = {
    IncentiveForm.IN_KIND: "A thing",
    IncentiveForm.RESTRICTED_GIFT_CARD: "A gift card for one kind of goods",
    IncentiveForm.CASH_EQUIVALENT: "What spends like cash",
    IncentiveForm.CASH: "Cash",
    IncentiveForm.MEAL: "A meal",
    IncentiveForm.DISCOUNT: "A discount",
    IncentiveForm.PRIZE: "A prize",
}
GROUPS = Basis(BUILT_IN, "Sussman Shank, Non-monetary compensation limits, 2018", "medium")
OWN_SERVICES = Basis(BUILT_IN, "Angle Orthodontist 2017;87(2):313", "policy")
WISH = Basis("no_gifts", "Asked for by the recipient", "policy")
RECEIPT_DAYS = 7
LATE_DAYS = 30


def finding_about(  # noqa: PLR0913 - what a finding is made of
    case: GiftCase,
    flag: str,
    severity: Severity,
    words: str,
    basis: Basis = HOUSE,
    *,
    absolute: bool = False,
) -> Finding:
    """A finding whose evidence is the gift itself."""
    parties = tuple(account.party_id for account in case.accounts)
    gifts = [case.gift.id]
    return make_finding(flag, severity, words, basis, gifts, parties=parties, absolute=absolute)


def barred_form(case: GiftCase) -> Iterator[Finding]:
    """RF-01: cash and its like in any amount, and the forms that a rule in force bars."""
    form = case.gift.form
    bars = [preset for preset in case.rules if form in preset.barred_forms]
    binding = [preset for preset in bars if case.binds(preset)]
    if binding or form in CASH:
        basis = basis_of(binding[0]) if binding else NOT_MONETARY
        words = f"{FORM_WORDS[form]} to {case.name} is barred, whatever it is worth"
        words += f"{other_bars_text(binding)}."
        yield finding_about(case, "RF-01", Severity.BLOCK, words, basis, absolute=True)
    elif bars:
        words = f"{FORM_WORDS[form]} to {case.name} is outside a benchmark that does not bind you."
        yield finding_about(case, "RF-01", Severity.WARN, words, basis_of(bars[0]))


def misnamed_form(case: GiftCase) -> Iterator[Finding]:
    """RF-01: words of cash, of a card or of a discount under the name of something else."""
    gift = case.gift
    if other := other_form(gift.form, gift.item, gift.occasion, gift.purpose, gift.note):
        yield finding_about(
            case, "RF-01", Severity.BLOCK, misnamed_text(gift.form, *other), NOT_MONETARY
        )


def misnamed_text(form: IncentiveForm, meant: IncentiveForm, hit: str) -> str:
    """That the words say another form than the one that was typed, and which."""
    typed, said = (one.value.replace("_", "-") for one in (form, meant))
    return f"Its form is {typed}, but its words say “{hit}”. If it is that: --form {said}."


def has_strings(case: GiftCase) -> Iterator[Finding]:
    """RF-02: a gift that hangs on a referral, as was said or as its words say."""
    if not hangs_on_referral(case.gift):
        return
    bars = [
        preset for preset in case.rules if bars_strings(preset, case.whom) and case.binds(preset)
    ]
    basis = basis_of(bars[0]) if bars else KICKBACK
    hit = strings_of(case.gift)
    how = tied_text(hit) if hit else "It hangs on a referral"
    words = f"{how}, and a gift has no strings{other_bars_text(bars)}."
    yield finding_about(case, "RF-02", Severity.BLOCK, words, basis, absolute=True)


def tied_text(hit: str) -> str:
    """What words do that name referrals as the reason."""
    return f"Its words tie it to referrals (“{hit}”)"


def bars_strings(preset: Preset, whom: RecipientClass) -> bool:
    """Whether a rule forbids gifts that hang on a referral."""
    patient = whom in {RecipientClass.PATIENT, RecipientClass.PROSPECT}
    rewards = patient and preset.patient_reward_allowed is False
    return preset.contingent_allowed is False or rewards


def other_bars_text(bars: list[Preset]) -> str:
    """Which rules bar it, where there are several."""
    if len(bars) < 2:  # noqa: PLR2004  (one bar alone says it itself)
        return ""
    return f" ({len(bars)} rules bar it: {', '.join(preset.id for preset in bars)})"


def flag_promise(case: GiftCase) -> Iterator[Finding]:
    """RF-03: offered for exclusivity."""
    if case.gift.contingency is Contingency.EXCLUSIVITY:
        words = "It is offered for sending patients to nobody else."
        yield finding_about(case, "RF-03", Severity.BLOCK, words, KICKBACK, absolute=True)


def flag_solicitation(case: GiftCase) -> Iterator[Finding]:
    """RF-06: the recipient, its family or its staff asked for it."""
    if case.gift.solicited:
        bars = [
            preset
            for preset in case.rules
            if preset.solicited_allowed is False and case.binds(preset)
        ]
        basis = basis_of(bars[0]) if bars else NOT_MONETARY
        words = f"{case.name}, or somebody of theirs, asked for it."
        yield finding_about(case, "RF-06", Severity.BLOCK, words, basis)


def wrong_split(case: GiftCase) -> Iterator[Finding]:
    """RF-20: a thing that does not divide, entered by the head."""
    gift = case.gift
    if gift.allocation is Allocation.PER_HEAD and gift.heads > 1 and not divides(gift):
        words = (
            f"Only a meal (--form meal) divides: {cents_text(gift.value_cents)} counts in full for"
            f" each, not {cents_text(-(-gift.value_cents // gift.heads))} a head."
        )
        yield finding_about(case, "RF-20", Severity.HIGH, words, GROUPS)


def off_the_books(case: GiftCase) -> Iterator[Finding]:
    """RF-21: no receipt a week later, or paid from elsewhere than the practice."""
    gift = case.gift
    late = case.today - gift.given_on > timedelta(days=RECEIPT_DAYS)
    if late and not gift.receipt.strip():
        words = f"No receipt is on record more than {RECEIPT_DAYS} days after {gift.given_on}."
        yield finding_about(case, "RF-21", Severity.HIGH, words)
    if gift.paid_from is not PaidFrom.PRACTICE:
        words = "It was paid from elsewhere than the practice's own account."
        yield finding_about(case, "RF-21", Severity.HIGH, words)


def entered_late(case: GiftCase) -> Iterator[Finding]:
    """RF-22: entered more than thirty days after; graver where a year ended between."""
    gift = case.gift
    days = (gift.entered_on - gift.given_on).days
    if days > LATE_DAYS:
        crossed = gift.entered_on.year > gift.given_on.year
        severity = Severity.HIGH if crossed else Severity.WARN
        after = ", and in another year" if crossed else ""
        yield finding_about(
            case,
            "RF-22",
            severity,
            f"It was entered {count_phrase(days, 'day')} after the day{after}.",
        )


def self_approved(case: GiftCase) -> Iterator[Finding]:
    """RF-25: approved by who entered it, by who got it, or an exception approved by nobody.

    A practice of one says so in its policy (``single_operator``) and is told, not refused.
    """
    gift = case.gift
    alone = bool(case.policy.house.get("single_operator"))
    severity = Severity.WARN if alone else Severity.BLOCK
    theirs = (case.name, gift.person, *(account.name for account in case.accounts))
    if any(is_same_person(gift.approved_by, name) for name in theirs):
        words = f"{gift.approved_by} approved a gift to themselves or their own."
        yield finding_about(case, "RF-25", Severity.BLOCK, words)
    elif is_same_person(gift.approved_by, gift.entered_by):
        words = f"{gift.approved_by} entered it and approved it."
        yield finding_about(case, "RF-25", severity, words)
    elif gift.anyway and not gift.approved_by.strip():
        words = "It was recorded against the policy, and nobody else is named who agreed."
        yield finding_about(case, "RF-25", Severity.WARN if alone else Severity.HIGH, words)


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are the same person's."""
    return bool(one.strip() and other.strip()) and name_key(one) == name_key(other)


def flag_undervalued(case: GiftCase) -> Iterator[Finding]:
    """RF-26: no value, one below the cost, or a discount on our own services."""
    gift = case.gift
    clinician = case.party is RecipientClass.CLINICIAN
    if gift.value_cents <= 0:
        yield finding_about(
            case, "RF-26", Severity.WARN, "It has no value; enter what a shop asks for it."
        )
    elif gift.cost_cents is not None and gift.value_cents < gift.cost_cents:
        words = (
            f"It cost {cents_text(gift.cost_cents)} and is valued at"
            f" {cents_text(gift.value_cents)}; enter what a shop asks for it."
        )
        yield finding_about(case, "RF-26", Severity.WARN, words)
    if clinician and gift.form is IncentiveForm.DISCOUNT:
        words = (
            f"A discount counts at what everybody else pays: see that"
            f" {cents_text(gift.value_cents)} is that."
        )
        yield finding_about(case, "RF-26", Severity.WARN, words, OWN_SERVICES)


def bare_meal(case: GiftCase) -> Iterator[Finding]:
    """RF-34: a meal without a host, without heads, or dearer by the head than one gift may be."""
    gift = case.gift
    if gift.form is not IncentiveForm.MEAL:
        return
    if not gift.host.strip():
        yield finding_about(
            case, "RF-34", Severity.WARN, "Nobody of ours is named as host of the meal."
        )
    kind = case.ledger.people[gift.source_id].kind_on(gift.given_on)
    if gift.heads <= 1 and kind is Kind.OFFICE:
        yield finding_about(case, "RF-34", Severity.WARN, "Nobody said how many shared the meal.")
    head = -(-gift.value_cents // max(1, gift.heads))
    if case.item and case.item.broken_by(head):
        words = f"The meal comes to {cents_text(head)} a head."
        yield finding_about(case, "RF-34", Severity.WARN, words, basis_of(case.item.preset))


def no_purpose(case: GiftCase) -> Iterator[Finding]:
    """RF-36: neither an occasion nor a purpose."""
    if not case.gift.occasion.strip() and not case.gift.purpose.strip():
        yield finding_about(
            case, "RF-36", Severity.WARN, "Neither an occasion nor a purpose is on record."
        )


def wants_none(case: GiftCase) -> Iterator[Finding]:
    """A recipient that had asked for no gifts by that day gets none."""
    if case.ledger.people[case.gift.source_id].wants_none_on(case.gift.given_on):
        yield finding_about(
            case, "no-gifts", Severity.BLOCK, f"{case.name} asked for no gifts.", WISH
        )


Rule = Callable[[GiftCase], Iterator[Finding]]
ENTRY_RULES: tuple[Rule, ...] = (
    barred_form,
    misnamed_form,
    has_strings,
    flag_promise,
    flag_solicitation,
    wrong_split,
    off_the_books,
    entered_late,
    self_approved,
    flag_undervalued,
    bare_meal,
    no_purpose,
    wants_none,
)
