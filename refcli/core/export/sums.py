"""The SHA-256 of each member of an export, in the form of the program sha256sum."""

from collections.abc import Mapping

from refcli.core.export.contents import SUMS, ExportFaultError


def sums_text(digests: Mapping[str, str]) -> str:
    """The SHA-256 of each member on a line, as ``sha256sum --check`` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def read_sums(text: str) -> dict[str, str]:
    """The SHA-256 of each member by its name."""
    pairs = [line.split("  ", 1) for line in text.splitlines()]
    if not all(len(pair) == 2 for pair in pairs):  # noqa: PLR2004  (a sum and a name)
        raise ExportFaultError(f"{SUMS} is damaged")
    return {name: digest for digest, name in pairs}
