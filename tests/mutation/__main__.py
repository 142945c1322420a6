"""Do the tests notice a changed line? ``python -m tests.mutation --session DIR`` changes one place of the pure core at a time to see.

Places are drawn at random, the same ones for the same seed, and mutated by cosmic-ray in a copy of the tree; each room is judged by its own
unit tests alone. Stop it at any time: run again with the same folder it goes on. It ends with the survivors and their changes.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("measures", "findings", "muscles", "worksheet")
COPIED = ("posture_cv", "tests", "sample_images", "pyproject.toml", "models")
ANNOTATIONS = "Operator_BitOr_"
"""Operators that stand in for ``|`` are left out: it mostly stands in type annotations, which nothing runs."""
SAME = "ComparisonOperator_Is_Eq"
"""So is ``==`` for ``is``: between members of an enumeration it is the same."""
NEVER_RUN_APART = ("@dataclass", "if TYPE_CHECKING", "@lru_cache", "@cache")
"""Lines that say how the program is read or how much it remembers: no result can tell."""
TIMEOUT_S = 120.0


def main(arguments: list[str] | None = None) -> int:
    """Mutate, test and report; exit code 1 where fewer than ``--least`` per cent were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Do the tests notice a changed line?")
    parser.add_argument("--session", type=Path, required=True, help="folder for the copy and the results; go on in it later")
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=90.0, help="per cent to be noticed")
    given = parser.parse_args(arguments)
    folder: Path = given.session.resolve()
    copy_tree(folder / "tree")
    os.chdir(folder / "tree")
    with use_db(str(folder / "mutants.sqlite"), WorkDB.Mode.create) as work:
        if not work.num_work_items:
            sources = [path for room in ROOMS for path in sorted(Path("posture_cv", room).rglob("*.py"))]
            init(sources, work, {})
            chosen = drawn(list(work.work_items), given.mutants, given.seed)
            work.clear()
            work.add_work_items(chosen)
        run(work)
        return report(work, given.least)


def copy_tree(tree: Path) -> None:
    """Copy what tests need, once; files that a killed run left mutated are put back."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)


def worth_trying(item: WorkItem) -> bool:
    """Whether running the code could tell: no type annotation, no setting of a dataclass or a cache, not the same by other words."""
    place = item.mutations[0]
    line = place.module_path.read_text(encoding="utf-8").splitlines()[place.start_pos[0] - 1]
    told_apart = ANNOTATIONS not in place.operator_name and not place.operator_name.endswith(SAME)
    return told_apart and not line.startswith(NEVER_RUN_APART) and "strict=True" not in line


def drawn(items: list[WorkItem], number: int, seed: int) -> list[WorkItem]:
    """So many places of the source, each changed in one of the ways it can be."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    places: dict[tuple[Path, tuple[int, int]], list[WorkItem]] = {}
    for item in sorted(filter(worth_trying, items), key=lambda item: str(item.mutations)):
        places.setdefault((item.mutations[0].module_path, item.mutations[0].start_pos), []).append(item)
    return [chance.choice(places[place]) for place in chance.sample(sorted(places), min(number, len(places)))]


def run(work: WorkDB) -> None:
    """Test every mutant that has not been tested yet."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("mutants", total=work.num_work_items, completed=work.num_results)
        for item in list(work.pending_work_items):
            room = item.mutations[0].module_path.parts[1]
            command = f"{sys.executable} -m pytest -q -x -p no:cacheprovider -p no:xdist tests/unit/{room}"
            work.set_result(item.job_id, mutate_and_test(item.mutations, command, TIMEOUT_S))
            progress.advance(bar)


def report(work: WorkDB, least_pct: float) -> int:
    """Print survivors and the share that was noticed."""
    out = Console(soft_wrap=True)
    results = dict(work.results)
    survivors = [item for item in work.work_items if results[item.job_id].test_outcome is TestOutcome.SURVIVED]
    for item in survivors:
        out.print(f"\n{item.mutations[0].module_path}:{item.mutations[0].start_pos[0]}", style="bold", markup=False)
        out.print(results[item.job_id].diff or "", markup=False, highlight=False)
    noticed_pct = 100.0 * (1.0 - len(survivors) / max(len(results), 1))
    out.print(f"{len(results)} mutants, {len(survivors)} survived: {noticed_pct:.1f} % noticed", markup=False)
    return 0 if noticed_pct >= least_pct else 1


if __name__ == "__main__":
    sys.exit(main())
