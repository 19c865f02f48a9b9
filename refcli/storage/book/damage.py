"""What is said of a book, or of a copy, that cannot be believed: exit code 5, and the way out."""

from collections.abc import Sequence
from pathlib import Path

from refcli.errors import RefError
from refcli.phrases import name_some


class DamagedError(RefError):
    """The file is a ref database whose content is damaged."""

    exit_code = 5

    def __init__(self, path: Path, why: str = "") -> None:
        found = f" ({why.rstrip('.')})" if why else ""
        self.cause = f"{path} is damaged{found}"
        super().__init__(
            f"{path} is damaged, and nothing of it is shown{found}. Bring it back, a copy is made"
            " first: ref doctor --repair. Or go back to an earlier copy, of these: ref backup list"
        )


class DamagedCopyError(RefError):
    """A copy of a book is damaged; ``why`` is a sentence about it."""

    exit_code = 5

    def __init__(self, path: Path, why: str = "") -> None:
        self.why = why
        self.cause = f"{path} is damaged{': ' if why else ''}{why.rstrip('.')}"
        super().__init__(
            f"{path} is damaged{': ' if why else '. '}{why and why + ' '}"
            "Nothing was changed. See the other copies: ref backup list"
        )


class FoundDamagedError(RefError):
    """The doctor found a book damaged, and has told how."""

    exit_code = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is damaged. Bring it back, a copy is made first: ref doctor --repair. Or"
            " go back to an earlier copy, of these: ref backup list"
        )


class UnrepairedError(RefError):
    """A repair left something wrong, so the book was left as it was."""

    exit_code = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} could not be repaired wholly, and was left as it was. Go back to an"
            " earlier copy, of these: ref backup list"
        )


class NothingLeftError(RefError):
    """Nothing at all can be read of a damaged book, so it was left as it was."""

    exit_code = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Nothing of {path.name} can be read any more, so it was left as it was. Go back to an"
            " earlier copy, of these: ref backup list"
        )


class MeddledSchemaError(RefError):
    """The file lacks checks of ours, or holds others: what is written would not be kept right."""

    exit_code = 5

    def __init__(self, path: Path, differing: Sequence[str]) -> None:
        self.what = f"{path}: its own checks were changed outside ref ({name_some(differing)})"
        super().__init__(
            f"{self.what}. Nothing was changed: it can be read, but ref will not write to it."
            " Bring them back, a copy is made first: ref doctor --repair"
        )
