"""Networks in numpy, against ones small enough to work out by hand."""

import numpy as np
import pytest

from posture_cv.anatomy.learned_network import Ensemble


def tiny(**changes: object) -> dict[str, np.ndarray]:
    """Two members with one input, one hidden unit in each layer and one output."""
    arrays = {
        "columns": np.array([1]),
        "mean_in": np.array([10.0]),
        "sd_in": np.array([2.0]),
        "mean_out": np.array([100.0]),
        "sd_out": np.array([5.0]),
        "start": np.array([[1.0, 0.0]]),
        "mix": np.array([[1.0]]),
        "weight_0": np.array([[[1.0]], [[1.0]]]),
        "bias_0": np.zeros((2, 1)),
        "weight_1": np.array([[[1.0]], [[2.0]]]),
        "bias_1": np.zeros((2, 1)),
        "weight_2": np.array([[[1.0, 0.0]], [[1.0, 0.0]]]),
        "bias_2": np.array([[0.0, np.log(0.3)], [0.0, np.log(0.4)]]),
    }
    return {f"a_{k}": v for k, v in (arrays | changes).items() if v is not None}


def silu(x: float) -> float:
    return x / (1.0 + np.exp(-x))


def test_mean_is_the_members_mean_on_top_of_the_start() -> None:
    mean, _ = Ensemble.read(tiny(), "a").say(np.array([7.0, 14.0]))
    members = [silu(silu(2.0)), silu(2.0 * silu(2.0))]
    assert mean == pytest.approx([7.0 + 100.0 + 5.0 * np.mean(members)])


def test_spread_adds_what_they_expect_and_how_they_disagree() -> None:
    _, sd = Ensemble.read(tiny(), "a").say(np.array([7.0, 14.0]))
    members = [silu(silu(2.0)), silu(2.0 * silu(2.0))]
    assert sd == pytest.approx([5.0 * np.sqrt((0.3**2 + 0.4**2) / 2.0 + np.var(members))])


def test_absurd_input_is_held() -> None:
    ensemble = Ensemble.read(tiny(), "a")
    assert ensemble.say(np.array([0.0, 1e9]))[0] == pytest.approx(ensemble.say(np.array([0.0, 10.0 + 6.0 * 2.0]))[0])


def test_without_layers_it_is_linear() -> None:
    no_layers = {f"{kind}_{k}": None for kind in ("weight", "bias") for k in range(3)}
    arrays = tiny(
        **no_layers, mean_out=np.array([1.0, 2.0]), sd_out=np.array([3.0, 4.0]), start=np.eye(2), mix=np.array([[1.0, 0.5], [1.0, -0.5]])
    )
    mean, sd = Ensemble.read(arrays, "a").say(np.array([10.0, 20.0]))
    assert mean == pytest.approx([11.0 + 11.0, 11.0 - 11.0])
    assert sd == pytest.approx([np.hypot(3.0, 2.0)] * 2)
