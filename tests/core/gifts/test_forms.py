"""The form that words say: money before things, and nothing where there is a doubt."""

import pytest

from refcli.core.gifts.forms import form_said, other_form
from refcli.core.vocabulary import IncentiveForm

FORM = IncentiveForm
SAID = {
    FORM.IN_KIND: (
        *("fruit basket", "cookies", "holiday cookies", "box of chocolates", "tea", "toothbrush"),
        *("thank-you card", "breakfast basket", "money tree plant", "flowers for the front desk"),
        *("painting", "movie tickets", "cashmere scarf"),
    ),
    FORM.MEAL: (
        "lunch",
        "steak lunch",
        "CE lunch",
        "dinner with wife",
        "lunch and learn",
        "lunch, paid in cash",
    ),
    FORM.CASH: (
        *("cash", "cash in an envelope", "cash for pizza", "Venmo transfer", "check", "a check"),
        *("check for $50", "$50", "25 dollars", "cashier's check", "fruit and $20 cash"),
        *("basket with $50 inside", "basket and $20 bill", "book with check inside"),
        *("mug with a twenty", "flowers and $20"),
    ),
    FORM.CASH_EQUIVALENT: (
        *("gift card", "Starbucks gift card", "$10 Amazon gift card", "Visa", "prepaid card"),
        *("Target gift card for the front desk", "voucher", "points", "credit", "Amazon credit"),
        *(
            "basket with a $25 Visa card",
            "flowers with $25 Starbucks card",
            "steak lunch 80 dollars, $100 gift card",
        ),
    ),
    FORM.DISCOUNT: (
        *("discount", "10% off", "waived copay", "copay waived", "coupon", "free whitening"),
        "credit toward the next visit",
    ),
    FORM.PRIZE: ("raffle ticket", "door prize"),
}
DOUBTFUL = (
    *("pizza oven", "food processor", "dinner cruise", "massage chairs for lunch room"),
    *("golf outing with snacks", "donation to the food bank in his name", "espresso machine"),
    *("Starbucks card", "dinner plates", "lottery tickets", "pizza", "cashews"),
    *("rain check", "prepaid return envelope", "free whitening kit"),
)


@pytest.mark.parametrize(
    ("item", "form"), [(item, form) for form, items in SAID.items() for item in items]
)
def test_what_an_item_says_beyond_doubt_is_its_form(item: str, form: IncentiveForm) -> None:
    assert form_said(item) is form
    assert form_said(item.upper()) is form


@pytest.mark.parametrize("item", DOUBTFUL)
def test_what_leaves_a_doubt_is_not_guessed(item: str) -> None:
    assert form_said(item) is None


@pytest.mark.parametrize(
    "note",
    [
        "paid by check 1042",
        "bought with the office Visa",
        "charged to the practice Amex",
        "paid with our credit card",
        "from petty cash",
        "not redeemable for cash",
        "instead of the gift card he asked for",
        "a thank-you card is in it",
        "check with Kim about allergies",
        "2 CE credits on root fractures",
    ],
)
def test_how_it_was_paid_and_what_it_is_not_says_no_form(note: str) -> None:
    assert other_form(FORM.IN_KIND, "tray", note) is None


@pytest.mark.parametrize(
    ("form", "text", "meant"),
    [
        (FORM.IN_KIND, "cash", FORM.CASH),
        (FORM.MEAL, "cash for pizza", FORM.CASH),
        (FORM.PRIZE, "a $50 Visa card", FORM.CASH_EQUIVALENT),
        (FORM.RESTRICTED_GIFT_CARD, "Amazon gift card", FORM.CASH_EQUIVALENT),
        (FORM.RESTRICTED_GIFT_CARD, "cash", FORM.CASH),
        (FORM.DISCOUNT, "gift card", FORM.CASH_EQUIVALENT),
        (FORM.IN_KIND, "copay waived", FORM.DISCOUNT),
        (FORM.RESTRICTED_GIFT_CARD, "Starbucks gift card", None),
        (FORM.DISCOUNT, "voucher", None),
        (FORM.CASH, "gift card", None),
        (FORM.MEAL, "fruit basket", None),
    ],
)
def test_words_of_money_leave_room_for_some_forms_only(
    form: IncentiveForm, text: str, meant: IncentiveForm | None
) -> None:
    other = other_form(form, "tray", text)

    assert (other and other[0]) == meant
