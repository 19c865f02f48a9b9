"""Formats as pages of TOML: the ones that ship, and pages that are refused."""

import pytest

from refcli.commands.intake.given import shipped_formats
from refcli.core.intake.columns.formats import (
    FileFormat,
    FormatError,
    header_key,
    read_formats,
    rule_for,
)
from refcli.core.intake.columns.header import KnownColumns, find_header
from refcli.core.intake.columns.raw import RawRow

PAGE = """
schema = 1
id = "one"
title = "One"
rows = "contact"
known.all = ["Name", "Job"]

[[column]]
means = "name"
headers = ["Name"]
"""


def read_page(text: str) -> FileFormat:
    [found] = read_formats({"one.toml": text})
    return found


def test_a_page_is_a_format() -> None:
    found = read_page(PAGE)

    assert (found.id, found.title, found.rows) == ("one", "One", "contact")
    rule = rule_for(found, " NAME ")
    assert rule is not None
    assert rule.means == "name"
    assert rule_for(found, "") is None


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("schema = 1", "schema = 2", "it has to say schema = 1"),
        ('means = "name"', 'means = "nome"', "column.0.means: Input should be 'received_on'"),
        ('title = "One"', "", "title: Field required"),
        ('title = "One"', 'title = "One"\ncolour = "red"', "colour: Unexpected keyword argument"),
        ('headers = ["Name"]', 'headers = ["Name"]\nhedders = []', "column.0.hedders: Unexpected"),
        ('rows = "contact"', 'rows = "refused"', "refused is said of a format whose rows"),
        ('known.all = ["Name", "Job"]', "known.all = []", "known: by no column name at all"),
        ("schema = 1", "schema =", "it cannot be read"),
        (
            'headers = ["Name"]',
            'headers = ["Name"]\n[[column]]\nmeans = "last"\nheaders = ["name"]',
            "two rules speak of the column name",
        ),
        (
            'rows = "contact"',
            'rows = "contact"\njoin.format = "two"\njoin.title = "two.csv"',
            "it joins two, which is no format",
        ),
    ],
)
def test_a_page_with_a_mistake_is_refused_with_its_place(old: str, new: str, why: str) -> None:
    with pytest.raises(FormatError) as error:
        read_page(PAGE.replace(old, new, 1))

    assert str(error.value).startswith("one.toml: ")
    assert why in str(error.value)


def test_two_pages_cannot_have_one_id() -> None:
    with pytest.raises(FormatError, match="the id one is taken by another page"):
        read_formats({"one.toml": PAGE, "two.toml": PAGE})


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("E-mail 2 - Value", "e mail 1 value"),
        ("Patient's Name", "patients name"),
        ("Chart #", "chart number"),
        ("  Ref. Dr.  ", "ref dr"),
        ("Teléfono", "telefono"),
        ("Received_On", "received on"),
    ],
)
def test_column_names_are_compared_without_case_signs_and_numbers(header: str, key: str) -> None:
    assert header_key(header) == key


def test_no_format_is_known_by_the_columns_of_another_one() -> None:
    """Each format is the narrowest one that its own columns fit, in their order."""
    for one in shipped_formats():
        names = (*one.known.all, *one.known.any[:1])
        if names:
            found = find_header([RawRow(1, names)], shipped_formats(), KnownColumns())
            assert found is not None
            assert found.format.id == one.id
