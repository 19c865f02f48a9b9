"""What another desk puts on record while somebody answers is not passed over."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from refcli.commands.referrals import asking
from refcli.commands.referrals.adding.desk import Desk, Draft, StepAnswer
from refcli.core.vocabulary import Kind
from tests.conftest import Ref

Answer = Callable[..., Any]
Typist = Callable[..., Result]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, ref: Ref) -> Callable[[str], None]:
    """Let another desk type a line when this one is asked what the new source is."""

    def plan(line: str) -> None:
        def ask(*_: object, **_more: object) -> Kind:
            ref(line)
            return Kind.PROVIDER

        monkeypatch.setattr(asking, "ask_kind", ask)

    return plan


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("Jo Kimm", "from Jo Kimm (provider), 1st referral this year"),
        ("Dr. Joe Kimm", "'jo kimm' could be #4 Dr. Joe Kimm (provider)"),
    ],
)
def test_somebody_new_is_none_of_those_that_were_shown(
    ref: Ref, typing: Typist, meanwhile: Callable[[str], None], added: str, said: str
) -> None:
    ref('source add "Dr. Bo Kim" --kind provider')
    meanwhile(f'source add "{added}" --kind provider --new')

    shown = typing(["add", "A", "--from", "jo kimm"], "n", "", exit_code=int("could" in said))

    assert "#3 Dr. Bo Kim" in shown.output
    assert said in " ".join(shown.output.split())


def test_another_office_is_none_of_those_that_were_shown(
    ref: Ref, typing: Typist, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref('source add "Elm Dental" --kind office')
    write = asking.pick_office

    def write_meanwhile(desk: Desk, draft: Draft) -> StepAnswer:
        said = write(desk, draft)
        ref('source add "Elm Dentel" --kind office --new')
        return said

    steps = (*asking.STEPS[:-1], write_meanwhile)
    monkeypatch.setattr(asking, "STEPS", steps)

    lines = ("provider", "Elm Dentle", "n")
    shown = typing(["add", "A", "--from", "Dr. Foo Bar"], *lines, exit_code=1)

    assert "'Elm Dentle' could be #4 Elm Dentel (office)" in " ".join(shown.output.split())
    assert answer("referral list") == []
