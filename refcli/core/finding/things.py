"""Things with a number and a name, found by either: a duty, an occasion, a campaign, a gift."""

from collections.abc import Callable, Iterator, Sequence

from refcli.core.names.named import Named
from refcli.core.owed.items import KEY
from refcli.core.sources.matching import NUMBER, Found, Unclear, find_sources
from refcli.core.vocabulary import Kind

OF_A_SOURCE = "VTQ"  # letters of keys whose number is the source's
MOST_DIGITS = 20  # one with more is too large as it is


def make_thing(id_: int, name: str, *aliases: str, about: str = "") -> Named:
    """A thing as names are matched; ``about`` tells it from its namesakes."""
    return Named(id_, name, Kind.OTHER, aliases, about)


def find_thing(typed: str, things: Sequence[Named]) -> Found | Unclear:
    """The thing of a name; a title in it does not say that a person is meant."""
    return find_sources(typed, things, titles=False)


def key_number(typed: str, letters: str) -> int:
    """The number in a key of one of these letters, its part or not: 3 of ``D3.47``; else 0."""
    found = KEY.fullmatch(typed)
    return int(found[2]) if found and found[1].upper() in letters else 0


def typed_number(typed: str) -> int:
    """The number of ``17`` or ``#17``; 0 where a name was typed."""
    found = NUMBER.fullmatch(typed.strip())
    return int(found[1][:MOST_DIGITS]) if found else 0


def is_certain(typed: str, one: Named) -> bool:
    """Whether what was typed means this one for certain, if it stood alone."""
    return isinstance(find_sources(typed, [one]), Found)


def is_anybody(typed: str, some: Sequence[Named]) -> bool:
    """Whether what was typed means one of these for certain, or several equally well."""
    found = find_sources(typed, some)
    return isinstance(found, Found) or any(is_certain(typed, one) for one in found.candidates)


def is_near(typed: str, some: Sequence[Named]) -> bool:
    """Whether what was typed is one of these names but for a slip, with as many words."""
    found, size = find_sources(typed, some), len(typed.split())
    near = [found.source] if isinstance(found, Found) else found.candidates
    return any(len(one.name.split()) == size for one in near)


def read_several(words: Sequence[str], is_one: Callable[[str], bool]) -> list[list[str]]:
    """The ways in which words can name several: first as typed, then, where that is open, another.

    ``lopez "bo kim"`` and ``lopez,kim`` name two, and ``ann lee, bo kim``. ``maria lopez`` is one
    who was typed without quotes, or two. ``is_one`` says whether a text names somebody for certain.
    """
    runs = [*split_runs(words, is_one)]
    names, apart = [" ".join(run) for run in runs], [one for run in runs for one in run]
    whole = " ".join(words).strip(" ,")
    if len(names) > 1 and not any(map(is_number_or_key, apart)) and is_one(whole):
        return [[whole], apart]
    apart_by_commas = len(names) > 1 and any("," in word for word in words)
    return [names] if names == apart or apart_by_commas else [names, apart]


def split_runs(words: Sequence[str], is_one: Callable[[str], bool]) -> Iterator[list[str]]:
    """The words of each name: a run of single words, up to a comma, a number or a quoted name."""
    run: list[str] = []
    for word in words:
        parts = [*split_word(word, is_one)]
        if not parts or stands_alone(word, parts):
            yield from filter(None, (run, *([part] for part in parts)))
            run = []
            continue
        if word.lstrip().startswith(",") and run:
            yield run
            run = []
        run.append(parts[0])
        if word.rstrip().endswith(","):
            yield run
            run = []
    if run:
        yield run


def stands_alone(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is no part of a longer name: several, a quoted name, a number or a key."""
    return len(parts) > 1 or bool(word.strip().count(" ")) or is_number_or_key(parts[0])


def split_word(word: str, is_one: Callable[[str], bool]) -> Iterator[str]:
    """What stands between the commas of a word; ``Lopez, Maria`` with its blank is one name."""
    parts = [part.strip() for part in word.split(",") if part.strip()]
    numbered = all(map(is_number_or_key, parts))
    if len(parts) > 1 and not numbered and (", " in word.strip(" ,") or is_one(word)):
        parts = [word.strip(" ,")]
    yield from parts


def is_number_or_key(text: str) -> bool:
    """True for 17, #17, S4 and O1.2026."""
    return bool(NUMBER.fullmatch(text) or KEY.fullmatch(text))
