"""Whose book it is, and how what is typed of it is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from refcli.errors import UsageError, naming_text

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


OPEN = "(not set)"


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """What ``ref init`` asks for, and what the answer is called where it is shown."""

    asked: str
    shown: str


# In the order in which they are asked. A further line is asked for, kept and shown like these.
QUESTIONS = {
    "practice": PracticeQuestion("The practice's name", "The practice's name"),
    "specialty": PracticeQuestion("Specialty", "Specialty"),
    "state": PracticeQuestion("State", "State"),
    "zip": PracticeQuestion("ZIP code", "ZIP code"),
    "address": PracticeQuestion("Address, as on a letter", "Address"),
    "phone": PracticeQuestion("Phone", "Phone"),
    "fax": PracticeQuestion("Fax", "Fax"),
    "bills_dhs": PracticeQuestion(
        "Does it bill Medicare for designated health services? (yes/no)",
        "Bills Medicare for designated health services",
    ),
    "add_means_booked": PracticeQuestion(
        "When you type in a new referral, is the patient booked already? (yes/no)",
        "ref add means booked",
    ),
}


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice that keeps this book: name, address, state, specialty.

    ``add_means_booked``: whether a referral that is typed has its appointment already; None where
    nobody said.
    """

    name: str = ""
    specialty: str = ""
    state: str = ""
    zip: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    bills_dhs: bool | None = None
    add_means_booked: bool | None = None


def read_setting(key: str, typed: str) -> str:
    """A setting of the practice in the form in which it is kept."""
    text = " ".join(typed.split())
    return READERS[key](text) if key in READERS else text


def setting_lines(settings: Mapping[str, str]) -> Iterator[str]:
    """What is set of a practice, one line each."""
    for key, question in QUESTIONS.items():
        yield f"{question.shown}: {settings.get(key) or OPEN}"


@naming_text
def read_state(text: str) -> str:
    """A state's two letters: from them, or from its name."""
    if code := CODES.get(text.replace(".", "").casefold()):
        return code
    raise UsageError(f"{text!r} is no state. Type its two letters or its name: WA, Washington.")


@naming_text
def read_zip(text: str) -> str:
    """A ZIP code of five or nine digits."""
    if ZIP.fullmatch(text):
        return text
    raise UsageError(f"{text!r} is no ZIP code. Type five digits: 98101.")


@naming_text
def read_yes_or_no(text: str) -> str:
    """Read a typed yes or no."""
    if text.lower() in YES | NO:
        return "yes" if text.lower() in YES else "no"
    raise UsageError(f"{text!r} is neither yes nor no. Type yes or no.")


READERS: dict[str, Callable[[str], str]] = {
    "state": read_state,
    "zip": read_zip,
    "bills_dhs": read_yes_or_no,
    "add_means_booked": read_yes_or_no,
}
