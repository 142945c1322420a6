"""The packaged set: what it must show, and what happens when it is damaged."""

from pathlib import Path

import pytest

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.views import BodySide
from posture_cv.knowledge import load
from posture_cv.validation.pictures import MANIFEST, PACKAGED, load_pictures, quick_part

PICTURES = load_pictures()


def test_set_is_of_the_promised_size() -> None:
    assert 50 <= len(PICTURES) <= 70
    assert all(picture.path.is_file() for picture in PICTURES)
    assert sum(file.stat().st_size for file in PACKAGED.iterdir()) < 5e6


def test_set_shows_every_condition() -> None:
    lateral = [p for p in PICTURES if p.view.is_lateral]
    for clothing in ("fitted", "loose"):
        for nape in ("clear", "hidden"):
            assert sum(p.clothing == clothing and p.nape == nape for p in lateral) >= 6
    assert len({p.view for p in PICTURES}) == 4
    assert any(abs(p.yaw_deg) > 7.5 for p in lateral)


def test_every_person_is_shown_in_two_postures_from_the_same_side() -> None:
    seen: dict[tuple[int, str], set[int]] = {}
    for picture in PICTURES:
        seen.setdefault((picture.subject, picture.view), set()).add(picture.posture)
    assert all(len(postures) == 2 for postures in seen.values())


def test_every_measure_has_a_truth_somewhere() -> None:
    assert {name for picture in PICTURES for name, _ in picture.expected()} == {row.name for row in load().measures}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.path.name)
def test_lateral_truth_belongs_to_the_near_side(picture: object) -> None:
    from posture_cv.validation.pictures import Picture

    assert isinstance(picture, Picture)
    sides = {side for _, side in picture.expected()} - {BodySide.MIDLINE}
    assert sides == ({near_side(picture.view)} if picture.view.is_lateral else {BodySide.LEFT, BodySide.RIGHT})


def test_quick_part_is_small_and_mixed() -> None:
    part = quick_part(PICTURES)
    assert len(part) < len(PICTURES) / 2
    assert {p.clothing for p in part} == {"fitted", "loose"}
    assert {p.view.is_lateral for p in part} == {True, False}


def test_rows_round_trip(tmp_path: Path) -> None:
    import json

    (tmp_path / MANIFEST).write_text(json.dumps({"pictures": [p.to_row() for p in PICTURES]}), encoding="utf-8")
    assert [p.to_row() for p in load_pictures(tmp_path)] == [p.to_row() for p in PICTURES]


@pytest.mark.parametrize("text", [None, "{", '{"pictures": [{"file": "a.jpg"}]}', '{"pictures": 7}'], ids=["none", "cut", "bare", "number"])
def test_damaged_set_says_so(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(PhotoUnreadable, match="validation pictures are missing or damaged"):
        load_pictures(tmp_path)
