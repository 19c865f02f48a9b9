"""Whose book it is, and how what is typed of it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from refcli.errors import UsageError

ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
# The states with the District of Columbia and the territories that have a postal code of their own.
STATES = """
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,
DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois,
IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts,
MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada,
NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota,
OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina,
SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
WV West Virginia, WI Wisconsin, WY Wyoming, AS American Samoa, GU Guam,
MP Northern Mariana Islands, PR Puerto Rico, VI Virgin Islands
"""
CODES = {
    word.casefold(): code
    for code, _, name in (state.strip().partition(" ") for state in STATES.split(","))
    for word in (code, name)
}
YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice that keeps this book: name, address, state, specialty.

    ``add_booked``: a referral that is added has an appointment, unless it is said otherwise.
    """

    name: str = ""
    specialty: str = ""
    state: str = ""
    zip: str = ""
    bills_dhs: bool | None = None
    add_booked: bool = False


def read_setting(key: str, typed: str) -> str:
    """A setting of the practice in the form in which it is kept."""
    text = " ".join(typed.split())
    return READERS[key](text) if key in READERS else text


def read_state(text: str) -> str:
    """A state's two letters: from them, or from its name."""
    if code := CODES.get(text.replace(".", "").casefold()):
        return code
    raise UsageError(f"{text!r} is no state. Type its two letters or its name: WA, Washington.")


def read_zip(text: str) -> str:
    """A ZIP code of five or nine digits."""
    if ZIP.fullmatch(text):
        return text
    raise UsageError(f"{text!r} is no ZIP code. Type five digits: 98101.")


def read_yes_or_no(text: str) -> str:
    """Read a typed yes or no."""
    if text.lower() in YES | NO:
        return "yes" if text.lower() in YES else "no"
    raise UsageError(f"{text!r} is neither yes nor no. Type yes or no.")


READERS: dict[str, Callable[[str], str]] = {
    "state": read_state,
    "zip": read_zip,
    "bills_dhs": read_yes_or_no,
    "add_booked": read_yes_or_no,
}
