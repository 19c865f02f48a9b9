"""In what form something of value is given, as far as its words say so beyond doubt.

The words of money and cards come first: a basket with a gift card in it is a gift card. Where the
words leave a doubt ("pizza oven"), nothing is guessed and somebody has to say it.
"""

import re
from dataclasses import dataclass

from refcli.core.vocabulary import IncentiveForm

FORM = IncentiveForm
MONEY = frozenset({FORM.CASH, FORM.CASH_EQUIVALENT})


@dataclass(frozen=True, slots=True)
class Sense:
    """Words that say a form; ``fits`` are the forms that they leave room for."""

    form: IncentiveForm
    fits: frozenset[IncentiveForm]
    words: re.Pattern[str]


def make_sense(form: IncentiveForm, fits: frozenset[IncentiveForm], *words: str) -> Sense:
    """A sense of some words, each a pattern of its own."""
    return Sense(form, fits, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))


SENSES = (  # the gravest first
    make_sense(
        FORM.CASH,
        MONEY,
        r"cash(?! (?:register|box|flow|drawer))",
        r"money(?! (?:tree|plant|clip|bank|box))",
        r"cash ?app|venmo|zelle|paypal|apple pay|(?:wire|bank) transfer|direct deposit|bitcoin",
        r"(?:dollar|\$?[0-9]+ dollar|twenty|fifty|hundred) bills?",
        r"(?:\$[0-9.,]+|[0-9]+ dollar) che(?:ck|que)s?|che(?:ck|que)s? (?:for|over|of) \$[0-9]\S*",
        r"(?:personal|bank|cashier'?s) che(?:ck|que)s?|che(?:ck|que)s? (?:made|written) (?:out|to)",
        r"(?:^(?:an? )?(?:che(?:ck|que)s?|\$?[0-9.,]+(?: dollars| bucks)?)$)",
        r"che(?:ck|que)s? (?:inside|enclosed)|\$[0-9.,]+ (?:inside|enclosed|in it)",
        r"(?:with|and|plus) (?:an? )?(?:\$[0-9.,]+(?: bills?)?|twenty|fifty|hundred)$",
    ),
    make_sense(
        FORM.CASH_EQUIVALENT,
        MONEY,
        r"visa(?! (?:application|fee|interview))|master ?card|amex|american express",
        r"debit cards?|pre ?-?paid(?! (?:postage|envelope|parking|shipping|label|mailer|return)s?)",
        r"(?:amazon|walmart|target|costco|best buy)(?:\.com)? (?:e-?)?(?:gift ?)?"
        r"(?:cards?|certificates?|credits?|vouchers?)",
        r"bitcoin|crypto(?:currency)?|savings bonds?|(?:gold|silver) coins?",
    ),
    make_sense(
        FORM.CASH_EQUIVALENT,
        MONEY | {FORM.RESTRICTED_GIFT_CARD},
        r"\$[0-9.,]+ (?!greeting|holiday|thank)\w+ cards?",
        r"e-?gift ?cards?|gift ?-?cards?|gift ?certificates?|store credits?",
        r"[0-9][0-9,]* (?:points|miles)|(?:reward|loyalty|bonus|airline|hotel|fuel)s? points",
        r"airline miles|^points$|points (?:for|towards?)",
    ),
    make_sense(
        FORM.CASH_EQUIVALENT,
        MONEY | {FORM.RESTRICTED_GIFT_CARD, FORM.DISCOUNT},
        r"vouchers?",
        r"(?:uber|lyft|gift|\$[0-9.,]+) credits?|^(?:an? )?credits?$",
    ),
    make_sense(
        FORM.DISCOUNT,
        MONEY | {FORM.RESTRICTED_GIFT_CARD, FORM.DISCOUNT},
        r"discounts?|coupons?|(?:%|percent|\$[0-9.,]+) off|[0-9]+% off|half price",
        r"waiv(?:e|es|ed|er|ers|ing)|co-?pay(?:ment)?s?|co-?insurance|deductibles?",
        r"(?:account|treatment|service|statement) credits?|(?<!ce )credits? (?:on|to|towards?) \w+",
    ),
    make_sense(
        FORM.DISCOUNT,
        frozenset(FORM),
        r"(?:free|complimentary|no charge) (?:cleaning|whitening|exam|x-?rays?|crown|root canal"
        r"|treatment|consultation|visit)(?! (?:kit|tray|pen|strip)s?)",
    ),
    make_sense(FORM.PRIZE, frozenset(FORM), r"raffles?|sweepstakes?|door prizes?|prizes?"),
    make_sense(
        FORM.IN_KIND,
        frozenset(FORM),
        r"(?:thank[ -]?you|holiday|christmas|birthday|greeting|sympathy|get well) cards?",
        r"(?:business|appointment|referral) cards?|(?:movie|theater|concert|game) tickets?",
    ),
)
BESIDE = re.compile(  # how it was paid, and what it is not: no word on what it is
    r"(?:\b(?:paid|pay|bought|purchased|charged|charge|expensed|ordered|reimbursed|settled)\b"
    r"[^.;]{0,40}?|\b(?:on|with) (?:the|our|my|company|office|practice)(?: \w+)? )"
    r"\b(?:cash|visa|master ?card|amex|american express|debit card|venmo|zelle|paypal|check|cheque"
    r"|money|points|apple pay)\b(?: [#0-9]\S*)?"
    r"|\b(?:no|not|never|without|instead of|rather than|cannot|can't)\b[^.;,]{0,40}?"
    r"\b(?:cash|money|gift ?cards?|vouchers?|discounts?|coupons?)\b"
    r"|\bpetty cash\b|\bat a discount\b|\bcredit cards?\b",
    re.IGNORECASE,
)
BLANKS = re.compile(r"\s+")
HEAD_ENDS = re.compile(r"\s+(?:for|with|of|from|at|to|in|and|on|by|plus|&)\s|[,;(:]", re.IGNORECASE)
MEALS = """
lunch lunches luncheon breakfast breakfasts brunch dinner dinners supper meal meals catering
"""
THINGS = """
basket baskets tray trays platter box boxes tin tins jar jars bag bags bottle bottles tote totes
bouquet flowers orchid orchids plant plants wreath wreaths poinsettia poinsettias
fruit apples oranges pears cookie cookies cake cakes cupcake cupcakes pie pies pastry pastries
muffin muffins donut donuts doughnut doughnuts bagel bagels brownie brownies candy candies
chocolate chocolates popcorn nuts cheese tea coffee honey jam snack snacks treats sweets
mug mugs cup cups pen pens pencil pencils notepad notepads calendar calendars magnet magnets
umbrella umbrellas book books candle candles ornament ornaments stickers balloons pads brochures
painting paintings picture pictures vase vases lamp watch clock blanket scarf scarves gloves socks
toothbrush toothbrushes toothpaste floss mouthwash sunscreen lotion soap
"""
FORM_OF = dict.fromkeys(MEALS.split(), FORM.MEAL) | dict.fromkeys(THINGS.split(), FORM.IN_KIND)


def form_said(item: str) -> IncentiveForm | None:
    """The form that an item's own words say, or None where there is a doubt."""
    if money := money_said(item):
        return money[0].form
    left = BESIDE.sub(";", straighten_text(item)).strip()
    things = (one for one in SENSES if one.fits == frozenset(FORM))
    if other := next((one for one in things if one.words.search(left)), None):
        return other.form
    head = HEAD_ENDS.split(left)[0].strip().casefold().split(" ")[-1]
    return FORM_OF.get(head)


def other_form(form: IncentiveForm, *texts: str) -> tuple[IncentiveForm, str] | None:
    """The form that words of money, cards and discounts say against the one that was typed."""
    for text in texts:
        if (said := money_said(text)) and form not in said[0].fits:
            return said[0].form, said[1]
    return None


def money_said(text: str) -> tuple[Sense, str] | None:
    """The gravest sense of money, cards or discounts in a text, with its words."""
    left = BESIDE.sub(";", straighten_text(text))
    for one in SENSES:
        if one.fits < frozenset(FORM) and (hit := one.words.search(left)):
            return one, hit[0]
    return None


def straighten_text(text: str) -> str:
    """A text in one line, with straight apostrophes."""
    return BLANKS.sub(" ", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).strip()
