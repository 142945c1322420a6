"""What the real detector saw in two sample pictures, and a detector that says it again: the hall tried without the pose model.

``python -m tests.unit.pipeline.recorded`` records it anew, where detector or samples changed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import View

HOME = Path(__file__).parent
NAMES = ("client_before_left.jpg", "client_before_front.jpg")


@dataclass(slots=True)
class RecordedDetector:
    """Answers with a pose, or raises an error, and keeps what it was asked.

    Attributes
    ----------
    answers
        One for each call, in order; the last goes on for further calls.
    asked
        Photo, person and view of every call.
    """

    answers: list[DetectedPose | Exception]
    passes: int = 2
    asked: list[tuple[Photo, int | None, View | None]] = field(default_factory=list)

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        """The next answer."""
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append((photo, person, declared))
        if isinstance(answer, Exception):
            raise answer
        return answer


def recorded(name: str) -> DetectedPose:
    """What the detector saw in the sample of that file name."""
    with np.load(HOME / f"{Path(name).stem}.npz") as kept:
        silhouette = cv2.imdecode(kept["silhouette"], cv2.IMREAD_GRAYSCALE)
        view, (yaw, yaw_error, probability) = str(kept["view"]), kept["turn"].tolist()
        return DetectedPose(
            points_px=kept["points"],
            covariances_px2=kept["covariances"],
            visibility=kept["visibility"],
            silhouette=np.asarray(silhouette, dtype=np.uint8),
            box=PersonBox(**dict(zip(("left_px", "top_px", "right_px", "bottom_px"), kept["box"].tolist(), strict=True))),
            view=ViewEstimate(view=View(view), yaw_deg=yaw, yaw_standard_error_deg=yaw_error, probability=probability),
            passes=int(kept["passes"]),
        )


def record(name: str, pose: DetectedPose) -> None:
    """Keep what was seen in the sample of that file name."""
    _, silhouette = cv2.imencode(".png", pose.silhouette)
    box, view, buffer = pose.box, pose.view, io.BytesIO()
    np.savez_compressed(
        buffer,
        points=pose.points_px,
        covariances=pose.covariances_px2,
        visibility=pose.visibility,
        silhouette=silhouette,
        box=np.array([box.left_px, box.top_px, box.right_px, box.bottom_px]),
        view=np.array(view.view.value),
        turn=np.array([view.yaw_deg, view.yaw_standard_error_deg, view.probability]),
        passes=np.array(pose.passes),
    )
    (HOME / f"{Path(name).stem}.npz").write_bytes(buffer.getvalue())
