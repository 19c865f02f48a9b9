"""Lines to type mean the same in the shell at hand."""

import shlex
import sys

import pytest
from hypothesis import given
from hypothesis.strategies import lists, text

from refcli.lines import command_line, drop_options, line_about, name_book, quote_word

WORDS = lists(text(alphabet="aB1 $`!\\\"'-;&|<>*?~#()[]{}é", max_size=8))


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("1450", "1450"),
        ("#4", '"#4"'),
        ("", '""'),
        ("Dr. Chen", '"Dr. Chen"'),
        ("R&D/x.csv", '"R&D/x.csv"'),
        ("O'Hara", '"O\'Hara"'),
        ('"Bo" Lee', "'\"Bo\" Lee'"),
        ("$45", "'$45'"),
        ("$1,450", "'$1,450'"),
        ("a`b`", "'a`b`'"),
        ("Wow!", "'Wow!'"),
    ],
)
def test_a_word_is_quoted_where_a_shell_would_change_it(word: str, typed: str) -> None:
    assert quote_word(word, windows=False) == typed


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("#4", '"#4"'),
        ("", '""'),
        ("$45 & more", '"$45 & more"'),
        ("O'Hara", '"O\'Hara"'),
        ('"Bo" Lee', '"""Bo"" Lee"'),
        ("C:\\my book\\", '"C:\\my book\\\\"'),
    ],
)
def test_windows_knows_double_quotes_alone(word: str, typed: str) -> None:
    assert quote_word(word, windows=True) == typed


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX reads it back")
@given(WORDS)
def test_a_shell_reads_back_the_words(words: list[str]) -> None:
    assert shlex.split(command_line(words)) == ["ref", *words]


@given(WORDS)
def test_windows_reads_back_the_words(words: list[str]) -> None:
    line = " ".join(quote_word(word, windows=True) for word in words)

    assert words_on_windows(line) == words


def words_on_windows(line: str) -> list[str]:
    """The words of a line by the rules of the C runtime, on which Python's arguments stand.

    https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
    """
    found: list[str] = []
    word, quoted, at = "", False, 0
    begun = False
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        at += slashes
        if line[at : at + 1] == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            elif quoted and line[at + 1 : at + 2] == '"':
                word += '"'
                at += 1
            else:
                quoted, begun = not quoted, True
        else:
            word += "\\" * slashes
            letter = line[at : at + 1]
            if letter == " " and not quoted:
                found += [word] if word or begun else []
                word, begun = "", False
            else:
                word += letter
        at += 1
    return [*found, word] if word or begun else found


def test_a_name_that_begins_with_a_dash_is_no_option() -> None:
    assert line_about("source add", "-Oak & Co", "--kind", "office") == (
        'ref source add --kind office -- "-Oak & Co"'
    )
    assert line_about("source add", "Oak", "--kind", "office") == "ref source add Oak --kind office"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("To take it back: ref undo", "To take it back: ref --db old.db undo"),
        (
            "type: ref --as-of 2026-11-02 done V3",
            "type: ref --db old.db --as-of 2026-11-02 done V3",
        ),
        (
            "(ref restore 1) or (ref doctor)",
            "(ref --db old.db restore 1) or (ref --db old.db doctor)",
        ),
        ("ref --db new.db init --rehearsal", "ref --db new.db init --rehearsal"),
        ("Another ref has just created it", "Another ref has just created it"),
        ("/home/ref top.db", "/home/ref top.db"),
        ("look for a ref in another window", "look for a ref in another window"),
        ("ref dueling", "ref dueling"),
        ("noted: called about ref due by mail", "noted: called about ref due by mail"),
        (
            'Type: ref add "Bo Kim" --note "about it: ref due by mail", or ref undo',
            (
                'Type: ref --db old.db add "Bo Kim" --note "about it: ref due by mail", or ref --db'
                " old.db undo"
            ),
        ),
        (
            "It is not O'Brien's. See: ref find 'O Brien; ref due' or ref due",
            (
                "It is not O'Brien's. See: ref --db old.db find 'O Brien; ref due' or"
                " ref --db old.db due"
            ),
        ),
    ],
)
def test_a_line_to_type_is_about_the_book_that_was_named(text: str, named: str) -> None:
    assert name_book(text, ["--db", "old.db", "due"]) == named
    assert name_book(text, ["--db=old.db", "due"]) == named
    assert name_book(text, ["due"]) == text
    assert name_book(text, []) == text


def test_a_book_with_a_space_in_its_name_is_in_quotes() -> None:
    assert name_book("ref undo", ["--db", "old book.db"]) == 'ref --db "old book.db" undo'
    assert name_book("ref undo", ["--db", r"C:\Users\ann\1.db"]).endswith("1.db' undo")


def test_options_are_dropped_with_their_values_in_every_form() -> None:
    typed = ["due", "-o", "a.html", "call", "-ob.md", "--ics=c.ics", "--all", "--", "-o", "x"]

    assert drop_options(typed, "-o", "--ics") == ["due", "call", "--all", "--", "-o", "x"]
    assert drop_options(["due", "--owner"], "--owner") == ["due"]
    assert drop_options(["--db", "a.db", "due", "--own", "x"], "--db") == ["due", "--own", "x"]


def test_a_line_that_says_its_book_further_back_says_it_once() -> None:
    text = "Type: ref import --db x.db occ.csv --skip-rejected. See: ref due"

    named = name_book(text, ["import", "--db", "x.db", "occ.csv"])

    assert named == ("Type: ref import --db x.db occ.csv --skip-rejected. See: ref --db x.db due")
