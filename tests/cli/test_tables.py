"""The clinical tables and the safety screen on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from posture_cv.cli.commands import app
from posture_cv.knowledge import load
from posture_cv.knowledge.library import TABLES
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

KNOWN = load()


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result


def test_every_table_is_listed_with_its_rows() -> None:
    lines = {line.split()[0]: line.split()[1] for line in run("knowledge").stdout.splitlines()[1:] if line.strip()}
    assert set(lines) == set(TABLES)
    assert lines["rules"] == str(len(KNOWN.rules))


def test_a_table_shows_row_source_strength_and_readers() -> None:
    shown = run("knowledge", "rules").stdout
    assert "rules/temporal_arteritis" in shown
    assert "Strength: guideline" in shown
    assert "doi:10.1093/rheumatology/kez672" in shown
    readers = shown[shown.index("Who reads its columns") :]
    assert "plain_action" in readers
    assert "report/" in readers


@pytest.mark.parametrize("table", ["muscles", "rules", "distortions"])
def test_a_table_is_shown_in_the_reader_s_language(table: str) -> None:
    shown, say = run("knowledge", table, "--language", "es").stdout, words_in("es").template
    texts = [key for key in KNOWN.texts if key.startswith(f"{table}/")]
    assert len(texts) > 20
    assert [key for key in texts if say(key) not in shown] == []
    assert "Fuente: " in shown


@pytest.mark.parametrize("table", ["muscles", "rules", "distortions"])
def test_nothing_of_a_table_escapes_but_keys_columns_and_sources(table: str) -> None:
    shown = run("knowledge", table, "--language", PSEUDO).stdout
    rows, _, readers = shown.partition(words_in(PSEUDO).text("cli.tables.readers"))
    for source in sorted({source.cited for source in KNOWN.references}, key=len, reverse=True):
        rows = rows.replace(source, "")
    typed = re.compile(rf"^{table}/\w+$|^  [\w/]+(?=: )", re.MULTILINE)
    assert rows.count("\u27e6") > 20
    assert unmarked(rows, known=typed) == []
    assert "\u27e6" in readers


def test_a_word_of_the_reader_s_language_is_found_and_so_is_its_english() -> None:
    assert "muscles/soleus" in run("knowledge", "--search", "sóleo", "--language", "es").stdout
    assert "muscles/soleus" in run("knowledge", "--search", "soleus", "--language", "es").stdout


def test_a_word_is_found_in_keys_texts_and_sources_whatever_its_case() -> None:
    found = run("knowledge", "--search", "WELLS").stdout
    assert "rules/thrombosis_likely" in found
    assert "references/wells_2003" in found
    assert "muscles/" not in found
    assert "0 rows hold 'kneecapper'." in run("knowledge", "--search", "kneecapper").stdout


def test_the_check_names_columns_nobody_reads() -> None:
    checked = run("knowledge", "--check").stdout
    assert f"{sum(len(getattr(KNOWN, table)) for table in TABLES)} rows" in checked
    assert "entrapments.plain_feels_like" in checked
    assert "rules.action" not in checked


def test_another_table_is_refused_with_the_names_there_are() -> None:
    result = CliRunner().invoke(app, ["knowledge", "bones"])
    assert result.exit_code == 8
    assert "contraindications" in result.stderr


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_clinician_reads_every_answer_with_tier_action_loads_and_source(tmp_path: Path, language: str) -> None:
    file = tmp_path / "screen.md"
    run("red-flags", "--markdown", str(file), "--language", language)
    text, say = file.read_text(encoding="utf-8"), words_in(language).say
    for row in KNOWN.safety:
        assert f"`{row.key}` **{say(row.question)}**" in text
    for rule in KNOWN.rules:
        section = text[text.index(f"(`{rule.key}`)") :].split("\n### ")[0]
        assert say(rule.action) in section
        assert words_in(language).text(f"strength.{rule.strength}") in section
        assert all(source.citation in section for source in KNOWN.references if source.key in rule.references)
    assert re.findall(r"\([^()]*\(.*", text) == []
    bones = text[text.index("(`osteoporosis`)") :].split("\n### ")[0]
    for load_ in ("flexion", "rotation", "extension_end_range", "rib_load", "abdominal_load"):
        assert words_in(language).text(f"load.{load_}") in bones
