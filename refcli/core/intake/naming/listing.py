"""The names of the files with what each means: as lines for people, and as values for programs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from refcli.core.intake.naming.deciding import Names
from refcli.core.intake.naming.decisions import NOBODY, Means, NameDecision
from refcli.core.intake.naming.mentions import fold_of
from refcli.core.intake.numbers import place_of
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase, name_some

MOST_KNOWN = 12  # names of sources on record, beyond which they are counted
MOST_CERTAIN = 100
MOST_CANDIDATES = 3
NOBODY_WORDS = {
    Means.UNKNOWN: "unknown: nobody knows who sent them",
    Means.NONE: "none: nobody sent them",
}


@dataclass(frozen=True, slots=True)
class ListedName:
    """One distinct name: what it means, and in how many rows it stands; ``sure`` where it is."""

    typed: str
    means: Means
    source_id: int | None
    source: str | None
    kind: Kind | None
    rows: int
    sure: bool
    office: str
    line: int
    sign: str
    candidates: tuple[Named, ...] = ()
    why: str = ""
    hint: str = ""
    listed: bool = False


def list_names(names: Names) -> list[ListedName]:
    """Each distinct name once; one with a kind in some rows and without in others is one."""
    kept: dict[int, ListedName] = {}
    more: dict[int, int] = {}
    for at, decision in enumerate(names.decisions):
        if not decision.mention.rows:
            continue
        if (into := said_again(names, decision)) is not None:
            more[into] = more.get(into, 0) + decision.mention.rows
        elif not is_plain_office(names, at):
            kept[at] = list_name(names, decision)
    return [with_rows(one, more.get(at, 0)) for at, one in kept.items()]


def said_again(names: Names, decision: NameDecision) -> int | None:
    """The place of the new name that this one repeats without its kind."""
    one = decision.source
    if decision.means is not Means.SAME or decision.answered or one is None or one.id >= 0:
        return None
    place = place_of(one.id)
    first = names.decisions[place].mention.typed
    return place if fold_of(first, None) == fold_of(decision.mention.typed, None) else None


def is_plain_office(names: Names, at: int) -> bool:
    """Whether it is the office of a provider, and one on record by that name."""
    decision = names.decisions[at]
    return at >= len(names.mentions.several) and decision.sure and decision.means is Means.SAME


def are_open_offices(names: Names) -> bool:
    """Whether the names that are not certain are all of offices of providers."""
    several = enumerate(names.decisions)
    places = [at for at, one in several if one.mention.rows and not one.sure]
    return bool(places) and min(places) >= len(names.mentions.several)


def list_name(names: Names, decision: NameDecision) -> ListedName:
    """One name as it is listed."""
    mention, one = decision.mention, decision.source
    if decision.means is Means.NEW:
        one = None
    return ListedName(
        typed=mention.typed,
        means=decision.means,
        source_id=one.id if one and one.id > 0 else None,
        source=one.name if one else None,
        kind=kind_of(names, decision),
        rows=mention.rows,
        sure=decision.sure,
        office=mention.office,
        line=mention.line,
        sign=mention.sign,
        candidates=decision.candidates,
        why=decision.why,
        hint=decision.hint,
        listed=mention.listed and name_key(mention.typed) not in BUILT_IN_KEYS,
    )


def kind_of(names: Names, decision: NameDecision) -> Kind | None:
    """What a name is: a new one as told, or as it is guessed at while it is open."""
    if decision.means in NOBODY:
        return None
    if decision.means is Means.NEW:
        return decision.kind or decision.mention.guess
    one = decision.source
    if one and one.id < 0:
        target = names.decisions[place_of(one.id)]
        return target.kind or target.mention.guess
    return one.kind if one else decision.mention.kind


def with_rows(one: ListedName, more: int) -> ListedName:
    """The same name in more rows."""
    return replace(one, rows=one.rows + more)


def name_records(names: Names) -> list[dict[str, object]]:
    """The names for programs."""
    keys = ("typed", "means", "source_id", "source", "kind", "rows")
    return [{key: getattr(one, key) for key in keys} for one in list_names(names)]


def name_lines(names: Names) -> Iterator[str]:
    """One line for each name; many that are called as on record are only counted."""
    listed = list_names(names)
    plain = [one for one in listed if is_plain(one)]
    shown = [one for one in listed if len(plain) <= MOST_KNOWN or not is_plain(one)]
    certain = [one for one in shown if one.sure]
    left = {id(one) for one in certain[MOST_CERTAIN:]}
    for one in shown:
        if id(one) not in left:
            yield f"{one.typed}, {count_phrase(one.rows, 'row')}: {describe_name(one)}"
    if left:
        yield f"and {count_phrase(len(left), 'name')} more that are certain; all of them: --names."
    if len(plain) > MOST_KNOWN:
        yield f"{count_phrase(len(plain), 'name')} of sources on record."


def is_plain(one: ListedName) -> bool:
    """Whether a name is that of a source on record."""
    return one.means is Means.SAME and one.source_id is not None


def describe_name(one: ListedName) -> str:
    """What a name means, in words."""
    if one.means in NOBODY_WORDS:
        return "left out" if one.listed else NOBODY_WORDS[one.means]
    if one.means is Means.SAME:
        return f"same as {say_source(one.source_id, one.source)}"
    if one.means is Means.COULD_BE:
        several = [say_source(c.id, c.name) for c in one.candidates if not c.archived]
        if one.hint or not several:
            return one.hint or one.why
        return f"could be {name_some(several, MOST_CANDIDATES)}"
    kind = one.kind or ""
    office = f" at {one.office}" * (one.kind is Kind.PROVIDER and bool(one.office))
    if one.sure:
        return f"new {kind}{office}"
    return ", ".join(filter(None, [f"new? {kind or 'what is it?'}", one.hint]))


def say_source(id_: int | None, name: str | None) -> str:
    """A source with its number; one of the files by its name."""
    return f"#{id_} {name}" if id_ and id_ > 0 else f"{name} of this file"
