"""``posture-cv doctor``: whether everything is here and works together, and what to do where it does not."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from posture_cv.cli.console import messages, spoken
from posture_cv.cli.imports import ENDS_PROCESS, Imported, try_imports
from posture_cv.domain.errors import PostureError
from posture_cv.domain.messages import Message, Quantity, message
from posture_cv.machine.libraries import SHARED_LIBRARIES, missing
from posture_cv.machine.lines import Lines
from posture_cv.machine.memory import free_memory_bytes
from posture_cv.machine.packages import agrees, install, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check, by its key, found; ``detail`` says what to do where it did not pass."""

    check: str
    passed: bool
    detail: Message
    seconds: float

    @property
    def title(self) -> Message:
        """What was checked."""
        return message(f"doctor.check.{self.check}")


class CheckFailed(Exception):
    """A check did not pass; ``what`` says what to do."""

    def __init__(self, what: Message) -> None:
        from posture_cv.wiring import words_in
        from posture_cv.words import ENGLISH

        super().__init__(words_in(ENGLISH).say(what))
        self.what = what


def examine(console: Console) -> list[CheckResult]:
    """Run every check, and print a line for each as it ends."""
    results = []
    for key, check in CHECKS.items():
        began = time.perf_counter()
        try:
            passed, detail = True, check()
        except CheckFailed as problem:
            passed, detail = False, problem.what
        except PostureError as problem:
            passed, detail = False, message("doctor.failed", what=problem.what, remedy=problem.remedy)
        except ImportError as problem:
            passed, detail = False, message("doctor.broken_import", error=str(problem))
        result = CheckResult(check=key, passed=passed, detail=detail, seconds=time.perf_counter() - began)
        results.append(result)
        console.print(_line(result), soft_wrap=True)
    return results


def _line(result: CheckResult) -> Text:
    title, detail = map(spoken().say, (result.title, result.detail))
    if result.passed:
        return Text.assemble(("✓", "green"), f" {title}  ", (detail, "dim"))
    return Text.assemble((f"✗ {title}", "bold red"), f"  {detail}")


def install_missing(*, yes: bool) -> bool:
    """Install the system libraries that are missing, after asking unless ``yes``; tell whether none is missing any more."""

    def say(line: str) -> None:
        messages.print(line, markup=False, soft_wrap=True)

    lacking = missing()
    if not lacking:
        say(spoken().text("doctor.nothing_lacking"))
        return True
    needs = tuple(message("install.need", what=need.what, why=need.why) for need in lacking)
    say(spoken().text("install.missing", needs=needs))
    lines = Lines(**{name: str(text) for name, text in spoken().unfilled("install.").items()})
    return install(plan(lacking), say=say, agree=lambda question: yes or agrees(question, say=say, lines=lines), lines=lines)


def _python() -> Message:
    return message("doctor.python", version=platform.python_version(), system=platform.system(), machine=platform.machine())


def _system_libraries() -> Message:
    if platform.system() != "Linux":
        return message("doctor.no_libraries")
    lacking = missing()
    if lacking:
        names = tuple(need.what for need in lacking)
        raise CheckFailed(message("doctor.lacking", names=names, remedy=_how_to_install(plan(lacking).words)))
    return message("doctor.listed", names=tuple(need.what for need in SHARED_LIBRARIES))


def _how_to_install(commands: str) -> Message:
    return message("doctor.lacking.fix", commands=commands) if commands else message("doctor.lacking.by_hand")


def _packages() -> Message:
    tried = try_imports()
    broken = [one for one in tried if one.error is not None]
    if broken:
        modules = tuple(message("doctor.module", module=one.module, error=_error(one)) for one in broken)
        raise CheckFailed(message("doctor.broken", modules=modules, remedy=_remedy(tried)))
    return message("doctor.listed", names=tuple(dict.fromkeys(holder for one in tried for holder in one.held_by)))


def _error(broken: Imported) -> Message | str:
    return message("doctor.ends_process") if broken.error == ENDS_PROCESS else broken.error or ""


def _remedy(tried: list[Imported]) -> Message:
    from importlib import metadata

    rivals = [holder for holder in metadata.packages_distributions().get("cv2", ()) if holder.startswith("opencv-")]
    if len(set(rivals)) > 1 and any(one.module == "cv2" and one.error for one in tried):
        others = tuple(sorted(set(rivals) - {"opencv-contrib-python"}))
        return message(
            "doctor.rivals",
            rivals=others,
            uninstall=f"{sys.executable} -m pip uninstall {' '.join(others)}",
            install=f"{sys.executable} -m pip install --force-reinstall opencv-contrib-python",
        )
    if missing():
        return message("doctor.libraries_first")
    return message("doctor.reinstall", command=f"{sys.executable} -m pip install --force-reinstall posture-cv")


def _memory() -> Message:
    from posture_cv.wiring.room import require_room

    require_room()
    free = free_memory_bytes()
    if free is None:
        return message("doctor.memory.untold")
    return message("doctor.memory.free", gigabytes=Quantity(value=free / 1e9, decimals=1))


def _models() -> Message:
    from posture_cv.assets.models import LIVE_MODEL, PHOTO_MODEL, model_file

    names = tuple(f"{name} {model_file(name).version.sha256[:8]}" for name in (PHOTO_MODEL, LIVE_MODEL))
    return message("doctor.listed", names=names)


def _tables() -> Message:
    from posture_cv import knowledge

    tables = knowledge.load()
    return message("doctor.tables", distortions=len(tables.distortions), muscles=len(tables.muscles), references=len(tables.references))


def _sample() -> Message:
    from posture_cv.assets.samples import samples
    from posture_cv.domain.corrections import Aim
    from posture_cv.overlay import figure, to_png
    from posture_cv.report import render_pdf
    from posture_cv.wiring import Assessor

    sample, words = samples()[0], spoken()
    with Assessor() as assessor:
        began = time.perf_counter()
        seen = assessor.observe(assessor.read(sample.path), aim=Aim(view=sample.view), position=sample.position)
        assessment = assessor.conclude([seen])
        looked = time.perf_counter() - began
        knowledge = assessor.instruments.knowledge
        picture = to_png(figure(seen.photo.pixels, assessment, 0, knowledge.measures, words=words, blur_face=True))
        pdf = render_pdf(assessment, [picture], knowledge, language=words.language)
    return message(
        "doctor.sample",
        measures=len(assessment.measurements),
        seconds=Quantity(value=looked, decimals=1),
        kibibytes=len(pdf) // 1024,
    )


CHECKS: dict[str, Callable[[], Message]] = {
    "python": _python,
    "libraries": _system_libraries,
    "packages": _packages,
    "memory": _memory,
    "models": _models,
    "tables": _tables,
    "sample": _sample,
}
"""By key, in the order they are run."""
