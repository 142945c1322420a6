"""The files of a new language, for a translator to fill in: ``python -m posture_cv.wiring.new_language fr``.

They lie in a folder of the language's code beside the others, one for each English template and one for every text of the clinical tables
and capture protocols. From then on the language can be chosen; what is not filled in yet reads in English.
"""

from __future__ import annotations

import argparse
import io
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from posture_cv.wiring.words import row_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEMPLATES = Path(str(files("posture_cv.words") / "locale"))
"""Where the English templates lie, and the folders of the other languages."""

_NEVER_BROKEN = 100_000
"""Letters in a line; Babel would break longer ones, and a text is easier to find whole."""

_OF_PROTOCOLS = "protocols/"
_HEADER = """\
# {name} for the texts of posture_cv. The context of an entry is the message's id, msgid its English.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files; exit code 1 where there can be no such language, or is one already."""
    description = "Write the files of a new language, for a translator to fill in"
    parser = argparse.ArgumentParser(prog="python -m posture_cv.wiring.new_language", description=description)
    parser.add_argument("language", help="its code, such as fr or pt_BR")
    language: str = parser.parse_args(arguments).language
    try:
        written = write_language(language, TEMPLATES / language)
    except (UnknownLocaleError, ValueError, FileExistsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{len(written)} files in {written[0].parent}\n")
    return 0


def write_language(language: str, folder: Path) -> list[Path]:
    """Write every file of a language, texts and plural forms empty.

    Raises
    ------
    UnknownLocaleError, ValueError
        If no language has that code.
    FileExistsError
        If the folder is there.
    """
    locale = Locale.parse(language)
    folder.mkdir()
    catalogues = {template.stem: _of_template(template, locale) for template in sorted(TEMPLATES.glob("*.pot"))}
    rows = row_texts()
    catalogues["tables"] = _of_rows({key: text for key, text in rows.items() if not key.startswith(_OF_PROTOCOLS)}, locale)
    catalogues["protocols"] = _of_rows({key: text for key, text in rows.items() if key.startswith(_OF_PROTOCOLS)}, locale)
    written = []
    for name, catalogue in catalogues.items():
        entries = io.BytesIO()
        write_po(entries, catalogue, width=_NEVER_BROKEN, omit_header=True)
        header = _HEADER.format(name=locale.english_name, language=language, plurals=catalogue.plural_forms)
        file = folder / f"{name}.po"
        file.write_text(header + entries.getvalue().decode(), encoding="utf-8")
        written.append(file)
    return written


def _of_template(template: Path, locale: Locale) -> Catalog:
    catalogue = Catalog(locale=locale)
    with template.open("rb") as stream:
        for entry in read_po(stream):
            if entry.id:
                catalogue.add(entry.id, context=entry.context, auto_comments=entry.auto_comments, flags=entry.flags)
    return catalogue


def _of_rows(texts: Mapping[str, str], locale: Locale) -> Catalog:
    catalogue = Catalog(locale=locale)
    for key, text in texts.items():
        catalogue.add(text, context=key)
    return catalogue


if __name__ == "__main__":
    sys.exit(main())
