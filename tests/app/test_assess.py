"""From photos to results on the Assess page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from PIL import Image
from streamlit.testing.v1 import AppTest

from posture_cv.domain.estimates import MeasureName
from posture_cv.validation.pictures import PACKAGED
from posture_cv.visit import MOST_PHOTOS
from posture_cv.wiring import words_in

from .conftest import SAMPLES, concluded_in, downloads, labels, visit_of, words

Upload = Callable[..., AppTest]


def test_first_page_offers_photos_camera_and_samples_and_nothing_else(app: AppTest) -> None:
    assert not app.exception
    assert app.title[0].value == "Posture, measured from a photo"
    assert [box.label.split(",")[0] for box in app.file_uploader] == ["Photos of one person", "Visit file"]
    starts = ["Start: Full standing assessment", "Start: Sitting assessment", "Start: Quick side view"]
    assert labels(app.button) == ["Side photo", "Front photo", "Whole visit", "Open it", *starts]
    assert not app.tabs


def test_sample_shows_picture_bars_findings_muscles_and_downloads(app: AppTest) -> None:
    app.button[0].click().run()
    assert not app.exception
    assert labels(app.tabs)[:4] == ["Findings", "Measures", "Muscles", "Worksheet"]
    assert len(app.get("image")) >= 1
    assert downloads(app) == ["PDF report", "Picture 1", "Data (JSON)", "Save the file"]
    cva = next(m for m in concluded_in(app).measurements if m.name is MeasureName("craniovertebral_angle"))
    assert f"<td>{words_in('en').value(cva)}</td>" in words(app)
    assert words(app).count('class="pcv-track"') >= 8
    assert re.search(r"\| Made \| .*\d:\d\d \(UTC([+-]\d\d:\d\d)?\) \|", words(app))


def test_every_picture_has_an_alternative_text_and_every_bar_is_said_in_words(upload: Upload) -> None:
    at = upload("left_2.jpg")
    pictures = [picture for images in at.get("image") for picture in images.proto.imgs]
    assert pictures
    assert all(picture.alt for picture in pictures)
    said = words(at)
    assert said.count('class="pcv-heard">') == said.count('class="pcv-track"') > 0


def test_what_a_view_cannot_give_is_listed_with_its_remedy(upload: Upload) -> None:
    """A photo that ends at the hips shows no pelvis."""
    whole = Image.open(SAMPLES["left_2.jpg"]).convert("RGB")
    cropped = io.BytesIO()
    whole.crop((0, 0, whole.width, int(0.47 * whole.height))).save(cropped, format="JPEG")
    said = words(upload(("cropped.jpg", cropped.getvalue())))
    assert "Pelvic tilt" in said
    assert "<dt>To get it</dt>" in said


def test_several_photos_are_told_apart_by_view(upload: Upload) -> None:
    at = upload("left_2.jpg", "front_2.jpg", "back_2.jpg")
    assert not at.exception
    shown = next(group.options for group in at.button_group if group.key.startswith("which-"))
    assert shown == ["1 · front", "2 · left side", "3 · back"]
    assert downloads(at) == ["PDF report", "Picture 1", "Picture 2", "Picture 3", "Data (JSON)", "Save the file"]


def test_removing_one_photo_keeps_the_others(upload: Upload) -> None:
    at = upload("left_2.jpg", "front_2.jpg")
    assert visit_of(at).visit.photo(visit_of(at).selected).name == "left_2.jpg"
    next(button for button in at.button if button.label == "Remove").click().run()
    assert not at.exception
    assert [entry.name for entry in visit_of(at).visit.photos] == ["front_2.jpg"]
    assert [photo.view for photo in concluded_in(at).photos] == ["front"]
    assert set(visit_of(at).album.photos) == {visit_of(at).visit.photos[0].digest}


def test_replacing_one_photo_keeps_its_place_and_the_others(upload: Upload) -> None:
    at = upload("left_2.jpg", "front_2.jpg")
    replace = next(zone for zone in at.file_uploader if zone.label == "Another photo for this place")
    replace.set_value(("again.jpg", SAMPLES["left_3.jpg"].read_bytes(), "image/jpeg"))
    at.run()
    assert not at.exception
    assert [entry.name for entry in visit_of(at).visit.photos] == ["front_2.jpg", "again.jpg"]


def test_removing_the_last_photo_returns_to_the_first_page(upload: Upload) -> None:
    at = upload("left_2.jpg")
    next(button for button in at.button if button.label == "Remove").click().run()
    assert at.title[0].value == "Posture, measured from a photo"


def test_a_file_that_is_no_photo_says_so_and_costs_nothing(upload: Upload) -> None:
    at = upload(("notes.jpg", b"this is not a photo"), "left_2.jpg")
    assert not at.exception
    assert len(at.error) == 1
    assert "Traceback" not in words(at)
    assert [photo.view for photo in concluded_in(at).photos] == ["left"]
    assert "PDF report" in downloads(at)


def test_nobody_in_the_photo_is_said_with_a_remedy(upload: Upload, landscape: bytes) -> None:
    at = upload(("meadow.png", landscape))
    assert not at.exception
    assert "Nobody was found" in at.error[0].value
    assert not at.tabs
    assert len(at.get("image")) == 1


def test_one_of_several_people_can_be_picked(upload: Upload, two_people: bytes) -> None:
    at = upload(("both.png", two_people))
    assert not at.exception
    assert "2 people" in at.warning[0].value
    assert "2 numbered people" in at.get("image")[0].proto.imgs[0].alt
    picker = next(group for group in at.button_group if group.options == ["Person 1", "Person 2"])
    picker.set_value(2).run()
    assert not at.exception
    assert not at.warning
    # the second, smaller person stands in the left half
    assert concluded_in(at).photos[0].body.right_px < 520
    # she can change her mind
    next(group for group in at.button_group if group.options == ["Person 1", "Person 2"]).set_value(1).run()
    assert concluded_in(at).photos[0].body.left_px > 520


def test_a_bystander_can_be_chosen_and_the_main_person_again(upload: Upload, person_and_bystander: bytes) -> None:
    at = upload(("street.png", person_and_bystander))
    assert not at.exception
    first = concluded_in(at)
    assert first.photos[0].body.right_px < 720
    next(group for group in at.button_group if group.options == ["Person 1", "Person 2"]).set_value(2).run()
    assert not at.exception
    # a picture of no camera's shape: the lens may have pointed at the bystander, who then stands square to it
    assert concluded_in(at).photos[0].body.left_px > 720
    next(group for group in at.button_group if group.options == ["Person 1", "Person 2"]).set_value(1).run()
    assert concluded_in(at).measurements == first.measurements


def test_a_declared_view_that_contradicts_the_photo_is_refused_and_can_be_undone(upload: Upload) -> None:
    at = upload("left_2.jpg")
    at.selectbox(key=view_key(at)).select_index(3).run()
    assert len(at.error) == 1
    assert not at.tabs
    at.selectbox(key=view_key(at)).select_index(0).run()
    assert not at.error
    assert at.tabs


def view_key(at: AppTest) -> str:
    return next(box.key for box in at.selectbox if box.label.startswith("View"))


def test_more_photos_than_a_visit_holds_are_left_out_with_a_word(upload: Upload) -> None:
    unreadable = [(f"{number}.jpg", b"no photo" + bytes([number])) for number in range(MOST_PHOTOS)]
    at = upload(*unreadable, "front_0.jpg")
    assert len(visit_of(at).visit.photos) == MOST_PHOTOS
    assert "front\\_0\\.jpg" in at.info[0].value


def test_the_same_photo_twice_is_taken_once(upload: Upload) -> None:
    at = upload("left_2.jpg", ("copy.jpg", SAMPLES["left_2.jpg"].read_bytes()))
    assert len(visit_of(at).visit.photos) == 1
    assert "copy\\.jpg" in at.info[0].value


def test_a_file_name_is_shown_as_it_is_and_fetches_nothing(upload: Upload) -> None:
    at = upload("left_2.jpg", ("![x](y).jpg", SAMPLES["left_2.jpg"].read_bytes()))
    assert "\\!\\[x\\]\\(y\\)\\.jpg" in at.info[0].value


def test_the_camera_is_off_until_asked_for_and_its_photo_is_assessed(app: AppTest) -> None:
    assert not app.camera_input
    next(switch for switch in app.toggle if switch.label == "Use the camera").set_value(True).run()
    app.camera_input[0].upload("camera.jpg", SAMPLES["left_3.jpg"].read_bytes(), "image/jpeg")
    app.run()
    assert not app.exception
    assert app.tabs
    assert not app.camera_input


def test_sitting_is_assessed_as_sitting(upload: Upload) -> None:
    at = upload(("sitting.jpg", (PACKAGED / "000048_0_left.jpg").read_bytes()))
    next(group for group in at.button_group if group.options == ["Standing", "Sitting"]).set_value("sitting").run()
    assert not at.exception
    assert concluded_in(at).photos[0].position == "sitting"


def test_repeats_of_one_view_are_averaged_and_their_spread_shown(upload: Upload) -> None:
    at = upload("left_2.jpg", "left_3.jpg")
    fused = concluded_in(at).fused
    cva = next(each for each in fused if each.name is MeasureName("craniovertebral_angle"))
    single = [m.value for m in concluded_in(at).measurements if m.name is MeasureName("craniovertebral_angle")]
    assert min(single) <= cva.value <= max(single)
    assert "Averaged over photos" in [expander.label for expander in at.expander]
    assert f"<td>{words_in('en').value(cva)}</td>" in words(at)
    assert "<td>2: left side</td>" in words(at)


def test_each_photo_is_judged_in_one_sentence(upload: Upload) -> None:
    at = upload("left_2.jpg")
    assert words(at).count('class="pcv-advice ') == 1


def test_start_over_forgets_photos_and_results(upload: Upload) -> None:
    at = upload("left_2.jpg")
    next(button for button in at.button if button.label == "Start over").click().run()
    assert not visit_of(at).visit.photos
    assert not visit_of(at).album.photos
    assert concluded_in(at) is None


def test_a_rerun_looks_at_no_photo_twice(upload: Upload) -> None:
    at = upload("left_2.jpg")
    before = dict(visit_of(at).album.outcomes)
    next(switch for switch in at.toggle if switch.label == "Blur face").set_value(True).run()
    after = visit_of(at).album.outcomes
    assert list(after) == list(before)
    assert all(after[look] is before[look] for look in before)
