"""Setting up what the system lacks, by its own package manager: first said, then asked, then done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posture_cv.machine.libraries import Need
from posture_cv.machine.lines import Lines


@dataclass(frozen=True)
class PackageManager:
    """A package manager: how its list of packages is brought up to date, and how packages are installed."""

    name: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]


MANAGERS = (
    PackageManager("apt-get", ("update", "-q"), ("install", "-y", "-q", "--no-install-recommends")),
    PackageManager("dnf", (), ("install", "-y")),
    PackageManager("zypper", (), ("--non-interactive", "install")),
    PackageManager("pacman", (), ("-S", "--noconfirm", "--needed")),
)
"""In this order the first that is there is taken."""

_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


@dataclass(frozen=True)
class Plan:
    """The commands that install what is missing, and what no known package holds."""

    commands: tuple[tuple[str, ...], ...]
    unknown: tuple[Need, ...]

    @property
    def words(self) -> str:
        """The commands as they would be typed."""
        return " && ".join(" ".join(command) for command in self.commands)


def plan(missing: Sequence[Need], which: Callable[[str], str | None] = shutil.which) -> Plan:
    """How to install what is missing; no command where this system has no package manager that is known.

    Parameters
    ----------
    which
        Tells where a program is; None where it is not installed.
    """
    manager = next((manager for manager in MANAGERS if which(manager.name)), None)
    held = [need for need in missing if manager is not None and manager.name in need.packages]
    set_up = [need for need in missing if need.command and which(need.command[0])]
    steps: list[tuple[str, ...]] = []
    if manager is not None and held:
        packages = dict.fromkeys(need.packages[manager.name] for need in held)
        steps += [(manager.name, *step) for step in (manager.refresh, (*manager.install, *packages)) if step]
    steps += [need.command for need in set_up]
    rights = () if _is_root() or not which("sudo") else ("sudo",)
    return Plan(commands=tuple((*rights, *step) for step in steps), unknown=tuple(need for need in missing if need not in [*held, *set_up]))


def install(wanted: Plan, *, say: Callable[[str], None], agree: Callable[[str], bool], lines: Lines) -> bool:
    """Say what is to be run, ask, and run it; tell whether all went well.

    Parameters
    ----------
    say
        Takes one line for the user.
    agree
        Asks a question, and tells whether the answer is yes.
    lines
        What is said.
    """
    for need in wanted.unknown:
        say(lines.unknown.format(what=need.what, why=need.why))
    if not wanted.commands:
        return not wanted.unknown
    say(lines.commands.format(commands=wanted.words))
    if not agree(lines.question):
        say(lines.unchanged)
        return False
    for command in wanted.commands:
        try:
            done = subprocess.run(command, env=os.environ | _QUIET, check=False).returncode
        except OSError:
            done = -1
        if done:
            say(lines.failed.format(command=" ".join(command)))
            return False
    return not wanted.unknown


def agrees(question: str, *, say: Callable[[str], None], lines: Lines) -> bool:
    """Ask at the terminal; without one nobody agrees."""
    if sys.stdin is None or not sys.stdin.isatty():
        say(lines.nobody.format(question=question))
        return False
    say(lines.how_to_agree.format(question=question, yes=lines.yes))
    return sys.stdin.readline().strip().lower() in {"y", "yes", lines.yes}


def _is_root() -> bool:
    return not hasattr(os, "geteuid") or os.geteuid() == 0
