"""A small image network that finds points, in PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

SIZE_PX = 96
"""Side of the picture it looks at."""
STRIDE_PX = 4
"""Step of its maps, in pixels of that picture."""
WIDTHS = (12, 24, 32, 48)
LEAST_LOG, MOST_LOG = -2.0, 3.5
"""Bounds of the log of a standard error in pixels of the network's picture."""


def _block(into: int, out: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class CloseUpNet(nn.Module):
    """Maps whose softmax has its centre of gravity at the points, and the log of what each coordinate is expected to be off.

    Looks at (n, 4, SIZE_PX, SIZE_PX), colours and silhouette from 0 to 1. About 40 million multiplications a picture.
    """

    def __init__(self, points: int) -> None:
        super().__init__()
        a, b, c, d = WIDTHS
        self.start = nn.Sequential(_block(4, a, 2), _block(a, b), _block(b, c, 2))
        self.fine = nn.Sequential(_block(c, c), _block(c, c))
        self.down = _block(c, d, 2)
        self.coarse = nn.Sequential(_block(d, d), _block(d, d))
        self.bottom = _block(d, d, 2)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.merge = _block(c + d, c)
        self.maps = nn.Conv2d(c, points, 1)
        self.spreads = nn.Linear(2 * d, 2 * points)

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Maps (n, points, h, w) and log errors (n, 2 points)."""
        x = self.start(seen)
        x = x + self.fine(x)
        y = self.down(x)
        y = y + self.coarse(y)
        z = self.bottom(y)
        whole = torch.cat([z.mean((2, 3)), z.amax((2, 3))], 1)
        return self.maps(self.merge(torch.cat([x, self.up(y)], 1))), self.spreads(whole).clamp(LEAST_LOG, MOST_LOG)


def centres(maps: torch.Tensor) -> torch.Tensor:
    """Centre of gravity of each map's softmax in pixels of the picture (0 is the middle of the first), shape (n, points, 2)."""
    share = torch.softmax(maps.flatten(2), 2).view_as(maps)
    at = STRIDE_PX * (torch.arange(SIZE_PX // STRIDE_PX) + 0.5) - 0.5
    return torch.stack([(share.sum(2) * at).sum(2), (share.sum(3) * at).sum(2)], 2)


def say(network: CloseUpNet, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points and errors, each (n, points, 2), in pixels of pictures (n, SIZE_PX, SIZE_PX, 4) of uint8."""
    network.eval()
    points, errors = [], []
    with torch.no_grad():
        for k in range(0, len(seen), 64):
            maps, spreads = network(torch.tensor(seen[k : k + 64]).permute(0, 3, 1, 2).float() / 255.0)
            points.append(centres(maps).numpy())
            errors.append(spreads.exp().view(len(spreads), -1, 2).numpy())
    return np.concatenate(points), np.concatenate(errors)
