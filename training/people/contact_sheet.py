"""A sheet of rendered people, to look at: ``python -m training.people.contact_sheet --seed 1 --out sheet.png``."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.people.posture import ARMS, POSITIONS
from training.people.scenario import VIEWS, Plan, of_subject


def sheet(plan: Plan, subjects: int, columns: int, height_px: int) -> object:
    """A picture of all four views of some subjects, as a PIL image."""
    from PIL import Image

    tiles = [rendered.pixels for number in range(subjects) for rendered in of_subject(plan, number)]
    width_px = height_px * 3 // 4
    rows = -(-len(tiles) // columns)
    out = Image.new("RGB", (columns * width_px, rows * height_px), "white")
    for k, tile in enumerate(tiles):
        small = Image.fromarray(tile).resize((width_px, height_px), Image.Resampling.LANCZOS)
        out.paste(small, ((k % columns) * width_px, (k // columns) * height_px))
    return out


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.people.contact_sheet", description="A sheet of rendered people.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--subjects", type=int, default=6)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--height", type=int, default=480, help="height of one picture on the sheet")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--position", choices=POSITIONS, default="standing")
    parser.add_argument("--arms", choices=ARMS, help="crossed before the trunk; without it where arms usually are")
    given = parser.parse_args(arguments)
    plan = Plan(seed=given.seed, postures=1, views=VIEWS, position=given.position, arms=given.arms)
    sheet(plan, given.subjects, given.columns, given.height).save(given.out)  # type: ignore[attr-defined]
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
