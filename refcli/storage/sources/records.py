"""Sources on record: written, found, and what is known of each."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, not_, select, true

from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.records import NewSource, SourceStanding, SourceView
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book, Statement
from refcli.storage.book.in_use import in_use, office_on, place_on
from refcli.storage.book.rows import add_row, insert_row, next_row_id, update_row
from refcli.storage.counting.conditions import is_countable, met_somebody
from refcli.storage.schema.models import ACTIVITY, ALIAS, REFERRAL, SOURCE, SourceRow


def add_source(book: Book, new: NewSource) -> int:
    """A new source with its aliases; its number."""
    source_id = add_row(book, SourceRow(**source_values(new)))
    add_aliases(book, source_id, new.aliases)
    return source_id


def add_aliases(book: Book, source_id: int, aliases: Iterable[str]) -> None:
    """Further names of a source; one it already has is left as it is."""
    known = select(ALIAS.c.alias).where(ALIAS.c.source_id == source_id)
    there = set(book.session.execute(known).scalars())
    for alias in dict.fromkeys(aliases):
        if alias not in there:
            insert_row(book, ALIAS, source_id=source_id, alias=alias)


def drop_alias(book: Book, source_id: int, alias: str) -> None:
    """Take a name away from a source, in whatever case it is typed."""
    wanted, mine = name_key(alias), select(ALIAS.c.id, ALIAS.c.alias)
    rows = book.session.execute(mine.where(ALIAS.c.source_id == source_id)).all()
    gone = [row.id for row in rows if row.alias == alias or wanted == name_key(row.alias)]
    if not gone:
        raise RefusedError(
            f"#{source_id} has no alias {alias!r}. See: {type_line('source show', f'#{source_id}')}"
        )
    book.session.execute(delete(ALIAS).where(ALIAS.c.id.in_(gone)))


def edit_source(book: Book, source_id: int, values: Mapping[str, Any]) -> None:
    """Change some columns of a source."""
    update_row(book, SOURCE, source_id, values)


def next_source_id(book: Book) -> int:
    """The number of the next new source."""
    return next_row_id(book, SOURCE)


def source_values(new: NewSource) -> dict[str, Any]:
    """The columns of a source but its number."""
    values = asdict(new)
    del values["aliases"], values["id"]
    since = new.target_on or (new.added_on if new.target else None)
    return values | {"kind": new.kind.value, "target_on": since}


def read_named(book: Book, *, archived: bool = False) -> list[Named]:
    """Every source in use, as the matching of names needs it; or every archived one.

    One that was merged into another is neither: its names are those of the other.
    """
    aliases = read_aliases(book)
    office = SOURCE.alias()
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.name, SOURCE.c.kind, office.c.name)
        .select_from(SOURCE)
        .join(office, office_on(book, book.today) == office.c.id, isouter=True)
        .where(not_(in_use(book.today)) if archived else in_use(book.today))
        .where(SOURCE.c.merged_into_id.is_(None))
    )
    return [
        Named(id_, name, Kind(kind), tuple(aliases.get(id_, ())), where or "", archived)
        for id_, name, kind, where in rows
    ]


def read_aliases(book: Book) -> dict[int, list[str]]:
    """Per source: its further names."""
    aliases: dict[int, list[str]] = {}
    for source_id, alias in book.session.execute(select(ALIAS.c.source_id, ALIAS.c.alias)):
        aliases.setdefault(source_id, []).append(alias)
    return aliases


def read_source_view(book: Book, source_id: int) -> SourceView:
    """One source; archived ones too."""
    found = book.session.execute(select_views(book).where(SOURCE.c.id == source_id)).first()
    if found is None:
        raise RefusedError(f"There is no source #{source_id}. See: ref source list")
    aliases = book.session.execute(
        select(ALIAS.c.alias).where(ALIAS.c.source_id == source_id).order_by("id")
    ).scalars()
    return source_view(found, tuple(aliases))


def read_sources_of(book: Book, source_ids: Iterable[int]) -> list[SourceView]:
    """The sources of these numbers, without their further names."""
    rows = book.session.execute(select_views(book).where(SOURCE.c.id.in_([*source_ids])))
    return [source_view(row) for row in rows]


def read_source_name(book: Book, source_id: int) -> str:
    """The name of a source; gifts may ask it too."""
    name = book.session.execute(select(SOURCE.c.name).where(SOURCE.c.id == source_id))
    return str(name.scalar_one())


def read_archiving(book: Book, source_id: int) -> tuple[date | None, str]:
    """Since when a source is out of use, and why; gifts may ask it too."""
    row = book.session.execute(
        select(SOURCE.c.archived_on, SOURCE.c.archived_why).where(SOURCE.c.id == source_id)
    ).one()
    return row.archived_on, row.archived_why


def refuse_same_npi(book: Book, npi: str, own_id: int | None = None) -> None:
    """Refuse the NPI of another source: it is the number of one."""
    mine = (SOURCE.c.npi == npi, SOURCE.c.merged_into_id.is_(None))
    for id_, name in book.session.execute(select(SOURCE.c.id, SOURCE.c.name).where(*mine)):
        if npi and id_ != own_id:
            raise RefusedError(
                f"NPI {npi} is that of #{id_} {name}. If it is the same source, see:"
                f" {type_line('source duplicates')}; else look it up again"
            )


def read_kind(book: Book, source_id: int) -> Kind:
    """What a source is."""
    return Kind(
        book.session.execute(select(SOURCE.c.kind).where(SOURCE.c.id == source_id)).scalar_one()
    )


def select_views(book: Book) -> Statement:
    """Sources, each with the number and the name of the office in which it works today."""
    office = SOURCE.alias()
    where = office_on(book, book.today)
    return (
        select(SourceRow, where.label("works_at"), office.c.name.label("office"))
        .select_from(SOURCE)
        .join(office, where == office.c.id, isouter=True)
    )


def source_view(found: Any, aliases: tuple[str, ...] = ()) -> SourceView:  # noqa: ANN401  (a row of select_views)
    """A row as a value."""
    row = found.SourceRow
    values = row.model_dump(exclude={*KEPT_APART, "office_id"})
    record = NewSource(
        id=row.id, kind=Kind(row.kind), aliases=aliases, office_id=found.works_at, **values
    )
    built_in = BuiltIn(row.built_in) if row.built_in else None
    return SourceView(row.id or 0, record, built_in, found.office or "", row.merged_into_id)


KEPT_APART = frozenset({"id", "built_in", "kind", "merged_into_id"})


def read_sources(book: Book, *, archived: bool = False) -> list[SourceView]:
    """All sources by name; with the archived ones only when asked, never those merged away."""
    rows = book.session.execute(
        select_views(book)
        .where(SOURCE.c.added_on <= book.today, true() if archived else in_use(book.today))
        .where(SOURCE.c.merged_into_id.is_(None))
        .order_by(func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    return [source_view(row) for row in rows]


def read_standings(book: Book) -> dict[int, SourceStanding]:
    """How every source stands, with its own referrals, an office with those of all who work in it.

    Archived people count to their office as they did.
    """
    own = count_standings(book, REFERRAL.c.source_id)
    whole = count_standings(book, place_on(book, REFERRAL.c.received_on).label("place"))
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.kind, place_on(book, book.today))
    ).all()
    visits = last_visits(book)
    found = {}
    for id_, kind, where in rows:
        many, last = (whole if kind == Kind.OFFICE.value else own).get(id_, (0, None))
        place_referral = whole[where][1] if where in whole else None
        found[id_] = SourceStanding(many, last, visits.get(where), place_referral)
    return found


def count_standings(book: Book, whom: ColumnElement[int]) -> dict[int, tuple[int, date]]:
    """Per source or place: its countable referrals, and the day of the last one."""
    rows = book.session.execute(
        select(whom, func.count(), func.max(REFERRAL.c.received_on))
        .select_from(REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id))
        .where(is_countable(book.today))
        .group_by(whom)
    )
    return {id_: (many, last) for id_, many, last in rows}


def last_visits(book: Book) -> dict[int, date]:
    """Per place: the last in-person activity that met somebody."""
    place = place_on(book, ACTIVITY.c.done_on).label("place")
    rows = book.session.execute(
        select(place, func.max(ACTIVITY.c.done_on))
        .select_from(ACTIVITY.join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id))
        .where(met_somebody(), ACTIVITY.c.done_on <= book.today)
        .group_by(place)
    )
    return dict(rows.all())


def office_members(book: Book, office_id: int) -> list[Named]:
    """The providers who work in an office today, by name."""
    return members_of(book, [office_id]).get(office_id, [])


def members_of(book: Book, office_ids: Iterable[int]) -> dict[int, list[Named]]:
    """Per office: the providers who work there today, by name."""
    where = office_on(book, book.today)
    rows = book.session.execute(
        select(where, SOURCE.c.id, SOURCE.c.name, SOURCE.c.kind)
        .where(where.in_([*office_ids]), in_use(book.today))
        .order_by(func.lower(SOURCE.c.name))
    )
    found: dict[int, list[Named]] = {}
    for office_id, id_, name, kind in rows:
        found.setdefault(office_id, []).append(Named(id_, name, Kind(kind)))
    return found
