"""Whether the packages can be imported, tried in a process of its own: one that falls over takes no command with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

MODULES = (
    "numpy",
    "PIL._imaging",
    "PIL._avif",
    "PIL._webp",
    "pi_heif",
    "cv2",
    "mediapipe.tasks.python.vision",
    "pydantic",
    "babel",
    "typst",
    "uvicorn",
    "streamlit",
)
"""What the program imports that a broken installation may lack; of Pillow the parts that read photos."""

_SCRIPT = """
import importlib, json, sys
from importlib import metadata
holders = metadata.packages_distributions()
for name in sys.argv[1:]:
    print(json.dumps({"module": name}), flush=True)
    try:
        importlib.import_module(name)
    except Exception as error:
        found = {"error": f"{type(error).__name__}: {error}"}
    else:
        held_by = sorted(set(holders.get(name.partition(".")[0], [])))
        found = {"held_by": [f"{holder} {metadata.version(holder)}" for holder in held_by]}
    print(json.dumps({"module": name, **found}), flush=True)
"""

_PATIENCE_S = 120

ENDS_PROCESS = "importing it ends the whole process"
"""What is told of a module that leaves no error behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One module: the distributions it came from, or why it could not be imported."""

    module: str
    held_by: tuple[str, ...] = ()
    error: str | None = None


def try_imports(modules: Sequence[str] = MODULES) -> list[Imported]:
    """Import each module in a new process with this one's settings."""
    found: list[Imported] = []
    while len(found) < len(modules):
        tried, reached = _tried(modules[len(found) :])
        found += tried
        if len(found) < len(modules):  # the process ended on the way; what it had begun last is what ended it
            found.append(Imported(module=reached or modules[len(found)], error=ENDS_PROCESS))
    return found


def _tried(modules: Sequence[str]) -> tuple[list[Imported], str | None]:
    command = [sys.executable, "-W", "ignore", "-c", _SCRIPT, *modules]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE_S, env=environment, stdin=subprocess.DEVNULL
        ).stdout
    except subprocess.TimeoutExpired:
        return [], modules[0]
    tried: list[Imported] = []
    begun = None
    for line in answer.splitlines():
        if not line.startswith('{"module"'):  # something a module prints of its own accord
            continue
        said = json.loads(line)
        begun = said.pop("module")
        if said:
            tried.append(Imported(module=begun, held_by=tuple(said.get("held_by", ())), error=said.get("error")))
    return tried, begun
