"""A visit kept in a file and opened again: the same photos to the pixel, the same words, the same numbers, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_cv.assets.samples import samples
from posture_cv.codecs.assessment import to_dict
from posture_cv.codecs.sealed import unseal
from posture_cv.domain.errors import KnowledgeError, MarkError, PhotoError, RecordDamaged, RecordError, ReportError
from posture_cv.domain.person import Person, Sex
from posture_cv.visit import Album, Visit
from posture_cv.wiring.visits import conclude, open_visit, read_photos, read_visit_file, report_pdf, save_visit, visit_file

PHRASE = "four words apart"
AT = "2031-05-04T10:00:00+00:00"
SAMPLES = {sample.path.name: sample.path for sample in samples()}
LEFT, FRONT = SAMPLES["client_before_left.jpg"], SAMPLES["client_before_front.jpg"]


@pytest.fixture(scope="module")
def album() -> Album:
    return read_photos([LEFT, FRONT])


@pytest.fixture(scope="module")
def visit(album: Album) -> Visit:
    """Corrected and written on in every way."""
    visit = replace(Visit.of(album.names), client="Avery Example", stature_cm=172.0, person=Person(sex=Sex.FEMALE, age=41)).with_points(
        1, {"asis": (300.0, 480.0)}
    )
    visit = visit.with_points(1, {"c7": (380.0, 180.0)}).undone(1).signed("R. Example")
    sheet = visit.sheet.answered("bleeding", yes=True).clearing("bleeding").planned(minutes=60, approach="european")
    return visit.with_sheet(sheet).dated(AT)


@pytest.fixture(scope="module")
def file(visit: Visit, album: Album) -> bytes:
    return visit_file(visit, album, passphrase=PHRASE)


def test_everything_comes_back(visit: Visit, album: Album, file: bytes) -> None:
    again, photos = read_visit_file(file, passphrase=PHRASE)
    assert again == visit
    assert again.redone(1) == visit.redone(1)
    assert photos.names == album.names
    for digest, photo in album.photos.items():
        assert np.array_equal(photos.photos[digest].pixels, photo.pixels)
        assert photos.photos[digest].focal_length_px == photo.focal_length_px


def test_what_comes_back_measures_plans_and_prints_the_same(visit: Visit, album: Album, file: bytes) -> None:
    again, photos = read_visit_file(file, passphrase=PHRASE)
    assessment = conclude(again, photos, at=AT)
    assert to_dict(assessment) == to_dict(conclude(visit, album, at=AT))
    assert (assessment.worksheet.minutes, assessment.worksheet.approach, assessment.worksheet.cleared) == (60, "european", ("bleeding",))
    assert report_pdf(again, photos, at=AT) == report_pdf(visit, album, at=AT)


def test_a_file_holds_pixels_and_nothing_else_of_a_photo() -> None:
    picture = Image.open(LEFT).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Secret Maker"
    exif.get_ifd(0x8825)[2] = (40.0, 26.0, 46.0)
    sent = io.BytesIO()
    picture.save(sent, "JPEG", exif=exif, comment=b"Secret comment")
    album = read_photos([sent.getvalue()])
    packed = unseal(visit_file(Visit.of(album.names), album, passphrase=PHRASE), PHRASE)
    assert b"Secret" not in packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        stored = Image.open(io.BytesIO(archive.read("photos/1.png")))
        assert not stored.getexif()
        assert stored.info == {}


def test_the_file_is_written_whole_and_read_back(visit: Visit, album: Album, tmp_path: Path) -> None:
    path = tmp_path / "client.visit"
    save_visit(path, visit, album, passphrase=PHRASE)
    assert [each.name for each in tmp_path.iterdir()] == ["client.visit"]
    assert b"Avery" not in path.read_bytes()
    assert open_visit(path, passphrase=PHRASE)[0] == visit
    with pytest.raises(ReportError, match="folder to save in does not exist"):
        save_visit(tmp_path / "nowhere" / "client.visit", visit, album, passphrase=PHRASE)


def test_what_stands_in_the_way_is_said_plainly(visit: Visit, album: Album, file: bytes, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="fewer than 8 letters"):
        visit_file(visit, album, passphrase="short")
    with pytest.raises(RecordError, match="does not open this file"):
        read_visit_file(file, passphrase="other words apart")
    with pytest.raises(RecordDamaged, match="damaged"):
        read_visit_file(file[:-1], passphrase=PHRASE)
    with pytest.raises(RecordDamaged, match="without its photos"):
        read_visit_file(json.dumps({"schema_version": 1}).encode(), passphrase=PHRASE)
    with pytest.raises(RecordError, match="no file at this place"):
        open_visit(tmp_path / "nothing.visit", passphrase=PHRASE)
    with pytest.raises(RecordError, match="could not be read"):
        open_visit(tmp_path, passphrase=PHRASE)


def test_a_photo_that_could_not_be_read_is_left_out(visit: Visit, album: Album) -> None:
    more = Album(photos={**album.photos, "damaged": PhotoError("a", "b")}, names={**album.names, "damaged": "x.jpg"})  # type: ignore[arg-type]
    again, photos = read_visit_file(visit_file(visit.with_photo("damaged", "x.jpg"), more, passphrase=PHRASE), passphrase=PHRASE)
    assert again.photos == visit.photos
    assert photos.photos.keys() == album.photos.keys()


def test_a_photo_given_twice_would_count_twice(album: Album) -> None:
    with pytest.raises(PhotoError, match="given twice"):
        read_photos([LEFT, LEFT.read_bytes()])


def test_python_hears_every_mistake(visit: Visit, album: Album) -> None:
    with pytest.raises(ValueError, match="expected a visit with a photo"):
        conclude(Visit(), album)
    with pytest.raises(KnowledgeError, match="no question 'thrombosys'"):
        conclude(visit.with_sheet(visit.sheet.answered("thrombosys", yes=True)), album)
    with pytest.raises(MarkError, match="outside the photo"):
        conclude(visit.with_points(1, {"c7": (9000.0, 1.0)}), album)
    with pytest.raises(ValueError, match="expected 30 to 60 minutes"):
        visit.sheet.planned(minutes=90)
