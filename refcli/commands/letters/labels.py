"""``ref letter labels``: mailing labels to print."""

from typing import Annotated

import typer

from refcli.commands.finding.sources import settle_names
from refcli.commands.letters.choosing import choose_sources
from refcli.commands.letters.options import KindOption, OutputOption, SourcesArgument
from refcli.commands.letters.writing import check_page, too_long, without_zip
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.vocabulary import REFERRERS
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import OverwriteOption, whole_number
from refcli.output.files import page_file
from refcli.output.paper_room import LABEL
from refcli.output.result import Result
from refcli.phrases import count_phrase


def write_labels(
    ctx: typer.Context,
    source: SourcesArgument = None,
    *,
    output: OutputOption,
    kind: KindOption = None,
    skip: Annotated[
        int,
        typer.Option(
            parser=whole_number(0, 29), metavar="N", help="Labels already used on the sheet."
        ),
    ] = 0,
    overwrite: OverwriteOption = False,
) -> Result:
    """Print mailing labels, Avery 5160; without more, for every provider and office."""
    from refcli.output.letters import to_labels  # noqa: PLC0415  (jinja2 takes 50 ms)

    env: Env = ctx.obj
    check_page(output)
    kinds = kind or (None if source else list(REFERRERS))
    names = settle_names(env, source or ())
    with storage.book.door.reading(env.door()) as book:
        found = storage.letters.letter_recipients(book, choose_sources(book, names, kinds))
    addressed = [one for one in found.to if one.address]
    if not addressed:
        raise RefusedError(
            "None of them has an address. One is added with --address: ref source edit --help"
        )
    to = [one for one in addressed if LABEL.holds(one.lines)]
    with files_out(env, "letter labels", [output], overwrite=overwrite) as out:
        page = page_file(to_labels(to, skip).encode(), output)
        out.put(output, page, NamesTold(Content.LABELS, len(to)))
    lacking = len(found.to) - len(addressed)
    more = f" {lacking} without an address." if lacking else ""
    labelled = [{"source_id": one.source_id, "source": one.name} for one in to]
    record = {"file": str(output), "labels": labelled, "without_address": lacking}
    line = f"Wrote {output}: {count_phrase(len(to), 'label')}.{more}"
    return Result(record, line, remarks=[*too_long(addressed, LABEL), *without_zip(addressed)])
