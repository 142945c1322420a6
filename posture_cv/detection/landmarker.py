"""The one door to mediapipe: a frame in, the people in it out."""

from __future__ import annotations

import concurrent.futures.thread  # noqa: F401  # mediapipe uses it; the order of its fork handlers and ours matters, see _FORK
import logging
import os
import threading
import weakref
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from posture_cv.detection.native_log import quiet_native_log
from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.errors import MachineError, ModelFileError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from numpy.typing import NDArray

PEOPLE_LOOKED_FOR = 4
"""Up to how many people are told apart. Looking for four costs nothing while one is there (61 ms a frame with 1 and with 4)."""

_FOLDER_SETTING = "MPLCONFIGDIR"
"""Where matplotlib, which mediapipe imports, keeps its list of fonts; it names this setting when it finds no place of its own."""

_ENDING = "after shutdown"
"""In what the thread pool says that mediapipe works in, once the program's main thread has ended."""

_REINSTALL = message("model.install_again")


class _Landmarker:
    """What photos and frames have in common: opening, closing, one call at a time, and turning the answer into ``RawPose``.

    A process forked from this one opens the model anew when it first needs it: the threads that serve the model stay behind in the parent.
    """

    def __init__(self, model: Path, *, video: bool, masks: bool, people: int) -> None:
        # The interpreter's exit calls this finaliser after mediapipe's own exit hook only if it was registered first, that is before
        # the import below. The other order asks a thread pool that is already gone, and prints a traceback.
        self._opened: list[Any] = []
        self._finaliser = weakref.finalize(self, _close_all, self._opened)
        self._lock = threading.Lock()
        self._met_somebody = False
        if not model.is_file():
            raise ModelFileError(message("model.no_file"), _REINSTALL)
        self._open = partial(_open, model, video=video, masks=masks, people=people)
        self._left_in_parent = False
        with quiet_native_log():
            self._opened.append(self._open())
        _ALL.add(self)

    def close(self) -> None:
        """Release the model. Closing twice is harmless; detecting afterwards raises ``ValueError``."""
        with self._lock:
            self._left_in_parent = False
            self._finaliser()

    def before_fork(self) -> None:
        """Wait until nobody is detecting, so that the child finds the libraries at rest."""
        self._lock.acquire()

    def after_fork_in_parent(self) -> None:
        """Go on."""
        self._lock.release()

    def after_fork_in_child(self) -> None:
        """Let go of the parent's model without closing it, which would wait for ever for threads that do not exist here."""
        for handle in self._opened:
            handle._handle = None  # noqa: SLF001  # what mediapipe itself takes for closed
        self._left_in_parent = bool(self._opened)
        self._opened.clear()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _detect(self, frame: NDArray[np.uint8], timestamp_ms: int | None) -> list[RawPose]:
        if frame.ndim != 3 or frame.shape[2] != 3 or frame.dtype != np.uint8:
            raise ValueError(f"expected an RGB frame of shape (height, width, 3) and type uint8, but got {frame.shape} {frame.dtype}")
        with self._lock:
            if self._left_in_parent:
                with quiet_native_log():
                    self._opened.append(self._open())
                self._left_in_parent = False
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
        try:
            result = landmarker.detect(image) if timestamp_ms is None else landmarker.detect_for_video(image, timestamp_ms)
        except RuntimeError as error:
            if _ENDING not in str(error):
                raise
            raise MachineError(message("machine.ending"), message("machine.wait")) from error
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


_ALL: weakref.WeakSet[_Landmarker] = weakref.WeakSet()


class _Fork:
    """Takes every open landmarker through a fork of this process."""

    def __init__(self) -> None:
        self._held: list[_Landmarker] = []

    def before(self) -> None:
        self._held = list(_ALL)
        for one in self._held:
            one.before_fork()

    def after_in_parent(self) -> None:
        while self._held:
            self._held.pop().after_fork_in_parent()

    def after_in_child(self) -> None:
        while self._held:
            self._held.pop().after_fork_in_child()


_FORK = _Fork()
if hasattr(os, "register_at_fork"):
    # What is registered last is taken first: a landmarker's lock, then those that a detection takes, of native log and thread pool.
    os.register_at_fork(before=_FORK.before, after_in_parent=_FORK.after_in_parent, after_in_child=_FORK.after_in_child)


def _close_all(opened: list[Any]) -> None:
    if opened:
        with quiet_native_log():
            while opened:
                opened.pop().close()


def _open(model: Path, *, video: bool, masks: bool, people: int) -> Any:
    try:
        with _without_drawing_s_log():
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
        raise ModelFileError(message("model.no_library"), _REINSTALL) from error
    except (ImportError, OSError) as error:
        if _FOLDER_SETTING in str(error):
            raise MachineError(
                message("machine.no_folder"),
                message("machine.set_folder", setting=_FOLDER_SETTING),
            ) from error
        # ctypes and the import system report a shared library that cannot be loaded in these two ways, and name it in the text.
        raise ModelFileError(
            message("model.no_system_library"),
            message("model.install_libraries"),
        ) from error
    except (RuntimeError, ValueError) as error:
        raise ModelFileError(message("model.file_damaged"), _REINSTALL) from error


@contextmanager
def _without_drawing_s_log() -> Iterator[None]:
    """Keep the drawing library quiet, which mediapipe imports and nothing here uses, about its cache folder and its list of fonts."""
    log = logging.getLogger("matplotlib")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _raw_pose(points: Any, mask: Any, width_px: int, height_px: int) -> RawPose:
    table = np.array([(point.x * width_px, point.y * height_px, point.z * width_px, point.visibility, point.presence) for point in points])
    return RawPose(
        points_px=table[:, :2],
        depths_px=table[:, 2],
        visibility=table[:, 3],
        presence=table[:, 4],
        mask=None if mask is None else np.array(mask.numpy_view()).reshape(height_px, width_px),
    )
