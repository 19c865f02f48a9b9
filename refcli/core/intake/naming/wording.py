"""Why a name of a file is not certain, in words, and what to write so that it is."""

from collections.abc import Callable, Sequence

from refcli.core.names.keys import is_reserved
from refcli.core.names.named import Named
from refcli.core.owed.items import read_key
from refcli.core.vocabulary import Kind
from refcli.lines import line_about, type_line
from refcli.phrases import name_some

MOST_TO_LIST = 3
LineOf = Callable[[int], int]  # the line in which a new name of the files stands first


def describe_source(source: Named, line_of: LineOf) -> str:
    """A source with its number, or with the line in which it is new."""
    if source.id > 0:
        return f"#{source.id} {source.name}" + " (archived)" * source.archived
    return f"{source.name} of line {line_of(source.id)}"


def list_sources(sources: Sequence[Named], line_of: LineOf) -> str:
    """The first few of them."""
    return name_some([describe_source(one, line_of) for one in sources], MOST_TO_LIST)


def how_to_write(sources: Sequence[Named]) -> str:
    """How one of them is written so that it is certain."""
    known = [source.id for source in sources if source.id > 0]
    return f"; write its number, as #{known[0]}" if known else "; write one name in both lines"


def say_all(typed: str, sources: Sequence[Named], line_of: LineOf) -> str:
    """That a name could be each of these."""
    return f"{typed!r} could be {list_sources(sources, line_of)}{how_to_write(sources)}"


def say_rivals(
    typed: str,
    sources: Sequence[Named],
    line_of: LineOf,
    *,
    told: bool = True,
    office: bool = False,
) -> str:
    """That a new name could be one of these; ``told``: what it is is known, so --new would do."""
    could_be = say_all(typed, sources, line_of)
    if office:
        first = line_about("source add", typed, "--kind", "office", "--new")
        return f"{could_be}; if it is another one, first: {first}"
    return could_be + ", or import with --new if it is another one" * told


def say_other_kind(typed: str, kind: Kind | None, sources: Sequence[Named], line_of: LineOf) -> str:
    """That a name is known, and of something else."""
    second = ", or import with --new for a second one of that name"
    return (
        f"{typed!r} is {list_sources(sources, line_of)}, and no {kind}; leave its kind"
        f" empty{second * (not is_reserved(typed))}"
    )


def say_archived(gone: Named, *, new: bool = False) -> str:
    """That a source is out of use, and what to type; ``new``: a second one can be created."""
    back = type_line("source archive", f"#{gone.id}", "--back")
    second = "; or import with --new for a second one of that name" * new
    return f"#{gone.id} {gone.name} is archived. To bring it back: {back}{second}"


def say_unknown(typed: str) -> str:
    """That nobody is called so."""
    hint = "" if is_reserved(typed) or read_key(typed) else "; give its kind in the column kind"
    return f"no source is called {typed!r}{hint}"


def say_several(typed: str) -> str:
    """That a name may be those of two people."""
    return f"{typed!r} may be two people; write one of them, and the other in a column also"


def say_no_kind(typed: str) -> str:
    """That somebody said only that a name is new, and not what it is."""
    return f"{typed!r} is new, and nothing says what it is; give its kind in the column kind"


def say_no_office(typed: str) -> str:
    """That a place where somebody works was said to be something else."""
    return (
        f"{typed!r} is where a provider of the file works: it is one of the offices (its number),"
        " or new, and an office"
    )


def say_number_or_key(typed: str) -> str:
    """What stands for a source or an item of the due list cannot name a new source."""
    return f"{typed!r} cannot name a new source"


def say_works_elsewhere(one: Named, office: str) -> str:
    """That a source works in another office than the row says, and how it moves there."""
    move = type_line("source move", f"#{one.id}", "--to", office)
    return (
        f"could be #{one.id} {one.name}, who works at {one.place}, and not at {office}; if it"
        f" moved, first: {move}"
    )


def say_works_nowhere(kind: Kind | None) -> str:
    """That only a provider works in an office."""
    return f"a {kind} works in no office; leave the column office empty"
