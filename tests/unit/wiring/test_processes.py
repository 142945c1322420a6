"""Threads, forked and spawned processes, and computers that lack something: an answer or plain words, and never a wait without end.

Every case runs in a process of its own, for it is the process that it is about; the time-outs are there for one that hangs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from posture_cv.assets.samples import samples

FORKING = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits and namespaces of Linux")
HANGS_AFTER_S = 300

PREAMBLE = """
import multiprocessing, os, sys, threading
import posture_cv
from posture_cv.domain.errors import PostureError

def values(path=sys.argv[1]):
    return [measured.value for measured in posture_cv.assess(path).measurements]
"""


def ran(script: str, tmp_path: Path, *, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script with a sample's path, after a line of shell if there is one; spawned children need it to be a file."""
    file = tmp_path / "script.py"
    file.write_text(PREAMBLE + textwrap.dedent(script), encoding="utf-8")
    command = [sys.executable, str(file), str(samples()[0].path)]
    if before:
        command = ["bash", "-c", f'{before}; exec "$@"', "bash", *command]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=HANGS_AFTER_S, stdin=subprocess.DEVNULL
    )


@FORKING
def test_children_forked_after_the_first_photo_answer_like_their_parent(tmp_path: Path) -> None:
    """By a pool and by hand, while another thread of the parent is at work; the parent goes on as well."""
    answer = ran(
        """
        first = values()
        stop = threading.Event()
        def busy():
            while not stop.is_set():
                values()
        thread = threading.Thread(target=busy)
        thread.start()
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(values, [sys.argv[1]] * 3) == [first] * 3)
        for _ in range(2):
            child = os.fork()
            if child == 0:
                sys.exit(0 if values() == first else 1)
            print(os.waitpid(child, 0)[1] == 0)
        stop.set()
        thread.join()
        print(values() == first)
        """,
        tmp_path,
    )
    assert answer.stdout.split() == ["True"] * 4, answer.stderr
    assert answer.stderr == ""


@FORKING
def test_a_child_that_looks_at_no_photo_ends_and_so_does_one_that_closes_what_it_got(tmp_path: Path) -> None:
    answer = ran(
        """
        from posture_cv.wiring import default_assessor
        values()
        for close in (False, True):
            child = os.fork()
            if child == 0:
                if close:
                    default_assessor().close()
                sys.exit(0)
            print(os.waitpid(child, 0)[1] == 0)
        """,
        tmp_path,
    )
    assert answer.stdout.split() == ["True"] * 2, answer.stderr


def test_threads_and_spawned_processes_answer_alike(tmp_path: Path) -> None:
    answer = ran(
        """
        from concurrent.futures import ThreadPoolExecutor
        if __name__ == "__main__":
            first = values()
            with ThreadPoolExecutor(4) as threads:
                print(list(threads.map(values, [sys.argv[1]] * 4)) == [first] * 4)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.apply(values, [sys.argv[1]]) == first)
        """,
        tmp_path,
    )
    assert answer.stdout.split() == ["True"] * 2, answer.stderr


def test_a_thread_that_outlives_the_program_is_told_so(tmp_path: Path) -> None:
    answer = ran(
        """
        main = threading.current_thread()
        def late():
            main.join()
            try:
                values()
            except PostureError as error:
                print(error.what.id)
        values()
        threading.Thread(target=late).start()
        """,
        tmp_path,
    )
    assert answer.stdout.strip() == "machine.ending", answer.stderr


@LINUX
def test_a_home_that_is_no_folder_is_no_matter(tmp_path: Path) -> None:
    answer = ran("print(len(values()) > 5)", tmp_path, HOME="/dev/null")
    assert answer.stdout.split() == ["True"]
    assert answer.stderr == ""


READ_ONLY = "for p in /tmp /var/tmp; do mount --bind $p $p && mount -o remount,ro,bind $p || exit 1; done; cd /proc"
"""What lies there stays in sight: this checkout may be one of the things."""


@LINUX
def test_without_a_temporary_folder_there_is_an_answer_and_without_any_place_plain_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In a mount namespace of its own, where the usual folders can only be read."""
    if subprocess.run(["unshare", "-m", "bash", "-c", READ_ONLY], capture_output=True, check=False).returncode:
        pytest.skip("this user may not make a mount namespace")
    script = PREAMBLE + textwrap.dedent("""
        try:
            print(len(values()) > 5)
        except PostureError as error:
            print(error)
    """)
    run = ["unshare", "-m", "bash", "-c", f'{READ_ONLY} && exec "$@"', "bash", sys.executable, "-B", "-c", script, str(samples()[0].path)]
    plain = {name: value for name, value in os.environ.items() if name not in {"TMPDIR", "TEMP", "TMP"}}
    home = str(Path.home())
    said = [
        subprocess.run(run, env=plain | {"HOME": place}, capture_output=True, text=True, check=True, timeout=HANGS_AFTER_S).stdout.strip()
        for place in (home, "/proc")
    ]
    assert said == [
        "True",
        "Neither the home folder nor the temporary folder can be written to. Set MPLCONFIGDIR to a folder that can be written to.",
    ]


@LINUX
def test_a_program_that_is_allowed_too_little_memory_says_so_instead_of_falling_over(tmp_path: Path) -> None:
    answer = ran(
        """
        from posture_cv.cli import main
        sys.argv = ["posture-cv", "assess", sys.argv[1]]
        main()
        """,
        tmp_path,
        before="ulimit -v 1000000",
    )
    assert answer.returncode == 12, answer.stderr
    assert "allowed is too little for the pose model" in answer.stderr
    assert "ulimit -v unlimited" in answer.stderr
