"""Whatever is mistyped in any command: our words, and a line to type."""

import re
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import LazyCommand
from refcli.core.vocabulary import BuiltIn
from refcli.examples import EXAMPLES, LISTS, WITH_OPTION
from refcli.front.walking import options_by_name
from refcli.mistyped.mending import values_in
from refcli.mistyped.quoting import takes_text
from refcli.mistyped.samples import REASONS, words_of_set
from refcli.mistyped.usage import near_number
from refcli.options import LARGEST_ID, whole_number
from tests.conftest import Ref

FOREIGN = re.compile(
    r"Input should be|Invalid value|Got unexpected extra|Missing (option|argument|parameter)"
    r"|No such (option|command)|CHECK constraint|unable to parse|Value error|requires an argument"
    r"|does not take a value|<class|wrong inside"
)
LINE = re.compile(
    r"(?:Type|See|For example): (ref \S.*?)(?=\.? (?:Type|See|For example): |\.?$)", re.MULTILINE
)
TRIED: set[str] = set()  # each line to type is typed once


def leaves(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every command that does something, by its name as typed."""
    for name, known in group.commands.items():
        command = known.load() if isinstance(known, LazyCommand) else known
        here = (*path, name)
        if not hasattr(command, "commands") or " ".join(here) in EXAMPLES:
            yield " ".join(here), command
        if hasattr(command, "commands"):
            yield from leaves(command, here)


COMMANDS = dict(leaves(get_command(app)))
DAY = re.compile(r"\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2})\b")
GROUPS = ["", *dict.fromkeys(name.split()[0] for name in COMMANDS if " " in name)]


def params(name: str, kind: str) -> list[Any]:
    """The arguments or the options of a command."""
    return [one for one in COMMANDS[name].params if one.param_type_name == kind]


def is_a(param: Any, kind: type) -> bool:  # noqa: ANN401
    annotation = param.type_descriptor.annotation
    return isinstance(annotation, type) and issubclass(annotation, kind)


OUR_WORDS = {  # which an argument takes that takes any text
    *BuiltIn,
    "dentist",
    "endodontics",
    *(
        word
        for command in COMMANDS.values()
        for one in command.params
        for word in words_of_set(one)
    ),
}


def names_of_examples() -> Iterator[str]:
    """Each name, place and thing that stands in an example of a command."""
    for name, line in [*EXAMPLES.items(), *WITH_OPTION.items()]:
        command = name if name in COMMANDS else " ".join(name.split()[:-1])
        words = shlex.split(line)[1 + len(command.split()) :]
        known = options_by_name(COMMANDS[command])
        for one in values_in(COMMANDS[command], words):
            free = params(command, "argument")
            param = known[one.option] if one.option else free[min(len(free) - 1, 0)]
            if takes_text(param) and one.option not in REASONS and one.value not in OUR_WORDS:
                yield one.value


NAMES_OF_EXAMPLES = {one for one in names_of_examples() if any(map(str.isalpha, one))}
WHOLE = [
    (name, one)
    for name, command in COMMANDS.items()
    for one in command.params
    if is_a(one, int) and not is_a(one, bool)
]
READ = [  # what is read from a text: days, sums, telephone numbers
    (name, one)
    for name, command in COMMANDS.items()
    for one in command.params
    if (one.type_descriptor.parameter_info.parser and not is_a(one, int))
    or one.metavar
    in {"DATE", "WHEN", "DAY", "MM/DD", "MONEY", "MONTH", "XX", "STATE", "HEX", "N", "office"}
]
CHOICES = [
    (name, one) for name, command in COMMANDS.items() for one in command.params if is_a(one, Enum)
]


def with_value(name: str, param: Any, value: str) -> str:  # noqa: ANN401
    """The example of a command with another value for one of its parameters."""
    own = [WITH_OPTION.get(f"{name} {option}") for option in param.opts]
    words = shlex.split(next(filter(None, own), EXAMPLES[name]))[1:]
    if param.param_type_name == "argument":
        place = len(name.split()) + params(name, "argument").index(param)
        words[place] = value
    else:
        for option in set(param.opts) & set(words):
            del words[words.index(option) : words.index(option) + 2]
        words.append(f"{param.opts[0]}={value}")
    return shlex.join(words)


@pytest.fixture(autouse=True)
def a_folder_with_a_book(monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    """What a line to type writes goes there; the files of the examples are there."""
    for name in ("letterhead.txt", "npidata.csv", "referrals.csv"):
        (database.parent / name).write_text(
            "patient,source,received_on\nMaria Lopez,none,2026-11-02\n", encoding="utf-8"
        )
    monkeypatch.chdir(database.parent)
    monkeypatch.setattr(tempfile, "tempdir", str(database.parent))
    monkeypatch.setenv("REF_DB", str(database))
    monkeypatch.setattr("typer.launch", lambda _file: 0)


def names_told(lines: Sequence[str], typed: str) -> list[str]:
    """What lines to type say of somebody or something, or of a day, that nobody typed."""
    told = {found for line in lines for found in DAY.findall(line)} | {
        name
        for name in NAMES_OF_EXAMPLES
        if any(re.search(rf"\b{re.escape(name)}\b", line) for line in lines)
    }
    return sorted(one for one in told if one not in typed)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("visit home --foo", "Type: ref visit home"),
        ("add x from 'dr lee' --foo", 'Type: ref add x from "dr lee"'),
        ("add 'Pat Poe' phone 206-555-0111", 'ref add "Pat Poe" from unknown phone 206-555-0111'),
        ("event add 'Lunch and learn' 12/8", 'ref event add "Lunch and learn" --on 12/8'),
        ("event add Lunch and learn 12/8", 'ref event add "Lunch and learn" --on 12/8'),
        ("event invite 'CE night' 'dr smith'", 'ref event invite "CE night" --source "dr smith"'),
        ("visit home friday", "Type: ref visit home --on friday"),
        ("log 'chen family'", 'For example: ref log "chen family" call'),
        ("log home --note x", "For example: ref log home call --note x"),
        ("done F8 --happy --unhappy 'cold room'", 'Type: ref done F8 --unhappy "cold room"'),
        ("gift add lee mug", "For example: ref gift add lee mug --value 12"),
        ("init --medicare maybe", "See: ref init --help"),
        ("visit home --met ''", "See: ref visit --help"),
        ("issue home", "See: ref issue add --help"),
        ("duty add 'water plants'", "See: ref duty add --help"),
        ("channel count google", "See: ref channel count --help"),
        ("channel spend google", "See: ref channel spend --help"),
        ("contact add Tina chen", "See: ref contact add --help"),
        ("occasion add 'dr lee'", "See: ref occasion add --help"),
        ("occasion add", "Missing [SOURCE] NAME [DAY]. See: ref occasion add --help"),
        ("done F8 --unhappy", "See: ref done --help"),
        ("due --by", "See: ref due --help"),
        ("event show", "See: ref event list"),
        ("done", "See: ref due"),
        ("referral list --name lopez", "See: ref referral list --help"),
        ("due -o", "For example: ref due -o due.csv"),
        ("due -o week.doc", "Type: ref due -o week.xlsx"),
        ("visit home --on 12/24", "Type it with its year: 2025-12-24. See: ref visit --help"),
        ("snooze S1 --until 11/1", "Type it with its year: 2027-11-01. See: ref snooze --help"),
        ("source edit 'dr lee' --phone", 'ref source edit "dr lee" --phone 206-555-0142'),
    ],
)
def test_a_line_to_type_keeps_what_was_typed_and_names_nobody_else(
    ref: Ref, typed: str, line: str
) -> None:
    assert check(ref, typed).endswith(f"{line}\n")


def is_answered(result: Any) -> bool:  # noqa: ANN401
    """Whether a command ended as it should, and not for what nobody foresaw."""
    ended = result.exception is None or isinstance(result.exception, SystemExit)
    return ended and not FOREIGN.search(result.stderr)


def check(ref: Ref, typed: str) -> str:
    """The refusal of a mistyped line, which speaks our words and holds a line to type."""
    said = ref(typed, exit_code=2).stderr
    assert said.startswith("ref: ")
    assert said.count("\n") == 1
    assert not FOREIGN.search(said), said
    lines = LINE.findall(said)
    assert lines, said
    assert names_told(lines, typed) == [], said
    for line in {*lines} - TRIED:
        TRIED.add(line)
        result = CliRunner().invoke(app, shlex.split(line)[1:], prog_name="ref")
        asks = "In what form is" in result.stderr  # that something unheard of is given
        assert result.exit_code != 2 or asks, (said, line, result.output)
        assert is_answered(result), (said, line, result.output)
    return said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_can_be_read(name: str) -> None:
    words = shlex.split(EXAMPLES[name])
    depth = len(name.split()) + 1

    assert words[1:depth] == name.split()
    COMMANDS[name].make_context(name, words[depth:])


def test_examples_and_lists_are_of_commands_that_exist() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    assert set(LISTS) <= set(COMMANDS)
    assert {line.removeprefix("ref ") for line in LISTS.values()} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_missing_too_much_or_unknown_is_told_in_our_words(ref: Ref, name: str) -> None:
    arguments, options = params(name, "argument"), params(name, "option")
    depth = len(name.split()) + 1

    check(ref, f"{name} --no-such-thing")
    check(ref, f"{name} --help-me=1")
    several = name == "target import"  # of a specialty, which its example ends with
    if not (several or hasattr(COMMANDS[name], "commands") or any(a.nargs != 1 for a in arguments)):
        check(ref, f"{EXAMPLES[name].removeprefix('ref ')} one two three")
    if any(one.required for one in (*arguments, *options)):
        check(ref, name)
    for one in options:
        takes_value = not one.is_flag
        if one.required:
            check(ref, shlex.join(shlex.split(EXAMPLES[name])[1 : depth + len(arguments)]))
        if takes_value:
            check(ref, f"{name} {one.opts[0]}")
        elif one.name != "help":
            check(ref, f"{name} {one.opts[0]}=3")


@pytest.mark.parametrize("group", GROUPS)
def test_an_unknown_command_is_told_in_our_words(ref: Ref, group: str) -> None:
    if group not in EXAMPLES:
        check(ref, f"{group} nothing-of-the-sort")


@pytest.mark.parametrize(("name", "param"), CHOICES, ids=[f"{n} {p.name}" for n, p in CHOICES])
def test_a_word_of_no_list_is_told_in_our_words(ref: Ref, name: str, param: Any) -> None:  # noqa: ANN401
    assert "is not one of" in check(ref, with_value(name, param, "nothing"))


@pytest.mark.parametrize(("name", "param"), READ, ids=[f"{n} {p.name}" for n, p in READ])
def test_a_day_a_sum_or_a_place_that_cannot_be_read_is_answered_with_a_line(
    ref: Ref,
    name: str,
    param: Any,  # noqa: ANN401
) -> None:
    line = shlex.split(with_value(name, param, "gestern"))

    result = CliRunner().invoke(app, line, prog_name="ref")

    assert result.exit_code in {0, 1, 2}
    assert is_answered(result), result.output
    if result.exit_code == 2:
        check(ref, shlex.join(line))


@pytest.mark.parametrize(("name", "param"), WHOLE, ids=[f"{n} {p.name}" for n, p in WHOLE])
def test_no_whole_number_is_too_large_or_too_small_to_be_answered(
    ref: Ref,
    database: Path,
    name: str,
    param: Any,  # noqa: ANN401
) -> None:
    for value in (str(2**63), str(10**30), "9" * 5000, "-1", "one", "7 days or so", "1.5"):
        said = check(ref, with_value(name, param, value))
        assert "takes " in said or value == "-1"
    line = shlex.split(with_value(name, param, "0"))
    result = CliRunner(env={"REF_DB": str(database)}).invoke(app, line, prog_name="ref")
    assert result.exit_code in {0, 1, 2}
    assert is_answered(result), result.output


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("--by Jo log dr chen call", 'ref --by Jo log "dr chen" call'),
        ("log dr chen call", 'ref log "dr chen" call'),
        ("referral edit 1 --note moved away", 'ref referral edit 1 --note "moved away"'),
        ("skip S22", 'ref skip S22 --why "moved away"'),
        ("snooze S20", 'ref snooze S20 --until "next monday"'),
        ("letter labels", "For example: ref letter labels -o labels.html"),
        ("add X --from", "--from needs a value. See: ref add --help"),
        ("add X --from none --new=yes", "ref add X --from none --new"),
        ("due --within '7 days'", "ref due --within 7"),
        ("top --limit 0", "ref top --limit 1"),
        ("source edit chen --visit-every 500", "ref source edit chen --visit-every 120"),
        ("undo spring", "NUMBER takes a whole number from 1 on, not 'spring'. See: ref history"),
        ("undo 0", "NUMBER takes a number from 1 on, not '0'. See: ref history"),
        ("undo -1", "-1 is no number on record. See: ref history"),
        ("undo 1.5", "NUMBER takes a whole number from 1 on, not '1.5'. See: ref history"),
        ("undo 14.", "not '14.'. See: ref history. Type: ref undo 14"),
        ("source add -- -x --kind provider", "ref source add --kind provider -- -x"),
        ("source add -- -x", "Missing --kind. For example: ref source add --kind office -- -x"),
        ("source add --office a -- -x --kind=office", "add --office a --kind=office -- -x"),
        ("add -- -x --from chen", "Options go before the --. Type: ref add --from chen -- -x"),
        ("duty add -- -x --every week --rota a", "ref duty add --every week --rota a -- -x"),
        ("gift add chen -- -x", "ref gift add chen --value 12 -- -x"),
        ("source add x y --kind office", 'need quotes. Type: ref source add "x y" --kind office'),
        ("referral status 1 sen", "ref referral status 1 seen"),
        ("due --as-of", "For example: ref --as-of yesterday due"),
        ("due --witin 7", "Did you mean --within? Type: ref due --within 7"),
        ("--as-of", "See: ref --help"),
        (
            "ad X --from none",
            "There is no command ad. Did you mean add? Type: ref add X --from none",
        ),
        ("gift lst", "Did you mean list? Type: ref gift list"),
        ('"it\'s"', """All commands: ref --help. Somebody's name? Type: ref find "it's\""""),
        ("gift foo", "There is no command foo. See: ref gift --help"),
        ("duty foo", "it is shown so. Type: ref duty show foo"),
        ("add Z --form google", "ref add Z --from google"),
        ("top --formt json", "ref top --format json"),
        ("add Z --from google -f xml", "For example: ref add Z --from google -f json"),
        (
            "add Z --from google --status=gone",
            "For example: ref add Z --from google --status=received",
        ),
        ("due --format", "For example: ref due --format json"),
        (
            "setting set thank_after -1",
            "-1 is below 0, and no figure here is. Type: ref setting set thank_after 1",
        ),
    ],
)
def test_the_line_to_type_is_the_one_that_was_meant(ref: Ref, typed: str, line: str) -> None:
    assert check(ref, typed).endswith(f"{line}\n")


@given(st.text(), st.integers(0, 5), st.integers(5, LARGEST_ID))
def test_a_whole_number_is_read_within_its_bounds_or_refused(
    typed: str, least: int, most: int
) -> None:
    try:
        assert least <= whole_number(least, most)(typed) <= most
    except ValueError as error:
        assert str(error).startswith("takes ")  # noqa: PT017  (both ways are right)


@given(st.integers(0, LARGEST_ID), st.sampled_from(["{}", "#{}", " # {} ", "00{}"]))
def test_a_number_may_have_a_hash_in_front(number: int, typed: str) -> None:
    assert whole_number()(typed.format(number)) == number


@given(st.text())
def test_a_number_that_is_proposed_is_one_that_is_taken(typed: str) -> None:
    assert all(1 <= int(one) <= 120 for one in near_number(typed, "takes a number from 1 to 120"))
