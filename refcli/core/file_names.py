"""Names that no file can have, so that a book or a report of that name would be lost."""

from collections.abc import Sequence

RESERVED = frozenset(  # devices, whatever ending follows (learn.microsoft.com, "Naming Files")
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
FORBIDDEN = '<>:"|?*'
LONGEST = 255  # bytes of UTF-8; on Windows units of UTF-16


def path_objection(parts: Sequence[str], *, windows: bool, spare: int = 0) -> str | None:
    """Why no file can lie there: the names of its folders and its own, without drive or root.

    ``spare`` is the room that the names of the file's companions need.
    """
    sizes = [name_size(part, windows=windows) for part in parts]
    if sizes and max(*sizes, sizes[-1] + spare) > LONGEST:
        return f"the name is too long. Take one of at most {LONGEST - spare} letters"
    found = filter(None, map(objection_of_windows, parts if windows else ()))
    return next(found, None)


def name_size(part: str, *, windows: bool) -> int:
    """How much of the room for a name this one takes."""
    encoding, unit = ("utf-16-le", 2) if windows else ("utf-8", 1)
    return len(part.encode(encoding, "surrogatepass")) // unit


def objection_of_windows(part: str) -> str | None:
    """Why Windows gives no file or folder this name, or another one instead."""
    if part.partition(".")[0].rstrip(" ").lower() in RESERVED:
        return f"{part} is the name of a device on Windows. Take another one"
    if found := next((one for one in part if one in FORBIDDEN or one < " "), None):
        return f"no name has {found} in it on Windows. Take another one"
    if part.rstrip(". ") != part and part not in {".", ".."}:
        return "no name ends in a dot or a blank on Windows. Take it off"
    return None
