"""Names of hand-placed points, as people type them."""

import pytest

from posture_cv.corrections import points_typed
from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide


@pytest.mark.parametrize(
    ("name", "landmark", "side"),
    [
        pytest.param("asis", LandmarkName.ASIS, None, id="plain"),
        pytest.param("left_asis", LandmarkName.ASIS, BodySide.LEFT, id="left"),
        pytest.param("Right PSIS", LandmarkName.PSIS, BodySide.RIGHT, id="spoken"),
        pytest.param("outer-canthus", LandmarkName.OUTER_CANTHUS, None, id="hyphen"),
    ],
)
def test_name_is_understood(name: str, landmark: LandmarkName, side: BodySide | None) -> None:
    (point,) = points_typed({name: (412, 630)})
    assert (point.name, point.side, point.final_px, point.automatic_px) == (landmark, side, (412.0, 630.0), None)


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(MarkError, match="'elbow' is not a landmark") as caught:
        points_typed({"elbow": (1, 2)})
    assert "acromion" in caught.value.remedy.fields["names"]


def test_one_number_is_not_a_point() -> None:
    with pytest.raises(MarkError, match="not two numbers"):
        points_typed({"asis": (1,)})  # type: ignore[dict-item]


def test_one_point_under_two_spellings_is_refused() -> None:
    with pytest.raises(MarkError, match="marked twice"):
        points_typed({"left_asis": (1, 2), "Left ASIS": (3, 4)})
