"""From what somebody typed to the source that is meant, and names that a source may have."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from refcli.asking.turns import Way
from refcli.commands.finding.questions import pick_source, source_choice
from refcli.core.finding.things import OF_A_SOURCE, key_number
from refcli.core.names.keys import BUILT_IN_KEYS, LONGEST, TITLES, is_reserved, name_key
from refcli.core.names.named import Named
from refcli.core.names.nobody import built_in_meant
from refcli.core.owed.items import read_key
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.matching import NUMBER, Found, Unclear
from refcli.core.sources.reach import is_phone_or_email
from refcli.core.sources.rivals import find_rivals
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import line_about, type_line
from refcli.on_use import storage
from refcli.options import LARGEST_ID
from refcli.phrases import name_some, with_article

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_TO_LIST = 8
MOST_AKIN = 3


def resolve(book: "Book", typed: str, option: str = "", *, archived: bool = False) -> Named:
    """The one source that is meant for certain; otherwise a refusal that lists what it could be.

    ``option``: behind which its number is to be typed instead, such as ``--also``. ``archived``:
    one that is out of use will do, where nothing is recorded for it.
    """
    typed = follow_number(book, typed)
    known = read_everybody(book)
    found = find_with_archived(typed, known)
    if isinstance(found, Found) and not found.source.archived:
        return found.source
    if by_key := source_of_key(book, typed):
        return resolve(book, f"#{by_key}", option, archived=archived)
    if isinstance(found, Found):
        return found.source if archived else refuse_archived(book, found.source)
    if found.candidates:
        raise unclear_error(typed, found.candidates, option, beyond=found.more, archived=archived)
    seen = f"No source is called {typed!r}{list_akin(found)}. See: ref source list"
    if not can_be_new(typed):
        raise RefusedError(seen)
    raise RefusedError(f"{seen}; if it is new: {line_to_add(typed, Kind.PROVIDER, known)}")


def read_everybody(book: "Book") -> list[Named]:
    """Every source that a name can mean: those in use, and behind them those archived."""
    named = storage.sources.records.read_named
    return [*named(book), *named(book, archived=True)]


def follow_number(book: "Book", typed: str) -> str:
    """What was typed; for the number of a source that was merged away that of who stands for it."""
    number = NUMBER.fullmatch(typed.strip())
    if not number or int(number[1]) > LARGEST_ID:
        return typed
    kept = storage.sources.merging.follow_merged(book, int(number[1]))
    return typed if str(kept) == number[1] else f"#{kept}"


def resolve_on(book: "Book", typed: str, day: date, option: str = "") -> Named:
    """The source that is meant for what happened on a day on which it was in use."""
    found = resolve(book, typed, option, archived=day < book.today)
    refuse_archived_on(book, found, day)
    return found


def refuse_archived_on(book: "Book", found: Named, day: date) -> None:
    """Refuse a source that was out of use on a day; what came before can still be recorded."""
    since, _why = storage.sources.records.read_archiving(book, found.id)
    if since and since <= day:
        raise archived_error(book, found)


def read_assist(book: "Book", typed: str, day: date) -> Named:
    """A further source of a referral of a day; nobody cannot have helped."""
    found = resolve_on(book, typed, day, "--also")
    refuse_nobody(found.name, "it helps with none")
    return found


def refuse_archived(book: "Book", gone: Named) -> NoReturn:
    """Refuse a source that is out of use."""
    raise archived_error(book, gone)


def archived_error(book: "Book", gone: Named) -> RefusedError:
    """The refusal of a source that is out of use, with how it comes back."""
    since, reason = storage.sources.records.read_archiving(book, gone.id)
    why = f" ({reason})" if reason else ""
    return RefusedError(
        f"#{gone.id} {gone.name} is archived since {since}{why}. To bring it back:"
        f" {line_back(gone)}"
    )


def line_back(gone: Named) -> str:
    """What to type to take an archived source into use again."""
    return type_line("source archive", f"#{gone.id}", "--back")


def line_to_add(typed: str, kind: Kind, known: Sequence[Named], *options: str) -> str:
    """What to type to put a new source on record, with --new where one on record is like it."""
    new = ["--new"] if find_rivals(typed, kind, known).candidates else []
    return line_about("source add", typed.strip(), "--kind", kind, *options, *new)


def list_akin(unclear: Unclear) -> str:
    """The nearest few of those that share a word with what was typed, as its surname."""
    nearest = name_some([str(source_choice(one)) for one in unclear.akin[:MOST_AKIN]], MOST_AKIN)
    return f"; nearest: {nearest}" * bool(unclear.akin)


def source_of_key(book: "Book", typed: str) -> int:
    """The source of a key of the due list: 12 of V12, T12 and Q12, the insurer of C1.90; else 0."""
    if term := key_number(typed, "C"):
        found: int = storage.insurers.insurer_of(book, term)
        return found
    return key_number(typed, OF_A_SOURCE)


def stands_for_source(typed: str) -> bool:
    """Whether it is a key that stands for a source: V12, T12, Q12, C1.90."""
    return key_number(typed, OF_A_SOURCE + "C") > 0


def is_name(typed: str) -> bool:
    """Whether a source can be called so: something that is neither a number nor a key."""
    number = typed.strip().removeprefix("#").strip().isdecimal()
    return bool(name_key(typed)) and not number and read_key(typed) is None


def can_be_new(typed: str) -> bool:
    """Whether a new source may have this name."""
    return is_name(typed) and not objection_to_name(typed)


def refuse_nobody(name: str, refused: str) -> None:
    """Refuse ``unknown`` and ``none``, which only count the referrals without a source.

    ``refused``: what they cannot do, such as "nothing can be given to it".
    """
    if name_key(name) in BUILT_IN_KEYS:
        raise RefusedError(
            f"{name} only counts the referrals without a source, so {refused}. Type a name or a"
            " number from: ref source list"
        )


def resolve_office(book: "Book", typed: str, option: str = "--office") -> Named:
    """The office that is meant for certain; whoever else bears the name is none."""
    typed, known = follow_number(book, typed), read_everybody(book)
    found = find_with_archived(typed, keep_offices(known), titles=False)
    if isinstance(found, Found):
        return refuse_archived(book, found.source) if found.source.archived else found.source
    if found.candidates:
        raise unclear_error(typed, found.candidates, option, beyond=found.more)
    if isinstance(other := find_with_archived(typed, known), Found):
        one = other.source
        raise RefusedError(f"#{one.id} {one.name} is {with_article(one.kind)}, not an office.")
    seen = f"No office is called {typed!r}."
    if not can_be_new(typed):
        raise RefusedError(f"{seen} See: ref source list --kind office")
    raise RefusedError(f"{seen} If it is new, first: {line_to_add(typed, Kind.OFFICE, known)}")


def keep_offices(known: Sequence[Named]) -> list[Named]:
    """The offices among them."""
    return [one for one in known if one.kind is Kind.OFFICE]


def settle_name(env: Env, typed: str) -> str:
    """A source's name as typed; in a terminal the number of the one picked if it is not certain."""
    if not env.interactive:
        return typed
    known = read_known_sources(env)
    unclear = find_unclear(typed, known)
    return read_pick(typed, pick_source(env, typed, unclear, known)) if unclear else typed


def settle_names(env: Env, names: Iterable[str]) -> list[str]:
    """The names of several sources, asked about in turn; b goes back from one to the one before."""
    several = [*names]
    return env.turns.ask_in_turn(lambda: [settle_name(env, one) for one in several])


def find_unclear(typed: str, known: Sequence[Named]) -> Unclear | None:
    """The sources to pick from; None where one is certain, or none is like the name."""
    found = find_with_archived(typed, known)
    if isinstance(found, Found) or not found.offered or stands_for_source(typed):
        return None
    return found


def read_pick(typed: str, picked: Named | Way) -> str:
    """The number of the source that was picked; a refusal where it is none of those."""
    if isinstance(picked, Named):
        return f"#{picked.id}"
    if not can_be_new(typed):
        raise RefusedError("Nothing was changed. See: ref source list")
    again = line_about("source add", typed.strip(), "--kind", "provider", "--new")
    raise RefusedError(f"Nothing was changed. If {typed!r} is new: {again}")


def read_known_sources(env: Env) -> list[Named]:
    """Every source that can be meant; the archived ones stand behind those in use."""
    with storage.book.door.reading(env.door()) as book:
        return read_everybody(book)


def unclear_error(
    typed: str,
    candidates: Sequence[Named],
    option: str = "",
    more: str = "",
    *,
    beyond: int = 0,
    archived: bool = False,
) -> RefusedError:
    """The refusal of a name that is not certain, with the candidates and what to type.

    ``archived``: one that is out of use will do as it is.
    """
    first = candidates[0]
    number = f'{option} "#{first.id}"'.strip()
    how = "If so, type its number" if len(candidates) == 1 else "Say which by its number"
    if len(candidates) == 1 and first.archived and not archived:
        how, number = "If so, first", line_back(first)
    could_be = list_sources(candidates, beyond)
    return RefusedError(f"{typed!r} could be {could_be}. {how}: {number}{more}")


def list_sources(sources: Sequence[Named], beyond: int = 0) -> str:
    """The first few with their numbers, and how many more there are."""
    return name_some([str(source_choice(source)) for source in sources], MOST_TO_LIST, beyond)


def check_length(name: str) -> str:
    """The name; one as long as a letter was pasted by mistake."""
    if len(name) > LONGEST:
        raise UsageError(f"This name has {len(name)} letters; {LONGEST} are the most.")
    return name


def check_new_name(name: str) -> str:
    """A name that a new source may have."""
    if why := objection_to_name(name):
        raise UsageError(why)
    return check_length(name.strip())


def objection_to_name(name: str) -> str:
    """Why a new source cannot be called so; empty where it can."""
    means = ""
    if name_key(name) in BUILT_IN_KEYS:
        means = "a built-in source"
    elif is_reserved(name):
        means = "the source of that number"
    elif read_key(name):
        means = "a key of ref due"
    elif built_in_meant(name):
        means = "that nobody is known or sent them"
    if means:
        return f"{name!r} cannot name a new source: it means {means}. Type its name."
    if is_phone_or_email(name):
        see = type_line("find", name.strip())
        return f"{name!r} is no name of a source. Whose it is: {see}. Type its name."
    if name_key(name) in TITLES:
        return f"{name!r} is only a title. Type the name too."
    return ""


def refuse_namesakes(
    book: "Book", names: Iterable[str], kind: Kind, *, own_id: int | None = None
) -> None:
    """A name that another source has, or that is like one of its kind, may mean that source."""
    others = [one for one in read_everybody(book) if one.id != own_id]
    for name in names:
        if found := find_rivals(name, kind, others).candidates:
            raise RefusedError(
                f"{name!r} could be {list_sources(found)}. If it is another one, add --new"
            )
