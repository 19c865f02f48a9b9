"""``ref letter show`` and ``edit``: the practice's own words."""

from typing import Annotated

import typer

from refcli.commands.letters.options import TextOption
from refcli.core.letters.templates import DEFAULTS, Template, template_objection
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.reading_files import piped_text, read_text


def show_text(ctx: typer.Context, template: Template) -> Result:
    """Print the text of a letter, to change and give back to ref letter edit."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        text = storage.letters.text_of(book, template).rstrip()
    record = {"template": template.value, "text": text}
    return Result(record, text.splitlines())


def edit_text(
    ctx: typer.Context,
    template: Template,
    *,
    source: TextOption = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the first text.")] = False,
) -> Result:
    """Change the text of a letter, or the letterhead."""
    env: Env = ctx.obj
    if (source is None) is not reset:
        raise UsageError(
            f"Type: {type_line('letter show', template)} > text.txt, change it, then:"
            f" {type_line('letter edit', template, '--from', 'text.txt')} (or --reset)"
        )
    text = "" if source is None else piped_text() if str(source) == "-" else read_text(source)
    if source and (why := template_objection(template, text)):
        raise UsageError(why)
    same = text.strip() == DEFAULTS[template].strip()
    with storage.book.door.writing(env.door("letter edit")) as book:
        storage.letters.save_text(book, template, "" if same else text)
    record = {"template": template.value, "first_text": same or reset}
    return Result(record, f"{'Reset' if reset else 'Saved'} the text of {template}.")
