"""Which family of models reads the outline best: ``python -m training.experiments.model_families --train DIR --held DIR``.

Angles straight from the features, no augmentation, judged on the held-out set's validation subjects. What ships is chosen by this and by
``training.judge``; the model card keeps the table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.anatomy.learned_features import POINTS
from training import dataset, judge
from training.examples import tabulate

if TYPE_CHECKING:
    from training.examples import Table

ANGLES = ("craniovertebral_angle", "pelvic_tilt", "thoracic_kyphosis", "lumbar_lordosis", "trunk_lean")


def families() -> dict[str, tuple[bool, Any]]:
    """Name, whether the outline is seen besides the points, and the model."""
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.decomposition import PCA
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import RidgeCV
    from sklearn.neural_network import MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVR

    alphas = np.logspace(-1, 4, 11)

    def scaled(model: Any) -> Any:
        return TransformedTargetRegressor(regressor=model, transformer=StandardScaler())

    return {
        "mean": (False, scaled(make_pipeline(StandardScaler(), RidgeCV(alphas=[1e12])))),
        "points, ridge": (False, scaled(make_pipeline(StandardScaler(), RidgeCV(alphas=alphas)))),
        "points and outline, ridge": (True, scaled(make_pipeline(StandardScaler(), RidgeCV(alphas=alphas)))),
        "points and outline, boosted trees": (True, HistGradientBoostingRegressor(max_iter=150, learning_rate=0.06, random_state=0)),
        "points and outline, PCA 60, SVR": (
            True,
            scaled(make_pipeline(StandardScaler(), PCA(60, whiten=True, random_state=0), SVR(C=3.0, gamma=0.004, epsilon=0.05))),
        ),
        "points and outline, PCA 60, one MLP": (
            True,
            scaled(
                make_pipeline(
                    StandardScaler(),
                    PCA(60, whiten=True, random_state=0),
                    MLPRegressor(hidden_layer_sizes=(64,), alpha=3.0, max_iter=300, random_state=0),
                )
            ),
        ),
    }


def errors(train: Table, held: Table) -> dict[str, list[float]]:
    """Mean absolute error of every family in every angle, degrees."""
    out = {}
    for name, (outline, model) in families().items():
        columns = slice(None) if outline else slice(0, 2 * POINTS)
        row = []
        for angle in ANGLES:
            model.fit(train.seen[:, columns], train.angle(angle))
            row.append(float(np.abs(model.predict(held.seen[:, columns]) - held.angle(angle)).mean()))
        out[name] = row
    return out


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.experiments.model_families", description="Which family of models reads the outline best."
    )
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--held", type=Path, required=True)
    given = parser.parse_args(arguments)
    train = tabulate(dataset.read_all(given.train), lateral=True)
    held = tabulate(judge.held_part(dataset.read_all(given.held), "validation"), lateral=True)
    sys.stdout.write(f"{len(train)} side views to learn from, {len(held)} to judge by\n| model | {' | '.join(ANGLES)} |\n")
    for name, row in errors(train, held).items():
        sys.stdout.write(f"| {name} | {' | '.join(f'{value:.2f}' for value in row)} |\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
