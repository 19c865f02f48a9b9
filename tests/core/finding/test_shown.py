"""Whose story is told."""

from datetime import date

import pytest

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import KnownSource
from refcli.core.finding.shown import find_shown
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind, Status

DAY = date(2026, 11, 2)


def referral(id_: int, patient: str) -> KnownReferral:
    return KnownReferral(
        id=id_,
        patient=patient,
        source_id=4,
        source="Dr. Wei Chen",
        received_on=DAY,
        last_on=DAY,
        status=Status.RECEIVED,
    )


REFERRALS = [
    referral(9, "Maria Lopez"),
    referral(4, "Bo Kim"),
    referral(3, "Lopez, Maria"),
    referral(2, "Amy Chen"),
]
SOURCES = [
    KnownSource(named=Named(4, "Dr. Wei Chen", Kind.PROVIDER)),
    KnownSource(named=Named(7, "Bo Kim", Kind.PATIENT)),
    KnownSource(named=Named(8, "Elm Dental", Kind.OFFICE)),
]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("lopez", ["referral 9"]),
        ("elm", ["source 8"]),
        ("dr chen", ["source 4"]),
        ("9", ["referral 9"]),
        ("#8", ["source 8"]),
        ("#4", ["source 4"]),
        (" # 4", ["source 4"]),
        ("#9", ["referral 9"]),
        ("S4", ["referral 4"]),
        ("V4", ["source 4"]),
        ("q4", ["source 4"]),
    ],
)
def test_one_who_alone_can_be_meant_is_shown(typed: str, who: list[str]) -> None:
    found = find_shown(typed, REFERRALS, SOURCES)

    assert (found.certain, told(found.among)) == (True, who)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("4", ["referral 4", "source 4"]),
        ("chen", ["referral 2", "source 4"]),
        ("bo kim", ["referral 4", "source 7"]),
        ("elmm", ["source 8"]),
        ("99", []),
        ("nobody", []),
    ],
)
def test_where_several_can_be_meant_or_none_nobody_is_shown(typed: str, who: list[str]) -> None:
    found = find_shown(typed, REFERRALS, SOURCES)

    assert (found.certain, sorted(told(found.among))) == (False, who)


def told(among: object) -> list[str]:
    assert isinstance(among, list)
    return [
        f"referral {one.id}" if isinstance(one, KnownReferral) else f"source {one.named.id}"
        for one in among
    ]
