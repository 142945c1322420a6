"""One sentence per photo: the gravest concern first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.capture.protocols import protocols
from posture_cv.domain.landmarks import AnatomicalPose, BackProfile, Covariance, Landmark, LandmarkName, MissingLandmark, Origin
from posture_cv.domain.messages import Message, Quantity, message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Limitation, LimitationKind, Photo, PhotoQuality, Roll
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.visit.guidance import Concern, Verdict, advise
from posture_cv.wiring import words_in

BACK = BackProfile(x_px=(10.0, 11.0), y_px=(20.0, 60.0), error_px=1.0, sacral_level_y_px=50.0, sacral_level_error_px=2.0)
NAPE = Landmark(
    name=LandmarkName.C7,
    side=BodySide.MIDLINE,
    x_px=10.0,
    y_px=20.0,
    covariance_px2=Covariance(xx=1.0, xy=0.0, yy=1.0),
    origin=Origin.ESTIMATED,
)
NAPE_DOUBTFUL = message("landmark.nape_doubtful")
Observe = Callable[..., Observation]


def limited(kind: LimitationKind) -> Limitation:
    return Limitation(kind=kind, what=message("stored.text", sentence=kind.value), remedy=message("photo.alone"))


@pytest.fixture
def observed() -> Observe:
    """A left side view without any fault, and whatever fault is asked for."""

    def build(
        *kinds: LimitationKind,
        view: View = View.LEFT,
        yaw_deg: float = 1.0,
        position: Position = Position.STANDING,
        sharpness: float = 0.9,
        noise_scale: float = 1.0,
        referenced: bool = True,
        note: Message | None = None,
        back: BackProfile | None = BACK,
        missing: tuple[MissingLandmark, ...] = (),
    ) -> Observation:
        covered = () if note is None else (Limitation(kind=LimitationKind.NAPE_COVERED, what=note, remedy=message("guidance.bare_nape")),)
        quality = PhotoQuality(
            sharpness=sharpness,
            exposure=0.5,
            contrast=0.2,
            person_height_px=90.0,
            head_inside=True,
            feet_inside=True,
            roll=Roll(roll_deg=0.0, standard_error_deg=0.3, referenced=referenced),
            noise_scale=noise_scale,
            limitations=(*(limited(kind) for kind in kinds), *covered),
        )
        pose = DetectedPose(
            points_px=np.zeros((33, 2)),
            covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
            visibility=np.ones(33),
            silhouette=np.zeros((100, 50), np.uint8),
            box=PersonBox(left_px=0.0, top_px=0.0, right_px=50.0, bottom_px=100.0),
            view=ViewEstimate(view=view, yaw_deg=yaw_deg, yaw_standard_error_deg=4.0, probability=1.0),
            passes=1,
        )
        lateral = view.is_lateral
        anatomy = AnatomicalPose(
            view=view,
            facing_sign=-1 if lateral else 0,
            landmarks=(replace(NAPE, note=note),) if lateral else (),
            missing=missing,
            back=back if lateral else None,
        )
        photo = Photo(pixels=np.zeros((100, 50, 3), np.uint8))
        return Observation(photo=photo, pose=pose, view=view, position=position, quality=quality, anatomy=anatomy)

    return build


def hidden(name: LandmarkName) -> MissingLandmark:
    reason = message("not_measured.point_not_found", point=message(f"point.{name}"))
    return MissingLandmark(name=name, side=BodySide.LEFT, reason=reason, remedy=message("photo.alone"))


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
def test_a_good_photo_is_called_good(observed: Observe, view: View) -> None:
    advice = advise(observed(view=view))
    assert (advice.verdict, advice.concern, advice.remedy) == (Verdict.GOOD, Concern.NOTHING, None)


def test_without_a_vertical_a_good_photo_stays_good_and_one_is_offered(observed: Observe) -> None:
    advice = advise(observed(referenced=False))
    assert (advice.verdict, advice.concern) == (Verdict.GOOD, Concern.NO_VERTICAL)
    assert advice.remedy == message("guidance.draw_vertical")


def test_wrong_view_beats_everything_and_repeats_the_cue(observed: Observe) -> None:
    back = next(step for step in protocols()[0].steps if step.view is View.BACK)
    advice = advise(observed(LimitationKind.HEAD_CROPPED, LimitationKind.TURNED), back)
    assert (advice.verdict, advice.concern) == (Verdict.RETAKE, Concern.WRONG_VIEW)
    assert words_in("en").say(advice.sentence) == "This photo shows the left side, but this step asks for the back."
    assert words_in("es").say(advice.sentence) == "Esta foto muestra el lado izquierdo, pero este paso pide la espalda."
    assert advice.remedy == back.cue


def test_the_step_that_was_asked_for_is_no_concern(observed: Observe) -> None:
    left = next(step for step in protocols()[0].steps if step.view is View.LEFT)
    assert advise(observed(), left).verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("kind", "state", "verdict"),
    [
        pytest.param(LimitationKind.HEAD_CROPPED, {}, Verdict.RETAKE, id="head"),
        pytest.param(LimitationKind.FEET_CROPPED, {}, Verdict.RETAKE, id="feet-standing"),
        pytest.param(LimitationKind.FEET_CROPPED, {"position": Position.SITTING}, Verdict.USABLE, id="feet-sitting"),
        pytest.param(LimitationKind.TURNED, {}, Verdict.RETAKE, id="turned"),
        pytest.param(LimitationKind.BLURRED, {"sharpness": 0.6}, Verdict.USABLE, id="a-little-blurred"),
        pytest.param(LimitationKind.BLURRED, {"sharpness": 0.4}, Verdict.RETAKE, id="blurred"),
        pytest.param(LimitationKind.DARK, {"noise_scale": 1.4}, Verdict.USABLE, id="a-little-dark"),
        pytest.param(LimitationKind.DARK, {"noise_scale": 2.5}, Verdict.RETAKE, id="dark"),
        pytest.param(LimitationKind.TILTED, {}, Verdict.USABLE, id="tilted"),
        pytest.param(LimitationKind.OTHER_PEOPLE, {}, Verdict.USABLE, id="others"),
    ],
)
def test_each_limit_has_its_verdict_and_its_own_words(
    observed: Observe, kind: LimitationKind, state: dict[str, object], verdict: Verdict
) -> None:
    advice = advise(observed(kind, **state))
    assert advice.verdict is verdict
    assert (advice.sentence, advice.remedy) == (message("stored.text", sentence=kind.value), message("photo.alone"))


@pytest.mark.parametrize("kind", LimitationKind)
def test_no_limit_is_without_advice(observed: Observe, kind: LimitationKind) -> None:
    assert advise(observed(kind)).verdict is not Verdict.GOOD


def test_a_likely_turn_is_named_and_a_small_one_is_not(observed: Observe) -> None:
    advice = advise(observed(yaw_deg=-7.0))
    assert (advice.verdict, advice.concern) == (Verdict.USABLE, Concern.TURNED)
    assert advice.sentence == message("guidance.maybe_turned", angle=Quantity(value=7.0))
    assert advise(observed(yaw_deg=4.0)).verdict is Verdict.GOOD


def test_covered_nape_comes_before_an_arm_over_the_back(observed: Observe) -> None:
    advice = advise(observed(note=NAPE_DOUBTFUL, back=None))
    assert (advice.verdict, advice.concern, advice.sentence) == (Verdict.USABLE, Concern.NAPE_COVERED, NAPE_DOUBTFUL)
    assert advise(observed(back=None)).concern is Concern.ARM_OVER_TRUNK


def test_hidden_points_count_and_those_no_photo_shows_do_not(observed: Observe) -> None:
    assert advise(observed(missing=(hidden(LandmarkName.ASIS), hidden(LandmarkName.PSIS)))).verdict is Verdict.GOOD
    advice = advise(observed(missing=(hidden(LandmarkName.ASIS), hidden(LandmarkName.TROCHANTER))))
    assert (advice.verdict, advice.sentence) == (Verdict.USABLE, hidden(LandmarkName.TROCHANTER).reason)
    assert advise(observed(missing=(hidden(LandmarkName.KNEE),), position=Position.SITTING)).verdict is Verdict.GOOD


def test_what_is_to_be_retaken_comes_before_what_is_usable(observed: Observe) -> None:
    advice = advise(observed(LimitationKind.TILTED, LimitationKind.OTHER_PEOPLE, LimitationKind.BLURRED, sharpness=0.3, note=NAPE_DOUBTFUL))
    assert advice.concern is Concern.BLURRED
