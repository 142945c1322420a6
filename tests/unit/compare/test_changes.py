"""What counts as a change: right for clients in whom nothing changed, and for those in whom something did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.assets.samples import samples
from posture_cv.compare import ChangeVerdict, MeasureChange, compare
from posture_cv.compare.changes import Z_95, widening
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.photo import Limitation, LimitationKind
from posture_cv.domain.views import Position, View
from posture_cv.knowledge import load
from posture_cv.repeatability import load_table
from posture_cv.wiring import Assessor

TABLE, MEASURES = load_table().changes, load().measures
SAMPLES = {sample.path.name: sample for sample in samples()}
CVA = MeasureName("craniovertebral_angle")
PAIRS = 10_000


def assessed(assessor: Assessor, *names: str) -> Assessment:
    seen = [assessor.observe(assessor.read(SAMPLES[name].path)) for name in names]
    return assessor.conclude(seen)


@pytest.fixture(scope="module")
def before(assessor: Assessor) -> Assessment:
    return assessed(assessor, "client_before_left.jpg", "client_before_front.jpg")


@pytest.fixture(scope="module")
def after(assessor: Assessor) -> Assessment:
    return assessed(assessor, "client_after_left.jpg", "client_after_front.jpg")


def changes(before: Assessment, after: Assessment) -> list[MeasureChange]:
    return compare(before, after, detectable=TABLE, measures=MEASURES)


def verdict(before: Assessment, after: Assessment, name: MeasureName = CVA) -> MeasureChange:
    return next(each for each in changes(before, after) if each.name == name)


def read_with(base: Assessment, errors: np.ndarray, moved: float = 0.0) -> Assessment:
    """The visit as photographed again: each measure off by its own error, and moved by so many of its limits."""
    widened = widening(sum(one.name in TABLE for one in base.measurements))
    values = [
        one.value + (TABLE[one.name].sem * error + moved * TABLE[one.name].mdc95 * widened if one.name in TABLE else 0.0)
        for one, error in zip(base.measurements, errors, strict=True)
    ]
    return replace(base, measurements=tuple(replace(one, value=value) for one, value in zip(base.measurements, values, strict=True)))


@pytest.mark.slow
def test_nobody_unchanged_is_called_changed_more_often_than_said(before: Assessment) -> None:
    """Ten thousand pairs; the errors of one photo hang together, as those of one body do."""
    rng, counted, any_changed = np.random.default_rng(20310504), Counter[tuple[str, str, str]](), 0
    shared = rng.standard_normal((2, PAIRS, 1))
    errors = np.sqrt(0.5) * shared + np.sqrt(0.5) * rng.standard_normal((2, PAIRS, len(before.measurements)))
    for first, second in zip(*errors, strict=True):
        found = [each for each in changes(read_with(before, first), read_with(before, second)) if each.verdict is ChangeVerdict.CHANGED]
        counted.update((each.name, each.side, each.view) for each in found)
        any_changed += bool(found)
    assert max(counted.values()) <= 0.055 * PAIRS
    assert 0.005 * PAIRS <= any_changed <= 0.10 * PAIRS


def test_those_changed_by_twice_the_limit_are_called_so(before: Assessment) -> None:
    rng, counted, pairs = np.random.default_rng(20310505), Counter[tuple[str, str, str]](), 500
    for first, second in zip(*rng.standard_normal((2, pairs, len(before.measurements))), strict=True):
        found = changes(read_with(before, first), read_with(before, second, moved=2.0))
        comparable = [each for each in found if each.verdict is not ChangeVerdict.NOT_COMPARABLE]
        counted.update((each.name, each.side, each.view) for each in comparable if each.verdict is ChangeVerdict.CHANGED)
    assert len(counted) == len(comparable)
    assert min(counted.values()) >= 0.90 * pairs


def test_limits_widen_by_how_many_are_looked_at() -> None:
    assert widening(0) == widening(1) == widening(2) == 1.0
    # two-sided 10 % shared by 20: 0.25 % on each side, 2.807 standard errors (tables of the normal distribution)
    assert widening(20) == pytest.approx(2.807 / 1.960, abs=0.001)


def test_the_packaged_client_changed_as_much_as_its_truth_says(before: Assessment, after: Assessment) -> None:
    found = verdict(before, after)
    truths = [SAMPLES[f"client_{when}_left.jpg"].truth["craniovertebral_angle"] for when in ("before", "after")]
    assert found.difference is not None
    assert found.limit is not None
    assert found.detectable == TABLE[CVA].mdc95
    assert found.difference == pytest.approx(truths[1] - truths[0], abs=found.detectable)
    assert found.verdict is (ChangeVerdict.CHANGED if abs(found.difference) > found.limit else ChangeVerdict.NO_DETECTABLE_CHANGE)


def test_the_same_visit_did_not_change(before: Assessment) -> None:
    found = changes(before, before)
    assert {(each.verdict, each.difference, each.reason) for each in found} == {(ChangeVerdict.NO_DETECTABLE_CHANGE, 0.0, None)}


def test_a_measure_whose_error_is_not_known_is_not_comparable(before: Assessment) -> None:
    known = {name: row for name, row in TABLE.items() if name != CVA}
    reasons = {each.name: each.reason for each in compare(before, before, detectable=known, measures=MEASURES)}
    assert reasons[CVA] == message("compare.no_limit")
    assert set(reasons.values()) == {None, message("compare.no_limit")}


def why(before: Assessment, after: Assessment) -> str:
    found = verdict(before, after)
    assert found.verdict is ChangeVerdict.NOT_COMPARABLE
    assert found.limit is None
    assert found.reason is not None
    return found.reason.id


def test_what_was_photographed_otherwise_is_not_comparable(before: Assessment) -> None:
    lateral, frontal = before.photos
    sitting = replace(before, photos=(replace(lateral, position=Position.SITTING), frontal))
    assert why(before, sitting) == "compare.other_position"
    assert why(sitting, sitting) == "compare.standing_only"
    covered = Limitation(kind=LimitationKind.NAPE_COVERED, what=message("photo.small"), remedy=message("photo.small"))
    hair = replace(before, photos=(replace(lateral, quality=replace(lateral.quality, limitations=(covered,))), frontal))
    assert why(before, hair) == "compare.nape_covered"
    assert verdict(hair, hair).verdict is ChangeVerdict.NO_DETECTABLE_CHANGE
    assert verdict(before, hair, MeasureName("knee_angle")).verdict is ChangeVerdict.NO_DETECTABLE_CHANGE
    other = replace(before, provenance=replace(before.provenance, estimator="another"))
    assert why(before, other) == "compare.other_estimator"
    one, two = (replace(before, provenance=replace(before.provenance, protocol=f"{key} 1 sha256:0")) for key in ("a", "b"))
    assert why(one, two) == "compare.other_protocol"
    assert verdict(before, two).verdict is ChangeVerdict.NO_DETECTABLE_CHANGE


def test_a_side_photographed_once_is_named_as_missing(before: Assessment) -> None:
    turned = replace(before, measurements=tuple(replace(one, view=View.RIGHT) if one.name == CVA else one for one in before.measurements))
    found = [each for each in changes(before, turned) if each.name == CVA]
    assert [(each.view, each.reason and each.reason.id) for each in found] == [
        (View.LEFT, "compare.missing.after"),
        (View.RIGHT, "compare.missing.before"),
    ]


def test_points_set_by_hand_count_with_their_own_error_where_it_is_wider(before: Assessment) -> None:
    by_hand = tuple(replace(one, origin=Origin.MARKED) if one.name is LandmarkName.C7 else one for one in before.landmarks)
    marked = replace(before, landmarks=by_hand)
    wide = replace(marked, measurements=tuple(replace(one, standard_error=20.0) if one.name == CVA else one for one in marked.measurements))
    automatic, narrow, wider = (verdict(before, one).limit for one in (before, replace(wide, landmarks=before.landmarks), wide))
    assert automatic == narrow
    assert wider is not None
    assert automatic is not None
    error = next(one.standard_error for one in before.measurements if one.name == CVA)
    assert wider / automatic == pytest.approx(Z_95 * np.hypot(20.0, error) / TABLE[CVA].mdc95)


def test_repeats_of_a_view_are_averaged(before: Assessment) -> None:
    again = tuple(replace(one, value=one.value + 2.0) for one in before.measurements if one.name == CVA)
    twice = replace(before, measurements=(*before.measurements, *again))
    assert verdict(before, twice).difference == pytest.approx(1.0)
