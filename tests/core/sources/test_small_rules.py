"""Small rules about sources, at their limits."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.sources.duplicates.contacts import TOLL_FREE
from refcli.core.sources.duplicates.grades import is_slip_of
from refcli.core.sources.kind_words import find_kinds
from refcli.core.sources.merging import find_earlier_days, refuse_merging
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.errors import RefusedError

EARLY, LATE = date(2026, 1, 2), date(2026, 5, 2)
ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=LATE)
OAK = NewSource(name="Oak", kind=Kind.OFFICE, added_on=LATE)


def test_a_source_of_which_little_is_said_is_no_target_and_wants_nothing() -> None:
    assert (ELM.target, ELM.owner, ELM.report_by, ELM.note, ELM.do_not_visit) == (
        *(False, "", "", ""),
        False,
    )


def test_the_earlier_day_is_kept_where_both_have_one() -> None:
    kept = replace(ELM, target=True, target_on=LATE)

    assert find_earlier_days(ELM, OAK) == {}
    assert find_earlier_days(ELM, replace(OAK, added_on=EARLY)) == {"added_on": EARLY}
    assert find_earlier_days(kept, replace(OAK, target=True, target_on=EARLY)) == {
        "target_on": EARLY
    }
    assert find_earlier_days(kept, replace(OAK, target=True, target_on=LATE)) == {}
    assert find_earlier_days(kept, replace(OAK, target=True)) == {}
    assert find_earlier_days(kept, replace(OAK, target_on=EARLY)) == {}
    assert find_earlier_days(ELM, replace(OAK, target=True, target_on=EARLY)) == {}


def test_what_is_built_in_is_merged_with_nothing() -> None:
    elm = SourceView(3, ELM, None, "")
    unknown = SourceView(1, replace(OAK, name="unknown"), BuiltIn.UNKNOWN, "")

    for pair in ((elm, unknown), (unknown, elm)):
        with pytest.raises(RefusedError) as told:
            refuse_merging(*pair)
        assert str(told.value) == "unknown is built in and stays as it is."


@pytest.mark.parametrize(
    ("rare", "usual", "slip"),
    [(1, 1, True), (1, 9, True), (2, 99, False), (2, 100, True), (3, 149, False), (3, 150, True)],
)
def test_a_slip_is_rare_beside_the_usual_spelling(rare: int, usual: int, *, slip: bool) -> None:
    known = {"prak": rare, "park": usual}

    assert is_slip_of("park", "prak", known.__getitem__) == slip
    assert is_slip_of("prak", "park", known.__getitem__) == slip


def test_numbers_that_ring_anywhere_are_those_of_north_america() -> None:
    assert {"800", "833", "844", "855", "866", "877", "888"} == TOLL_FREE


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(("surgeon", Kind.PROVIDER), ("oral surgeons", Kind.PROVIDER), ("dds", Kind.PROVIDER)),
        *(("clinic", Kind.OFFICE), ("our patient", Kind.PATIENT), ("payer", Kind.INSURER)),
        *(("church", Kind.COMMUNITY), ("banner", Kind.SIGNAGE), ("flyer", Kind.PRINT)),
        *(("yelp", Kind.DIGITAL), ("else", Kind.OTHER)),
    ],
)
def test_a_kind_is_meant_by_what_people_call_it(typed: str, kind: Kind) -> None:
    assert find_kinds(typed) == [kind]
