import pytest

from refcli.core.owed.items import Party
from refcli.core.owed.owners import find_owner, list_owners, settle_owner
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError

PARTIES = [
    Party(id=1, name="Oak", kind=Kind.OFFICE, owner="Tina"),
    Party(id=2, name="Elm", kind=Kind.OFFICE, owner="tina "),
    Party(id=3, name="Ash", kind=Kind.OFFICE, owner="Jo"),
    Party(id=4, name="Old", kind=Kind.OFFICE, owner="Zoe", archived=True),
    Party(id=5, name="None", kind=Kind.OFFICE),
]


def test_owners_stand_once_each_and_by_name() -> None:
    assert [one.casefold() for one in list_owners(PARTIES)] == ["jo", "tina"]


def test_an_owner_is_meant_in_whatever_case() -> None:
    assert find_owner(" JO", ["Jo", "Tina"]) == "Jo"
    assert find_owner("j", ["Jo", "Tina"]) is None


NOBODY = "Nobody owns a source yet. One is given an owner with --owner: ref source edit --help"


@pytest.mark.parametrize(
    ("owners", "said"),
    [
        (["Jo", "Tina"], "'marc' owns nothing. Owners: Jo, Tina. Type: ref route --owner Jo"),
        ([], NOBODY),
    ],
)
def test_who_owns_nothing_is_refused_with_a_line(owners: list[str], said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        settle_owner("marc", owners, "ref route --owner Jo")

    assert str(refused.value) == said
