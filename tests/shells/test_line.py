"""How each shell reads a line, and how a word is quoted for it."""

import re
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.shells.line import Quote, Shell, ShellLine, read_line
from refcli.shells.quoting import in_bash, in_powershell, is_plain

QUOTES: tuple[Quote, ...] = ("'", '"')
MARKS = "ab \\\"'`$!\u2018\u2019\u201c\u201d"  # and letters, to stand between them
TEXT = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1) | st.text(
    MARKS, min_size=1
)


@pytest.mark.parametrize(
    ("shell", "typed", "line"),
    [
        (Shell.BASH, "ref ", ShellLine(("ref",), "", "", "")),
        (Shell.BASH, "ref  visit Dr", ShellLine(("ref", "visit"), "Dr", "Dr", "")),
        (Shell.BASH, 'ref "a b" "Dr. W', ShellLine(("ref", "a b"), "Dr. W", '"Dr. W', '"')),
        (Shell.BASH, "ref O'Br", ShellLine(("ref",), "OBr", "O'Br", "'")),
        (Shell.BASH, "ref Dr.\\ W", ShellLine(("ref",), "Dr. W", "Dr.\\ W", "")),
        (Shell.BASH, "ref a\\", ShellLine(("ref",), "a", "a\\", "")),
        (Shell.BASH, 'ref "a\\$\\b"', ShellLine(("ref",), "a$\\b", '"a\\$\\b"', "")),
        (Shell.ZSH, "ref --from='x ", ShellLine(("ref",), "--from=x ", "--from='x ", "'")),
        (Shell.FISH, "ref 'O\\'B\\n", ShellLine(("ref",), "O'B\\n", "'O\\'B\\n", "'")),
        (Shell.POWERSHELL, "ref 'O''B", ShellLine(("ref",), "O'B", "'O''B", "'")),
        (Shell.POWERSHELL, 'ref "a`"b""c\\', ShellLine(("ref",), 'a"b"c\\', '"a`"b""c\\', '"')),
        (
            Shell.POWERSHELL,
            "ref \u2018O\u2019\u2019B",
            ShellLine(("ref",), "O\u2019B", "‘O’’B", "'"),  # noqa: RUF001
        ),
        (Shell.POWERSHELL, "ref ''", ShellLine(("ref",), "", "''", "")),
    ],
)
def test_a_line_is_read_by_the_rules_of_its_shell(
    shell: Shell, typed: str, line: ShellLine
) -> None:
    assert read_line(typed, shell) == line


@given(TEXT, st.sampled_from(QUOTES))
def test_what_is_quoted_for_bash_is_read_as_it_was(text: str, quote: Quote) -> None:
    word = quote + in_bash(text, quote)

    assert read_line(word, Shell.BASH) == ShellLine((), text, word, "")


@given(TEXT)
def test_within_double_quotes_bash_finds_nothing_to_expand(text: str) -> None:
    quoted = '"' + in_bash(text, '"')

    left = re.sub(r"""'!'|\\[\\"$`]""", "", quoted)
    assert not re.search(r"[$`\\]|!(?! )", left)


@given(TEXT)
def test_what_is_quoted_for_powershell_reaches_a_program_as_it_was(text: str) -> None:
    assert in_program(handed_over(read_line(in_powershell(text), Shell.POWERSHELL).typed)) == text


def handed_over(word: str) -> str:
    """A word on the command line that Windows PowerShell makes."""
    return f'"{word}"' if any(map(str.isspace, word)) else word


def in_program(command_line: str) -> str:
    """The one argument on it, by the rules of Microsoft's C library."""
    text, quoted, at = "", False, 0
    while at < len(command_line):
        slashes = len(list(takewhile("\\".__eq__, command_line[at:])))
        at += slashes
        if command_line[at : at + 1] != '"':
            text += "\\" * slashes + command_line[at : at + 1]
        else:
            text += "\\" * (slashes // 2) + '"' * (slashes % 2)
            quoted ^= slashes % 2 == 0
        at += 1
    assert not quoted
    return text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("O'Brien", "'O''Brien'"),
        ("O\u2019Brien", "'O\u2019\u2019Brien'"),
        ("$(touch x); `a", "'$(touch x); `a'"),
        ('Zed "Kids" Dental', "'Zed \\\"Kids\\\" Dental'"),
        ("a b\\", "'a b\\\\'"),
        ("", "''"),
    ],
)
def test_powershell_gets_single_quotes_and_doubles_every_mark_it_takes_for_one(
    text: str, quoted: str
) -> None:
    assert in_powershell(text) == quoted


def test_only_letters_digits_and_three_marks_go_without_quotes() -> None:
    assert [word for word in ("V12", "B2611.3", "--from", "drop_off") if not is_plain(word)] == []
    assert [word for word in ("", "a b", "~", "#3", "é", "a;b", "a\n", "*") if is_plain(word)] == []
