"""When the sample's people were visited last."""

from datetime import date

from refcli.core.sample.activities import last_visit
from refcli.core.sample.cast import CastRole
from refcli.core.vocabulary import Kind

TODAY = date(2026, 11, 23)


def test_the_last_visit_lies_so_that_the_next_is_due_when_the_role_says() -> None:
    known = CastRole("Elm", kind=Kind.OFFICE, visits=(9, 10))
    fresh = CastRole("Elm", kind=Kind.OFFICE, visits=(2, -4))

    assert last_visit(known, TODAY) == date(2026, 9, 3)  # quarterly, due on 3 December
    assert last_visit(fresh, TODAY) == date(2026, 10, 19)  # monthly, was due on 19 November
    assert last_visit(CastRole("Elm", kind=Kind.OFFICE), TODAY) == date(2026, 10, 23)
