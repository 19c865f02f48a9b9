"""Where the copies of a book lie: beside it, in a folder of its name."""

FOLDER = "-backups"  # how the folder is called that copies lie in, behind the name of the book
ENDING = ".copies.json"


def split_name(book: str) -> tuple[str, str]:
    """The name of a file, and its ending with the dot; a dot in front is no ending."""
    stem, dot, ending = book.rpartition(".")
    return (stem, f".{ending}") if dot and stem and ending else (book, "")


def folder_name(book: str) -> str:
    """The folder beside a book in which its copies lie: practice-backups."""
    return f"{split_name(book)[0]}{FOLDER}"


def register_name(book: str) -> str:
    """The file, below the folder of the book, in which is kept what was found of its copies."""
    return f"{folder_name(book)}/{book}{ENDING}"
