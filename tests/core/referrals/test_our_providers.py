"""Which provider of ours a typed name means."""

import pytest

from refcli.core.referrals.our_providers import find_spellings, settle_provider
from refcli.errors import RefusedError

OURS = ["Dr. Jane Ray", "Dr. Ray", "Dr. Oak, DDS", "Tom Oak", "Dr. Rayner"]


def line(name: str) -> str:
    return f"ref due --provider '{name}'"


@pytest.mark.parametrize(
    ("typed", "spellings", "name"),
    [
        ("ray", {"Dr. Jane Ray", "Dr. Ray"}, "Dr. Jane Ray"),
        ("JANE", {"Dr. Jane Ray"}, "Dr. Jane Ray"),
        ("Ray, Jane", {"Dr. Jane Ray"}, "Dr. Jane Ray"),
        ("dr oak", {"Dr. Oak, DDS", "Tom Oak"}, "Dr. Oak, DDS"),
        ("tom", {"Tom Oak"}, "Tom Oak"),
        ("rayner", {"Dr. Rayner"}, "Dr. Rayner"),
    ],
)
def test_whole_words_mean_every_spelling_of_one_person(
    typed: str, spellings: set[str], name: str
) -> None:
    found = settle_provider(typed, OURS, line)

    assert found.spellings == spellings
    assert found.name == name


def test_of_two_persons_only_the_very_name_is_certain() -> None:
    two = ["Dr. Jane Ray", "Dr. Tom Ray"]

    assert find_spellings("ray", [*two, "Dr. Ray"]) == ["Dr. Ray"]
    with pytest.raises(RefusedError) as error:
        settle_provider("ray", two, line)
    assert str(error.value) == (
        "'ray' may be Dr. Jane Ray or Dr. Tom Ray. Type: ref due --provider 'Dr. Jane Ray' or"
        " ref due --provider 'Dr. Tom Ray'"
    )


@pytest.mark.parametrize("typed", ["ra", "jan", "x", "dr ray jane oak"])
def test_nobody_is_guessed(typed: str) -> None:
    with pytest.raises(RefusedError) as error:
        settle_provider(typed, ["Dr. Ray", "Dr. Jane Oak"], line)

    assert str(error.value) == (
        f"{typed!r} is no provider of ours. On record: Dr. Jane Oak, Dr. Ray."
        " Type: ref due --provider 'Dr. Jane Oak'"
    )


def test_where_none_is_on_record_it_is_said_how_to_record_one() -> None:
    with pytest.raises(RefusedError) as error:
        settle_provider("ray", [], line)

    assert str(error.value).endswith(
        "Who sees a patient is said with --provider: ref referral edit --help"
    )
