"""What people type that is called otherwise here: understood, or answered with the word meant."""

import json
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import LazyCommand
from refcli.core.intake.reading.words import TELLING_OF
from refcli.core.sources.kind_words import KIND_OF
from refcli.core.typed_values import NEAR_VALUE, SAME_VALUE
from refcli.core.typed_words import (
    OTHER_COMMAND,
    OTHER_OPTION,
    RENAMED,
    SAME_COMMAND,
    SURPLUS,
)
from refcli.core.vocabulary import ActivityKind, Kind, Telling
from refcli.examples import EXAMPLES
from refcli.front.understanding import understand_line
from refcli.front.word_sets import find_meant, find_near
from tests.conftest import Ref

Answer = Callable[..., Any]
ROOT: Any = get_command(app)
FIRST_WORDS = {name.split()[0] for name in EXAMPLES}

UNDERSTOOD = [  # as typed, and as it is meant
    ("help", "--help"),
    ("?", "--help"),
    ("/?", "--help"),
    ("help due", "due --help"),
    ("help gift check", "gift check --help"),
    ("due ?", "due --help"),
    ("due help", "due --help"),
    ("today ?", "today --help"),
    ("route help", "route --help"),
    ("source help", "source --help"),
    ("due /?", "due --help"),
    ("find help", "find help"),  # somebody may be called so
    ("version", "--version"),
    ("-v", "--version"),
    ("Due", "due"),
    ("search lopez", "find lopez"),
    ("todo", "due"),
    ("patients", "referral list"),
    ("doctors", "source list --kind provider"),
    ("sources", "source list"),
    ("sources list", "source list"),
    ("sources new Oak --kind office", "source add Oak --kind office"),
    ("referrals show 3", "referral show 3"),
    ("Gifts", "gift list"),
    ("settings", "setting list"),
    ("birthdays", "occasion list"),
    ("issue all smiles late", "issue all smiles late"),  # a practice is called so
    ("issue new smiles late", "issue new smiles late"),
    ("issue Close dental late", "issue Close dental late"),
    ("issue all", "issue list"),
    ("complaints", "issue list"),
    ("huddle", "today"),
    ("source new Oak --kind office", "source add Oak --kind office"),
    ("source update chen --phone 1", "source edit chen --phone 1"),
    ("referral view 3", "referral show 3"),
    ("channel list", "channel show"),
    ("channel end 3", "channel drop 3"),  # as it was called before
    ("channel event fair lunch", "channel count fair lunch"),
    ("due --db x.db", "--db x.db due"),
    ("due --as-of 2026-11-01 --within 7", "--as-of 2026-11-01 due --within 7"),
    ("top --by=Jo --limit 3", "top --by=Jo --limit 3"),  # as --order was called before
    ("due --by Jo", "--by Jo due"),
    ("visit chen --by Jo --db x.db", "--db x.db visit chen --by Jo"),
    ("add X --note --db --from none", "add X --note --db --from none"),
    ("add -- --db x", "add -- --db x"),
    ("due --as-of", "due --as-of"),
    ("due --json", "due --format json"),
    ("top --csv --db x.db", "--db x.db top --format csv"),
    ("due --version", "--version due"),
    ("nonsense --db x.db", "--db x.db nonsense"),
]
ANSWERED = [  # as typed, and the line that it is answered with
    ("list", "ref source list"),
    ("delete lopez", "ref undo"),
    ("remove lopez", "ref undo"),
    ("new 'Maria Lopez'", 'ref add "Maria Lopez"'),
    ("edit chen", "ref find chen"),
    ("dentist chen", "ref show chen"),
    ("doctor chen", "ref show chen"),
    ("phone chen", "ref log chen call"),
    ("email chen", "ref log chen letter"),
    ("coffee chen", "ref visit chen --kind lunch"),
    ("walk-in 'Bo Kim'", 'ref add "Bo Kim" --from none'),
    ("self 'Bo Kim'", 'ref add "Bo Kim" --from none'),
    ("n/a 'Bo Kim'", 'ref add "Bo Kim" --from unknown'),
    ("merge chen chan", "ref source merge chen chan"),
    ("labels", "ref letter labels -o labels.html"),
    ("rsvp 'open house' chen yes", 'ref event rsvp "open house" chen yes'),
    ("lopez", "ref find lopez"),
    ("maria lopez", 'ref find "maria lopez"'),
    ("top chen", "ref show chen"),
    ("source delete chen", "ref source archive chen --why retired"),
    ("gift delete 3", 'ref gift void 3 --why "entered twice"'),
    ("event remove 'open house'", 'ref event cancel "open house"'),
    ("duty delete cards", "ref duty end cards"),
    ("referral delete 3", "ref referral status 3 invalid"),
    ("source chen", "ref source show chen"),
    ("add X --source chen", "ref add X --from chen"),
    ("add X --doctor chen", "ref add X --from chen"),
    ("skip V3 --reason moved", "ref skip V3 --why moved"),
    ("top --max 3", "ref top --limit 3"),
    ("top --sort production", "ref top --order production"),
    ("visit chen --date friday", "ref visit chen --on friday"),
    ("source edit chen --no-no-gifts", "ref source edit chen --gifts"),
    ("source edit chen --no-do-not-visit", "ref source edit chen --visit"),
    ("source edit chen --no-visit", "ref source edit chen --do-not-visit"),
    ("log chen email", "ref log chen letter"),
    ("log chen coffee", "ref log chen lunch"),
    ("source add Oak --kind prov", "ref source add Oak --kind provider"),
    ("referral status 3 deleted", "ref referral status 3 invalid"),
    ("skip S22", 'ref skip S22 --why "moved away"'),
    ("visit chen --on 3 days ago", 'ref visit chen --on "3 days ago"'),
]
VALUES = [  # as typed, and the word of the set
    (Kind, "Provider", "provider"),
    (Kind, "doctor", "provider"),
    (Kind, "Dentist", "provider"),
    (Kind, "Dr.", "provider"),
    (Kind, "sign", "signage"),
    (Kind, "Friend/Family", "patient"),
    (Kind, "practice", "office"),
    (Kind, "Facebook", "digital"),
    (Telling, "booked", "scheduled"),
    (Telling, "dupe", "duplicate"),
    (Telling, "No show", "missed"),
    (Telling, "canceled", "cancelled"),
    (Telling, "Done", "completed"),
    (ActivityKind, "phone", "call"),
    (ActivityKind, "Thank-you", "thank_you"),
    (ActivityKind, "thanks", "thank_you"),
    (ActivityKind, "drop off", "drop_off"),
    (ActivityKind, "followup", "follow_up"),
]


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD)
def test_a_line_is_understood(typed: str, meant: str) -> None:
    assert understand_line(ROOT, shlex.split(typed)) == shlex.split(meant)


@pytest.mark.parametrize(("typed", "line"), ANSWERED)
def test_a_line_is_answered_with_what_was_meant(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert said.endswith(f": {line}\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize(("kind", "typed", "meant"), VALUES)
def test_a_word_is_taken_for_one_of_its_set(kind: Any, typed: str, meant: str) -> None:  # noqa: ANN401
    assert find_meant(kind, typed) == meant


@pytest.mark.parametrize("typed", ["called", "waiting", "pending", "new"])
def test_that_somebody_still_waits_takes_nothing_back(typed: str) -> None:
    assert TELLING_OF[typed] is Telling.RECEIVED
    assert find_meant(Telling, typed) is None


@pytest.mark.parametrize("typed", ["p", "prov", "nobody", "", "off ice"])
def test_what_may_mean_several_things_is_taken_for_none(typed: str) -> None:
    assert find_meant(Kind, typed) is None


@given(st.lists(st.sampled_from([*FIRST_WORDS, "list", "chen", "--db", "x", "-f", "json", "--"])))
def test_what_is_understood_once_is_understood_for_good(words: Sequence[str]) -> None:
    once = understand_line(ROOT, words)

    assert understand_line(ROOT, once) == once


def test_another_word_is_no_command_and_means_one() -> None:
    lines = [*SAME_COMMAND.values(), *(line for _, line in [*OTHER_COMMAND.values()])]

    assert not {*SAME_COMMAND, *OTHER_COMMAND} & FIRST_WORDS
    assert not {*SAME_COMMAND} & {*OTHER_COMMAND}
    assert {line.split()[0] for line in lines if not line.startswith("-")} <= FIRST_WORDS
    assert {*SURPLUS, *RENAMED.values()} <= {*EXAMPLES}
    assert not {*RENAMED} & {*EXAMPLES}


def test_another_option_is_one_of_some_command() -> None:
    known = {
        name
        for command in every_command(ROOT)
        for one in command.params
        for name in (*one.opts, *one.secondary_opts)
    }

    assert {name for names in OTHER_OPTION.values() for name in names} <= known


def every_command(group: Any) -> list[Any]:  # noqa: ANN401
    found = []
    for known in group.commands.values():
        one = known.load() if isinstance(known, LazyCommand) else known
        found += [one, *(every_command(one) if hasattr(one, "commands") else [])]
    return found


def test_a_word_of_a_set_stands_in_one_table_alone() -> None:
    for kind, words in SAME_VALUE.items():
        assert not {*words} & {*NEAR_VALUE.get(kind, {})}
        assert all(find_meant(kind, word) for word in words)
    for kind, words in NEAR_VALUE.items():
        assert all(find_near(kind, word) and not find_meant(kind, word) for word in words), kind
    assert all(find_meant(Kind, word) for word in KIND_OF)


def test_other_words_reach_the_book(ref: Ref, answer: Answer, database: Path) -> None:
    ref("source add 'Dr. Chen' --kind Doctor")
    ref("add 'Bo Kim' --from chen --status Booked")
    ref("log chen phone")
    ref("referral status 1 'no show'")

    here = CliRunner(env={"REF_DB": None}).invoke(app, ["doctors", "--json", "--db", str(database)])
    assert [one["source"] for one in json.loads(here.stdout)] == ["Dr. Chen"]
    assert answer("referral show 1")["status"] == "received"
