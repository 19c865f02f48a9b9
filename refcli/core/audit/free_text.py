"""RF-30: patients' data in the free text of gifts; what is found is not repeated."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from refcli.core.audit.screen import HONEST, make_signal
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Recipient
from refcli.core.names.keys import name_key
from refcli.core.vocabulary import Severity

PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
    "a telephone number": re.compile(
        r"(?<![\w-])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"
    ),
    "a day of birth": re.compile(
        r"\b(?:dob|born|birth ?da(?:y|te)|date of birth)\b.{0,12}\d", re.IGNORECASE
    ),
}
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
LONGEST = 4  # words of a name that are looked for; a single one is too common to tell anything


def patients_data(
    entries: Sequence[GiftEntry],
    year: int,
    patients: Collection[str],
    people: Mapping[int, Recipient],
) -> Iterator[Finding]:
    """A telephone number, an address, a day of birth or the name of another patient in a gift."""
    mine = [entry.gift for entry in entries if entry.gift.given_on.year == year]
    named = names_of(mine, patients, people)
    for gift in mine:
        text = " ".join(free_texts(gift))
        seen = [what for what, pattern in PATTERNS.items() if pattern.search(text)]
        if seen or gift.id in named:
            known = [*seen, *(["the name of a patient"] if gift.id in named else [])]
            words = f"The text of gift {gift.id} has {' and '.join(known)} in it."
            yield make_signal("RF-30", Severity.WARN, words, gifts=[gift.id], basis=HONEST)


def free_texts(gift: Gift) -> tuple[str, ...]:
    """What was written freely about a gift."""
    return gift.item, gift.occasion, gift.purpose, gift.note, gift.anyway


def names_of(
    gifts: Sequence[Gift], patients: Collection[str], people: Mapping[int, Recipient]
) -> set[int]:
    """The gifts whose text has the name of a patient who is not its recipient.

    The phrases of the texts are few, so the names are looked up in them and not the other way.
    """
    found: dict[str, list[Gift]] = {}
    for gift in gifts:
        for phrase in {phrase for text in free_texts(gift) for phrase in phrases_of(text)}:
            found.setdefault(phrase, []).append(gift)
    known = {name for name in map(name_key, patients) if name in found} if found else set()
    return {
        gift.id
        for name in known
        for gift in found[name]
        if gift.source_id not in people or name != name_key(people[gift.source_id].name)
    }


def phrases_of(text: str) -> Iterator[str]:
    """Every run of two to four words as names are compared; of two, also the second first.

    A title before a single name leaves one word, which is too common to tell anything.
    """
    words = WORD.findall(text)
    runs = [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1)
    ]
    turned = (f"{second} {first}" for first, second in pairwise(words))
    yield from (name for name in map(name_key, (*runs, *turned)) if " " in name)
