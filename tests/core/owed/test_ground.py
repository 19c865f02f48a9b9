"""What all rules of the due list share: what the marks come to."""

from collections.abc import Iterator
from datetime import date

from refcli.core.owed.items import Ground, Mark, Party, make_item
from refcli.core.vocabulary import Kind, MarkAction

MARCH = date(2026, 3, 10)
ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE)


def skip(key: str, made_on: date, why: str) -> Mark:
    return Mark(key, MarkAction.SKIP, made_on, None, made_on, why)


class CountedMarks(list[Mark]):
    """Marks that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[Mark]:
        self.times += 1
        return super().__iter__()


def test_the_marks_are_gone_through_once_and_not_for_every_item() -> None:
    marks = CountedMarks(skip(f"V{number}", MARCH, "closed") for number in range(50))
    ground = Ground(parties={12: ELM}, marks=marks)
    before = marks.times

    made = [make_item(ground, f"V{number}", ELM, MARCH, "") for number in range(50)]
    skipped = ground.skipped("V")

    assert [item.context for item in made] == ["skipped on Tue 10 Mar 2026: closed"] * 50
    assert len(skipped) == 50
    assert marks.times == before


def test_the_last_decision_with_a_reason_is_told_until_the_thing_was_done() -> None:
    marks = [
        skip("V12", date(2026, 2, 6), "on vacation"),
        skip("V12", MARCH, "moving"),
        skip("V12", MARCH, ""),
    ]
    ground = Ground(parties={12: ELM}, marks=marks, closed={"T12": MARCH})

    assert ground.decided("V12") == "skipped on Tue 10 Mar 2026: moving"
    assert ground.decided("V12", after=date(2026, 3, 9)) == "skipped on Tue 10 Mar 2026: moving"
    assert ground.decided("V12", after=MARCH) == ""
    assert ground.decided("T12") == ""
    assert ground.skipped("V") == {"V12": MARCH}
    assert ground.skipped("S") == {}


def test_what_was_done_for_a_key_ends_what_was_decided_about_it() -> None:
    marks = [skip("Q12", date(2026, 2, 6), "on leave")]

    assert Ground(parties={}, marks=marks).decided("Q12") != ""
    assert Ground(parties={}, marks=marks, closed={"Q12": MARCH}).decided("Q12") == ""
