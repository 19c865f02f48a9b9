"""A share as a whole percent."""

import pytest

from refcli.core.output.table import percent_text


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        *((0, "0%"), (0.0001, "<1%"), (0.00499, "<1%"), (0.005, "1%"), (0.285, "29%")),
        *((0.994, "99%"), (0.995, ">99%"), (0.9999, ">99%"), (1, "100%")),
    ],
)
def test_nothing_and_everything_are_said_only_where_they_are_so(rate: float, text: str) -> None:
    assert percent_text(rate) == text
