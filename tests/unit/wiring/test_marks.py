"""Names of hand-placed points, as people type them."""

import pytest

from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import LandmarkName, Mark
from posture_cv.domain.views import BodySide
from posture_cv.wiring import parse_marks


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
    assert parse_marks({name: (412, 630)}) == (Mark(name=landmark, x_px=412.0, y_px=630.0, side=side),)


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(MarkError, match="'elbow' is not a landmark") as caught:
        parse_marks({"elbow": (1, 2)})
    assert "acromion" in caught.value.remedy


def test_one_number_is_not_a_point() -> None:
    with pytest.raises(MarkError, match="not two numbers"):
        parse_marks({"asis": (1,)})  # type: ignore[dict-item]
