"""System packages are installed by the system's own manager, after it was said which and a person agreed."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from posture_cv.machine import packages
from posture_cv.machine.libraries import SHARED_LIBRARIES, Need
from posture_cv.machine.lines import lines_in

ENGLISH = lines_in("en")
GL, _, EGL, _ = SHARED_LIBRARIES
NOWHERE = Need("libmystery.so.1", "OpenCV", {})


def there(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


def test_a_debian_user_gets_two_commands_with_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_is_root", lambda: False)
    wanted = packages.plan([GL, EGL], there("apt-get", "sudo"))
    assert wanted.words == "sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends libgl1 libegl1"
    assert wanted.unknown == ()


@pytest.mark.parametrize(
    ("manager", "words"),
    [
        ("apt-get", "apt-get update -q && apt-get install -y -q --no-install-recommends libgl1 libegl1"),
        ("dnf", "dnf install -y libglvnd-glx libglvnd-egl"),
        ("zypper", "zypper --non-interactive install Mesa-libGL1 Mesa-libEGL1"),
        ("pacman", "pacman -S --noconfirm --needed libglvnd"),
    ],
)
def test_root_needs_no_sudo_on_any_system(manager: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_is_root", lambda: True)
    assert packages.plan([GL, EGL], there(manager, "sudo")).words == words


def test_every_library_has_a_package_of_every_manager() -> None:
    assert {frozenset(need.packages) for need in SHARED_LIBRARIES} == {frozenset(manager.name for manager in packages.MANAGERS)}


def test_a_system_without_a_known_manager_is_told_what_to_look_for() -> None:
    said: list[str] = []
    wanted = packages.plan([GL, NOWHERE], there())
    assert wanted.commands == ()
    assert not packages.install(wanted, say=said.append, agree=lambda _: True, lines=ENGLISH)
    assert [line.split(",")[0] for line in said] == ["libGL.so.1", "libmystery.so.1"]


def test_a_root_without_a_view_of_its_processors_is_set_up_after_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_is_root", lambda: True)
    view = Need("/sys", "MediaPipe", command=("mount", "-t", "sysfs", "sysfs", "/sys"))
    assert packages.plan([view], there("apt-get", "mount")).words == "mount -t sysfs sysfs /sys"
    assert packages.plan([GL, view], there("dnf", "mount")).words == "dnf install -y libglvnd-glx && mount -t sysfs sysfs /sys"
    assert packages.plan([view], there("apt-get")).unknown == (view,)


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package manager that writes down how it was called, and fails while a file ``broken`` lies beside it."""
    program = tmp_path / "apt-get"
    program.write_text(
        '#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> "$(dirname "$0")/calls"\n[ ! -e "$(dirname "$0")/broken" ]\n', encoding="ascii"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(packages, "_is_root", lambda: True)
    return tmp_path


def test_what_was_agreed_to_is_run_as_it_was_said(manager: Path) -> None:
    said: list[str] = []
    assert packages.install(packages.plan([GL]), say=said.append, agree=lambda _: True, lines=ENGLISH)
    assert (manager / "calls").read_text(encoding="ascii").splitlines() == [
        "noninteractive update -q",
        "noninteractive install -y -q --no-install-recommends libgl1",
    ]
    assert said == ["To set up what is missing: apt-get update -q && apt-get install -y -q --no-install-recommends libgl1"]


def test_nothing_is_run_unless_somebody_agrees(manager: Path) -> None:
    said: list[str] = []
    assert not packages.install(packages.plan([GL]), say=said.append, agree=lambda _: False, lines=ENGLISH)
    assert not (manager / "calls").exists()
    assert said[-1] == "Nothing was changed."


def test_a_command_that_fails_is_named(manager: Path) -> None:
    (manager / "broken").touch()
    said: list[str] = []
    assert not packages.install(packages.plan([GL]), say=said.append, agree=lambda _: True, lines=ENGLISH)
    assert said[-1] == "This did not work: apt-get update -q"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "agreed"), [("y\n", True), (" YES \n", True), ("n\n", False), ("\n", False), ("", False)])
def test_agreeing_takes_a_yes(typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert packages.agrees("Do this now?", say=lambda _: None, lines=ENGLISH) is agreed


def test_without_a_terminal_nobody_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert not packages.agrees("Do this now?", say=said.append, lines=ENGLISH)
    assert said == ["Do this now? Nobody is there to ask; run this again with --yes."]
