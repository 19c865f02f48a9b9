"""The list of names as a file: written to be filled in, read back by the same option."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from refcli.commands.intake.taking_in import Job, KnownNames, decide_names
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.intake.encodings import EncodingError, decode_text
from refcli.core.intake.naming.deciding import Names
from refcli.core.intake.naming.decisions import NameAnswer, NameDecision
from refcli.core.intake.naming.list_file import (
    FilledIn,
    ListedAnswers,
    ListError,
    list_places,
    names_table,
    read_list,
)
from refcli.core.intake.naming.listing import list_names
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.lines import command_line
from refcli.output.files import table_csv
from refcli.phrases import count_phrase
from refcli.reading_files import read_bytes

COMMAND = "import names"
ANOTHER = "new-names.csv"  # what to name where the file is no list
LARGEST = 8_000_000  # bytes: 100,000 names
HINT = "Give fewer files at once."


@contextmanager
def mending_list(env: Env, path: Path | None) -> Iterator[None]:
    """Tells what to type once a line that cannot be read is mended: the same again.

    What is no list of names stays, and another file is named.
    """
    try:
        yield
    except ListError as error:
        said = str(error).rstrip(".")
        if ", line " not in said:
            raise UsageError(said, wrong=str(path), right=ANOTHER) from None
        again = "" if ". See: " in said else f". Then type: {command_line(env.outcome.typed)}"
        raise UsageError(said + again) from None


def read_names_file(path: Path) -> list[FilledIn]:
    """The lines of the list; none where it is still to be written."""
    if not path.exists():
        return []
    raw = read_bytes(path, LARGEST, HINT)
    try:
        text, _ = decode_text(raw)
    except EncodingError as error:
        raise UsageError(f"{path} {error}. Save it as CSV UTF-8.") from None
    return read_list(text, path.name)


def answer_by_list(
    path: Path, filled: list[FilledIn], job: Job, known: KnownNames
) -> dict[str, NameAnswer]:
    """What the list says of the names of the files, by the sign of each."""
    names = decide_names(job, known)
    told = ListedAnswers(path.name, filled, known.named, list_names(names))
    places = list_places(names.decisions)
    told.check(places)
    answers: dict[str, NameAnswer] = {}

    def settle(decision: NameDecision) -> NameAnswer | None:
        answer = told.find(decision, places)
        if answer:
            answers[decision.mention.sign] = answer
        return answer

    decide_names(job, known, settle)
    return answers


def write_names_file(env: Env, path: Path, names: Names, filled: list[FilledIn]) -> None:
    """Write the list, or complete one that lacks names; what was filled in stays."""
    listed = list_names(names)
    known = {one.typed for one in filled}
    if filled and all(one.sure or one.typed in known for one in listed):
        return
    table = names_table(listed, filled)
    with files_out(env, COMMAND, [path], overwrite=bool(filled)) as out:
        out.put(path, table_csv(table), NamesTold(Content.NAMES, len(table.rows)))
    env.talk(f"{'Completed' if filled else 'Wrote'} {path}: {count_phrase(len(listed), 'name')}.")
