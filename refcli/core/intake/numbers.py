"""The numbers that stand for what the files at hand bring, and has none on record yet."""


def number_for(place: int) -> int:
    """The number that stands for what is at a place among the names, or among the new referrals.

    >>> number_for(0), number_for(1)
    (-1, -2)
    """
    return -1 - place


def place_of(number: int) -> int:
    """The place for which a number stands.

    >>> place_of(-1), place_of(-2)
    (0, 1)
    """
    return -1 - number
