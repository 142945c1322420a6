"""Small neural networks evaluated in plain numpy: an ensemble that says a mean and a spread for every output, linear without layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ensemble:
    """Networks of two hidden layers that look at the same columns of the same vector.

    Attributes
    ----------
    columns : ndarray of shape (inputs,)
        Which columns of the vector are looked at.
    mean_in, sd_in : ndarray of shape (inputs,)
    mean_out, sd_out : ndarray of shape (outputs,)
        The networks work in units of these.
    start : ndarray of shape (outputs, width)
        What each output is said relative to, as a sum of columns of the vector: mostly the detector's own point.
    mix : ndarray of shape (outputs, outputs)
        From what the networks say (the middle of a pair and its difference, say) to what is asked for.
    layers
        Three weights (members, into, out of) and biases (members, out of); the last layer gives the means, then log standard deviations.
        None for a linear model, whose error is ``sd_out`` for everybody.
    """

    columns: NDArray[np.intp]
    mean_in: NDArray[np.float64]
    sd_in: NDArray[np.float64]
    mean_out: NDArray[np.float64]
    sd_out: NDArray[np.float64]
    start: NDArray[np.float64]
    mix: NDArray[np.float64]
    layers: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> Ensemble:
        """From the arrays of a file, named ``prefix_columns``, ``prefix_weight_0`` and so on."""

        def of(name: str) -> NDArray[np.float64]:
            return np.asarray(arrays[f"{prefix}_{name}"], dtype=np.float64)

        return cls(
            columns=np.asarray(arrays[f"{prefix}_columns"], dtype=np.intp),
            mean_in=of("mean_in"),
            sd_in=of("sd_in"),
            mean_out=of("mean_out"),
            sd_out=of("sd_out"),
            start=of("start"),
            mix=of("mix"),
            layers=tuple((of(f"weight_{k}"), of(f"bias_{k}")) for k in range(3) if f"{prefix}_weight_{k}" in arrays),
        )

    def standardised(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        """The columns looked at, in standard deviations from the training people's mean."""
        return np.asarray((vector[self.columns] - self.mean_in) / self.sd_in)

    def say(self, vector: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and standard deviation of every output, each of shape (outputs,).

        The deviation holds what each network expects to be off and how far the networks disagree.
        """
        if not self.layers:
            return self.mix @ (self.start @ vector + self.mean_out), np.sqrt(self.mix**2 @ self.sd_out**2)
        x = np.clip(self.standardised(vector), -FARTHEST, FARTHEST)[None, None, :]
        for k, (weight, bias) in enumerate(self.layers):
            x = x @ weight + bias[:, None, :]
            if k < len(self.layers) - 1:
                x = x / (1.0 + np.exp(-x))
        each = x[:, 0, :]
        outputs = self.mean_out.size
        means, spreads = each[:, :outputs], np.exp(each[:, outputs:])
        said = self.start @ vector + self.mean_out + self.sd_out * means.mean(axis=0)
        variance = self.sd_out**2 * ((spreads**2).mean(axis=0) + means.var(axis=0))
        return self.mix @ said, np.sqrt(self.mix**2 @ variance)


FARTHEST = 6.0
"""Inputs are held within so many standard deviations, so that one absurd point cannot throw every output."""
