"""How a source wants its reports, and the words that it is tagged with."""

from refcli.errors import UsageError, naming_text

REPORT_WAYS = {  # a way, and what else people type for it
    "fax": ("faxed",),
    "letter": ("mail", "post", "paper", "usps"),
    "email": ("e-mail", "mailed electronically"),
    "phone": ("call", "telephone"),
    "portal": ("online", "website"),
    "none": ("no", "never"),
}


@naming_text
def read_report_way(typed: str) -> str:
    """The way that is meant: ``Mail`` is letter."""
    word = typed.strip().casefold()
    for way, others in REPORT_WAYS.items():
        if word == way or word in others:
            return way
    raise UsageError(f"{typed!r} is no way to report. Type one of {', '.join(REPORT_WAYS)}")


def read_tags(typed: str) -> str:
    """Words as they are kept: each once, in small letters, in the order typed, by commas."""
    words = (" ".join(one.split()).casefold() for one in typed.replace(";", ",").split(","))
    return ", ".join(dict.fromkeys(filter(None, words)))
