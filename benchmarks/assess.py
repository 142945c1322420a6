"""Assessment of one 960-pixel photo against the bare detector, interleaved so that both meet the same noise."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import numpy as np

from posture_cv.assets.models import PHOTO_MODEL, model_file
from posture_cv.assets.samples import samples
from posture_cv.detection.photo_detector import DEFAULT_PASSES
from posture_cv.wiring import Assessor

ROUNDS = 15


def measure() -> dict[str, float]:
    """Median times in milliseconds and their ratios."""
    sample = next(s for s in samples() if s.view.is_lateral)
    with Assessor(passes=1) as one_pass, Assessor() as default:
        photo = default.read(sample.path)
        with _bare_detector() as bare:
            times = _interleaved(
                {
                    "bare": lambda: bare(photo.pixels),
                    "one_pass": lambda: one_pass.conclude([one_pass.observe(photo)]),
                    "default": lambda: default.conclude([default.observe(photo)]),
                    "decode_and_default": lambda: default.conclude([default.observe(default.read(sample.path))]),
                }
            )
    bare_ms = times["bare"]
    return {
        **{f"{name}_ms": round(value, 1) for name, value in times.items()},
        "one_pass_over_bare": round(times["one_pass"] / bare_ms, 2),
        "default_over_bare": round(times["default"] / bare_ms, 2),
        "default_passes": DEFAULT_PASSES,
    }


@contextmanager
def _bare_detector() -> Iterator[Callable[[np.ndarray], object]]:
    """MediaPipe's heavy landmarker with its silhouette, and nothing of ours."""
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_file(PHOTO_MODEL).path)), output_segmentation_masks=True
    )
    landmarker = vision.PoseLandmarker.create_from_options(options)
    try:
        yield lambda pixels: landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=pixels))
    finally:
        landmarker.close()


def _interleaved(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for round_ in range(ROUNDS + 2):
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            if round_ >= 2:
                times[name].append(1000.0 * (time.perf_counter() - began))
    return {name: median(values) for name, values in times.items()}
