"""What the program says of itself wherever it speaks about rules; word for word, everywhere.

These are the only texts that may use words such as "lawful", and only to deny them.
"""

SHORT = (
    "Not legal advice. `ref` checks entries against the rules you configured."
    ' "No configured rule was broken" does not mean an item is lawful. Ask a health care attorney'
    " and your licensing board."
)
POLICY = (
    "Presets summarise public sources as of the date shown, with a confidence level. They may be"
    " incomplete, out of date, or wrong for your licence, state, payer mix or contracts. No dollar"
    " amount makes a gift lawful if any purpose of it is to induce or reward referrals. The"
    " strictest rule you enable applies; rules you do not enable are not checked."
)
STARK = (
    "This limit is an exception to the federal physician self-referral law for entities that bill"
    " Medicare for designated health services. It is not a safe harbor under the Anti-Kickback"
    " Statute, and state law may be stricter. If your practice does not bill designated health"
    " services it is shown only as a benchmark."
)
PATIENT = (
    '$15 per item and $75 per year is OIG\'s reading of "nominal value" for gifts to Medicare and'
    " Medicaid beneficiaries. It does not authorise rewards for referring other patients."
)
AUDIT = (
    "Statistical flags are screening signals. A flag is not a finding of wrongdoing and the absence"
    " of a flag is not clearance. This report may be discoverable. Consider asking counsel to"
    " direct the review before running it."
)
OVERRIDE = (
    "You are recording an exception to your own policy. The reason, your name and the time will be"
    " kept permanently."
)
STALE = (
    "No published limit for {year} is configured. `ref` will not estimate one. Add it with its"
    " source, or the entry stays blocked."
)
TAX = (
    "Deductibility is shown for information. The $25 figure limits a tax deduction, not the size of"
    " a gift. Ask your tax adviser."
)


def stale_figure_notice(year: int) -> str:
    """What is said where a yearly limit has no figure for a year."""
    return STALE.format(year=year)
