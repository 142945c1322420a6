"""The one door to mediapipe: a frame in, the people in it out."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from posture_cv.detection.native_log import quiet_native_log
from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.errors import ModelFileError

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import NDArray

PEOPLE_LOOKED_FOR = 4
"""Up to how many people are told apart. Looking for four costs nothing while one is there (61 ms a frame with 1 and with 4)."""

_REINSTALL = "Install posture-cv again; `posture-cv doctor` checks the result."


class _Landmarker:
    """What photos and frames have in common: opening, closing, one call at a time, and turning the answer into ``RawPose``."""

    def __init__(self, model: Path, *, video: bool, masks: bool, people: int) -> None:
        # The interpreter's exit calls this finaliser after mediapipe's own exit hook only if it was registered first, that is before
        # the import below. The other order asks a thread pool that is already gone, and prints a traceback.
        self._opened: list[Any] = []
        self._finaliser = weakref.finalize(self, _close_all, self._opened)
        self._lock = threading.Lock()
        self._met_somebody = False
        if not model.is_file():
            raise ModelFileError("The pose model's file is missing.", _REINSTALL)
        with quiet_native_log():
            self._opened.append(_open(model, video=video, masks=masks, people=people))

    def close(self) -> None:
        """Release the model. Closing twice is harmless; detecting afterwards raises ``ValueError``."""
        with self._lock:
            self._finaliser()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _detect(self, frame: NDArray[np.uint8], timestamp_ms: int | None) -> list[RawPose]:
        if frame.ndim != 3 or frame.shape[2] != 3 or frame.dtype != np.uint8:
            raise ValueError(f"expected an RGB frame of shape (height, width, 3) and type uint8, but got {frame.shape} {frame.dtype}")
        with self._lock:
            if not self._opened:
                raise ValueError("expected an open landmarker, but it was closed")
            if self._met_somebody:
                return self._run(frame, timestamp_ms)
            # The last of the native warnings comes with the first person ever met.
            with quiet_native_log():
                poses = self._run(frame, timestamp_ms)
            self._met_somebody = bool(poses)
            return poses

    def _run(self, frame: NDArray[np.uint8], timestamp_ms: int | None) -> list[RawPose]:
        import mediapipe

        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(frame))
        landmarker = self._opened[0]
        result = landmarker.detect(image) if timestamp_ms is None else landmarker.detect_for_video(image, timestamp_ms)
        height_px, width_px = frame.shape[:2]
        masks = result.segmentation_masks or [None] * len(result.pose_landmarks)
        return [_raw_pose(points, mask, width_px, height_px) for points, mask in zip(result.pose_landmarks, masks, strict=True)]


class PhotoLandmarker(_Landmarker):
    """Finds people in single frames, each with a mask; frames are independent of each other.

    Safe to share between threads: calls queue up. Close it, or use it as a context manager.

    Parameters
    ----------
    model
        Path of a pose landmarker bundle (``.task``).
    people
        Up to how many people are told apart.

    Raises
    ------
    ModelFileError
        The bundle is missing or damaged, or a native library that reads it is not installed.
    """

    def __init__(self, model: Path, *, people: int = PEOPLE_LOOKED_FOR) -> None:
        super().__init__(model, video=False, masks=True, people=people)

    def detect(self, frame: NDArray[np.uint8]) -> list[RawPose]:
        """Find the people in an RGB frame of shape (height, width, 3); an empty list when there are none."""
        return self._detect(frame, None)


class VideoLandmarker(_Landmarker):
    """Follows one person through the frames of a camera, without masks; each answer leans on the frames before.

    Parameters and errors as for ``PhotoLandmarker``.
    """

    def __init__(self, model: Path) -> None:
        super().__init__(model, video=True, masks=False, people=1)
        self._last_timestamp_ms = -1

    def detect(self, frame: NDArray[np.uint8], timestamp_ms: int) -> RawPose | None:
        """Find the person in the next RGB frame; None when nobody is there.

        Parameters
        ----------
        frame : ndarray of shape (height, width, 3), uint8
        timestamp_ms
            Time of the frame; greater than that of the frame before.
        """
        if timestamp_ms <= self._last_timestamp_ms:
            raise ValueError(f"expected a time after {self._last_timestamp_ms} ms, but got {timestamp_ms} ms")
        self._last_timestamp_ms = timestamp_ms
        poses = self._detect(frame, timestamp_ms)
        return poses[0] if poses else None


def _close_all(opened: list[Any]) -> None:
    while opened:
        opened.pop().close()


def _open(model: Path, *, video: bool, masks: bool, people: int) -> Any:
    try:
        from mediapipe.tasks.python import BaseOptions
        from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

        return PoseLandmarker.create_from_options(
            PoseLandmarkerOptions(
                base_options=BaseOptions(model_asset_path=str(model)),
                running_mode=RunningMode.VIDEO if video else RunningMode.IMAGE,
                num_poses=people,
                output_segmentation_masks=masks,
            )
        )
    except ModuleNotFoundError as error:
        raise ModelFileError("The library that runs the pose model is not installed.", _REINSTALL) from error
    except (ImportError, OSError) as error:
        # ctypes and the import system report a shared library that cannot be loaded in these two ways, and name it in the text.
        raise ModelFileError(
            "A system library that the pose model needs is missing.",
            "Install libGL, glib, libEGL and libGLESv2 (on Debian: apt-get install libgl1 libglib2.0-0 libegl1 libgles2).",
        ) from error
    except (RuntimeError, ValueError) as error:
        raise ModelFileError("The pose model's file is damaged.", _REINSTALL) from error


def _raw_pose(points: Any, mask: Any, width_px: int, height_px: int) -> RawPose:
    table = np.array([(point.x * width_px, point.y * height_px, point.z * width_px, point.visibility, point.presence) for point in points])
    return RawPose(
        points_px=table[:, :2],
        depths_px=table[:, 2],
        visibility=table[:, 3],
        presence=table[:, 4],
        mask=None if mask is None else np.array(mask.numpy_view()).reshape(height_px, width_px),
    )
