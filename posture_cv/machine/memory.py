"""How much memory this process may still take, so that a photo or a model too large for it is refused in words.

A native library that runs out of memory ends the process, and so does the system when all processes together do; neither can be caught.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
_PROC = Path("/proc")


def free_memory_bytes() -> int | None:
    """Memory that can be filled before the system runs out, or this process's own share does; None where the system does not tell.

    Swap counts: it is slow, but no reason to refuse.
    """
    known = [room for room in (_of_system(), _of_group()) if room is not None]
    return min(known, default=None)


def free_addresses_bytes() -> int | None:
    """Address space left under a limit set for this process (``ulimit -v``); None where there is none, or the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    pages = _read(_PROC / "self/statm").split()
    if limit == resource.RLIM_INFINITY or not pages:
        return None
    return max(0, limit - int(pages[0]) * os.sysconf("SC_PAGE_SIZE"))


def _of_system() -> int | None:
    found = dict(re.findall(r"^(MemAvailable|SwapFree): +(\d+) kB$", _read(_PROC / "meminfo"), re.MULTILINE))
    return 1024 * sum(int(size) for size in found.values()) if "MemAvailable" in found else None


def _of_group() -> int | None:
    """What a container or a service still has of its share (control groups, version 2)."""
    own = _read(_PROC / "self/cgroup").strip().rpartition("::/")[2]
    rooms = []
    folder = _CGROUP / own
    for group in (folder, *folder.parents):
        limit, used = _read(group / "memory.max").strip(), _read(group / "memory.current").strip()
        if limit.isdecimal() and used.isdecimal():
            cached = re.search(r"^inactive_file (\d+)$", _read(group / "memory.stat"), re.MULTILINE)
            rooms.append(int(limit) - int(used) + (int(cached[1]) if cached else 0))
        if group == _CGROUP:
            break
    return max(0, min(rooms)) if rooms else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
