"""A validation as pages of text: one table per measure, ours and the naive proxies' lines under each condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.domain.estimates import Unit
from posture_cv.validation.summary import Agreement, Method
from posture_cv.wiring.words import words_in
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.validation.evidence import RealEvidence
    from posture_cv.validation.run import Validation

WIDE_FROM = 106
"""Columns of a terminal from which every statistic fits; below, RMSE and the limits of agreement are left to the JSON."""

_LEGEND = (
    "Every line is about standing people, save that called sitting. n: pictures measured (left out). "
    "MAE: mean error size. LoA: 95 % limits of agreement. Cov., width: of the 90 % interval. "
    "Change: mean error of the change between two photos of one person. MDC: smallest change beyond error at 95 % confidence "
    "(1.96 x root 2 x SEM; SEM = SD of the change error / root 2). Left + right: mean of both side photos."
)


def print_validation(console: Console, validation: Validation, real: RealEvidence | None = None) -> None:
    """Print what was validated, a table per measure, and what was not measured and why."""
    console.print(_heading(validation))
    console.print(Text(_LEGEND, style="dim"))
    for row in validation.measures:
        lines = validation.of(row.name)
        if lines:
            console.print(_table(row, lines, wide=console.width >= WIDE_FROM))
    left_out = validation.not_measured()
    if left_out:
        console.print(_left_out(left_out))
    if real is not None:
        console.print(_real(real, validation.estimator))


def _heading(validation: Validation) -> Text:
    text = Text(f"{validation.subjects} rendered people, {len(validation.pictures)} pictures", style="bold")
    versions = (
        f"  {validation.software}, landmark estimator {validation.estimator}, pose model {validation.pose_model_sha256[:8]}, "
        f"{validation.passes} passes, {validation.seconds:.0f} s"
    )
    text.append(versions, style="not bold dim")
    text.append("\nRendered people, not patients: real bodies, clothes and light are less kind.", style="not bold dim")
    return text


def _table(row: MeasureDefinition, lines: tuple[Agreement, ...], *, wide: bool) -> Table:
    words = row.name.replace("_", " ")
    title = f"\n{words[0].upper()}{words[1:]}, {'degrees' if row.unit is Unit.DEGREE else 'per cent of height'}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    for header in _headers(wide=wide):
        table.add_column(header, justify="right", no_wrap=True)
    for line in lines:
        ours = line.method is Method.SOFTWARE
        label = line.condition.words if ours else f"  {line.method}"
        if ours or line.measured:
            table.add_row(label, *_cells(line, wide=wide), style="" if ours else "dim")
    return table


def _headers(*, wide: bool) -> tuple[str, ...]:
    middle = ("RMSE", "R²", "LoA") if wide else ("R²",)
    return ("n", "bias", "MAE", *middle, "ICC", "cov.", "width", "change", "MDC")


def _cells(line: Agreement, *, wide: bool) -> tuple[str, ...]:
    count = f"{line.measured} ({line.not_measured})" if line.not_measured else str(line.measured)
    limits = "" if line.limits is None else f"{line.limits.lower:+.1f} {line.limits.upper:+.1f}"
    middle = (_number(line.rmse, 1), _number(line.r2, 2), limits) if wide else (_number(line.r2, 2),)
    change = (None, None) if line.change is None else (line.change.mae, line.change.mdc95)
    covered = "" if line.coverage is None else f"{100 * line.coverage:.0f} %"
    return (
        count,
        _number(line.bias, 1),
        _number(line.mae, 1),
        *middle,
        _number(line.icc, 2),
        covered,
        _number(line.mean_width, 1),
        *(_number(value, 1) for value in change),
    )


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else words_in(ENGLISH).number(value, decimals)


def _left_out(left_out: dict[str, dict[Message, int]]) -> Table:
    table = Table(title="\nNot measured", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for header in ("Measure", "Pictures", "Why"):
        table.add_column(header)
    for name, reasons in left_out.items():
        for reason, count in reasons.items():
            table.add_row(name.replace("_", " "), str(count), words_in(ENGLISH).say(reason))
    return table


def _real(real: RealEvidence, estimator: str) -> Table:
    title = f"\nReal photos, craniovertebral angle as photographed against two raters, measured once with {real.estimator} ({real.made_at})"
    if real.estimator != estimator:
        title += f"; this installation runs {estimator}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for header in ("Nape", "Whose", "n", "MAE", "bias", "r", "raters inside 90 %"):
        table.add_column(header, justify="left" if header in ("Nape", "Whose") else "right")
    for line in real.lines:
        inside = "" if line.raters_inside is None else f"{100 * line.raters_inside:.0f} %"
        numbers = (_number(line.mae, 1), _number(line.bias, 1), _number(line.r, 2))
        table.add_row(line.nape, line.method, f"{line.measured} of {line.photos}", *numbers, inside)
    return table
