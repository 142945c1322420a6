"""Figures that the package carries, written as TOML with what they were measured with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.views import Position
from posture_cv.knowledge import load
from posture_cv.validation import agreement
from posture_cv.validation.summary import Condition, Method

if TYPE_CHECKING:
    from pathlib import Path

    from posture_cv.validation.evidence import RealAgreement
    from posture_cv.validation.readings import Reading
    from posture_cv.validation.run import Validation

LEAST_PAIRS = 20
"""Fewer pairs of photos give no minimal detectable change: with 20 its own error is about 16 per cent."""


def write_mdc(file: Path, validation: Validation, *, command: str) -> int:
    """Write the minimal detectable change of every measure with enough pairs; returns how many."""
    lines = [line for line in validation.agreement if line.condition is Condition.ALL and line.method is Method.SOFTWARE]
    parts = [
        "# Minimal detectable change between two photos of one person, 95 % confidence, from rendered people in two postures each:",
        "# mdc95 = 1.96 x root of 2 x sem; sem = SD of the error of the change / root of 2. Same clothes, another camera and room.",
        f"# Written by: {command}",
        "",
        "[provenance]",
        f'estimator = "{validation.estimator}"',
        f'software = "{validation.software}"',
        f'pose_model_sha256 = "{validation.pose_model_sha256}"',
        f"passes = {validation.passes}",
        f"subjects = {validation.subjects}",
        f"pictures = {len(validation.pictures)}",
        f'made_at = "{validation.made_at}"',
    ]
    units = {row.name: row.unit for row in validation.measures}
    written = 0
    for line in lines:
        if line.change is None or line.change.pairs < LEAST_PAIRS:
            continue
        written += 1
        parts += [
            "",
            "[[measure]]",
            f'name = "{line.measure}"',
            f'unit = "{units[line.measure]}"',
            f"mdc95 = {line.change.mdc95:.2f}",
            f"sem = {line.change.sem:.3f}",
            f"pairs = {line.change.pairs}",
        ]
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return written


def write_proxies(file: Path, readings: tuple[Reading, ...], *, subjects: int, command: str) -> int:
    """Fit and write the line from naive proxy to truth of every measure, on people who stand; returns how many."""
    standing = [r for r in readings if r.picture.position is Position.STANDING and r.naive is not None]
    parts = [
        "# Line from the raw naive proxy to the truth, least squares on rendered people who are in no validation set.",
        f"# Written by: {command}",
        f"subjects = {subjects}",
    ]
    written = 0
    for name in (row.name for row in load().measures):
        pairs = [(r.naive, r.truth) for r in standing if r.name is name]
        if len(pairs) < LEAST_PAIRS:
            continue
        line = agreement.fit_line(np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs]))
        parts += ["", "[[line]]", f'name = "{name}"', f"slope = {line.slope:.5f}", f"intercept = {line.intercept:.4f}", f"n = {len(pairs)}"]
        written += 1
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return written


def write_real(file: Path, lines: tuple[RealAgreement, ...], *, estimator: str, made_at: str) -> None:
    """Write the figures on real photos."""
    parts = [
        "# Agreement with two raters who marked real side photos by eye (craniovertebral angle as photographed, degrees).",
        "# Judged only: nothing was ever fitted to these photos.",
        f'estimator = "{estimator}"',
        f'made_at = "{made_at}"',
    ]
    for line in lines:
        parts += ["", "[[line]]", f'nape = "{line.nape}"', f'method = "{line.method}"']
        parts += [f"photos = {line.photos}", f"measured = {line.measured}"]
        numbers = {"mae": line.mae, "bias": line.bias, "r": line.r, "raters_inside": line.raters_inside}
        parts += [f"{key} = {value:.3f}" for key, value in numbers.items() if value is not None]
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")
