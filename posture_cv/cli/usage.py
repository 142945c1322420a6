"""A command line that cannot be read, and what of it cannot."""

from __future__ import annotations

import inspect
import types
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import OptionInfo

from posture_cv.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable

_Unreadable: Any = typer.BadParameter.__mro__[1]
"""What typer raises for every command line that it cannot read; typer exports only this kind of it."""


class UsageProblem(typer.BadParameter):
    """A command line that cannot be read, as a message."""

    def __init__(self, what: Message) -> None:
        from posture_cv.wiring import words_in
        from posture_cv.words import ENGLISH

        super().__init__(words_in(ENGLISH).say(what))
        self.what = what


def told(error: Any) -> Message:
    """What is wrong with a command line, of an error that typer raised or of our own."""
    if isinstance(error, UsageProblem):
        return error.what
    option, param = getattr(error, "option_name", None), getattr(error, "param", None)
    if option is not None:
        return _of_option(option, error)
    if param is not None:
        return _of_value(shown_name(param), param, error)
    return message("usage.other")


def _of_option(name: str, error: Any) -> Message:
    """An option that is not there, or whose value is missing or too much."""
    if not hasattr(error, "possibilities"):
        return message("usage.option_form", name=name)
    close = tuple(sorted(error.possibilities or ()))
    return message("usage.no_option.close", name=name, close=close) if close else message("usage.no_option", name=name)


def _of_value(name: str, param: Any, error: Any) -> Message:
    """A value that is missing, or that its parameter does not take."""
    if hasattr(error, "param_type"):
        return message("usage.missing", name=name)
    wanted = _wanted(annotation_of(error.ctx.command.callback, param.name))
    return message("usage.value.plain", name=name) if wanted is None else message("usage.value", name=name, wanted=wanted)


def shown_name(param: Any) -> str:
    """How a parameter is written: an option by its longest form, an argument by its place's name."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(max(param.opts, key=len))


def annotation_of(callback: Callable[..., object], name: str) -> Any:
    """The annotation of a command's parameter; None for one that is added to every command."""
    return get_type_hints(inspect.unwrap(callback), include_extras=True).get(name)


def type_of(annotation: Any) -> Any:
    """What one value is: of ``Annotated[list[int] | None, …]`` it is ``int``."""
    origin = get_origin(annotation)
    if hasattr(annotation, "__metadata__"):
        return type_of(annotation.__origin__)
    if origin in (Union, types.UnionType):
        return type_of(next(part for part in get_args(annotation) if part is not type(None)))
    return type_of(get_args(annotation)[0]) if origin is list else annotation


def choices_of(annotation: Any) -> tuple[str, ...]:
    """The words that a parameter takes; none where it takes any."""
    one = type_of(annotation)
    return tuple(str(member.value) for member in one) if isinstance(one, type) and issubclass(one, Enum) else ()


def _wanted(annotation: Any) -> Message | None:
    """What a parameter takes, where it does not take any text or file."""
    one = type_of(annotation)
    if choices_of(annotation):
        return message("usage.wanted.choice", choices=choices_of(annotation))
    if one not in (int, float):
        return None
    kind = message("usage.wanted.whole" if one is int else "usage.wanted.number")
    option = next((each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, OptionInfo)), None)
    if option is None or option.min is None:
        return kind
    if option.max is None:
        return message("usage.wanted.from", kind=kind, least=option.min)
    return message("usage.wanted.between", kind=kind, least=option.min, most=option.max)


def is_unreadable(error: BaseException) -> bool:
    """Whether an error says that the command line cannot be read."""
    return isinstance(error, _Unreadable)


def placeholder(annotation: Any, param: Any) -> str:
    """What stands for a parameter's value in help: its own word, the words it takes, or ``FILE``; empty for a switch."""
    if param.metavar:
        return str(param.metavar)
    if choices_of(annotation):
        return "|".join(choices_of(annotation))
    return "" if type_of(annotation) is bool or annotation is None else "FILE" if type_of(annotation) is Path else "TEXT"
