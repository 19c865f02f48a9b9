"""Words on a gift that give its strings away; a backstop only, the fields decide."""

import re

PROMISE = re.compile(  # RF-03: it hangs on whom a recipient sends, or on each one it sends
    r"\b(?:only|as long as|unless|if|when|stop|instead of)\b.{0,40}\b(?:refer|send)\w*\b.{0,60}"
    r"\b(?:elsewhere|another|other|competitor\w*|exclusive\w*|only to us|just us)\b"
    r"|\b(?:each|every)\s+(?:new\s+)?(?:patient|referral)\w*\b.{0,40}"
    r"\b(?:you|sent|send|refer\w*)\b"
    r"|\bfor every\b.{0,20}\brefer\w*",
    re.IGNORECASE,
)
REFERRALS = re.compile(  # RF-36: an occasion that is no occasion
    r"\breferr?als?\b|\breferring\b|\bfor\s+(?:sending|the\s+patients?|your\s+patients?)\b",
    re.IGNORECASE,
)
BLANKS = re.compile(r"\s+")


def promise(*texts: str) -> str | None:
    """The first words that tie a gift to referrals, or None."""
    return first(PROMISE, texts)


def thanks_for_referrals(*texts: str) -> str | None:
    """The first words that name referrals as the reason of a gift, or None."""
    return first(REFERRALS, texts)


def first(pattern: re.Pattern[str], texts: tuple[str, ...]) -> str | None:
    """What a pattern finds first; a line's end is a blank."""
    hits = (pattern.search(BLANKS.sub(" ", text)) for text in texts)
    return next((hit[0] for hit in hits if hit), None)
