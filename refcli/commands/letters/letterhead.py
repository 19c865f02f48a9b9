"""What stands on every letter: asked for once, by the first letter in a terminal."""

from collections.abc import Mapping

from refcli.commands.practice import ask_setting
from refcli.env import Env
from refcli.on_use import storage

HEAD = ("practice", "address", "phone", "fax")
ASKED = "letterhead_asked"
SAID = (
    "What stands on top of your letters; this is asked once. Return leaves a line open, q stops."
    " To change it later: ref init"
)


def ask_letterhead(env: Env) -> None:
    """Ask for what the letterhead lacks, and keep it; only once, and only in a terminal."""
    if not env.interactive or not (lacking := find_lacking(env)):
        return
    env.talk(SAID)
    said = {key: str(ask_setting(env, key, "", back=False)) for key in lacking}
    values = {key: value for key, value in said.items() if value} | {ASKED: "yes"}
    with storage.book.door.writing(env.door("init")) as book:
        storage.practice.save_settings(book, values)


def find_lacking(env: Env) -> list[str]:
    """What is to be asked for: nothing once it was, or where the practice has words of its own."""
    with storage.book.door.reading(env.door()) as book:
        known: Mapping[str, str] = storage.practice.read_settings(book)
    told = known.get(ASKED) or known.get("letter_letterhead") or known.get("address")
    return [] if told else [key for key in HEAD if not known.get(key)]
