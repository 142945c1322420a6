"""The language of the terminal: as the command line says, else as the environment says, else English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posture_cv.cli.usage import UsageProblem
from posture_cv.domain.messages import message
from posture_cv.words import ENGLISH, LANGUAGES, PSEUDO

OPTION = "--language"
VARIABLE = "POSTURE_CV_LANGUAGE"
PLACEHOLDER = "|".join(LANGUAGES)

_END_OF_OPTIONS = "--"


def taken_from(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The command line without the option, which may stand anywhere in it, and the language that it names; None where it names none.

    Raises
    ------
    UsageProblem
        If there is no such language, or the option comes without one.
    """
    left: list[str] = []
    language = None
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if option == OPTION:
            language = _known(value if equals else next(words, None), OPTION)
        elif word == _END_OF_OPTIONS:
            return [*left, word, *words], language
        else:
            left.append(word)
    return left, language


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for; English where what is asked for is none."""
    try:
        return taken_from(arguments)[1] or set_in(environment)
    except UsageProblem:
        return ENGLISH


def set_in(environment: Mapping[str, str]) -> str:
    """The language of the environment, English where it names none.

    Raises
    ------
    UsageProblem
        If there is no such language.
    """
    named = environment.get(VARIABLE)
    return _known(named, VARIABLE) if named else ENGLISH


def _known(language: str | None, where: str) -> str:
    if language is None:
        raise UsageProblem(message("usage.option_form", name=where))
    if language not in (*LANGUAGES, PSEUDO):
        raise UsageProblem(message("usage.value", name=where, wanted=message("usage.wanted.choice", choices=LANGUAGES)))
    return language
