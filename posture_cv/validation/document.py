"""The validation as a PDF: what was tried, a Bland-Altman plot and a table per measure, and what it does not show."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from posture_cv.domain.estimates import Unit
from posture_cv.domain.views import Position
from posture_cv.report.typesetting import typeset
from posture_cv.validation.pictures import UNKNOWN
from posture_cv.validation.plots import bland_altman
from posture_cv.validation.proxies import rule_words
from posture_cv.validation.run import Whose
from posture_cv.validation.summary import Agreement, Condition, Method, holds
from posture_cv.wiring.words import words_in
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.validation.evidence import RealAgreement, RealEvidence
    from posture_cv.validation.run import Validation

_TEMPLATE = "validation.typ"
_TITLES = {Whose.RENDERED: "Validation on rendered people", Whose.OWN: "Validation on own photos"}
_MINUS = "\u2212"
_SHORT = {Method.SOFTWARE: "posture_cv", Method.NAIVE: "naive", Method.NAIVE_CALIBRATED: "calibrated"}


def render_validation_pdf(validation: Validation, real: RealEvidence | None = None) -> bytes:
    """Lay the validation out on A4; the same input gives the same bytes.

    Parameters
    ----------
    real
        Figures on real photos to print beside the rendered ones.

    Raises
    ------
    ReportError
        If the pages cannot be laid out.
    """
    templates = resources.files("posture_cv.validation").joinpath("templates")
    return typeset(validation_content(validation, real), {}, templates, _TEMPLATE, datetime.fromisoformat(validation.made_at))


def validation_content(validation: Validation, real: RealEvidence | None) -> dict[str, Any]:
    """Everything the document says, as plain data for the template."""
    made = datetime.fromisoformat(validation.made_at)
    return {
        "title": _TITLES[validation.whose],
        "own": validation.whose is Whose.OWN,
        "labs": validation.labs,
        "date": [made.year, made.month, made.day],
        "subjects": validation.subjects,
        "pictures": len(validation.pictures),
        "mix": _mix(validation),
        "versions": _versions(validation),
        "overview": [line for row in validation.measures for line in _overview(validation, row)],
        "fifths": [_fifths_row(line) for line in validation.agreement if line.lowest and line.highest and _is_of_fifths(line)],
        "measures": [_measure(validation, row) for row in validation.measures if validation.of(row.name)],
        "not_measured": [
            [_title(name), str(count), words_in(ENGLISH).say(reason)]
            for name, why in validation.not_measured().items()
            for reason, count in why.items()
        ],
        "real": None if real is None else _real(real, validation.estimator),
        "stamp": f"{validation.software} · estimator {validation.estimator} · model {validation.pose_model_sha256[:8]}",
    }


def _mix(validation: Validation) -> str:
    pictures = validation.pictures
    fitted, loose, unknown = (sum(p.clothing == clothing for p in pictures) for clothing in ("fitted", "loose", UNKNOWN))
    hidden = sum(p.nape == "hidden" for p in pictures)
    side = sum(p.view.is_lateral for p in pictures)
    sitting = sum(p.position is Position.SITTING for p in pictures)
    return (
        f"{len(pictures) - sitting} of standing and {sitting} of sitting people; "
        f"{side} from the side, {len(pictures) - side} from the front or behind; {fitted} in fitted and {loose} in loose "
        f"clothes{f', {unknown} in clothes nobody noted' if unknown else ''}; {hidden} with hair, a hood or a collar over the nape"
    )


def _versions(validation: Validation) -> list[list[str]]:
    return [
        ["Software", validation.software],
        ["Landmark estimator", validation.estimator],
        ["Pose model, sha256", validation.pose_model_sha256[:16]],
        ["Clinical tables, sha256", validation.knowledge_sha256[:16]],
        ["Detector passes a photo", str(validation.passes)],
        ["Time for all pictures", f"{validation.seconds:.0f} s"],
    ]


def _title(name: str) -> str:
    words = name.replace("_", " ").replace(" c7", " C7")
    return words[0].upper() + words[1:]


def _find(lines: Sequence[Agreement], condition: Condition, method: Method) -> Agreement | None:
    return next((line for line in lines if line.condition is condition and line.method is method), None)


def _overview(validation: Validation, row: MeasureDefinition) -> list[dict[str, Any]]:
    """One row of the first page: the software in all, fitted and loose, and the calibrated proxy."""
    lines = validation.of(row.name)
    ours = _find(lines, Condition.ALL, Method.SOFTWARE)
    if ours is None:
        return []
    fitted, loose = (_find(lines, condition, Method.SOFTWARE) for condition in (Condition.FITTED, Condition.LOOSE))
    naive = _find(lines, Condition.ALL, Method.NAIVE_CALIBRATED)
    change = "" if ours.change is None else _number(ours.change.mdc95, 1)
    return [
        {
            "title": _title(row.name),
            "unit": _unit(row),
            "cells": [_count(ours), *(_mae(line) for line in (ours, fitted, loose, naive)), _percent(ours.coverage), change],
        }
    ]


def _is_of_fifths(line: Agreement) -> bool:
    return line.method is Method.SOFTWARE and line.condition is Condition.ALL


def _fifths_row(line: Agreement) -> list[str]:
    ends = [fifth for fifth in (line.lowest, line.highest) if fifth is not None]
    cells = [cell for fifth in ends for cell in (_number(fifth.bias, 1), _percent(fifth.coverage))]
    return [_title(line.measure), _number(line.slope, 2), *cells]


def _mae(line: Agreement | None) -> str:
    return "" if line is None else _number(line.mae, 1)


def _measure(validation: Validation, row: MeasureDefinition) -> dict[str, Any]:
    lines = validation.of(row.name)
    ours = _find(lines, Condition.ALL, Method.SOFTWARE)
    readings = [reading for reading in validation.readings if reading.name is row.name and holds(Condition.ALL, reading)]
    return {
        "title": _title(row.name),
        "unit": _unit(row),
        "proxy": rule_words(row),
        "plot": None if ours is None else bland_altman(readings, ours),
        "alt": _alt(row.name, ours),
        "rows": [_row(line) for line in lines if line.method is Method.SOFTWARE or line.measured],
    }


def _unit(row: MeasureDefinition) -> str:
    return "degrees" if row.unit is Unit.DEGREE else "per cent of height"


def _alt(name: MeasureName, ours: Agreement | None) -> str:
    if ours is None or ours.limits is None:
        return f"{_title(name)}: too few pictures measured for a plot."
    return (
        f"Bland-Altman plot of {_title(name).lower()}, {ours.measured} pictures of standing people: "
        f"mean difference {_number(ours.bias, 1)}, "
        f"95 % limits {_number(ours.limits.lower, 1)} to {_number(ours.limits.upper, 1)}."
    )


def _row(line: Agreement) -> dict[str, Any]:
    limits = "" if line.limits is None else f"{_number(line.limits.lower, 1)} to {_number(line.limits.upper, 1)}"
    change = line.change
    return {
        "ours": line.method is Method.SOFTWARE,
        "condition": line.condition.words,
        "method": _SHORT[line.method],
        "cells": [
            _count(line),
            _number(line.bias, 1),
            _number(line.mae, 1),
            _number(line.rmse, 1),
            _number(line.r2, 2),
            limits,
            _number(line.icc, 2),
            _percent(line.coverage),
            _number(line.mean_width, 1),
            "" if change is None else f"{_number(change.mae, 1)} ({change.pairs})",
            "" if change is None else _number(change.mdc95, 1),
        ],
    }


def _count(line: Agreement) -> str:
    return f"{line.measured} of {line.pictures}" if line.not_measured else str(line.measured)


def _real(real: RealEvidence, estimator: str) -> dict[str, Any]:
    return {
        "estimator": real.estimator,
        "made_at": real.made_at,
        "same": real.estimator == estimator,
        "rows": [_real_row(line) for line in real.lines],
    }


def _real_row(line: RealAgreement) -> list[str]:
    numbers = [_number(line.mae, 1), _number(line.bias, 1), _number(line.r, 2), _percent(line.raters_inside)]
    return [line.nape, line.method, f"{line.measured} of {line.photos}", *numbers]


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else words_in(ENGLISH).number(value, decimals).replace("-", _MINUS)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100.0 * share:.0f} %"
