"""Lines to type mean the same in the shell at hand."""

import shlex
import sys

import pytest
from hypothesis import given
from hypothesis.strategies import lists, text

from refcli.lines import command_line, quote_word


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("1450", "1450"),
        ("Dr. Chen", '"Dr. Chen"'),
        ("R&D/x.csv", '"R&D/x.csv"'),
        ("$45", "'$45'"),
        ("$1,450", "'$1,450'"),
        ("a`b`", "'a`b`'"),
        ("Wow!", "'Wow!'"),
    ],
)
def test_a_word_is_quoted_where_a_shell_would_change_it(word: str, typed: str) -> None:
    assert quote_word(word, windows=False) == typed


def test_windows_knows_double_quotes_alone() -> None:
    assert quote_word("$45 & more", windows=True) == '"$45 & more"'


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX reads it back")
@given(lists(text(alphabet="aB1 $`!\\;&|<>*?~#()[]{}", max_size=8)))
def test_a_shell_reads_back_the_words(words: list[str]) -> None:
    assert shlex.split(command_line(words)) == ["ref", *words]
