"""Render a set of people: ``python -m training.people.render --subjects 1000 --seed 7 --out DIR``.

Writes ``images/*.jpg``, ``masks/*.png``, one ``truth/*.jsonl`` per subject and, when all are there, ``truth.jsonl``. A subject whose
truth file exists is skipped, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from pathlib import Path

from training.people.posture import ARMS, POSITIONS
from training.people.scenario import VIEWS, Plan, of_subject


def write_subject(plan: Plan, number: int, out: Path) -> int:
    """Render one subject into a folder; returns how many pictures were made, 0 if the subject was there already."""
    from PIL import Image

    done = out / "truth" / f"{number:06d}.jsonl"
    if done.exists():
        return 0
    lines = []
    for rendered in of_subject(plan, number):
        (out / "images" / rendered.name).write_bytes(rendered.jpeg)
        Image.fromarray(rendered.mask).save(out / "masks" / rendered.name.replace(".jpg", ".png"), compress_level=3)
        lines.append(json.dumps(rendered.record))
    partial = done.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n")
    partial.replace(done)
    return len(lines)


def _job(job: tuple[Plan, int, Path]) -> int:
    return write_subject(*job)


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.people.render", description="Render people with known posture.")
    parser.add_argument("--subjects", type=int, required=True)
    parser.add_argument("--first", type=int, default=0, help="number of the first subject")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--postures", type=int, default=2)
    parser.add_argument("--views", default=",".join(VIEWS))
    parser.add_argument("--yaw-sd", type=float, default=4.0)
    parser.add_argument("--height", type=int, default=960)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--position", choices=POSITIONS, default="standing")
    parser.add_argument("--arms", choices=ARMS, help="crossed before the trunk; without it where arms usually are")
    given = parser.parse_args(arguments)
    views = tuple(given.views.split(","))
    if not set(views) <= set(VIEWS):
        parser.error(f"--views takes some of {', '.join(VIEWS)}")
    plan = Plan(
        seed=given.seed, postures=given.postures, views=views, yaw_sd_deg=given.yaw_sd, height_px=given.height, position=given.position,
        arms=given.arms,
    )  # fmt: skip
    for folder in ("images", "masks", "truth"):
        (given.out / folder).mkdir(parents=True, exist_ok=True)
    numbers = range(given.first, given.first + given.subjects)
    jobs = [(plan, number, given.out) for number in numbers]
    start = time.monotonic()
    pictures = _run(jobs, given.processes)
    seconds = time.monotonic() - start
    if pictures:
        sys.stderr.write(f"{pictures} pictures in {seconds:.0f} s, {pictures / seconds:.2f} per second\n")
    parts = [given.out / "truth" / f"{number:06d}.jsonl" for number in numbers]
    (given.out / "truth.jsonl").write_text("".join(part.read_text() for part in parts))
    return 0


def _run(jobs: list[tuple[Plan, int, Path]], processes: int) -> int:
    from tqdm import tqdm

    if processes <= 1:
        return sum(_job(job) for job in tqdm(jobs, unit="subject"))
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return sum(tqdm(pool.imap_unordered(_job, jobs), total=len(jobs), unit="subject"))


if __name__ == "__main__":
    raise SystemExit(main())
