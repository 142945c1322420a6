"""From light to a photo: exposure, colour, noise, sharpening and JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """How a phone develops the picture."""

    exposure: float
    balance: tuple[float, float, float]
    contrast: float
    saturation: float
    noise: float
    blur_px: float
    sharpen: float
    vignette: float
    quality: int
    seed: int


def sample(rng: np.random.Generator) -> Film:
    """A random phone."""
    return Film(
        exposure=float(np.exp(rng.normal(0.0, 0.13))),
        balance=(float(np.exp(rng.normal(0.0, 0.03))), 1.0, float(np.exp(rng.normal(0.0, 0.04)))),
        contrast=float(rng.uniform(0.0, 0.35)),
        saturation=float(rng.uniform(0.85, 1.12)),
        noise=float(rng.uniform(0.002, 0.014)),
        blur_px=float(rng.uniform(0.25, 0.75)),
        sharpen=float(rng.uniform(0.0, 0.6)),
        vignette=float(rng.uniform(0.0, 0.25)),
        quality=int(rng.integers(80, 95)),
        seed=int(rng.integers(1 << 30)),
    )


def develop(radiance: NDArray[np.float32], film: Film, white: float) -> NDArray[np.uint8]:
    """An 8-bit sRGB picture (h, w, 3) of linear radiance.

    Parameters
    ----------
    white
        Radiance that the camera's meter puts at a light grey.
    """
    h, w = radiance.shape[:2]
    rng = np.random.default_rng(film.seed)
    x = radiance * np.float32(0.62 * film.exposure / white) * np.array(film.balance, dtype=np.float32)
    xx, yy = np.arange(w, dtype=np.float32) - w / 2, np.arange(h, dtype=np.float32) - h / 2
    r2 = (xx[None] ** 2 + yy[:, None] ** 2) / (0.25 * (w * w + h * h))
    x = (x * (1.0 - film.vignette * r2)[..., None]).astype(np.float32)
    x = ndimage.gaussian_filter(x, (film.blur_px, film.blur_px, 0.0))
    grain = ndimage.gaussian_filter(rng.standard_normal(x.shape, dtype=np.float32), (0.55, 0.55, 0.0)) * 1.9
    x = x + np.float32(film.noise) * np.sqrt(np.maximum(x, 0.0) + 0.02) * grain
    x = np.where(x < 0.68, x, 0.68 + 0.32 * (1.0 - np.exp(-(x - 0.68) / 0.32)))
    x = np.clip(x, 0.0, 1.0)
    y = np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.maximum(x, 1e-6) ** (1 / 2.4) - 0.055)
    y = y + film.contrast * (y * y * (3.0 - 2.0 * y) - y)
    grey = y.mean(axis=2, keepdims=True)
    y = grey + film.saturation * (y - grey)
    soft = ndimage.gaussian_filter(y, (1.0, 1.0, 0.0))
    y = y + film.sharpen * (y - soft)
    return (np.clip(y, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)


def jpeg(pixels: NDArray[np.uint8], quality: int) -> bytes:
    """The picture as JPEG bytes, with full colour resolution from quality 88 on."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format="JPEG", quality=quality, subsampling=0 if quality >= 88 else 2)
    return out.getvalue()
