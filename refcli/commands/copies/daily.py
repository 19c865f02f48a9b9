"""What is done after a command has answered: the copy of the day, and the missing second place.

Nobody waits for an answer by it, and nothing of it makes a command fail.
"""

from collections.abc import Callable

from refcli.core.copies.places import register_name
from refcli.env import Env
from refcli.errors import RefError
from refcli.on_use import storage

BY_HAND = "To make one: ref backup"


def after_answer(env: object) -> None:
    """Make the copy of the day after a command that is on record; miss the second place."""
    if not isinstance(env, Env):
        return  # the line did not come so far as to name a book
    if env.outcome.kept:
        act_undisturbed(env, copy_of_the_day)
    act_undisturbed(env, miss_second)


def act_undisturbed(env: Env, act: Callable[[Env], None]) -> None:
    """Do something; where it fails, or somebody stops it, it is a sentence and no more."""
    try:
        act(env)
    except KeyboardInterrupt:
        env.talk(f"Stopped: the copy of today, or its second one, may be missing. {BY_HAND}")
    except RefError as error:
        env.talk(f"No copy of the day was made: {error.short}. {BY_HAND}")
    except Exception as error:  # noqa: BLE001  (a traceback could show patients' data)
        env.talk(f"No copy of the day was made ({type(error).__name__}). {BY_HAND}")


def copy_of_the_day(env: Env) -> None:
    """Copy the book where it has no copy of today."""
    storage.copies.of_the_day.copy_of_the_day(env.door())


def miss_second(env: Env) -> None:
    """Say that the second place has been away for long."""
    if not (env.database.parent / register_name(env.database.name)).exists():
        return
    if storage.copies.register.read_register(env.database).second is None:
        return
    if said := storage.copies.second.miss_second(env.door()):
        env.talk(said)
