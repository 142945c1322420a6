"""``posture-cv doctor``: whether everything is here and works together, and what to do where it does not."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from posture_cv.cli.console import messages
from posture_cv.cli.imports import Imported, try_imports
from posture_cv.domain.errors import PostureError
from posture_cv.machine.libraries import SHARED_LIBRARIES, missing
from posture_cv.machine.memory import free_memory_bytes
from posture_cv.machine.packages import agrees, install, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found; ``detail`` says what to do where it did not pass."""

    title: str
    passed: bool
    detail: str
    seconds: float


class CheckFailed(Exception):
    """A check did not pass; the message says what to do."""


def examine(console: Console) -> list[CheckResult]:
    """Run every check, and print a line for each as it ends."""
    found = []
    for title, check in _checks():
        began = time.perf_counter()
        try:
            passed, detail = True, check()
        except (CheckFailed, PostureError, ImportError) as problem:
            passed, detail = False, str(problem)
        found.append(CheckResult(title=title, passed=passed, detail=detail, seconds=time.perf_counter() - began))
        told: list[str | tuple[str, str]] = (
            [("✓", "green"), f" {title}  ", (detail, "dim")] if passed else [(f"✗ {title}", "bold red"), f"  {detail}"]
        )
        console.print(Text.assemble(*told), soft_wrap=True)
    return found


def install_missing(*, yes: bool) -> bool:
    """Install the system libraries that are missing, after asking unless ``yes``; tell whether none is missing any more."""

    def say(line: str) -> None:
        messages.print(line, markup=False, soft_wrap=True)

    lacking = missing()
    if not lacking:
        say("This computer lacks nothing that posture_cv needs.")
        return True
    say("Missing: " + ", ".join(f"{need.what} (for {need.why})" for need in lacking))
    return install(plan(lacking), say=say, agree=lambda question: yes or agrees(question, say=say))


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Python", _python
    yield "System libraries", _system_libraries
    yield "Packages", _packages
    yield "Memory", _memory
    yield "Pose models", _models
    yield "Clinical tables", _tables
    yield "Sample, photo to PDF", _sample


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _system_libraries() -> str:
    if platform.system() != "Linux":
        return "none needed on this system"
    lacking = missing()
    if lacking:
        names = ", ".join(need.what for need in lacking)
        raise CheckFailed(f"Missing: {names}. {_how_to_install(plan(lacking).words)}")
    return ", ".join(need.what for need in SHARED_LIBRARIES)


def _how_to_install(words: str) -> str:
    if not words:
        return "Install the packages of your system that hold them."
    return f"Run posture-cv doctor --fix, or: {words}"


def _packages() -> str:
    tried = try_imports()
    broken = [one for one in tried if one.error is not None]
    if broken:
        raise CheckFailed(f"{'; '.join(f'{one.module} ({one.error})' for one in broken)}. {_remedy(tried)}")
    return ", ".join(dict.fromkeys(holder for one in tried for holder in one.held_by))


def _remedy(tried: list[Imported]) -> str:
    from importlib import metadata

    rivals = [holder for holder in metadata.packages_distributions().get("cv2", ()) if holder.startswith("opencv-")]
    if len(set(rivals)) > 1 and any(one.module == "cv2" and one.error for one in tried):
        others = sorted(set(rivals) - {"opencv-contrib-python"})
        return (
            f"{' and '.join(others)} overwrites files of opencv-contrib-python. Run: {sys.executable} -m pip uninstall {' '.join(others)}; "
            f"then {sys.executable} -m pip install --force-reinstall opencv-contrib-python"
        )
    if missing():
        return "Install the system libraries first."
    return f"Install posture-cv again: {sys.executable} -m pip install --force-reinstall posture-cv"


def _memory() -> str:
    from posture_cv.wiring.room import require_room

    require_room()
    free = free_memory_bytes()
    return "not told by this system" if free is None else f"{free / 1e9:.1f} GB free"


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
