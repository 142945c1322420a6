"""A visit as the doors of the house ask for it: several photos, a vertical drawn afterwards, stickers, the protocol followed."""

from __future__ import annotations

import io
import math
import tomllib
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from posture_cv.assets.samples import samples
from posture_cv.capture.protocols import protocols
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.corrections import apply, points_typed
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.corrections import Corrections, LengthLine
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import Message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import LimitationKind, Photo, VerticalLine
from posture_cv.domain.views import BodySide
from posture_cv.measures.fusion import fuse
from posture_cv.wiring import Assessor

SAMPLES = {sample.path.name: sample for sample in samples()}
CVA = MeasureName("craniovertebral_angle")
# a door frame whose top lies 52.4 px to the right over 1000 px leans by 3 degrees
LEANING = Corrections(vertical=VerticalLine(top_px=(452.4, 0.0), bottom_px=(400.0, 1000.0), at="2031-05-04T10:00:00+00:00"))


@pytest.fixture(scope="module")
def seen(assessor: Assessor) -> Observation:
    return assessor.observe(assessor.read(SAMPLES["left_2.jpg"].path))


def test_a_stick_drawn_into_a_sample_by_its_own_camera_gives_the_person_s_scale(assessor: Assessor) -> None:
    """1.5 m, 0.45 m beside the person or 0.4 m further back: the scale at the person is the sample camera's, focal length over distance."""
    manifest = tomllib.loads((SAMPLES["client_before_left.jpg"].path.parent / "manifest.toml").read_text(encoding="utf-8"))
    camera = next(row["camera"] for row in manifest["image"] if row["file"] == "client_before_left.jpg")
    one = assessor.observe(assessor.read(SAMPLES["client_before_left.jpg"].path))
    stature_px = one.anatomy.stature_px
    assert stature_px is not None
    focal_px = one.photo.height_px / 2.0 / math.tan(math.radians(camera["vertical_field_of_view_deg"] / 2.0))
    down = math.radians(camera["pitch_deg"])

    def drawn(depth_m: float, z_m: float) -> tuple[float, float]:
        up = z_m - camera["height_m"]
        ahead, up = depth_m * math.cos(down) - up * math.sin(down), up * math.cos(down) + depth_m * math.sin(down)
        return one.photo.width_px / 2.0 - focal_px * 0.45 / ahead, one.photo.height_px / 2.0 - focal_px * up / ahead

    for behind_cm in (0.0, 40.0):
        depth_m = camera["distance_m"] + behind_cm / 100.0
        known = KnownLength(start_px=drawn(depth_m, 0.0), end_px=drawn(depth_m, 1.5), length_cm=150.0, behind_cm=behind_cm)
        assessment = assessor.conclude([one], [Corrections(known=LengthLine.of(known))])
        marked = assessment.marked_stature
        assert marked is not None
        assert marked.value == pytest.approx(1000.0 * stature_px * camera["distance_m"] / focal_px, rel=0.02)
        assert (assessment.stature, assessment.known_stature) == (None, marked)
        assert assessment.photos[0].known_length == known
        assert from_dict(to_dict(assessment)) == assessment


def test_the_person_s_own_height_as_a_known_length_gives_it_back(assessor: Assessor, seen: Observation) -> None:
    """Marked from crown to sole as the software itself sees them."""
    stature_px, box = seen.anatomy.stature_px, seen.pose.box
    assert stature_px is not None
    x, foot = (box.left_px + box.right_px) / 2.0, box.bottom_px
    known = KnownLength(start_px=(x, foot), end_px=(x, foot - stature_px), length_cm=171.0)
    both = assessor.conclude([seen], [Corrections(known=LengthLine.of(known))], stature_cm=171.0)
    assert both.marked_stature is not None
    assert both.marked_stature.value == pytest.approx(1710.0)
    assert both.known_stature == both.stature


def leaning_by(right_px: float) -> Corrections:
    """A vertical 1000 px high whose top lies so far to the right."""
    line = VerticalLine(top_px=(400.0 + right_px, 0.0), bottom_px=(400.0, 1000.0), at="2031-05-04T10:00:00+00:00")
    return Corrections(vertical=line)


def cva(assessment: Assessment) -> float:
    return next(m.value for m in assessment.measurements if m.name is MeasureName("craniovertebral_angle_as_photographed"))


def test_a_vertical_drawn_afterwards_turns_every_angle_by_its_lean(assessor: Assessor, seen: Observation) -> None:
    # the scene leans to the image's right, so the person, who faces left, truly looks 3 degrees further up
    step = cva(assessor.conclude([seen], [LEANING])) - cva(assessor.conclude([seen], [leaning_by(0.0)]))
    assert abs(step) == pytest.approx(math.degrees(math.atan(0.0524)), abs=1e-6)
    turned = apply(seen, LEANING)
    assert turned.pose is seen.pose
    assert turned.anatomy is seen.anatomy


def test_a_tilt_is_said_once_and_goes_with_its_vertical(seen: Observation) -> None:
    def tilts(one: Observation) -> list[Message]:
        return [limit.what for limit in one.quality.limitations if limit.kind is LimitationKind.TILTED]

    # 105.1 px to the left over 1000 px: 6 degrees
    (tilt,) = tilts(apply(apply(seen, leaning_by(-105.1)), leaning_by(-105.1)))
    assert tilt.id == "photo.tilted"
    assert tilt.fields["angle"].value == pytest.approx(6.0, abs=0.01)
    assert tilts(apply(seen, leaning_by(8.7))) == []


def test_repeats_are_fused_and_findings_rest_on_the_fused_value(assessor: Assessor, seen: Observation) -> None:
    # another photo of the same person: its pixels are a little brighter all over
    again = replace(seen, photo=Photo(pixels=np.clip(seen.photo.pixels.astype(int) + 12, 0, 255).astype(np.uint8)))
    assessment = assessor.conclude([seen, again], [Corrections(), LEANING])
    fused = next(f for f in assessment.fused if f.name is CVA)
    values = [m.value for m in assessment.measurements if m.name is CVA]
    assert fused.photos == (0, 1)
    assert fused.side is BodySide.LEFT
    assert min(values) < fused.value < max(values)
    assert fused.spread == pytest.approx(abs(values[0] - values[1]) / math.sqrt(2.0))
    assert fuse([m for m in assessment.measurements if m.name is CVA]).value == fused.value
    head = next(f for f in assessment.findings if f.distortion == "forward_head")
    assert [s.photo for s in head.support] == [0, 1]
    assert from_dict(to_dict(assessment)) == assessment
    assert assessor.conclude([seen]).fused == ()


def test_the_protocol_followed_is_kept(assessor: Assessor, seen: Observation) -> None:
    quick = protocols()[2]
    assert assessor.conclude([seen], protocol=quick).provenance.protocol == quick.identity
    assert assessor.conclude([seen]).provenance.protocol == ""


def test_stickers_go_from_picture_to_pelvic_tilt(assessor: Assessor) -> None:
    """ASIS and PSIS stuck where they truly are give the true tilt of the line between them, as photographed."""
    sample = SAMPLES["left_2.jpg"]
    picture = np.asarray(Image.open(sample.path).convert("RGB")).copy()
    for name in ("left_asis", "left_psis"):
        x, y = sample.landmarks[name]
        cv2.circle(picture, (round(16 * (x - 0.5)), round(16 * (y - 0.5))), 16 * 4, (30, 160, 70), -1, cv2.LINE_AA, 4)
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=92)
    seen = assessor.observe(assessor.read(buffer.getvalue()))
    offers = assessor.stickers(seen)
    assert {(o.name, o.side) for o in offers} == {(LandmarkName.ASIS, BodySide.LEFT), (LandmarkName.PSIS, BodySide.LEFT)}
    for offer in offers:
        assert (offer.x_px, offer.y_px) == pytest.approx(sample.landmarks[f"left_{offer.name}"], abs=1.0)
    accepted = Corrections(stickers=tuple(offer.as_mark() for offer in offers))
    assessment = assessor.conclude([seen], [accepted])
    tilt = next(m for m in assessment.measurements if m.name is MeasureName("pelvic_tilt"))
    assert tilt.interval.lower <= sample.truth["pelvic_tilt"] <= tilt.interval.upper
    assert {p.origin for p in assessment.landmarks if p.name in (LandmarkName.ASIS, LandmarkName.PSIS)} == {Origin.STICKER}
    corrected = assessor.conclude([seen], [replace(accepted, points=points_typed({"asis": (300.0, 500.0)}))])
    assert {p.origin for p in corrected.landmarks if p.name is LandmarkName.ASIS} == {Origin.MARKED}
