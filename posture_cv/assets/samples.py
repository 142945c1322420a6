"""Rendered people with known posture, to try the software on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from posture_cv.assets import asset_folder
from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.messages import Message, message
from posture_cv.domain.views import Position, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample picture.

    Attributes
    ----------
    subject
        Pictures with the same number show the same person in the same posture.
    truth
        True value by measure name, in the measure's unit.
    landmarks
        True position by landmark name, photo pixels; ``left_`` or ``right_`` before paired ones.
    """

    path: Path
    view: View
    position: Position
    subject: int
    truth: dict[str, float]
    landmarks: dict[str, tuple[float, float]]

    @property
    def title(self) -> Message:
        """What the person is meant to show, ``"Shoulders rounded forward (left)"``."""
        return message(f"sample.{self.path.stem}")


def samples(folder: Path | None = None) -> tuple[Sample, ...]:
    """All sample pictures of this installation, in the manifest's order.

    Raises
    ------
    PhotoUnreadable
        If the samples are not installed.
    """
    folder = folder or asset_folder("sample_images")
    try:
        rows = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["image"]
        return tuple(
            Sample(
                path=folder / row["file"],
                view=View(row["view"]),
                position=Position(row["position"]),
                subject=row["subject"],
                truth=dict(row["truth"]),
                landmarks={name: (x, y) for name, (x, y) in row["landmarks"].items()},
            )
            for row in rows
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise PhotoUnreadable(message("installed.no_samples"), message("installed.reinstall")) from error
