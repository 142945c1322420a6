"""A photo that does not fit into what is left of the memory is refused in words, by what the system tells of it."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from posture_cv.capture import decoding, read_photo
from posture_cv.domain.errors import PhotoTooLarge
from posture_cv.machine import memory
from tests.fuzz import bombs

LINUX = pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="reads Linux's /proc")


def told(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return folder


def test_the_system_s_word(tmp_path, monkeypatch):
    text = "MemTotal:       16000000 kB\nMemFree:  10 kB\nMemAvailable:    3000 kB\nSwapFree:        1000 kB\n"
    monkeypatch.setattr(memory, "_PROC", told(tmp_path, meminfo=text))
    monkeypatch.setattr(memory, "_CGROUP", tmp_path / "none")
    assert memory.free_memory_bytes() == 4_096_000


def test_a_container_s_share_is_less(tmp_path, monkeypatch):
    """Its limit less what it uses, with the part of the file cache that is given up when needed; a group above may be narrower still."""
    monkeypatch.setattr(memory, "_PROC", told(tmp_path / "proc", meminfo="MemAvailable: 9000000 kB\n", self__cgroup="0::/a/b\n"))
    groups = told(
        tmp_path / "groups",
        a__b__memory_dot_max="1000000\n",
        a__b__memory_dot_current="900000\n",
        a__b__memory_dot_stat="anon 5\ninactive_file 50000\n",
        a__memory_dot_max="max\n",
    )
    monkeypatch.setattr(memory, "_CGROUP", groups)
    assert memory.free_memory_bytes() == 150_000
    told(groups, a__memory_dot_max="960000\n", a__memory_dot_current="900000\n")
    assert memory.free_memory_bytes() == 60_000


def test_a_system_that_tells_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "_PROC", tmp_path)
    monkeypatch.setattr(memory, "_CGROUP", tmp_path)
    assert memory.free_memory_bytes() is None
    assert read_photo(bombs.SMALL_JPEG).pixels.shape == (180, 200, 3)


@LINUX
def test_a_limit_on_addresses():
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    try:
        resource.setrlimit(resource.RLIMIT_AS, (used + 1_000_000_000, hard))
        assert 800_000_000 < memory.free_addresses_bytes() <= 1_000_000_000
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_a_photo_larger_than_what_is_left_is_refused(monkeypatch):
    content = bombs.one_colour_webp(4000, 3000)
    monkeypatch.setattr(decoding, "free_memory_bytes", lambda: 12_000_000 * 21 - 1)
    with pytest.raises(PhotoTooLarge, match=r"too little free memory.*Close other programs"):
        read_photo(content)
    monkeypatch.setattr(decoding, "free_memory_bytes", lambda: 12_000_000 * 21)
    assert read_photo(content).pixels.shape == (3000, 4000, 3)


@LINUX
@pytest.mark.parametrize("source", ["webp", "array", "picture"])
def test_memory_that_runs_out_half_way_is_said_in_words(source, tmp_path):
    """A process that may grow by 60 MB decodes 24 million pixels."""
    (tmp_path / "photo").write_bytes(bombs.one_colour_webp(6000, 4000))
    script = textwrap.dedent("""
        import resource, sys
        import numpy as np
        from PIL import Image
        from posture_cv.capture import read_photo
        from posture_cv.domain.errors import PhotoTooLarge
        read_photo(np.zeros((200, 200, 3), np.uint8))
        array = np.zeros((4000, 6000, 4), np.uint8)
        source = {"webp": sys.argv[2], "array": array, "picture": Image.fromarray(array)}[sys.argv[1]]
        size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + 60_000_000,) * 2)
        try:
            read_photo(source)
        except PhotoTooLarge as error:
            print(error.what.id)
    """)
    run = [sys.executable, "-W", "error", "-c", script, source, str(tmp_path / "photo")]
    answer = subprocess.run(run, capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == "file.no_memory", answer.stderr
