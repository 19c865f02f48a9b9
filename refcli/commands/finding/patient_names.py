"""What a patient can be called."""

from refcli.commands.finding.sources import check_length
from refcli.core.names.keys import TITLES, name_key
from refcli.errors import UsageError


def check_patient_name(name: str) -> str:
    """The name of a patient, which is more than a title."""
    if why := objection_to_patient(name):
        raise UsageError(why)
    return check_length(name)


def objection_to_patient(name: str) -> str:
    """Why a patient cannot be called so; empty where they can."""
    if name_key(name) in TITLES:
        return f"{name!r} is only a title. Type the name too."
    return "" if any(map(str.isalpha, name)) else f"{name!r} is no name. Type the patient's name."
