"""Who did something to a point and when, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from posture_cv.domain.corrections import PointCorrection, PointStatus
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.ui.editor import signature_words
from posture_cv.words import Words

ENGLISH, SPANISH = Words("en", {}), Words("es", {})
LONG_AGO = "2031-05-04T10:00:00.000Z"


def point(status: PointStatus, *, by: str = "", at: str = LONG_AGO, right: float = 30.0, down: float = 40.0) -> PointCorrection:
    return PointCorrection(
        name=LandmarkName.C7,
        side=BodySide.MIDLINE,
        automatic_px=(100.0, 200.0),
        final_px=(100.0 + right, 200.0 + down),
        status=status,
        at=at,
        by=by,
    )


def test_the_reader_sees_their_own_clock() -> None:
    east = timezone(timedelta(hours=14))
    assert signature_words(point(PointStatus.MOVED, by="R. E."), ENGLISH, zone=east) == "By R. E., 5 May 2031, 00:00"
    assert signature_words(point(PointStatus.MOVED, by="R. E."), SPANISH, zone=east) == "Por R. E., 5 may 2031, 0:00"


def test_nobody_signs_for_another_and_today_needs_no_date() -> None:
    now = datetime.now(UTC)
    assert signature_words(point(PointStatus.MOVED, at=now.isoformat()), ENGLISH, zone=UTC) == f"Set by hand, {now:%H:%M}"
