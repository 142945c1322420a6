"""The packaged table ``mdc.toml``, written by ``python -m training.validate --write-mdc``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.messages import message
from posture_cv.domain.repeatability import MinimalDetectableChange

_TABLE = Path(__file__).resolve().parent / "mdc.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatabilityTable:
    """All minimal detectable changes and what they were derived with.

    Attributes
    ----------
    estimator
        Name and version of the landmark estimator; numbers made with another one must not be compared by this table.
    pose_model_sha256
        Of the pose model's weights.
    software
        Name and version.
    subjects
        How many people the pairs of photos show.
    made_at
        ISO 8601 date.
    changes
        By measure; one that gave too few pairs is not in it.
    """

    estimator: str
    pose_model_sha256: str
    software: str
    subjects: int
    made_at: str
    changes: dict[MeasureName, MinimalDetectableChange]


@cache
def load_table(file: Path = _TABLE) -> RepeatabilityTable:
    """Read the table.

    Raises
    ------
    KnowledgeError
        If it is missing or damaged.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        made, rows = data["provenance"], data.get("measure", [])
        changes = [
            MinimalDetectableChange(
                name=MeasureName(row["name"]),
                unit=Unit(row["unit"]),
                mdc95=float(row["mdc95"]),
                sem=float(row["sem"]),
                pairs=int(row["pairs"]),
                estimator=str(made["estimator"]),
            )
            for row in rows
        ]
        return RepeatabilityTable(
            estimator=str(made["estimator"]),
            pose_model_sha256=str(made["pose_model_sha256"]),
            software=str(made["software"]),
            subjects=int(made["subjects"]),
            made_at=str(made["made_at"]),
            changes={change.name: change for change in changes},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise KnowledgeError(message("installed.no_changes"), message("installed.reinstall")) from error


def mdc(name: MeasureName) -> MinimalDetectableChange | None:
    """Minimal detectable change of a measure; None where none could be derived (the measure is not taken automatically, or too rarely)."""
    return load_table().changes.get(name)
