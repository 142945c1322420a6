"""Photos of a visit looked at and concluded: by the real detector, each once, with everything a hand said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_cv.domain.corrections import Aim, Corrections, LengthLine
from posture_cv.domain.errors import MarkError, NoPersonFound, PhotoUnreadable
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Photo, VerticalLine
from posture_cv.domain.protocol import Protocol
from posture_cv.domain.views import View
from posture_cv.visit import Album, Visit
from posture_cv.visit.concluding import conclude, effects, index_of, measured_in, stature_marked_in, untouched
from posture_cv.visit.guidance import Verdict
from posture_cv.visit.observing import advice, followed, in_order, observe_photos, taken_for
from posture_cv.wiring import Assessor

from .conftest import nothing_to_say

AT = "2031-05-04T10:00:00+00:00"


@pytest.fixture
def seen(visit: Visit, album: Album, assessor: Assessor) -> Visit:
    return observe_photos(visit, album, assessor, nothing_to_say)


def copy_of(album: Album) -> Album:
    return Album(photos=dict(album.photos), names=dict(album.names), outcomes=dict(album.outcomes), offers=dict(album.offers))


def side_view(seen: Visit, album: Album, assessor: Assessor) -> tuple[int, Observation]:
    photo, observation = next((photo, one) for photo, one in album.usable(seen, assessor.passes) if one.view is View.LEFT)
    return photo.number, observation


def test_photos_come_into_the_order_of_the_protocol_and_are_looked_at_once(
    visit: Visit, album: Album, assessor: Assessor, protocol: Protocol
) -> None:
    told: list[tuple[int, int]] = []
    album.outcomes.clear()
    seen = observe_photos(visit, album, assessor, lambda done, every: told.append((done, every)))
    assert told == [(0, 2), (1, 2)]
    backwards = replace(seen, photos=seen.photos[::-1])
    for each in (seen, backwards):
        views = [one.view for _, one in album.usable(in_order(each, album, protocol, assessor.passes), assessor.passes)]
        assert views == sorted(views, key=[step.view for step in protocol.steps].index)
    assert observe_photos(seen, album, assessor, lambda done, every: told.append((done, every))) == seen
    assert len(told) == 2


def test_another_aim_is_looked_at_anew_and_the_old_answer_is_kept(
    seen: Visit, album: Album, assessor: Assessor, protocol: Protocol
) -> None:
    number, before = side_view(seen, album, assessor)
    mirrored = observe_photos(seen.aimed(number, Aim(mirrored=True)), album, assessor, nothing_to_say)
    outcome = album.outcome(mirrored, mirrored.photo(number), assessor.passes)
    assert isinstance(outcome, Observation)
    assert outcome.view is View.RIGHT
    assert np.array_equal(outcome.photo.pixels, before.photo.pixels[:, ::-1])
    assert album.outcome(seen, seen.photo(number), assessor.passes) is before


def test_what_cannot_be_used_is_kept_as_the_error_it_was(visit: Visit, album: Album, assessor: Assessor, protocol: Protocol) -> None:
    unreadable = PhotoUnreadable("It is damaged.", "Send it again.")
    album = copy_of(album)
    album.put("damaged", unreadable)
    album.put("meadow", Photo(pixels=np.full((480, 360, 3), 128, dtype=np.uint8)))
    more = observe_photos(visit.with_photo("damaged").with_photo("meadow"), album, assessor, nothing_to_say)
    assert album.outcome(more, more.photo(3), assessor.passes) is unreadable
    assert isinstance(album.outcome(more, more.photo(4), assessor.passes), NoPersonFound)
    assert [photo.number for photo in more.photos][2:] == [3, 4]
    concluded = conclude(more, album, assessor, protocol)
    assert concluded is not None
    assert len(concluded.assessment.photos) == 2


def test_nothing_usable_is_no_assessment(assessor: Assessor, protocol: Protocol) -> None:
    assert conclude(Visit(), Album(), assessor, protocol) is None
    assert untouched(Visit(), Album(), assessor, protocol) is None


def test_a_correction_changes_the_measures_of_its_photo_alone(seen: Visit, album: Album, assessor: Assessor, protocol: Protocol) -> None:
    number, observation = side_view(seen, album, assessor)
    c7 = next(point for point in observation.anatomy.landmarks if point.name is LandmarkName.C7)
    corrected = seen.with_points(number, {"c7": (c7.x_px, c7.y_px + 20.0)})
    changed = effects(corrected, album, corrected.photo(number), assessor, protocol)
    assert changed
    index = index_of(corrected, album, corrected.photo(number), assessor.passes)
    before, after = untouched(corrected, album, assessor, protocol), conclude(corrected, album, assessor, protocol)
    assert before is not None
    assert after is not None
    assert after.problem is None
    assert {one for pair in changed for one in pair if one is not None} <= {
        *measured_in(before, index),
        *measured_in(after.assessment, index),
    }
    assert effects(seen, album, seen.photo(number), assessor, protocol) == []
    again = conclude(corrected, album, assessor, protocol)
    assert again is after


def test_lines_that_cannot_be_used_are_left_out_and_named(seen: Visit, album: Album, assessor: Assessor, protocol: Protocol) -> None:
    number, observation = side_view(seen, album, assessor)
    lying = VerticalLine(top_px=(100.0, 100.0), bottom_px=(300.0, 110.0), at=AT)
    concluded = conclude(seen.corrected(number, Corrections(vertical=lying)), album, assessor, protocol)
    assert concluded is not None
    assert concluded.problem is not None
    assert concluded.assessment.measurements
    speck = LengthLine(start_px=(100.0, 100.0), end_px=(100.0, 101.0), at=AT, length_cm=200.0)
    short = seen.corrected(number, Corrections(known=speck))
    concluded = conclude(short, album, assessor, protocol)
    assert concluded is not None
    assert isinstance(concluded.problem, MarkError)
    assert concluded.assessment.lengths == ()
    assert stature_marked_in(short.photo(number), observation) is None


def test_the_protocol_is_kept_where_it_was_chosen(seen: Visit, album: Album, assessor: Assessor, protocol: Protocol) -> None:
    for visit, kept in ((seen, ""), (seen.following(protocol), protocol.identity)):
        concluded = conclude(visit, album, assessor, protocol)
        assert concluded is not None
        assert concluded.assessment.provenance.protocol == kept


def test_a_step_has_the_photos_that_show_its_view_and_those_meant_for_it(
    seen: Visit, album: Album, assessor: Assessor, protocol: Protocol
) -> None:
    front = next(step for step in protocol.steps if step.view is View.FRONT)
    shown = {photo.number for photo, one in album.usable(seen, assessor.passes) if one.view is View.FRONT}
    meant = seen.with_photo("not read yet", meant=View.FRONT)
    assert {photo.number for photo in taken_for(meant, album, front, assessor.passes)} == {*shown, 3}


def test_advice_heeds_what_a_hand_said(seen: Visit, album: Album, assessor: Assessor) -> None:
    number, observation = side_view(seen, album, assessor)
    steep = VerticalLine(top_px=(460.0, 0.0), bottom_px=(400.0, 600.0), at=AT)
    told = advice(seen.corrected(number, Corrections(vertical=steep)).photo(number), observation)
    assert (told.verdict, told.concern) != (advice(seen.photo(number), observation).verdict, "tilted")
    assert told.verdict is not Verdict.GOOD


def test_an_unknown_protocol_falls_back_to_the_first_offered(protocol: Protocol) -> None:
    assert followed(Visit(protocol="of another version"), [protocol]) is protocol


def test_photos_taken_out_leave_nothing_behind(seen: Visit, album: Album) -> None:
    kept = copy_of(album)
    (left,) = (photo.digest for photo in seen.photos if photo.number == 2)
    kept.keep({left})
    assert {*kept.photos, *kept.names, *(key[0] for key in kept.outcomes), *(key[0] for key in kept.offers)} == {left}
