"""``posture-cv doctor``: whether everything is here and works together."""

from __future__ import annotations

import ctypes
import platform
import time
from collections.abc import Callable
from importlib import metadata

from rich.console import Console
from rich.text import Text

from posture_cv.domain.errors import PostureError

NATIVE_LIBRARIES = {"libGL.so.1": "libgl1", "libglib-2.0.so.0": "libglib2.0-0", "libEGL.so.1": "libegl1", "libGLESv2.so.2": "libgles2"}
"""Shared libraries that the OpenCV and MediaPipe wheels need on Linux, and the Debian package of each."""

DEPENDENCIES = ("mediapipe", "opencv-contrib-python", "numpy", "pillow", "pillow-heif", "pydantic", "streamlit", "typst")


def examine(console: Console) -> bool:
    """Run every check, print a line for each, and tell whether all passed."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("Python", _python),
        ("System libraries", _native_libraries),
        ("Packages", _packages),
        ("Pose models", _models),
        ("Clinical tables", _tables),
        ("Sample, photo to PDF", _sample),
    ]
    passed = [_report(console, title, check) for title, check in checks]
    return all(passed)


class CheckFailed(Exception):
    """A check did not pass; the message says what to do."""


def _report(console: Console, title: str, check: Callable[[], str]) -> bool:
    try:
        detail = check()
    except (CheckFailed, PostureError, ImportError) as problem:
        console.print(f"✗ {title}  ", style="bold red", end="")
        console.print(str(problem), soft_wrap=True)
        return False
    console.print(Text.assemble(("✓", "green"), f" {title}  "), end="")
    console.print(detail, style="dim", soft_wrap=True)
    return True


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _native_libraries() -> str:
    if platform.system() != "Linux":
        return "none needed on this system"
    missing = [package for library, package in NATIVE_LIBRARIES.items() if not _loads(library)]
    if missing:
        raise CheckFailed(f"Missing. Install them: sudo apt-get install {' '.join(missing)}")
    return ", ".join(NATIVE_LIBRARIES)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _packages() -> str:
    found = []
    for name in DEPENDENCIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            raise CheckFailed(f"The package {name} is missing. Reinstall posture_cv.") from None
    rivals = [dist for dist in ("opencv-python", "opencv-python-headless", "opencv-contrib-python-headless") if _installed(dist)]
    if rivals:
        raise CheckFailed(
            f"{' and '.join(rivals)} overwrites files of opencv-contrib-python. "
            f"Run: pip uninstall {' '.join(rivals)}; then pip install --force-reinstall opencv-contrib-python"
        )
    return ", ".join(found)


def _installed(distribution: str) -> bool:
    try:
        metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return False
    return True


def _models() -> str:
    from posture_cv.assets.models import LIVE_MODEL, PHOTO_MODEL, model_file

    return ", ".join(f"{name} {model_file(name).version.sha256[:8]}" for name in (PHOTO_MODEL, LIVE_MODEL))


def _tables() -> str:
    from posture_cv import knowledge

    tables = knowledge.load()
    return f"{len(tables.distortions)} distortions, {len(tables.muscles)} muscles, {len(tables.references)} references"


def _sample() -> str:
    from posture_cv.assets.samples import samples
    from posture_cv.domain.corrections import Aim
    from posture_cv.overlay import figure, to_png
    from posture_cv.report import render_pdf
    from posture_cv.wiring import Assessor, words_in
    from posture_cv.words import ENGLISH

    sample = samples()[0]
    with Assessor() as assessor:
        began = time.perf_counter()
        seen = assessor.observe(assessor.read(sample.path), aim=Aim(view=sample.view), position=sample.position)
        assessment = assessor.conclude([seen])
        looked = time.perf_counter() - began
        knowledge = assessor.instruments.knowledge
        picture = to_png(figure(seen.photo.pixels, assessment, 0, knowledge.measures, words=words_in(ENGLISH), blur_face=True))
        pdf = render_pdf(assessment, [picture], knowledge)
    return f"{len(assessment.measurements)} measures in {looked:.1f} s, PDF of {len(pdf) // 1024} KiB"
