"""Who is rendered for validation: unseen people in two postures, from all sides, some of them turned out of the view."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training.people.render import write_subject
from training.people.scenario import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_VIEWS = (("left", "front"), ("right", "front"), ("left", "back"), ("right", "front"), ("left", "right"))
_YAW_SD_DEG, _TURNED_SD_DEG, _TURNED_EVERY = 4.0, 9.0, 6
_SITS, _SITS_EVERY = 3, 8


def plan_of(number: int, *, seed: int, height_px: int) -> Plan:
    """What is rendered of one subject: two postures, two views; one in six is turned further than people usually are, one in eight sits."""
    return Plan(
        seed=seed,
        postures=2,
        views=_VIEWS[number % len(_VIEWS)],
        yaw_sd_deg=_TURNED_SD_DEG if number % _TURNED_EVERY == 0 else _YAW_SD_DEG,
        height_px=height_px,
        position="sitting" if number % _SITS_EVERY == _SITS else "standing",
    )


def render(numbers: Iterable[int], *, seed: int, height_px: int, out: Path) -> None:
    """Render subjects into a folder as ``training.people.render`` does; those already there are skipped."""
    from tqdm import tqdm

    for folder in ("images", "masks", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for number in tqdm(list(numbers), desc="rendering", unit="subject"):
        write_subject(plan_of(number, seed=seed, height_px=height_px), number, out)


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Truth records of all subjects finished in a folder, by number."""
    for part in sorted((folder / "truth").glob("*.jsonl")):
        for line in part.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
