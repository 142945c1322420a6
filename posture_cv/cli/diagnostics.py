"""A file for a report of trouble: the machine, the versions, what the checks found; nothing that tells who or where."""

from __future__ import annotations

import getpass
import json
import locale
import os
import platform
import re
import socket
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from posture_cv.cli.doctor import CheckResult
from posture_cv.cli.imports import try_imports
from posture_cv.domain.version import __version__
from posture_cv.machine.libraries import missing
from posture_cv.machine.memory import free_addresses_bytes, free_memory_bytes

_TOLD = ("POSTURE_CV_", "OPENBLAS_", "OMP_", "MPL", "PYTHONIOENCODING", "PYTHONUTF8", "LANG", "LC_")
"""Settings that bear on how the program runs; of the environment only whether these are set is told, never to what."""

_FOLDERS = re.compile(r"(?<![\w<>])(?:[A-Za-z]:\\+|/)(?:[^\s:\"'<>|/\\]+(?:/|\\+))+")
"""The folders of an absolute path."""


def diagnostics_text(findings: Sequence[CheckResult]) -> str:
    """JSON text that a user can read through before sending it.

    Folders, the user's name and the computer's name are taken out of all texts; photos, clients and settings' values are never in them.
    """
    facts = {
        "posture_cv": __version__,
        "python": f"{platform.python_implementation()} {platform.python_version()} ({platform.machine()})",
        "system": f"{platform.system()} {platform.release()}",
        "distribution": _distribution(),
        "c_library": " ".join(platform.libc_ver()),
        "encoding": [sys.getfilesystemencoding(), locale.getpreferredencoding(do_setlocale=False), sys.stdout.encoding],
        "processors": os.cpu_count(),
        "memory_free_bytes": free_memory_bytes(),
        "addresses_free_bytes": free_addresses_bytes(),
        "temporary_folder": _has_temporary_folder(),
        "settings_made": sorted(name for name in os.environ if name.startswith(_TOLD)),
        "libraries_missing": [need.what for need in missing()],
        "imports": [asdict(one) for one in try_imports()],
        "packages": sorted({f"{one.name} {one.version}" for one in metadata.distributions()}, key=str.lower),
        "checks": [_told(one) for one in findings],
    }
    return without_places(json.dumps(facts, indent=2, ensure_ascii=False)) + "\n"


def _told(check: CheckResult) -> dict[str, object]:
    """What a check found, in English: those who read it may not know the user's language."""
    from posture_cv.wiring import words_in
    from posture_cv.words import ENGLISH

    say = words_in(ENGLISH).say
    return {"title": say(check.title), "passed": check.passed, "detail": say(check.detail), "seconds": check.seconds}


def without_places(text: str) -> str:
    """The text with this user's folders, name and computer's name replaced by words for them."""
    folders = {"<environment>": sys.prefix, "<python>": sys.base_prefix, "<here>": str(Path.cwd()), "<home>": str(Path("~").expanduser())}
    folders |= {"<program>": str(Path(__file__).resolve().parents[2])}
    for word, place in sorted(folders.items(), key=lambda item: len(item[1]), reverse=True):
        if len(place) > 1:
            for written in (place, json.dumps(place)[1:-1]):
                text = text.replace(written, word)
    text = _FOLDERS.sub("<folder>/", text)
    names = {"<user>": _user(), "<computer>": socket.gethostname(), "<short computer>": socket.gethostname().partition(".")[0]}
    for word, name in names.items():
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", word, text)
    return text


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody of that number is known, or there are no numbers
        return ""


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""


def _has_temporary_folder() -> bool:
    try:
        return bool(tempfile.gettempdir())
    except OSError:
        return False
