"""Commands whose help and errors are said in the language asked for.

Texts stand in the catalogues: of a command under ``help.COMMAND``, of a parameter under ``help.COMMAND.PARAMETER``, or ``help.PARAMETER``
where several commands share it. Of a command in a group the name is ``GROUP.COMMAND`` where that has a text.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from posture_cv.cli.console import messages, note, results, speaking, spoken
from posture_cv.cli.language import OPTION, PLACEHOLDER, set_in, taken_from
from posture_cv.cli.usage import UsageProblem, annotation_of, is_unreadable, placeholder, shown_name, told
from posture_cv.domain.messages import message
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from posture_cv.words import Words


_ANY_NUMBER = -1


class Command(TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; raises UsageProblem where words are left over."""
        ctx.allow_extra_args = True
        left: list[str] = super().parse_args(ctx, args)
        if left:
            raise UsageProblem(message("usage.extra", words=tuple(left)))
        return left

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_page(ctx))


class Commands(TyperGroup):
    """Commands under one name."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **more: Any) -> Any:
        """Run, with everything said in the language asked for."""
        standalone_mode = more.pop("standalone_mode", True)
        code = self._ended(sys.argv[1:] if args is None else list(args), given, more)
        if not standalone_mode:
            return code
        sys.exit(code or 0)

    def _ended(self, arguments: Sequence[str], given: Sequence[Any], more: Mapping[str, Any]) -> Any:
        """Run, say what is wrong with the command line, and return the exit code."""
        language = ENGLISH
        try:
            language = set_in(os.environ)
            left, named = taken_from(arguments)
            language = named or language
            with speaking(language):
                return super().main(left, *given, **{**more, "standalone_mode": False})
        except typer.Abort:
            with speaking(language):
                note("usage.aborted")
            return 1
        except Exception as error:
            if not is_unreadable(error):
                raise
            with speaking(language):
                _say_unreadable(error)
            return 2

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; without any word show the help page."""
        if not args:
            show_help(ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named; raises UsageProblem where there is none of that name."""
        if self.get_command(ctx, args[0]) is None:
            raise UsageProblem(message("usage.no_command", name=args[0], commands=tuple(self.list_commands(ctx))))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_page(ctx))


def show_help(ctx: Any) -> NoReturn:
    """Print the help page, and end as for a command line that names nothing to do."""
    results.print(Text.from_ansi(help_page(ctx)))
    raise typer.Exit(2)


def help_page(ctx: Any) -> str:
    """What the command does, and its arguments, options and commands."""
    words, command = spoken(), ctx.command
    params = command.get_params(ctx)
    with results.capture() as page:
        results.print(Text(f"{_usage(ctx, words)}\n\n{words.text(help_id(ctx))}"))
        for title, kind in (("help.arguments", "argument"), ("help.options", "option")):
            rows = [_row(ctx, param, words) for param in params if param.param_type_name == kind]
            if kind == "option":
                rows.append((f"{OPTION} {PLACEHOLDER}", words.text("help.language")))
            _print_rows(words.text(title), rows)
        if isinstance(command, Commands):
            named = [(name, words.text(_named(name, ctx))) for name in command.list_commands(ctx)]
            _print_rows(words.text("help.commands"), named)
    return page.get()


def help_id(ctx: Any, param: Any = None) -> str:
    """The id of what is said of a command, or of one of its parameters."""
    own = "help.root" if ctx.parent is None else _named(ctx.info_name, ctx.parent)
    if param is None:
        return own
    places = (f"{own}.{param.name}", f"help.{ctx.info_name}.{param.name}")
    return next((place for place in places if spoken().knows(place)), f"help.{param.name}")


def _named(name: str, group: Any) -> str:
    """The id of what is said of a command of a group."""
    own = f"help.{group.info_name}.{name}"
    return own if group.parent is not None and spoken().knows(own) else f"help.{name}"


def _usage(ctx: Any, words: Words) -> str:
    arguments = [_place(param) for param in ctx.command.get_params(ctx) if param.param_type_name == "argument"]
    more = ["…"] if isinstance(ctx.command, Commands) else []
    return words.text("usage.line", command=" ".join([ctx.command_path, "[--…]", *arguments, *more]))


def _place(argument: Any) -> str:
    """An argument in the usage line: in brackets where it may be left out, with dots where there may be several."""
    name = f"{shown_name(argument)}…" if argument.nargs == _ANY_NUMBER else shown_name(argument)
    return name if argument.required else f"[{name}]"


def _row(ctx: Any, param: Any, words: Words) -> tuple[str, str]:
    says = words.text(help_id(ctx, param))
    if param.param_type_name == "argument":
        return shown_name(param), says
    names = ", ".join([*param.opts, *param.secondary_opts])
    value = "" if param.name == "help" else placeholder(annotation_of(ctx.command.callback, param.name), param)
    default = param.default.value if isinstance(param.default, Enum) else None
    if default is not None:
        says = words.text("help.default", text=says, value=default)
    return f"{names} {value}".strip(), says


def _print_rows(title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=False, title=f"\n{title}", title_justify="left", title_style="bold")
        table.add_column(overflow="fold", max_width=results.width // 2)
        table.add_column()
        for name, says in rows:
            table.add_row(Text(name), Text(says))
        results.print(table)


def _say_unreadable(error: Any) -> None:
    words = spoken()
    if error.ctx is not None:
        messages.print(_usage(error.ctx, words), soft_wrap=True)
        messages.print(words.text("usage.try", command=error.ctx.command_path), soft_wrap=True)
    messages.print(words.text("usage.error", what=told(error)), style="bold red", soft_wrap=True)
