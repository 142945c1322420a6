"""The validation as a PDF: what was tried, a Bland-Altman plot and a table per measure, and what it does not show."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.views import Position
from posture_cv.report.typesetting import typeset
from posture_cv.validation.pictures import UNKNOWN
from posture_cv.validation.plots import bland_altman
from posture_cv.validation.proxies import proxy_rule
from posture_cv.validation.run import Whose
from posture_cv.validation.summary import Agreement, Condition, Method, holds
from posture_cv.wiring.words import words_in
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.validation.evidence import RealAgreement, RealEvidence
    from posture_cv.validation.run import Validation
    from posture_cv.words import Words

_TEMPLATE = "validation.typ"
_METHODS = frozenset(Method)
_OF_RATERS = "rater"


def render_validation_pdf(validation: Validation, real: RealEvidence | None = None, *, language: str = ENGLISH) -> bytes:
    """Lay the validation out on A4; the same input gives the same bytes.

    Parameters
    ----------
    real
        Figures on real photos to print beside the rendered ones.

    Raises
    ------
    ReportError
        If the pages cannot be laid out.
    ValueError
        If there is no such language.
    """
    templates = resources.files("posture_cv.validation").joinpath("templates")
    content = validation_content(validation, real, words_in(language))
    return typeset(content, {}, templates, _TEMPLATE, datetime.fromisoformat(validation.made_at))


def validation_content(validation: Validation, real: RealEvidence | None, words: Words) -> dict[str, Any]:
    """Everything the document says, as plain data for the template."""
    whose = validation.whose.name.lower()
    return {
        "language": words.language,
        "words": words.unfilled("validation."),
        "title": words.text(f"validation.title.{whose}"),
        "lead": words.say(_lead(validation)),
        "limits": words.text(f"validation.limits.{whose}"),
        "date": words.date(datetime.fromisoformat(validation.made_at)),
        "versions": [[words.text(f"validation.version.{name}"), words.say(value)] for name, value in _versions(validation).items()],
        "overview": [line for row in validation.measures for line in _overview(validation, row, words)],
        "fifths": _fifths(validation, words),
        "measures": [_measure(validation, row, words) for row in validation.measures if validation.of(row.name)],
        "not_measured": [
            [words.say(row.title), words.number(count), words.say(reason)]
            for row in validation.measures
            for reason, count in validation.not_measured().get(str(row.name), {}).items()
        ],
        "real": None if real is None else _real(real, validation.estimator, words),
        "stamp": words.text(
            "validation.stamp", software=validation.software, estimator=validation.estimator, model=validation.pose_model_sha256[:8]
        ),
    }


def _lead(validation: Validation) -> Message:
    people, pictures, mix = validation.subjects, len(validation.pictures), _mix(validation)
    if validation.whose is Whose.RENDERED:
        return message("validation.lead.rendered", people=people, pictures=pictures, mix=mix)
    return message("validation.lead.own", people=people, count=validation.labs, pictures=pictures, mix=mix)


def _mix(validation: Validation) -> Message:
    pictures = validation.pictures
    fitted, loose, unknown = (sum(p.clothing == clothing for p in pictures) for clothing in ("fitted", "loose", UNKNOWN))
    side = sum(p.view.is_lateral for p in pictures)
    sitting = sum(p.position is Position.SITTING for p in pictures)
    clothes = message("validation.clothes", fitted=fitted, loose=loose)
    if unknown:
        clothes = message("validation.clothes.unknown", fitted=fitted, loose=loose, unknown=unknown)
    return message(
        "validation.mix",
        standing=len(pictures) - sitting,
        sitting=sitting,
        side=side,
        frontal=len(pictures) - side,
        clothes=clothes,
        hidden=sum(p.nape == "hidden" for p in pictures),
    )


def _versions(validation: Validation) -> dict[str, Message]:
    named = {
        "software": validation.software,
        "estimator": validation.estimator,
        "model": validation.pose_model_sha256[:16],
        "tables": validation.knowledge_sha256[:16],
        "passes": str(validation.passes),
    }
    versions = {name: message("validation.as_it_stands", value=value) for name, value in named.items()}
    return versions | {"time": message("validation.seconds", seconds=Quantity(value=validation.seconds))}


def _find(lines: Sequence[Agreement], condition: Condition, method: Method) -> Agreement | None:
    return next((line for line in lines if line.condition is condition and line.method is method), None)


def _overview(validation: Validation, row: MeasureDefinition, words: Words) -> list[dict[str, Any]]:
    """One row of the first page: the software in all, fitted and loose, and the calibrated proxy."""
    lines = validation.of(row.name)
    ours = _find(lines, Condition.ALL, Method.SOFTWARE)
    if ours is None:
        return []
    fitted, loose = (_find(lines, condition, Method.SOFTWARE) for condition in (Condition.FITTED, Condition.LOOSE))
    naive = _find(lines, Condition.ALL, Method.NAIVE_CALIBRATED)
    maes = [None if line is None else line.mae for line in (ours, fitted, loose, naive)]
    change = None if ours.change is None else ours.change.mdc95
    return [
        {
            "title": words.say(row.title),
            "unit": words.text(f"validation.unit.{row.unit}"),
            "cells": [
                _count(ours, words),
                *(_number(mae, 1, words) for mae in maes),
                _percent(ours.coverage, words),
                _number(change, 1, words),
            ],
        }
    ]


def _fifths(validation: Validation, words: Words) -> list[list[str]]:
    """A row per measure: the slope, and bias and coverage at both ends."""
    rows = []
    for row in validation.measures:
        line = _find(validation.of(row.name), Condition.ALL, Method.SOFTWARE)
        if line is not None and line.lowest is not None and line.highest is not None:
            ends = (line.lowest, line.highest)
            cells = [cell for fifth in ends for cell in (_number(fifth.bias, 1, words), _percent(fifth.coverage, words))]
            rows.append([words.say(row.title), _number(line.slope, 2, words), *cells])
    return rows


def _measure(validation: Validation, row: MeasureDefinition, words: Words) -> dict[str, Any]:
    lines = validation.of(row.name)
    ours = _find(lines, Condition.ALL, Method.SOFTWARE)
    readings = [reading for reading in validation.readings if reading.name is row.name and holds(Condition.ALL, reading)]
    return {
        "title": words.text(f"cli.validation.measure.{row.unit}", title=row.title),
        "proxy": words.text("validation.proxy", rule=proxy_rule(row)),
        "plot": None if ours is None else bland_altman(readings, ours, words),
        "alt": words.say(_alt(row, ours)),
        "rows": [_row(line, words) for line in lines if line.method is Method.SOFTWARE or line.measured],
    }


def _alt(row: MeasureDefinition, ours: Agreement | None) -> Message:
    if ours is None or ours.limits is None or ours.bias is None:
        return message("validation.no_plot", title=row.title)
    bias, lower, upper = (Quantity(value=value, decimals=1) for value in (ours.bias, ours.limits.lower, ours.limits.upper))
    return message("validation.plot", title=row.title, count=ours.measured, bias=bias, lower=lower, upper=upper)


def _row(line: Agreement, words: Words) -> dict[str, Any]:
    limits = "" if line.limits is None else _between(line.limits.lower, line.limits.upper, words)
    change = line.change
    changes = "" if change is None else words.text("cli.validation.count", measured=_number(change.mae, 1, words), left_out=change.pairs)
    return {
        "ours": line.method is Method.SOFTWARE,
        "condition": words.text(f"cli.validation.condition.{line.condition.name.lower()}"),
        "method": words.text(f"cli.validation.method.{line.method.name.lower()}"),
        "cells": [
            _count(line, words),
            _number(line.bias, 1, words),
            _number(line.mae, 1, words),
            _number(line.rmse, 1, words),
            _number(line.r2, 2, words),
            limits,
            _number(line.icc, 2, words),
            _percent(line.coverage, words),
            _number(line.mean_width, 1, words),
            changes,
            _number(None if change is None else change.mdc95, 1, words),
        ],
    }


def _count(line: Agreement, words: Words) -> str:
    if not line.not_measured:
        return words.number(line.measured)
    return words.text("cli.validation.of", measured=line.measured, photos=line.pictures)


def _real(real: RealEvidence, estimator: str, words: Words) -> dict[str, Any]:
    about = "validation.real.words" if real.estimator == estimator else "validation.real.other"
    return {
        "about": words.text(about, made_at=real.made_at, estimator=real.estimator),
        "rows": [_real_row(line, words) for line in real.lines],
    }


def _real_row(line: RealAgreement, words: Words) -> list[str]:
    numbers = [_number(line.mae, 1, words), _number(line.bias, 1, words), _number(line.r, 2, words), _percent(line.raters_inside, words)]
    whose = words.text(f"cli.validation.method.{Method(line.method).name.lower() if line.method in _METHODS else _OF_RATERS}")
    measured = words.text("cli.validation.of", measured=line.measured, photos=line.photos)
    return [words.text(f"cli.validation.nape.{line.nape}"), whose, measured, *numbers]


def _between(lower: float, upper: float, words: Words) -> str:
    return words.text("figure.span", lower=words.number(lower, 1), upper=words.number(upper, 1))


def _number(value: float | None, decimals: int, words: Words) -> str:
    return "" if value is None else words.number(value, decimals)


def _percent(share: float | None, words: Words) -> str:
    return "" if share is None else words.text("probability.percent", percent=round(100.0 * share))
