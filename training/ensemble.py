"""Train ensembles of small networks with PyTorch and hand them over as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from training.augment import Augmentation, augmented, displaced

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch
    from numpy.typing import NDArray

LEAST_SD, MOST_SD = 0.03, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an ensemble is trained.

    Attributes
    ----------
    augmentation
        What the people are augmented with; None to show them as they were rendered.
    """

    members: int = 5
    hidden: tuple[int, int] = (128, 64)
    steps: int = 4500
    batch: int = 256
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.1
    augmentation: Augmentation | None = None


def fit(
    seen: NDArray[np.float64],
    targets: NDArray[np.float64],
    columns: NDArray[np.intp],
    recipe: Recipe,
    *,
    seed: int,
    scaled: NDArray[np.bool_],
    axes: NDArray[np.intp],
    start: NDArray[np.float64],
    mix: NDArray[np.float64],
    c7: NDArray[np.float64] | None = None,
    hidden_column: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, NDArray[Any]]:
    """Train an ensemble.

    Parameters
    ----------
    seen : ndarray of shape (n, WIDTH)
    targets : ndarray of shape (n, outputs)
    scaled : ndarray of shape (outputs,)
        Which targets are lengths in the frame, and scale with it.
    axes : ndarray of shape (outputs,)
        0 for places along x, 1 for places along y, -1 for what has no place.
    start : ndarray of shape (outputs, WIDTH)
        What each output is said relative to, as a sum of columns.
    mix : ndarray of shape (outputs, outputs)
        From the networks' outputs to the targets.
    c7 : ndarray of shape (n, 2)
        Needed where the recipe augments.
    hidden_column
        The target that an augmentation of the nape sets to 1.

    Returns
    -------
    dict
        Arrays for ``learned_network.Ensemble.read``, without prefix.
    """
    import torch

    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    unmix = np.linalg.inv(mix)
    relative = targets @ unmix.T - seen @ start.T
    mean_out, sd_out = relative.mean(axis=0), relative.std(axis=0) + 1e-6
    augmentation = recipe.augmentation
    sample = seen
    if augmentation is not None and c7 is not None:
        sample = np.concatenate([augmented(seen, c7, augmentation, rng)[0] for _ in range(4)])
    mean_in, sd_in = sample[:, columns].mean(axis=0), sample[:, columns].std(axis=0) + 1e-4
    networks = _Networks([len(columns), *recipe.hidden, 2 * targets.shape[1]], recipe, rng)
    optimiser, schedule = networks.optimiser(recipe)
    for step in range(recipe.steps):
        chosen = rng.integers(0, len(seen), recipe.batch)
        x, y = seen[chosen], targets[chosen]
        if augmentation is not None and c7 is not None:
            x, moved = displaced(x, augmentation.face_sd, rng)
            y = y + np.concatenate([moved, np.zeros((len(y), 1))], axis=1)[:, axes]
            x, hidden, scale = augmented(x, c7[chosen] + moved, augmentation, rng)
            y = np.where(scaled[None], y * scale[:, None], y)
            if hidden_column is not None:
                y[:, hidden_column] = np.maximum(y[:, hidden_column], hidden)
        inputs = torch.tensor(np.clip((x[:, columns] - mean_in) / sd_in, -6.0, 6.0), dtype=torch.float32)
        wanted = torch.tensor((y @ unmix.T - x @ start.T - mean_out) / sd_out, dtype=torch.float32)
        optimiser.zero_grad()
        networks.loss(inputs, wanted).backward()
        optimiser.step()
        schedule.step()
        if progress is not None and step % 200 == 0:
            progress(step, recipe.steps)
    return {
        "columns": columns.astype(np.int16), "mean_in": mean_in.astype(np.float32), "sd_in": sd_in.astype(np.float32),
        "mean_out": mean_out.astype(np.float32), "sd_out": sd_out.astype(np.float32),
        "start": start.astype(np.float16), "mix": mix.astype(np.float16),
        **networks.arrays(),
    }  # fmt: skip


class _Networks:
    """The members of an ensemble, side by side in one set of tensors: three layers, the last giving a mean and a log spread per output."""

    def __init__(self, sizes: list[int], recipe: Recipe, rng: np.random.Generator) -> None:
        import torch

        self._members, self._dropout = recipe.members, recipe.dropout
        self._weights, self._biases = [], []
        for k in range(3):
            bound = np.sqrt(2.0 / sizes[k]) if k < 2 else 0.3 / np.sqrt(sizes[k])
            start = rng.standard_normal((recipe.members, sizes[k], sizes[k + 1])) * bound
            self._weights.append(torch.tensor(start, dtype=torch.float32, requires_grad=True))
            self._biases.append(torch.zeros((recipe.members, 1, sizes[k + 1]), requires_grad=True))

    def optimiser(self, recipe: Recipe) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        """What moves the weights, and the course of its step over the training."""
        import torch

        weights, biases = {"params": self._weights, "weight_decay": recipe.decay}, {"params": self._biases, "weight_decay": 0.0}
        optimiser = torch.optim.AdamW([weights, biases], lr=recipe.rate)
        return optimiser, torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=recipe.steps, pct_start=0.1)

    def loss(self, inputs: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """Huber loss of the means of shape (batch, outputs), and how well the spread tells their errors."""
        import torch

        a = inputs[None].expand(self._members, -1, -1)
        for k in range(3):
            a = torch.baddbmm(self._biases[k], a, self._weights[k])
            if k < 2:
                a = torch.nn.functional.dropout(torch.nn.functional.silu(a), self._dropout)
        outputs = wanted.shape[-1]
        mean, spread = a[..., :outputs], a[..., outputs:].clamp(np.log(LEAST_SD), np.log(MOST_SD))
        off = wanted[None] - mean
        huber = torch.nn.functional.huber_loss(mean, wanted[None].expand_as(mean), delta=1.5)
        return huber + 0.2 * (0.5 * (off.detach() / spread.exp()) ** 2 + spread).mean()

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Weights and biases of each layer, float32."""
        weights = {f"weight_{k}": weight.detach().numpy().astype(np.float32) for k, weight in enumerate(self._weights)}
        return weights | {f"bias_{k}": bias.detach().numpy()[:, 0].astype(np.float32) for k, bias in enumerate(self._biases)}
