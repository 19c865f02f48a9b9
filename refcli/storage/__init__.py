"""The book: the only package that knows of SQL, rows and sessions.

Commands hold a ``Book`` as a key to the named functions here, which return frozen values. The
modules are imported on first use, because the database library costs more start-up time than
everything else together and help, version and completion do without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refcli.storage import actions as actions
    from refcli.storage import arrivals as arrivals
    from refcli.storage import audit as audit
    from refcli.storage import channels as channels
    from refcli.storage import comparison as comparison
    from refcli.storage import events as events
    from refcli.storage import figures as figures
    from refcli.storage import firewall as firewall
    from refcli.storage import gifts as gifts
    from refcli.storage import giving as giving
    from refcli.storage import history as history
    from refcli.storage import insurers as insurers
    from refcli.storage import keeping as keeping
    from refcli.storage import letters as letters
    from refcli.storage import migrations as migrations
    from refcli.storage import month as month
    from refcli.storage import names as names
    from refcli.storage import occasions as occasions
    from refcli.storage import owing as owing
    from refcli.storage import parties as parties
    from refcli.storage import place as place
    from refcli.storage import plan as plan
    from refcli.storage import policy as policy
    from refcli.storage import presets as presets
    from refcli.storage import queries as queries
    from refcli.storage import ranking as ranking
    from refcli.storage import rewards as rewards
    from refcli.storage import rota as rota
    from refcli.storage import rules as rules
    from refcli.storage import seals as seals
    from refcli.storage import settings as settings
    from refcli.storage import soundness as soundness
    from refcli.storage import store as store
    from refcli.storage import written as written


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a module of this package when it is first asked for."""
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise AttributeError(name) from error
