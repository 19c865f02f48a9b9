"""What the system says of a file or a folder, in our words."""

import errno
from pathlib import Path

from refcli.errors import DiskFullError, ReadOnlyError, RefError, UnusableFileError

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # the second: a quota is used up


def refuse_for_system(error: OSError, path: Path) -> RefError:
    """The failure for what the system refused to do with a file or a folder."""
    if error.errno in FULL:
        return DiskFullError(path)
    if error.errno == errno.EROFS:
        return ReadOnlyError(path)
    return UnusableFileError(path, error.strerror or type(error).__name__)
