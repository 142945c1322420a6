"""The terminal in the language asked for: all of it, and in the pseudo-language nothing outside the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

import posture_cv.validation
from posture_cv.assets.samples import samples
from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import titles
from posture_cv.cli.commands import app
from posture_cv.cli.help import help_id
from posture_cv.cli.language import language_of
from posture_cv.knowledge import load
from posture_cv.validation import load_pictures
from posture_cv.words import PSEUDO
from posture_cv.words.catalogue import catalogue
from tests.unmarked import unmarked

SAMPLES = {sample.path.name: str(sample.path) for sample in samples()}
LEFT, FRONT = SAMPLES["client_before_left.jpg"], SAMPLES["client_before_front.jpg"]
TABLES = load()
KEYS = {key for kind in CardKind for key in titles(TABLES, kind)}
SOURCES = {text for source in TABLES.references for text in (source.citation, source.identifier) if text}
GROUP = typer.main.get_command(app)
INNER = [(name, inner) for name, group in GROUP.commands.items() for inner in getattr(group, "commands", ())]  # type: ignore[attr-defined]
COMMANDS = [(), *((name,) for name in GROUP.commands), *INNER]  # type: ignore[attr-defined]
CODE = re.compile(
    r"posture-cv|YYYY-MM-DD|--[\w-]+|\b(?:auto|left|right|front|back|standing|sitting|female|american|european|en|es)(?:\|\w+)+|NAME=X,Y|CM|BEHIND|KEY|JSON|CSV|PNG"
    r"|\b[A-Z]{4,}\b(?:\.\w+|…)?|\bX1,Y1,X2,Y2\b|posture_cv|UTC[+-]\d\d:\d\d|\bUTC\b"
)
"""What is typed as it stands: commands, options, their values and places; and the name of the program and of a clock."""

LISTED = set(re.findall(r"[a-z]+", " ".join(name for command in COMMANDS for name in command)))


def run(*arguments: str, language: str | None = PSEUDO, **environment: str) -> Result:
    """A terminal so wide that no cell of a table is broken over lines, where marks of its neighbours would stand between its own."""
    asked = () if language is None else ("--language", language)
    return CliRunner().invoke(app, [*asked, *arguments], env={"COLUMNS": "4000", "NO_COLOR": "1", **environment})


def escaped(text: str) -> set[str]:
    for source in sorted(SOURCES, key=len, reverse=True):
        text = text.replace(source, "")
    return set(unmarked(text, known=CODE)) - set(re.findall(r"[A-Za-z]+", " ".join(KEYS)))


def whole(result: Result) -> str:
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a visit, written in English."""
    file = tmp_path_factory.mktemp("saved") / "visit.json"
    assert run(LEFT and "assess", LEFT, FRONT, "--json", str(file), language=None).exit_code == 0
    return file


@pytest.mark.parametrize(
    "options",
    [
        ("--plan", "60", "--stature-cm", "172", "--mark", "1:asis=380,420", "--mark", "1:psis=460,410"),
        ("--plan", "45", "--red-flag", "malignancy"),
        ("--plan", "45", "--red-flag", "thrombosis"),
    ],
    ids=["session", "doctor first", "stopped"],
)
def test_nothing_escapes_an_assessment(options: tuple[str, ...]) -> None:
    result = run("assess", LEFT, FRONT, *options)
    assert result.exit_code == 0, result.output
    assert len(whole(result)) > 2000
    assert escaped(whole(result)) == set()


def test_nothing_escapes_a_stored_one(saved: Path) -> None:
    result = run("visit", "show", str(saved))
    assert result.exit_code == 0, result.output
    assert escaped(whole(result)) == set()


@pytest.mark.parametrize("arguments", [(), ("soleus",), ("--photo", LEFT)], ids=["all", "one", "of a photo"])
def test_nothing_escapes_the_muscles(arguments: tuple[str, ...]) -> None:
    result = run("muscles", *arguments)
    assert result.exit_code == 0, result.output
    assert escaped(whole(result)) == set()


@pytest.mark.parametrize("name", [None, "craniovertebral_angle", "forward_head", "upper_crossed", "iliopsoas", "nerve_gliding_median"])
def test_nothing_escapes_a_card(name: str | None) -> None:
    result = run("explain", *([] if name is None else [name]))
    assert result.exit_code == 0, result.output
    assert escaped(whole(result)) == set()


@pytest.mark.parametrize("arguments", [("red-flags",), ("knowledge", "--check")], ids=["red flags", "check of the tables"])
def test_nothing_escapes_the_tables_but_keys_and_sources(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert whole(result).count("⟦") > 1
    assert escaped(re.sub(r"`[a-z0-9_]+`", "", whole(result))) == set()


def test_nothing_escapes_the_doctor() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    versions = re.compile(r"\d")
    assert whole(result).count("⟦") >= 14
    assert {word for word in escaped(whole(result)) if not versions.search(word)} == set()


def test_nothing_escapes_a_validation(monkeypatch: pytest.MonkeyPatch) -> None:
    few = load_pictures()[:2]
    monkeypatch.setattr(posture_cv.validation, "load_pictures", lambda: few)
    result = run("validate")
    assert result.exit_code == 0, result.output
    assert whole(result).count("⟦") > 100
    estimator_and_its_day = {"learned", "T"}
    assert escaped(whole(result)) - estimator_and_its_day == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "root")
def test_nothing_escapes_the_help(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0, result.output
    assert "⟦" in result.stdout
    assert escaped(whole(result)) - LISTED == set()


WRONG = [
    ("expain",),
    ("assess",),
    ("assess", LEFT, "--foo"),
    ("assess", LEFT, "--plan"),
    ("assess", LEFT, "--plan", "99"),
    ("assess", LEFT, "--plan", "long"),
    ("assess", LEFT, "--view", "above"),
    ("assess", LEFT, "--person", "0"),
    ("assess", LEFT, "--mark", "asis"),
    ("assess", LEFT, "--known-length", "1,2=3"),
    ("assess", LEFT, "--known-length", "1,2,3,4=9999"),
    ("assess", LEFT, FRONT, "--mark", "asis=1,2"),
    ("assess", LEFT, FRONT, "--mark", "7:asis=1,2"),
    ("assess", LEFT, FRONT, "--view", "left", "--view", "left", "--view", "left"),
    ("explain", "one", "two"),
    ("explain", "craniovertebal"),
    ("assess", "nowhere.jpg"),
    ("visit", "show", "nowhere.json"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=lambda arguments: " ".join(arguments[-2:])[-40:])
def test_nothing_escapes_what_is_wrong_with_a_command_line(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code not in (0, 1), result.output
    assert result.stdout == ""
    assert "⟦" in result.stderr
    assert escaped(result.stderr) == set()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("assess", LEFT, "--plan", "99"), "--plan no admite este valor. Admite un número entero de 30 a 60."),
        (("assess", LEFT, "--person", "0"), "--person no admite este valor. Admite un número entero desde 1."),
        (("assess", LEFT, "--view", "above"), "--view no admite este valor. Admite auto, left, right, front o back."),
        (("assess",), "Falta PHOTOS."),
        (("assess", LEFT, "--foto"), "No existe la opción --foto."),
        (("explain", "one", "two"), "No hay nada que hacer con two."),
    ],
)
def test_what_is_wrong_is_said_in_spanish(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments, language="es")
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_option_stands_anywhere_and_is_above_the_environment() -> None:
    for arguments in (("--language", "es", "explain"), ("explain", "--language", "es"), ("explain", "--language=es")):
        assert "Medidas" in run(*arguments, language=None).stdout
    assert "Medidas" in run("explain", language=None, POSTURE_CV_LANGUAGE="es").stdout
    assert "Measures" in run("explain", language="en", POSTURE_CV_LANGUAGE="es").stdout


@pytest.mark.parametrize(("language", "named"), [("de", {}), (None, {"POSTURE_CV_LANGUAGE": "de"})])
def test_a_language_that_is_not_there_is_refused(language: str | None, named: dict[str, str]) -> None:
    result = run("explain", language=language, **named)
    assert result.exit_code == 2
    assert "It takes en or es." in result.stderr
    assert result.stdout == ""


def test_words_after_two_dashes_are_no_options() -> None:
    assert language_of(["assess", "--", "--language", "es"], {}) == "en"
    assert language_of(["assess", "--language"], {"POSTURE_CV_LANGUAGE": "es"}) == "en"


def parameters(command: object, ctx: typer.Context) -> Iterator[str]:
    """Ids of everything that help says of a command and what is below it."""
    yield help_id(ctx)
    yield from (help_id(ctx, param) for param in command.get_params(ctx))  # type: ignore[attr-defined]
    for name in getattr(command, "commands", {}):
        below = command.get_command(ctx, name)  # type: ignore[attr-defined]
        yield from parameters(below, typer.Context(below, parent=ctx, info_name=name))


def test_every_option_is_described_and_nothing_else_is() -> None:
    command = typer.main.get_command(app)
    told = set(parameters(command, typer.Context(command, info_name="posture-cv")))
    of_the_page = {"help.arguments", "help.options", "help.commands", "help.default", "help.language"}
    assert told | of_the_page == {key for key in catalogue("en").entries if key.startswith("help.")}
