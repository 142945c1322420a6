"""Where real photos stand: figures measured once, on photos that cannot be passed on, kept as data with what they were measured with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).resolve().parent / "real_photos.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealAgreement:
    """Agreement of one method with two raters' mean craniovertebral angle as photographed, degrees.

    Attributes
    ----------
    nape
        ``clear``, ``hidden`` or ``all``.
    photos
        How many; ``measured`` of them gave a number.
    r
        Pearson's correlation.
    raters_inside
        Share of the raters' means inside the 90 % interval; None for a method that gives none.
    """

    nape: str
    method: str
    photos: int
    measured: int
    mae: float | None
    bias: float | None
    r: float | None
    raters_inside: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RealEvidence:
    """All figures on real photos, and the estimator they were measured with."""

    estimator: str
    made_at: str
    lines: tuple[RealAgreement, ...]


@cache
def real_evidence(file: Path = _TABLE) -> RealEvidence | None:
    """Figures on real photos; None where this installation carries none."""
    if not file.is_file():
        return None
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    lines = tuple(
        RealAgreement(
            nape=row["nape"],
            method=row["method"],
            photos=row["photos"],
            measured=row["measured"],
            mae=row.get("mae"),
            bias=row.get("bias"),
            r=row.get("r"),
            raters_inside=row.get("raters_inside"),
        )
        for row in data["line"]
    )
    return RealEvidence(estimator=data["estimator"], made_at=data["made_at"], lines=lines)
