"""What the wheels need that pip cannot install: shared libraries and a view of the processors on Linux, on Debian a part of Python."""

from __future__ import annotations

import ctypes
import platform
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something this computer must have, and the package that holds it, by package manager; or the command that sets it up.

    ``what`` is the file name of a shared library, a folder, or the name of a part of Python.
    """

    what: str
    why: str
    packages: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()


SHARED_LIBRARIES = (
    Need("libGL.so.1", "OpenCV", {"apt-get": "libgl1", "dnf": "libglvnd-glx", "zypper": "Mesa-libGL1", "pacman": "libglvnd"}),
    Need("libglib-2.0.so.0", "OpenCV", {"apt-get": "libglib2.0-0", "dnf": "glib2", "zypper": "libglib-2_0-0", "pacman": "glib2"}),
    Need("libEGL.so.1", "MediaPipe", {"apt-get": "libegl1", "dnf": "libglvnd-egl", "zypper": "Mesa-libEGL1", "pacman": "libglvnd"}),
    Need(
        "libGLESv2.so.2", "MediaPipe", {"apt-get": "libgles2", "dnf": "libglvnd-gles", "zypper": "Mesa-libGLESv2-2", "pacman": "libglvnd"}
    ),
)
"""Shared libraries that the OpenCV and MediaPipe wheels load on Linux."""

PROCESSORS = (
    Need("/sys", "MediaPipe", command=("mount", "-t", "sysfs", "sysfs", "/sys")),
    Need("/proc", "MediaPipe", command=("mount", "-t", "proc", "proc", "/proc")),
)
"""Where MediaPipe's libraries learn of the processors: without them they end the process, and in a new root nobody has mounted them."""

_SHOWN_IN = {"/sys": Path("/sys/devices/system/cpu/possible"), "/proc": Path("/proc/cpuinfo")}

ENVIRONMENTS = "ensurepip"


def missing(*, to_install: bool = False) -> list[Need]:
    """What this computer lacks; ``to_install`` asks as well for what making an environment and installing into it takes."""
    lacking: list[Need] = []
    if platform.system() == "Linux":
        lacking += [need for need in SHARED_LIBRARIES if not _loads(need.what)]
        lacking += unmounted()
    if to_install and find_spec(ENVIRONMENTS) is None:
        lacking.append(Need(ENVIRONMENTS, "python3 -m venv", packages={"apt-get": _debian_s_venv()}))
    return lacking


def unmounted() -> list[Need]:
    """Folders that show no processors; asked of Linux alone."""
    return [need for need in PROCESSORS if platform.system() == "Linux" and not _SHOWN_IN[need.what].exists()]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _debian_s_venv() -> str:
    """Debian keeps it apart, once for every version of its own Python."""
    own = Path(sys.executable).resolve().name
    return f"{own}-venv" if own.startswith("python3.") else "python3-venv"
