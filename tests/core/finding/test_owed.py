"""What is owed to or about somebody who is named."""

from datetime import date

import pytest

from refcli.core.finding.owed import AboutPatient, OwedOnRecord, find_owed_to, list_owing
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType, Kind

DAY = date(2026, 11, 23)
ITEMS = [
    DueItem("V4", DueType.VISIT, 4, "Chen Dental", DAY, ""),
    DueItem("S17", DueType.SCHEDULE, 5, "Dr. Ann Lee", DAY, ""),
    DueItem("R18", DueType.REPORT, 5, "Dr. Ann Lee", DAY, ""),
    DueItem("I3", DueType.ISSUE, 5, "Dr. Ann Lee", DAY, "", patient="Sam Oneil"),
    DueItem("I4", DueType.ISSUE, 4, "Chen Dental", DAY, "", patient="Maria Lopez"),
    DueItem("D1.2", DueType.DUTY, None, "Hand out cards", DAY, ""),
]
SOURCES = {
    4: Named(4, "Chen Dental", Kind.OFFICE, ("Smile Studio",)),
    5: Named(5, "Dr. Ann Lee", Kind.PROVIDER),
}
MARIA = AboutPatient(17, "Maria Lopez")
PATIENTS = {"S17": MARIA, "I4": MARIA, "R18": AboutPatient(18, "Bo Chen")}
OWING = list_owing(ITEMS, PATIENTS | {"I3": AboutPatient(9, "Sam Oneil")}, SOURCES)


@pytest.mark.parametrize(
    ("typed", "keys", "certain"),
    [
        ("smile studio", ["V4", "I4"], True),
        ("maria lopez", ["S17", "I4"], True),
        ("sam oneil", ["I3"], True),
        ("dr lee", ["S17", "R18", "I3"], True),
        ("chen", ["V4", "R18", "I4"], True),
        ("hand out cards", ["D1.2"], True),
        ("mari", ["S17", "I4"], False),
        ("nobody", [], False),
    ],
)
def test_a_name_means_all_that_is_owed_to_or_about_those_who_have_it(
    typed: str,
    keys: list[str],
    certain: bool,  # noqa: FBT001  (what is expected)
) -> None:
    found = find_owed_to(typed, OWING)

    assert (sorted(one.key for one in found.items), found.certain) == (sorted(keys), certain)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("sam oneil", ["I3"]),  # nothing is owed to one with these words in a longer name
        ("maria lopez", []),  # on record, and nothing is owed to her
        ("lopez", ["S9"]),
        ("lopez garcia", ["S9"]),
        ("chen dental", ["V4", "I4"]),  # in the second group alone
    ],
)
def test_a_whole_name_on_record_is_nobodys_longer_name(typed: str, keys: list[str]) -> None:
    longer = DueItem("S9", DueType.SCHEDULE, 5, "Dr. Ann Lee", DAY, "")
    about = {"I3": AboutPatient(9, "Sam Oneil"), "S9": AboutPatient(8, "Maria Lopez Garcia")}
    groups = [list_owing([ITEMS[3], longer], about, SOURCES), list_owing(ITEMS, about, SOURCES)]

    found = OwedOnRecord(groups, frozenset({"sam oneil", "maria lopez"})).find(typed)

    assert [one.key for one in found.items] == keys
