"""A dressed person, to be put in one posture after another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from training.people import complexion, extras, hair, landmarks, light, seat, shade
from training.people.contact import Contact
from training.people.garments import Tailor, hang, lay_over, neighbour_mean
from training.people.pieces import Piece, Posed, Tuft, coarse, material, merge, piece
from training.people.poser import Poser
from training.people.posture import Crossing, Reaching, Sitting
from training.people.raster import vertex_normals
from training.people.subject import SKIN_TONES_SRGB, Subject, linear

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from training.people.body import BodyModel, Rest
    from training.people.garments import Garment
    from training.people.posture import Posture
    from training.people.skeleton import Skeleton
    from training.people.subject import Cloth


def skin_colour(tone: float) -> NDArray[np.float64]:
    """Linear RGB of a tone, 0 lightest to 1 darkest."""
    at = tone * (len(SKIN_TONES_SRGB) - 1)
    return linear(np.array([np.interp(at, np.arange(len(SKIN_TONES_SRGB)), SKIN_TONES_SRGB[:, k]) for k in range(3)]))


class Figure:
    """One subject, ready to be posed again and again."""

    def __init__(self, model: BodyModel, subject: Subject) -> None:
        self.model, self.subject = model, subject
        self.rest: Rest = model.rest(subject.phenotype, subject.changes, subject.face)
        self.poser = Poser(model, self.rest)
        self._paint = complexion.paint(model)
        tailor = Tailor(model, self.rest)
        self.bottom, self.top = tailor.sew(subject.bottom.cut, 0.004), tailor.sew(subject.top.cut, 0.0065)
        skin = model.skin
        self._weights = (skin.smooth @ model.weights[skin.sources]).tocsr()
        self._skin = np.asarray(skin.smooth @ self.rest.vertices[skin.sources])
        flesh = np.asarray(skin.smooth @ model.weight_of("root", "pelvis", "upperleg")[skin.sources])
        self._flesh = np.flatnonzero(flesh > 0.7)
        self._normals = vertex_normals(self._skin, skin.triangles)
        self._tree = cKDTree(self._skin)
        self._hidden = self._covered()
        self.head = self._make_head()
        self._worn = self._wear()

    def _extra(self, name: str) -> NDArray[np.float64]:
        return np.asarray(self.model.skin.smooth @ getattr(self._paint, name)[self.model.skin.sources])

    def _make_head(self) -> hair.Head:
        v = self.rest.vertices
        return hair.Head(
            points=self._skin,
            normals=self._normals,
            triangles=self.model.skin.triangles,
            scalp=self._extra("scalp"),
            beard=self._extra("beard"),
            ears=self._extra("ears"),
            round_ears=self._extra("round_ears"),
            head_weight=np.asarray(self.model.skin.smooth @ self.model.weight_of("head")[self.model.skin.sources]),
            eyes=np.stack([v[14598:14670].mean(axis=0), v[14670:14742].mean(axis=0)]),
        )

    def _covered(self) -> NDArray[np.bool_]:
        """Skin vertices deep under clothes, which need not be drawn."""
        hidden = np.zeros(len(self._skin), dtype=bool)
        for garment in (self.top, self.bottom):
            distance, _ = cKDTree(garment.points[garment.hem_m > 0.035]).query(self._skin, distance_upper_bound=0.03)
            hidden |= np.isfinite(distance)
        if self.subject.shoes != "none":
            ankle = self.rest.heads[self.model.bone("foot.L"), 2]
            hidden |= self._skin[:, 2] < ankle + (0.045 if self.subject.shoes == "socks" else -0.02)
        return hidden

    def _wear(self) -> list[tuple[extras.Shell, sparse.csr_matrix, NDArray[np.float64]]]:
        """Shells, their skin weights and materials."""
        s, worn = self.subject, []
        cloth = self._cloth_row(s.top)
        if s.neckwear == "collar":
            worn.append((extras.collar(self.model, self.rest, 0.034), cloth))
        if s.neckwear == "hood":
            worn.append((extras.hood(self.model, self.rest, 0.5, np.random.default_rng(s.seed)), cloth))
        if s.shoes == "trainers":
            rubber = material(shade.SMOOTH, linear((226, 224, 218)), rough=0.6, shine=0.4)
            upper = material(shade.CLOTH, linear(s.shoe_colour), rough=0.6, shine=0.5, fold=0.0006, seed=s.seed % 9999)
            for side in "LR":
                top, sole = extras.trainer(self.model, self.rest, side)
                worn += [(top, upper), (sole, rubber)]
        if s.shoes == "socks":
            worn.append((self._sock(), material(shade.CLOTH, linear(s.shoe_colour), rough=0.9, shine=0.1, fold=0.0010, fuzz=0.4)))
        return [(shell, extras.bind(shell.points, self._skin, self._weights), row) for shell, row in worn]

    def _sock(self) -> extras.Shell:
        ankle = self.rest.heads[self.model.bone("foot.L"), 2]
        low = self._skin[:, 2] < ankle + 0.075
        triangles = self.model.skin.triangles
        chosen = triangles[low[triangles].all(axis=1)]
        used, local = np.unique(chosen, return_inverse=True)
        local = local.reshape(-1, 3).astype(np.int32)
        points = self._skin[used] + 0.003 * self._normals[used]
        smoother = neighbour_mean(len(points), local)
        for _ in range(10):
            points = smoother @ points
        return extras.Shell(points=points + 0.003 * vertex_normals(points, local), triangles=local)

    def _placed(self, posture: Posture, style: seat.Style | None) -> tuple[Skeleton, NDArray[np.float64], Contact]:
        """The posed bones and skin with the feet on the floor, and what the body touches."""
        skeleton = self.poser.skeleton(posture)
        points = skeleton.skin(self._skin, self._weights)
        raised = extras.SOLE_M if self.subject.shoes == "trainers" else 0.0
        lift = np.array([0.0, 0.0, raised - points[:, 2].min()])
        skeleton, points = replace(skeleton, heads=skeleton.heads + lift), points + lift

        def head(bone: str) -> NDArray[np.float64]:
            return np.asarray(skeleton.heads[self.model.bone(bone)])

        forearms: tuple[tuple[NDArray[np.float64], ...], ...] = ()
        if isinstance(posture, Reaching) and isinstance(posture.hands, Crossing):
            forearms = tuple(tuple(head(f"{b}.{side}") for b in ("lowerarm01", "wrist", "finger3-1")) for side in "LR")
        if not isinstance(posture, Sitting):
            return skeleton, points, Contact(forearms=forearms)
        if style is None:
            raise ValueError("expected something to sit on for a sitting posture, but got none")
        hips, knees = (0.5 * (head(f"{b}.L") + head(f"{b}.R")) for b in ("upperleg01", "lowerleg01"))
        beneath = seat.under(style, hips, posture.seat_share * float(np.linalg.norm(knees - hips)), points[self._flesh])
        thigh = points[self._flesh]
        crease = (thigh[:, 1] < hips[1] - 0.10) & (thigh[:, 1] > hips[1] - 0.16)
        lap = np.array([hips[0], hips[1], np.percentile(thigh[crease, 2], 92)])
        return skeleton, beneath.press(points), Contact(seat=beneath, lap=lap, forearms=forearms)

    def posed(self, posture: Posture, style: seat.Style | None = None) -> Posed:
        """The person in a posture, feet on the floor; ``style`` is what a sitting person sits on.

        Raises
        ------
        ValueError
            If a sitting posture comes without something to sit on.
        """
        skeleton, points, contact = self._placed(posture, style)
        bottom = self._clothing(self.bottom, self.subject.bottom, skeleton, None, contact)
        clothes = [bottom, self._clothing(self.top, self.subject.top, skeleton, bottom, contact)]
        shells = self._shells(skeleton)
        pieces = [self._body(points), *self._eyes(skeleton), *clothes, *shells]
        surface = np.concatenate(
            [points[self.head.head_weight < 0.5], *[p.vertices[:, shade.POSITION].astype(np.float64) for p in clothes]]
        )
        tufts = self._strands(
            skeleton, hair.Back(surface, float(skeleton.carry(self.rest.vertices[858], self.model.bone("spine01"))[2]) + 0.12)
        )
        worn = [coarse(p.vertices[:, shade.POSITION].astype(np.float64), p.triangles, 0.022) for p in [*clothes, *shells]]
        furniture = contact.furniture()
        stands = [(p.vertices[:, shade.POSITION].astype(np.float64), p.triangles) for p in furniture]
        solids = [(points[: len(self.model.coarse_skin.sources)], self.model.coarse_skin.triangles), *worn, *stands]
        thick = [hair.ribbons(t, 0.014) for t, _, _, casts in tufts if casts]
        occluder = merge(solids + thick)
        sky = light.sky(*merge(solids))
        for p in [*pieces, *furniture]:
            p.vertices[:, shade.OPEN], p.vertices[:, shade.UP] = sky.openness(
                p.vertices[:, shade.POSITION].astype(np.float64), p.vertices[:, shade.NORMAL].astype(np.float64)
            )
        return Posed(
            pieces=tuple(pieces),
            tufts=tuple(self._lit_tuft(strands, colour, shine, sky) for strands, colour, shine, _ in tufts),
            skeleton=skeleton,
            points=landmarks.find(self.model, self.rest, skeleton),
            back_line=landmarks.back_line(self.model, self.rest, skeleton),
            sky=sky,
            occluder=occluder,
            stature_m=self._stature(posture, points),
            furniture=furniture,
        )

    def _stature(self, posture: Posture, points: NDArray[np.float64]) -> float:
        """Crown to sole; of a sitting person as they are measured standing upright."""
        return self.rest.stature_m if isinstance(posture, Sitting) else float(points[:, 2].max() - points[:, 2].min())

    def _body(self, points: NDArray[np.float64]) -> Piece:
        s, skin = self.subject, self.model.skin
        extra = np.asarray(skin.smooth @ self._paint.columns()[skin.sources])
        extra[:, 2] *= 0.0 if s.hair.style == "bald" else 0.9
        extra[:, 3] *= 0.75 * s.hair.beard
        row = material(shade.SKIN, skin_colour(s.skin_tone), rough=0.52, shine=0.55, seed=s.skin_seed)
        row[shade.SECOND] = 0.55 * linear(s.hair.colour) + 0.1 * skin_colour(s.skin_tone)
        triangles = skin.triangles[~self._hidden[skin.triangles].all(axis=1)]
        return piece(points, triangles, self._skin, extra, row)

    def _eyes(self, skeleton: Skeleton) -> list[Piece]:
        pieces, head = [], self.model.bone("head")
        iris = material(shade.EYE, linear(self.subject.eye_colour), rough=0.22, shine=0.6)
        for mesh in (self.model.left_eye, self.model.right_eye):
            rest = np.asarray(mesh.smooth @ self.rest.vertices[mesh.sources])
            towards = rest - self.rest.vertices[mesh.sources].mean(axis=0)
            cosine = towards @ np.array([0.0, -1.0, -0.03]) / np.linalg.norm(towards, axis=1)
            pieces.append(piece(skeleton.carry(rest, head), mesh.triangles, rest, cosine[:, None], iris, casts_shadow=False))
        lash = material(shade.LASH, 0.02 + 0.12 * skin_colour(self.subject.skin_tone), shine=0.0)
        mesh = self.model.lashes
        rest = np.asarray(mesh.smooth @ self.rest.vertices[mesh.sources])
        pieces.append(piece(skeleton.carry(rest, head), mesh.triangles, rest, np.zeros((len(rest), 1)), lash, casts_shadow=False))
        return pieces

    def _cloth_row(self, cloth: Cloth) -> NDArray[np.float64]:
        row = material(
            shade.CLOTH,
            linear(cloth.colour),
            rough=0.8,
            shine=0.2,
            pattern=cloth.pattern,
            pattern_size=cloth.pattern_size,
            fold=cloth.fold_m * 2.2,
            seed=cloth.seed,
            fuzz=0.35,
        )
        row[shade.SECOND] = linear(cloth.second)
        return row

    def _clothing(self, garment: Garment, cloth: Cloth, skeleton: Skeleton, under: Piece | None, contact: Contact) -> Piece:
        points = hang(garment, skeleton, self.model, sitting=contact.seat is not None)
        for _ in range(2):
            points = garment.neighbours @ points
        if under is not None:
            beneath = under.vertices[:, shade.POSITION].astype(np.float64)
            for _ in range(2):
                points = lay_over(points, beneath, under.triangles, 0.004)
                for _ in range(3):
                    points = garment.neighbours @ points
            points = lay_over(points, beneath, under.triangles, 0.002)
        points = contact.settle(garment, points)
        extra = np.stack([garment.hem_m, np.full(len(points), garment.cut.looseness), np.zeros(len(points))], axis=1)
        return piece(points, garment.triangles, garment.points, extra, self._cloth_row(cloth))

    def _shells(self, skeleton: Skeleton) -> list[Piece]:
        out = []
        for shell, weights, row in self._worn:
            extra = np.tile(np.array([[0.1, 0.6, 0.0]]), (len(shell.points), 1))
            out.append(piece(skeleton.skin(shell.points, weights), shell.triangles, shell.points, extra, row))
        return out

    def _strands(self, skeleton: Skeleton, back: hair.Back) -> list[tuple[hair.Strands, NDArray[np.float64], float, bool]]:
        s = self.subject

        def carry(points: NDArray[np.float64]) -> NDArray[np.float64]:
            distance, nearest = self._tree.query(points, k=3)
            share = 1.0 / (distance + 0.004)
            share /= share.sum(axis=1, keepdims=True)
            weights = sum(self._weights[nearest[:, k]].multiply(share[:, k : k + 1]) for k in range(3))
            return skeleton.skin(points, weights.tocsr())

        colour = linear(s.hair.colour)
        out = []
        grown = hair.grow(self.head, s.hair, carry, back)
        if grown is not None:
            out.append((grown, colour, 0.55, True))
        female = s.phenotype["gender"] > 0.5
        dark = colour * 1.05 if s.skin_tone < 0.5 else np.minimum(colour, 0.05)
        out.append((hair.brows(self.head, carry, s.hair.seed + 1, 0.35 if female else 0.9), np.minimum(dark, 0.35), 0.1, False))
        bristle = hair.beard(self.head, carry, s.hair.seed + 2, s.hair.beard)
        if bristle is not None:
            out.append((bristle, colour * 0.9, 0.25, False))
        if s.glasses:
            lines = extras.spectacles(self.head.eyes, self.rest.vertices[[12213, 5616]], s.seed)
            placed = skeleton.carry(lines, self.model.bone("head"))
            n = len(lines)
            frame = hair.Strands(
                points=placed, width_m=np.full(lines.shape[:2], 0.0026), tone=np.ones(n), guides=np.arange(n), guide_of=np.arange(n)
            )
            out.append((frame, linear([(24, 24, 26), (60, 40, 28), (90, 92, 96)][s.seed % 3]), 0.3, False))
        return out

    def _lit_tuft(self, strands: hair.Strands, colour: NDArray[np.float64], shine: float, sky: light.Sky) -> Tuft:
        guides = strands.points[strands.guides]
        inside = self.head.eyes.mean(axis=0) + np.array([0.0, 0.088, 0.012])
        middle = guides[:, :1].mean(axis=(0, 1)) if len(guides) > 50 else inside
        outward = guides - np.array([0.0, -0.02, -0.05]) - middle
        outward /= np.maximum(np.linalg.norm(outward, axis=2, keepdims=True), 1e-6)
        flat = guides.reshape(-1, 3)
        openness, _ = sky.openness(flat + 0.006 * outward.reshape(-1, 3), outward.reshape(-1, 3))
        return Tuft(strands=strands, colour=colour, shine=shine, openness=openness.reshape(guides.shape[:2]))
