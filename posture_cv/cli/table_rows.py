"""Rows of the clinical tables as text: what they say, where it is from, how strong it is, who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from posture_cv.cli.rows import headed
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message
from posture_cv.knowledge.columns import row_key
from posture_cv.knowledge.library import ROW_TYPES
from posture_cv.knowledge.readers import readers

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.words import Words


_MOST_READERS = 6
"""Named of a column that many read."""


def print_tables(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print the tables with their rows and columns counted."""
    table = headed(words, "name", "rows", "columns")
    for name in ROW_TYPES:
        table.add_row(name, str(len(getattr(knowledge, name))), str(len(readers(name))))
    console.print(table)


def print_rows(console: Console, knowledge: Knowledge, table: str, words: Words) -> None:
    """Print every row of a table, then who reads each of its columns.

    Raises
    ------
    KnowledgeError
        If there is no such table.
    """
    if table not in ROW_TYPES:
        raise KnowledgeError(message("tables.no_table", key=table), message("tables.use_tables", keys=tuple(ROW_TYPES)))
    for row in getattr(knowledge, table):
        _print_row(console, knowledge, table, row, words)
    listed = headed(words, "column", "readers", title=words.text("cli.tables.readers"))
    for column, modules in readers(table).items():
        more = [f"+{len(modules) - _MOST_READERS}"] if len(modules) > _MOST_READERS else []
        listed.add_row(column, ", ".join([*modules[:_MOST_READERS], *more]))
    console.print(listed)


def print_found(console: Console, knowledge: Knowledge, word: str, words: Words) -> None:
    """Print the rows of all tables whose key, texts, sources or settings hold a word, in whatever case."""
    count = 0
    for table in ROW_TYPES:
        for row in getattr(knowledge, table):
            if word.casefold() in "\n".join(_everything(knowledge, table, row, words)).casefold():
                count += 1
                _print_row(console, knowledge, table, row, words)
    console.print(words.text("cli.tables.found", count=count, word=word))


def print_check(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print that the tables agree with each other, as loading them has checked, and the columns that nobody reads."""
    console.print(words.text("cli.tables.agree", count=sum(len(getattr(knowledge, table)) for table in ROW_TYPES)))
    unread = [f"{table}.{column}" for table in ROW_TYPES for column, modules in readers(table).items() if not modules]
    console.print(words.text("cli.tables.unread", columns=tuple(unread)) if unread else words.text("cli.tables.all_read"))


def _print_row(console: Console, knowledge: Knowledge, table: str, row: Any, words: Words) -> None:
    console.print(Text(f"{table}/{_key(row)}", style="bold"), soft_wrap=True)
    for place, text in _texts(knowledge, table, row, words).items():
        console.print(Text(f"  {place}: {text}"), soft_wrap=True)
    strength = getattr(row, "strength", None) or getattr(row, "standing", None)
    if strength is not None:
        family = "strength" if getattr(row, "strength", None) else "standing"
        console.print(Text(f"  {words.text('cli.tables.strength')}: {words.text(f'{family}.{strength}')}", style="dim"), soft_wrap=True)
    if getattr(row, "read", None):
        console.print(Text(f"  {words.text('cli.tables.read')}: {words.text(f'reading.{row.read}')}", style="dim"), soft_wrap=True)
    for source in _sources(knowledge, row):
        console.print(Text(f"  {words.text('cli.tables.source')}: {source}", style="dim"), soft_wrap=True)


def _key(row: Any) -> str:
    return row_key({name: getattr(row, name) for name in ("key", "name", "factor") if hasattr(row, name)}) or ""


def _texts(knowledge: Knowledge, table: str, row: Any, words: Words) -> dict[str, str]:
    """What a row says, by column, as its templates stand: fields that a finding would fill in are left open."""
    beginning = f"{table}/{_key(row)}/"
    if table == "references":
        return {"citation": row.citation, "identifier": row.identifier}
    return {key.removeprefix(beginning): words.template(key) for key in knowledge.texts if key.startswith(beginning)}


def _sources(knowledge: Knowledge, row: Any) -> list[str]:
    known = {source.key: source for source in knowledge.references}
    cited = [known[key] for key in getattr(row, "references", ()) if key in known]
    return [source.cited for source in cited]


def _everything(knowledge: Knowledge, table: str, row: Any, words: Words) -> list[str]:
    """Where a word is looked for: in the reader's language, in the English of the table, in keys and settings, in the sources."""
    beginning = f"{table}/{_key(row)}/"
    english = [text for key, text in knowledge.texts.items() if key.startswith(beginning)]
    return [_key(row), repr(row), *english, *_texts(knowledge, table, row, words).values(), *_sources(knowledge, row)]
