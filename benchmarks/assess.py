"""Assessment of one 960-pixel photo against the bare detector, interleaved so that both meet the same noise.

Cost means time by the wall clock. The processor time of all threads together stands beside it: it shows what threads hide, and on a machine
that does other work too it is the steadier of the two.
"""

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
    """Median wall and processor times in milliseconds and their ratios."""
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
    bare_ms, bare_cpu_ms = times["bare"]
    return {
        **{f"{name}_ms": round(wall, 1) for name, (wall, _) in times.items()},
        **{f"{name}_cpu_ms": round(cpu, 1) for name, (_, cpu) in times.items()},
        **{f"{name}_over_bare": round(times[name][0] / bare_ms, 2) for name in ("one_pass", "default")},
        **{f"{name}_over_bare_cpu": round(times[name][1] / bare_cpu_ms, 2) for name in ("one_pass", "default")},
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


def _interleaved(jobs: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Median wall and processor time of each job, milliseconds."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for round_ in range(ROUNDS + 2):
        for name, job in jobs.items():
            began, spent = time.perf_counter(), time.process_time()
            job()
            if round_ >= 2:
                times[name].append((1000.0 * (time.perf_counter() - began), 1000.0 * (time.process_time() - spent)))
    return {name: (median(wall for wall, _ in taken), median(cpu for _, cpu in taken)) for name, taken in times.items()}
