"""Sentences stand in catalogues and tables: the code and the report's layout name them by id."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import posture_cv
from posture_cv.words.catalogue import catalogue

PACKAGE = Path(posture_cv.__file__).parent
ROOMS = sorted(folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__")

OF_DEVELOPERS = {
    "knowledge/checks.py",
    "knowledge/therapy_checks.py",
    "knowledge/rows.py",
    "knowledge/columns.py",
}
"""What is wrong with a table or a protocol is told to those who edit it."""

OF_THE_FRAMEWORK = {"ui/texts.py: Streamlit server is not responding. Are you connected to the internet?"}
"""What is found on the page and replaced."""


def test_no_sentence_stands_in_the_code() -> None:
    found = {
        f"{file.relative_to(PACKAGE)}: {sentence}"
        for room in ROOMS
        for file in sorted((PACKAGE / room).rglob("*.py"))
        if f"{room}/{file.name}" not in OF_DEVELOPERS
        for sentence in sentences(file.read_text(encoding="utf-8"))
    }
    assert found == OF_THE_FRAMEWORK


def test_a_sentence_would_be_found() -> None:
    planted = 'def f(n):\n    """Its docstring."""\n    return "One more." if n else f"Look at {n} of them."'
    assert set(sentences(planted)) == {"One more.", "Look at {} of them."}


def sentences(source: str) -> Iterator[str]:
    """Texts of a module that end like a sentence, what is filled in written ``{}``; without docstrings and errors of programmers."""
    tree = ast.parse(source)
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _of_programmers(node.exc):
            passed_over |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(inner) for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) not in passed_over and text.endswith((".", "!", "?")) and " " in text.strip() and re.search(r"[a-z]{2}", text):
            yield text


def _of_programmers(raised: ast.Call) -> bool:
    return getattr(raised.func, "id", "") in ("ValueError", "TypeError", "AttributeError")


def _text(node: Any) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def test_the_reports_layout_names_each_of_its_texts() -> None:
    templates = [file.read_text(encoding="utf-8") for file in (PACKAGE / "report" / "templates").glob("*.typ")]
    heads = " ".join(head for text in templates for head in re.findall(r"table-head\(([^)]*)\)", text))
    calls = [call for text in templates for call in re.findall(r"say\((?:\s*if [^{]*\{\s*)?((?:\"[^\"]*\"|[^()\"])*)", text)]
    named = {key for call in [*calls, heads] for key in re.findall(r'"([^"]*)"', call)}
    by_value = {"left", "right", "yes", "no"}
    assert {f"layout.{key}" for key in named | by_value} == {key for key in catalogue("en").entries if key.startswith("layout.")}


def test_the_reports_layout_holds_no_words() -> None:
    """Outside of code, comments and calls, the templates hold marks and numbers alone; strings are keys, files and units."""
    found = set()
    for file in (PACKAGE / "report" / "templates").glob("*.typ"):
        code = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
        found |= {text for text in re.findall(r'"([^"\n]*)"', code) if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)}
    assert found == {"Libertinus Serif"}
