"""Whether words may tell of something of value that is asked or offered for referrals.

A word of value near one of sending is enough, once what is no value is taken out. Neither way of
being wrong does harm: the text is asked about, or it is noted as any other issue.
"""

import re

NEAR = 8  # words between what is of value and the sending for which it may be given


def any_of(words: str) -> str:
    """A pattern for any of the words, with blanks or bars between, as whole words."""
    return rf"\b(?:{'|'.join(words.split())})\b".replace("_", " ")


MONEY = any_of(
    r"cash money dollars? bucks profits? percent percentage pay paid pays paying payments?"
    r" compensat\w+ commissions? fees? retainers? salary stipends? honorari\w+ allowances? loans?"
    r" rent lease payroll donat\w+ incentives? bonus\w* rewards? rewarding rewarded rebates?"
    r" discounts? checks? envelopes? vouchers? coupons? venmo zelle owes? waives? waived"
)
GOODS = any_of(
    r"gifts? presents? cards? baskets? prizes? raffles? perks? tickets? seats trips? vacations?"
    r" hotels? golf spa massages? part(?:y|ies) lunch\w* dinners? drinks wine whiske?y bottles?"
    r" tab ipads? iphones? laptops? scanners? equipment job hires? sponsor\w* free favou?rs? worth"
    r" treats? swag cover_(?:his|her|their) buy_(?:him|his|her|them|their) as_(?:a_)?thanks?"
    r" something extra do_for_(?:him|her|them) tak(?:e|es|ing)_(?:him|her|them|us)_(?:to|out)"
)
NUMBERS = (
    r"\$ ?[0-9]+|[0-9]+ ?%|\b(?:[0-9]+|ten|twenty|thirty|forty|fifty|hundred|thousand)"
    r"(?= (?:an?|per|each|every|for each|for every) )"
)
VALUE = re.compile(rf"{MONEY}|{GOODS}|{NUMBERS}")

SENT = any_of(
    r"patients? cases? referrals? leads? heads? implants? crowns? root_canals? extractions?"
    r" surger\w+"
)
SENDING = re.compile(
    r"\brefer(?:s|red|ring|rals?)?\b|\bsen(?:d|ds|ding|t)\b|\bsteer\w*|\bfunnel\w*"
    rf"|\b(?:per|each|every|for|an?|more|new|offer\w*|promis\w+)(?: new| more)? {SENT}"
    rf"|{SENT} (?:a|per|each|every) (?:week|month|quarter|year)\b"
)

NO_VALUE = (
    # what patients, insurers and laboratories pay, and are charged
    r"^(?:an?|our|the|their|his|her|one)? ?(?:referred )?patients?\b(?! (?:says?|said|told)).*",
    r"\b(?:insur\w+|medicare|medicaid|plan|labs?|copays?)\b(?: \S+){0,5}",
    r"\bpatients? (?:pays?|paid|owes?)\b",
    r"(?<!split )(?<!share )(?<!of )\b(?:our|the|his|her|their|no-show) (?:\w+ )?fees?\b",
    r"\bfees? (?:schedules?|for the|for an? (?!new patient\b))",
    r"\b(?:payment|treatment) plans?|\bmoney back|\bcash pa\w+|\bwho \w+(?: not)? pay",
    r"\b(?:not|never|n't) (?:\w+ )?pa(?:y|id)|\bpay(?:s|ing)? (?:the|his|her|their|our) bills?",
    r"\bdiscounts? for (?:an?|his|her|their|the) (?:\w+ )?patients?",
    # what costs nothing, and paper
    r"\bfree of charge|\bfeel free|\bdental commission|\bsomething (?:else|done|wrong)",
    r"\b(?:business|referral|report|appointment|credit|insurance|thank-you|recall) cards?",
    r"\breferr(?:al|ing) (?:forms?|pads?|slips?|visits?|letters?|notes?)",
    r"\bsen[dt]\w* (?:\w+ )?(?:x-?rays?|films?|models?|reports?|anything|back|bills?)",
)

FEE = r"(?:(?:\w+ )?fees?)"
ALWAYS = re.compile(  # said of nothing else, whether a word of sending is near or not
    r"\bkick[- ]?backs?\b|\bbribes?\b|\bspiffs?\b|\bunder the table\b|\bquid pro quo\b"
    r"|\b(?:finder'?s?|referral) (?:fees?|bonus\w*|gifts?)|\bcommissions?\b|\bpercentage\b"
    rf"|\bfee[- ]split\w*|\b(?:split\w*|shar\w+) (?:the|our|their|his|her) {FEE}"
    r"|\b(?:buy|buys|buying|sell\w*|trad\w+) (?:\w+ )?(?:patients|referrals)\b"
    r"|\b(?:his|her|their|a) cut\b(?: of|$)"
    r"|(?:%|\bpercent) of (?:\w+ ){0,2}(?:production|collections?|fees?|cases?|what\w*)\b"
    r"|\b(?:something|anything|a favou?r) back\b|\bwhat(?:'?s| is) in it for\b"
    r"|\b(?:something|anything|a favou?r|money|cash|gifts?) in (?:return|exchange)\b"
    r"|\boffer\w* (?:us|him|her|them|me|staff) (?:money|cash|an? gift|gifts)\b"
)


def sounds_like_kickback(text: str) -> bool:
    """Whether words may tell of something of value that is asked or offered for referrals."""
    said = re.sub("|".join(NO_VALUE), " . ", " ".join(text.casefold().split()))
    return bool(ALWAYS.search(said)) or is_near(said)


def is_near(said: str) -> bool:
    """Whether a word of value and one of sending stand near each other."""
    sendings = [one.span() for one in SENDING.finditer(said)]
    return any(
        len(said[min(one.end(), end) : max(one.start(), start)].split()) <= NEAR
        for one in VALUE.finditer(said)
        for start, end in sendings
    )
