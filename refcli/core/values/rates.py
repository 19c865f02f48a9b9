"""One count as a share of another."""


def rate_of(part: int, whole: int) -> float | None:
    """The part as a fraction of the whole, 0 to 1; None when the whole is 0."""
    return part / whole if whole else None
