"""What may be meant by the letters typed so far, each spelt so that it means just that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from refcli.core.names.keys import name_key

NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
Offer = tuple[str, str]  # what to type, and what it is


@dataclass(frozen=True, slots=True)
class OfferedName:
    """A name or an alias on record, as it can be shown; ``name`` is the thing's own."""

    id: int
    text: str
    name: str
    about: str
    kind: str = ""


def find_offers(
    entries: Sequence[OfferedName], typed: str, kinds: Collection[str] | None = None
) -> list[Offer]:
    """The entries of these kinds that fit what is typed, by name.

    One that cannot be typed, would be taken for an option, or names several things is offered by
    its number.
    """
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        owners[name_key(entry.text)].add(entry.id)
    fitting = [e for e in entries if (kinds is None or e.kind in kinds) and fits(e.text, typed)]
    fitting.sort(key=lambda e: (e.text.casefold(), e.id))
    return list(
        dict(
            spell_entry(e, by_name=can_be_typed(e.text, owners[name_key(e.text)])) for e in fitting
        ).items()
    )


def fits(text: str, typed: str) -> bool:
    """Whether a word of the text begins as typed, or each typed word begins a word of the text.

    The letters' case, accents, titles and punctuation are forgiven, as where names are found.
    """
    whole, begun, wanted = text.casefold(), typed.casefold(), name_key(typed)
    if whole.startswith(begun) or f" {begun}" in whole:
        return True
    words = sorted(wanted.split(), key=len, reverse=True)
    from refcli.core.sources.matching import grade  # noqa: PLC0415  (only a shell that asks needs it)

    return bool(words) and grade(wanted, words, name_key(text)) is not None


def can_be_typed(text: str, owners: Collection[int]) -> bool:
    """True for a text that can be typed and means one thing only.

    A leading dash is an option's, and fish puts the folder of somebody's home for a leading tilde.
    """
    number = text.strip().isdecimal() or text.startswith("#")
    sayable = NO_CHARACTER not in text and not text.startswith(("-", "~")) and name_key(text) != ""
    return sayable and not number and len(owners) == 1


def spell_entry(entry: OfferedName, *, by_name: bool) -> Offer:
    """An entry as it is typed, by its name or else its number, and what it is."""
    known = by_name and entry.text == entry.name
    about = entry.about if known else ", ".join(filter(None, (entry.name, entry.about)))
    return (entry.text if by_name else f"#{entry.id}", about)


def respell_text(text: str, typed: str, before: str) -> str:
    """A name in which the typed letters stand as typed: ``dr wei chen`` for Dr. Wei Chen.

    One that holds them stays as it is; with something before it in its word, one that begins so.
    """
    whole, begun = text.casefold(), typed.casefold()
    if whole.startswith(begun) or (begun in whole and not before):
        return text
    spelling = typed + name_key(text).removeprefix(name_key(typed))
    return spelling if name_key(spelling) == name_key(text) else text


def extends(found: Iterable[str], typed: str) -> bool:
    """Whether the beginning that all share is at least as long as what is typed."""
    shared = common_beginning(list(found))
    if shared.casefold().startswith(typed.casefold()):
        return True
    return name_key(typed) != "" and name_key(shared).startswith(name_key(typed))


def common_beginning(texts: Sequence[str]) -> str:
    """The letters with which all begin."""
    first, last = min(texts, default=""), max(texts, default="")
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first[:same] if same is not None else min(first, last, key=len)
