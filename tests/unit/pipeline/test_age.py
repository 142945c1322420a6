"""A stated age answers the questions of the safety screen that are about it, in Python and in a visit kept in a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import posture_cv
from posture_cv.assets.samples import samples
from posture_cv.domain.person import Person

if TYPE_CHECKING:
    from pathlib import Path

PHOTO = next(sample.path for sample in samples() if sample.path.name == "client_before_left.jpg")


def answers(assessment: posture_cv.Assessment) -> dict[str, bool]:
    return {asked.key: asked.answer for asked in assessment.worksheet.safety if asked.answer is not None}


def test_under_18_no_finding_is_made_in_python() -> None:
    young = posture_cv.assess(PHOTO, age=15)
    assert young.findings == young.muscles == young.worksheet.items == ()
    assert young.worksheet.held_back == ("under_18",)
    assert answers(young) == {"age_50": False, "age_65": False, "under_18": True, "new_pain_after_50": False}
    assert posture_cv.from_dict(posture_cv.to_dict(young)) == young


def test_a_visit_opened_again_answers_by_its_age_whatever_was_answered_by_hand(tmp_path: Path) -> None:
    album = posture_cv.read_photos([PHOTO])
    visit = posture_cv.Visit.of(album.names)
    sheet = visit.sheet.answered("age_65", yes=False).answered("neck_injury", yes=True)
    file = tmp_path / "client.visit"
    posture_cv.save_visit(file, replace(visit, person=Person(age=67)).with_sheet(sheet), album, passphrase="four words of mine")
    opened, kept = posture_cv.open_visit(file, passphrase="four words of mine")
    told = {"age_50": True, "age_65": True, "under_18": False, "growing_curve": False, "neck_injury": True}
    concluded = posture_cv.conclude(opened, kept)
    assert answers(concluded) == told
    assert concluded.muscles == ()
