"""An option that takes one value is typed once: of two the last would win without a word."""

from collections.abc import Sequence
from typing import Any

from refcli.errors import UsageError


def taken_once(command: Any) -> Any:  # noqa: ANN401  (Typer's own commands)
    """Let a command refuse such an option that was typed twice, and all below it."""
    for one in getattr(command, "commands", {}).values():
        taken_once(one)
    make = command.make_parser

    def make_parser(ctx: Any) -> Any:  # noqa: ANN401
        return parsing_once(make(ctx), ctx)

    command.make_parser = make_parser
    return command


def parsing_once(parser: Any, ctx: Any) -> Any:  # noqa: ANN401
    """A parser that looks at what it has read; not while a shell completes a line."""
    parse = parser.parse_args

    def parse_args(args: list[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
        options, rest, order = parse(args)
        if not ctx.resilient_parsing:
            refuse_twice(options, order, of_ref=ctx.parent is None)
        return options, rest, order

    parser.parse_args = parse_args
    return parser


def refuse_twice(options: dict[str, Any], order: Sequence[Any], *, of_ref: bool) -> None:
    """Refuse the first option of one value that was typed twice; a switch may be.

    The line to type has the last of the values; not where the option is one ``of_ref`` itself.
    """
    for place, one in enumerate(order):
        single = one.param_type_name == "option" and not (one.is_flag or one.multiple or one.count)
        if single and one in order[:place]:
            name = max(one.opts, key=len)
            said = f"{name} was typed twice, and takes one value."
            if of_ref:
                raise UsageError(said)
            raise UsageError(said, drop=one.opts, add=[name, str(options[one.name])])
