"""From where something is felt to muscles: more of what was asked first, then what is felt in fewer other places."""

from __future__ import annotations

import pytest

from posture_cv.domain.areas import BodyArea
from posture_cv.knowledge import load
from posture_cv.muscles import complaints_felt_in, felt_in


def test_pain_of_the_jaw_brings_the_chewing_muscles() -> None:
    first = [felt.muscle for felt in felt_in({BodyArea.FACE}, load())][:4]
    assert set(first) == {"masseter", "temporalis", "lateral_pterygoid", "medial_pterygoid"}


def test_tingling_from_buttock_to_calf_brings_piriformis_by_its_nerve_and_gluteus_minimus_by_its_zone() -> None:
    asked = {BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF}
    found = {felt.muscle: felt for felt in felt_in(asked, load())}
    # of three areas piriformis and both rows of the hamstrings each weigh 1 - 5/6 x 2/3 x 1/2; gluteus minimus follows
    assert set(list(found)[:3]) == {"piriformis", "hamstrings", "medial_hamstrings"}
    assert "gluteus_minimus" in list(found)[:4]
    assert found["piriformis"].zone == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH)
    assert found["piriformis"].nerve == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF)
    assert found["gluteus_minimus"].zone == (BodyArea.BUTTOCK, BodyArea.BACK_THIGH, BodyArea.CALF)
    assert found["gluteus_minimus"].own == (BodyArea.BUTTOCK,)


def test_each_way_to_be_felt_weighs_by_the_share_of_the_asked_areas() -> None:
    found = {felt.muscle: felt for felt in felt_in({BodyArea.BUTTOCK, BodyArea.CALF}, load())}
    # of two areas: lies in one, refers to one, its nerve is felt in both; a model weighs 0.5
    assert found["piriformis"].weight == pytest.approx(1 - 0.75 * 0.75 * 0.5)
    assert found["hamstrings"].weight == pytest.approx(1 - 0.5 * 0.75)


def test_tingling_from_buttock_to_calf_brings_the_complaint_with_root_and_piriformis() -> None:
    assert complaints_felt_in({BodyArea.BUTTOCK, BodyArea.CALF}, load()) == ("sciatica",)
    assert complaints_felt_in((), load()) == ()


def test_no_area_brings_no_muscle() -> None:
    assert felt_in((), load()) == ()
