"""Sizes of files in words, one way for all who tell one."""

KILO = 1024  # as Windows counts
UNITS = ("bytes", "KB", "MB", "GB", "TB")


def size_words(size: int) -> str:
    """A number of bytes as people read it: 912 bytes, 4.1 MB."""
    figure, units = float(size), [*UNITS]
    while round(figure, 1) >= KILO and len(units) > 1:
        figure /= KILO
        units.pop(0)
    return f"{size} bytes" if units[0] == UNITS[0] else f"{figure:,.1f} {units[0]}"
