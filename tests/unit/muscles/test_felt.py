"""From where something is felt to muscles: more of what was asked first, then what is felt in fewer other places."""

from __future__ import annotations

import pytest

from posture_cv.domain.areas import BodyArea
from posture_cv.knowledge import load
from posture_cv.muscles import felt_in


def test_pain_of_the_jaw_brings_the_chewing_muscles() -> None:
    first = [felt.muscle for felt in felt_in({BodyArea.FACE}, load())][:4]
    assert set(first) == {"masseter", "temporalis", "lateral_pterygoid", "medial_pterygoid"}


def test_tingling_from_buttock_to_calf_brings_piriformis_by_its_nerve_and_gluteus_minimus_by_its_zone() -> None:
    asked = {BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF}
    found = {felt.muscle: felt for felt in felt_in(asked, load())}
    assert list(found)[:4] == ["hamstrings", "medial_hamstrings", "piriformis", "gluteus_minimus"]
    assert found["piriformis"].zone == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH)
    assert found["piriformis"].nerve == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF)
    assert found["gluteus_minimus"].zone == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF)
    assert found["gluteus_minimus"].own == (BodyArea.BUTTOCK,)


def test_the_share_is_the_part_of_the_asked_areas_that_is_covered() -> None:
    found = {felt.muscle: felt for felt in felt_in({BodyArea.HEAD, BodyArea.FOOT}, load())}
    assert found["suboccipitals"].share == pytest.approx(0.5)
    assert found["soleus"].share == pytest.approx(0.5)


def test_no_area_brings_no_muscle() -> None:
    assert felt_in((), load()) == ()
