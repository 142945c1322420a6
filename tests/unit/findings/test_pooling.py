"""Pooling one measure over photos, from weights one can do by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.findings.pooling import pool

CVA = MeasureName.CRANIOVERTEBRAL_ANGLE


def test_one_photo_is_taken_as_it_is(measure: Callable[..., Measurement]):
    only = measure(CVA, 46.0, 3.0)
    assert pool([only]) is only


def test_two_photos_that_agree_keep_the_smaller_error(measure: Callable[..., Measurement]):
    pooled = pool([measure(CVA, 46.0, 3.0), measure(CVA, 46.0, 4.0, photo=1)])
    assert pooled.value == pytest.approx(46.0)
    assert pooled.standard_error == 3.0
    assert (pooled.interval.lower, pooled.interval.upper) == pytest.approx((46.0 - 1.645 * 3.0, 46.0 + 1.645 * 3.0), abs=1e-2)


def test_the_surer_photo_weighs_more(measure: Callable[..., Measurement]):
    # weights 1/1 and 1/4: (1 x 40 + 0.25 x 45) / 1.25 = 41
    pooled = pool([measure(CVA, 40.0, 1.0), measure(CVA, 45.0, 2.0, photo=1)])
    assert pooled.value == pytest.approx(41.0)


def test_photos_that_disagree_widen_the_error(measure: Callable[..., Measurement]):
    # 40 and 50 of equal weight: their mean is 45 +/- half their distance
    pooled = pool([measure(CVA, 40.0, 1.0), measure(CVA, 50.0, 1.0, photo=1)])
    assert pooled.value == pytest.approx(45.0)
    assert pooled.standard_error == pytest.approx(5.0)
