"""Write names and texts into SQL so that no heading or cell can be read as SQL."""


def name(text: str) -> str:
    """A column's or table's name, quoted."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, quoted."""
    return "'" + text.replace("'", "''") + "'"
