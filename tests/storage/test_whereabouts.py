"""The places of a day of visits, read in a handful of statements."""

from sqlalchemy import event

from refcli.core.sources.contacts import NewContact
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.sources.contacts import add_contact
from refcli.storage.sources.records import add_source
from refcli.storage.visiting.knowing import read_whereabouts


def add_place(book: Book, number: int) -> int:
    """An office with a doctor and somebody at the front desk."""
    name = f"Office {number}"
    office = add_source(book, NewSource(name=name, kind=Kind.OFFICE, added_on=book.today))
    doctor = NewSource(
        name=f"Dr. No {number}", kind=Kind.PROVIDER, office_id=office, added_on=book.today
    )
    add_source(book, doctor)
    add_contact(book, NewContact(source_id=office, name=f"Cody {number}"))
    return office


def test_who_works_at_each_place_is_read_with_as_many_statements_for_ten_as_for_one(
    book: Book,
) -> None:
    places = [add_place(book, number) for number in range(10)]
    read_whereabouts(book, places)  # a session asks once whether anybody ever moved
    sent: list[int] = []

    def note(*_about: object) -> None:
        sent[-1] += 1

    engine = book.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    for some in (places[:1], places):
        sent.append(0)
        found = read_whereabouts(book, some)
    event.remove(engine, "before_cursor_execute", note)

    assert sent[0] == sent[1] <= 4
    assert [found[id_].record.name for id_ in places] == [f"Office {n}" for n in range(10)]
    assert [one.name for one in found[places[3]].members] == ["Dr. No 3"]
    assert [str(one.record.name) for one in found[places[3]].contacts] == ["Cody 3"]
