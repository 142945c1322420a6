"""What the pose model saw, kept on disk: a second validation with another estimator looks at no picture again."""

from __future__ import annotations

import hashlib
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import DetectionError

if TYPE_CHECKING:
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose
    from posture_cv.domain.views import View
    from posture_cv.pipeline.assess import PoseDetector


class CachingDetector:
    """A detector that remembers its answers in a folder.

    An answer belongs to the picture's pixels, the pose model, the passes and the detection code in use; a change in any of them asks the
    detector again.

    Parameters
    ----------
    model_sha256
        Of the pose model's weights.
    """

    def __init__(self, detector: PoseDetector, folder: Path, *, model_sha256: str) -> None:
        self._detector, self._folder = detector, folder
        files = sorted(str(module.__file__) for name, module in sys.modules.items() if name.startswith("posture_cv.detection."))
        code = b"".join(Path(file).read_bytes() for file in files)
        self._key = hashlib.sha256(f"{model_sha256} {detector.passes}".encode() + code)
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def passes(self) -> int:
        """Detector passes per photo."""
        return self._detector.passes

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        """Find the person, or recall what was found; raises DetectionError, remembered too."""
        key = self._key.copy()
        key.update(f"{person} {declared} {photo.focal_length_px}".encode())
        key.update(photo.pixels)
        file = self._folder / f"{key.hexdigest()[:32]}.pickle"
        if file.exists():
            answer = pickle.loads(file.read_bytes())  # noqa: S301 - written by this class, into a folder of one's own
        else:
            answer = self._ask(photo, person, declared)
            part = file.with_suffix(".part")
            part.write_bytes(pickle.dumps(answer))
            part.replace(file)
        if isinstance(answer, DetectionError):
            raise answer
        found: DetectedPose = answer
        return found

    def _ask(self, photo: Photo, person: int | None, declared: View | None) -> DetectedPose | DetectionError:
        try:
            return self._detector.detect(photo, person=person, declared=declared)
        except DetectionError as error:
            return error
