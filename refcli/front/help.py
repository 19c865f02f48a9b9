"""The pages of help: each ends with a line that can be typed."""

from typing import Any

from typer.core import TyperGroup

from refcli.examples import EXAMPLES

FRONT = (
    "A page about each: ref help due. Options of ref itself (--db, --as-of, --by) are taken"
    " anywhere in a line."
)


def give_examples(command: Any, name: str) -> Any:  # noqa: ANN401  (Typer's own commands)
    """The command, its page and those of all below it ending with an example."""
    if isinstance(command, TyperGroup):
        for word, one in command.commands.items():
            give_examples(one, f"{name} {word}")
    command.epilog = f"Example:\n\n  {example_of(name)}"
    return command


def example_of(name: str) -> str:
    """The example of a command; of a group that of the first of its commands."""
    found = (line for known, line in EXAMPLES.items() if f"{known} ".startswith(f"{name} "))
    return next(found, f"ref {name}")
