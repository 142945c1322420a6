"""What is said while the computer is set up: the catalogues' own lines, read without the library that reads them everywhere else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path

ENGLISH, PSEUDO = "en", "qps"
_LOCALE = Path(__file__).resolve().parent.parent / "words" / "locale"
_FILE, _IDS = "install", "install."
_BROKEN_LINE = re.compile(r'"\n"')
_ENTRY = re.compile(r'^msgctxt "(.*)"\nmsgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)
_MARKED = "\u27e6%s\u27e7"


@dataclass(frozen=True)
class Lines:
    """What is said on the way, fields open."""

    purpose: str
    without_asking: str
    in_language: str
    too_old: str
    complete: str
    missing: str
    need: str
    unknown: str
    commands: str
    question: str
    unchanged: str
    failed: str
    nobody: str
    how_to_agree: str
    yes: str


def languages() -> list[str]:
    """Languages there are lines in, English first."""
    return [ENGLISH, *sorted(folder.name for folder in _LOCALE.iterdir() if (folder / f"{_FILE}.po").is_file())]


def lines_in(language: str) -> Lines:
    """The lines of a language, one of ``languages()``, or of English with each marked; what a language lacks is said in English."""
    english = _read(_LOCALE / f"{_FILE}.pot", translated=False)
    own = {} if language in (ENGLISH, PSEUDO) else _read(_LOCALE / language / f"{_FILE}.po", translated=True)
    texts = {**english, **{name: text for name, text in own.items() if text}}
    if language == PSEUDO:
        texts = {name: _MARKED % text for name, text in texts.items()}
    return Lines(**{field.name: texts[field.name] for field in fields(Lines)})


def _read(file: Path, *, translated: bool) -> dict[str, str]:
    whole = _BROKEN_LINE.sub("", file.read_text(encoding="utf-8"))
    return {key[len(_IDS) :]: json.loads(f'"{own if translated else english}"') for key, english, own in _ENTRY.findall(whole)}
