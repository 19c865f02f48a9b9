"""How a source is reached: NPI, phone and e-mail, as people type them and as they are compared."""

import re
from reprlib import repr as short

from refcli.errors import UsageError, naming_text

NPI_DIGITS = 10
NPI_PREFIX = "80840"  # health (80) of the United States (840), ahead of the NPI itself
NPI_EXAMPLE = "Type its ten digits: 1234567893"
PHONE_EXAMPLE = "Type ten digits: 206-555-0142, or 206-555-0142 x12"
EMAIL_EXAMPLE = "Type it as in: office@lakeside.example"
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # of a local number, and of any in the world (E.164)

# Area code and exchange begin with 2 to 9 (North American Numbering Plan).
US_NUMBER = r"(?:\+?1[-. /]*)?\(?([2-9][0-9]{2})\)?[-. /]*([2-9][0-9]{2})[-. ]*([0-9]{4})"
EXTENSION = r"(?:[,;]?\s*(?:extension|ext|x|#)[. :#]*([0-9]{1,6}))?"
US_PHONE = re.compile(US_NUMBER + EXTENSION, re.IGNORECASE)
US_PHONE_INSIDE = re.compile(rf"(?<![0-9+]){US_NUMBER}(?![0-9])")
OTHER_PHONE = re.compile(r"\+?[0-9(][-0-9(). /]*[0-9]")
WITH_LETTERS = re.compile(
    r"(?:\+?1[-. ]*)?\(?([2-9][0-9]{2})\)?[-. ]+(?=.*[A-Z])((?:[0-9A-Z][-. ]?){7,})",
    re.IGNORECASE | re.ASCII,
)
LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
EMAIL = re.compile(r"[^\s@<>(),;:\"]+@(?:[^\s@<>(),;:\".]+\.)+[^\s@<>(),;:\".]{2,}")
EMAIL_CLOTHED = re.compile(r"(?:mailto:|[^<>]*<)\s*(.*?)\s*>?", re.IGNORECASE)
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@naming_text
def read_npi(text: str) -> str:
    """The ten digits of a National Provider Identifier; blanks and dashes are left out.

    The last digit checks the others: Luhn's sum over 80840 and the NPI ends in zero (CMS,
    "Requirements for National Provider Identifier (NPI) and NPI Check Digit", 2004).
    """
    digits = re.sub(r"[-\s]", "", text.translate(DASHES))
    if not re.fullmatch("[0-9]+", digits):
        raise UsageError(f"{short(text)} is no NPI: it holds more than digits. {NPI_EXAMPLE}")
    if len(digits) != NPI_DIGITS:
        raise UsageError(
            f"{short(text)} is no NPI: it has {len(digits)} of ten digits. {NPI_EXAMPLE}"
        )
    if not passes_luhn(NPI_PREFIX + digits):
        raise UsageError(
            f"{short(text)} is no NPI: its last digit does not fit the others, so that one of them"
            " is mistyped. Look it up at https://npiregistry.cms.hhs.gov and type it again."
        )
    return digits


def passes_luhn(digits: str) -> bool:
    """True if the last digit is the check digit of the others (Luhn's formula, ISO/IEC 7812-1)."""
    doubled = [int(one) * 2 for one in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(n // 10 + n % 10 for n in doubled)) % 10 == 0


@naming_text
def read_phone(text: str) -> str:
    """A phone number as it is kept: ``206-555-0142``, with its extension ``206-555-0142 x12``.

    Numbers of other countries, seven local digits and words such as 1-800-DENTIST stay as typed.
    """
    typed = " ".join(text.translate(DASHES).split())
    if found := US_PHONE.fullmatch(typed):
        number = "-".join(found.group(1, 2, 3))
        return f"{number} x{found[4]}" if found[4] else number
    if not (OTHER_PHONE.fullmatch(typed) or WITH_LETTERS.fullmatch(typed)):
        raise UsageError(f"{short(text)} is no phone number. {PHONE_EXAMPLE}")
    check_digits(text, typed)
    return typed


@naming_text
def read_phone_alone(text: str) -> str:
    """A phone number with nothing behind it but its extension: no word of a note, no name."""
    if (found := US_PHONE_INSIDE.match(text)) and not US_PHONE.fullmatch(text):
        rest = text[found.end() :].strip()
        raise UsageError(f"{short(rest)} is no part of the phone number {found[0]}")
    return read_phone(text)


def check_digits(text: str, typed: str) -> None:
    """Refuse what has too few or too many digits, or ten that no US number can have."""
    count = sum(one.isalnum() for one in typed)
    if not FEWEST_DIGITS <= count <= MOST_DIGITS:
        raise UsageError(f"{short(text)} is no phone number: {count} digits. {PHONE_EXAMPLE}")
    if FEWEST_DIGITS < count < len("2065550142") and not typed.startswith("+"):
        raise UsageError(f"{short(text)} is no phone number: {count} digits. {PHONE_EXAMPLE}")
    if count == len("2065550142") and not typed.startswith("+") and not phone_key(typed):
        raise UsageError(
            f"{short(text)} is no phone number: the area code, and the three digits behind it,"
            f" begin with 2 to 9. {PHONE_EXAMPLE}"
        )


def phone_key(text: str) -> str:
    """The ten digits of the first US number in a text, by which phones are compared; else ''."""
    typed = text.translate(DASHES)
    if found := US_PHONE_INSIDE.search(typed):
        return "".join(found.group(1, 2, 3))
    if found := WITH_LETTERS.fullmatch(typed.strip()):
        word = re.sub("[-. ]", "", found[2]).upper().translate(LETTERS)
        return (found[1] + word)[: len("2065550142")]
    return ""


@naming_text
def read_email(text: str) -> str:
    """An e-mail address, out of ``Susan Park <susan@park.example>`` too; a light check only."""
    typed = text.strip()
    clothed = EMAIL_CLOTHED.fullmatch(typed)
    bare = clothed[1] if clothed else typed
    if EMAIL.fullmatch(bare) and ".." not in bare:
        return bare
    count = bare.count("@")
    why = "it has no @" if not count else "it has more than one @" if count > 1 else ""
    why = why or ("there is a blank in it" if " " in bare else "something about the @ is missing")
    raise UsageError(f"{short(text)} is no e-mail address: {why}. {EMAIL_EXAMPLE}")


def email_key(text: str) -> str:
    """An e-mail address as it is compared: in small letters; '' for what is none."""
    try:
        return read_email(text).casefold()
    except UsageError:
        return ""


def is_phone_or_email(text: str) -> bool:
    """True for what is dialled or written to and names nobody; 1-800-DENTIST is a name."""
    dialled = not any(map(str.isalpha, text)) and bool(phone_key(text))
    return dialled or bool(email_key(text))
