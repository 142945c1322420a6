"""Forged records: each is refused with a place and plain words, or goes through every output in bounded time.

Thousands: ``python -m pytest tests/fuzz/test_records.py --fuzz-cases 20000 --fuzz-seed 7``.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from posture_cv.assets.samples import samples
from posture_cv.cli.visits import stored_assessment
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.corrections import LengthLine
from posture_cv.domain.errors import PostureError, RecordError
from posture_cv.domain.known_length import KnownLength
from posture_cv.visit import Album, SheetEntries, Visit
from posture_cv.visit.archive import StoredPhoto, pack, unpack
from posture_cv.visit.data import from_dict as visit_from_dict
from posture_cv.visit.data import to_dict as visit_to_dict
from posture_cv.visit.entries import WrittenLine
from posture_cv.wiring.assessor import Assessor
from posture_cv.wiring.visits import conclude_visit, read_photos, visit_file
from tests.fuzz.outputs import in_time, put_out
from tests.fuzz.records import CHANGES, forged_texts, mutants

SAMPLES = {sample.path.name: sample.path for sample in samples()}
CASES_PER_RECORD = 3
"""Fuzz cases that one record costs as much as."""

CASES_PER_PAPER = 60
"""The same for one with pictures and PDF."""


@pytest.fixture(scope="module")
def kept(assessor: Assessor) -> tuple[Visit, Album, Assessment]:
    """A real visit of a side and a front photo, with something at most places: points, a known length, answers, a note."""
    album = read_photos([SAMPLES["client_before_left.jpg"], SAMPLES["front_2.jpg"]], assessor)
    visit = Visit.of(album.names).with_points(1, {"asis": (300, 480)}).with_points(2, {"left_acromion": (520, 220)})
    visit, reasoned = conclude_visit(visit, album, assessor=assessor)
    item = reasoned.assessment.worksheet.items[0]
    written = SheetEntries().written_on(item)
    sheet = SheetEntries().answered("bleeding", yes=True).clearing("bleeding").planned(minutes=60, approach="european")
    sheet = sheet.with_line(WrittenLine(muscle=written.muscle, side=written.side, state=written.state, grades=written.grades, note="sore"))
    visit = visit.with_sheet(sheet).signed("AB").dated("2031-05-04T12:30:00+02:00")
    known = KnownLength(start_px=(90, 880), end_px=(92, 212), length_cm=200, behind_cm=30)
    visit = with_length(visit, known)
    return visit, album, conclude_visit(visit, album, assessor=assessor)[1].assessment


def with_length(visit: Visit, known: KnownLength) -> Visit:
    said = replace(visit.photo(1).corrections, known=LengthLine.of(known))
    return replace(visit.corrected(1, said), stature_cm=172.0, client="Avery Example")


def judged(read: Any, data: object) -> Any:
    """What was read, or None where it was refused by a RecordError of plain words."""
    try:
        return read(data)
    except RecordError as error:
        require_words(error)
        return None


def require_words(error: PostureError) -> None:
    """Sentences, of letters that every terminal can be sent."""
    assert str(error).endswith(".")
    assert str(error).isprintable()
    str(error).encode()


def test_forged_assessments_are_refused_or_printed(kept: tuple[Visit, Album, Assessment], request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases") // CASES_PER_RECORD, request.config.getoption("--fuzz-seed")
    answers: Counter[str] = Counter()
    papers = 0
    for done, data in mutants(to_dict(kept[2]), cases, seed):
        try:
            with in_time():
                found = judged(from_dict, data)
                answers["refused" if found is None else "accepted"] += 1
                if found is not None:
                    on_paper = papers * CASES_PER_PAPER <= answers["accepted"] * CASES_PER_RECORD
                    papers += on_paper
                    put_out(found, paper=on_paper, language=("en", "es")[papers % 2], client="Avery Example")
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the record
            pytest.fail(f"seed {seed}, {done}: {error!r}")
    assert min(answers["refused"], answers["accepted"]) > cases // 20  # neither is everything refused, nor does everything pass


def test_forged_visits_are_refused_or_concluded(
    kept: tuple[Visit, Album, Assessment], assessor: Assessor, request: pytest.FixtureRequest
) -> None:
    cases, seed = request.config.getoption("--fuzz-cases") // CASES_PER_RECORD, request.config.getoption("--fuzz-seed")
    answers: Counter[str] = Counter()
    for done, data in mutants(visit_to_dict(kept[0]), cases, seed + 1):
        try:
            with in_time():
                found = judged(visit_from_dict, data)
                answers["refused" if found is None else "accepted"] += 1
                if found is not None:
                    assert visit_from_dict(json.loads(json.dumps(visit_to_dict(found)))) == found
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the record
            pytest.fail(f"seed {seed}, {done}: {error!r}")
    assert min(answers["refused"], answers["accepted"]) > cases // 20


def test_a_forged_visit_that_is_accepted_is_measured_or_says_why_not(
    kept: tuple[Visit, Album, Assessment], assessor: Assessor, request: pytest.FixtureRequest
) -> None:
    visit, album, _ = kept
    concluded = 0
    for done, data in mutants(visit_to_dict(visit), request.config.getoption("--fuzz-cases") // CASES_PER_PAPER, 5):
        changed = judged(visit_from_dict, data)
        if changed is None or not changed.photos or {photo.digest for photo in changed.photos} - set(album.photos):
            continue
        try:
            with in_time():
                put_out(conclude_visit(changed, album, assessor=assessor)[1].assessment, paper=False)
        except PostureError as error:
            require_words(error)
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the record
            pytest.fail(f"{done}: {error!r}")
        concluded += 1
    assert concluded


def test_forged_json_is_no_record(kept: tuple[Visit, Album, Assessment]) -> None:
    for done, text in forged_texts(to_dict(kept[2]), seed=1):
        with in_time(), pytest.raises(RecordError, match=r"\."):
            pytest.fail(f"{done} was read: {stored_assessment(text.encode())}")


def test_a_saved_assessment_is_told_without_control_characters(kept: tuple[Visit, Album, Assessment]) -> None:
    data = to_dict(kept[2])
    data["provenance"]["software"] = "posture\x1b]0;title\x07_cv\ud800"
    assert stored_assessment(json.dumps(data).encode()).provenance.software == "posture]0;title_cv\ufffd"


def test_nothing_is_kept_that_could_not_be_opened_again(kept: tuple[Visit, Album, Assessment]) -> None:
    visit, album, _ = kept
    line = replace(visit.sheet.lines[0], muscle="soleus", note="x" * 20_000)
    endless = visit.with_sheet(visit.sheet.with_line(line))
    with pytest.raises(RecordError, match=r"cannot be kept as it is \(first problem at 'sheet\.lines\.1\.note'\)"):
        visit_file(endless, album, passphrase="four words apart")


def test_a_visit_s_parts_are_not_unpacked_to_any_size(kept: tuple[Visit, Album, Assessment]) -> None:
    packed = pack(kept[0], [StoredPhoto(digest=one.digest, name="", focal_length_px=None, picture=b"x") for one in kept[0].photos])
    assert unpack(packed)[0] == kept[0]
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as sound, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            archive.writestr(name, sound.read(name) if name.endswith("json") else bytes(50_000_000))
    with pytest.raises(RecordError, match="part of this visit file is missing"):
        unpack(bomb.getvalue())


def test_letters_that_no_file_can_hold_are_kept_as_a_mark(kept: tuple[Visit, Album, Assessment]) -> None:
    visit = replace(kept[0], client="A\ud800very")
    photos = [StoredPhoto(digest=one.digest, name="\udcff.jpg", focal_length_px=None, picture=b"x") for one in visit.photos]
    opened, stored = unpack(pack(visit, photos))
    assert (opened.client, stored[0].name) == ("A\ufffdvery", "\ufffd.jpg")


def test_the_same_seed_gives_the_same_records(kept: tuple[Visit, Album, Assessment]) -> None:
    data = visit_to_dict(kept[0])
    first, second, other = ([done for done, _ in mutants(data, 40, seed)] for seed in (1, 1, 2))
    assert first == second
    assert first != other
    assert len({done.rsplit(maxsplit=1)[1] for done, _ in mutants(data, 200, 1)}) >= len(set(CHANGES)) - 1
