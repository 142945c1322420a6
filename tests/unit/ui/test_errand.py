"""What became of a file made in the background is told to the page, whichever of the two comes first."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message
from posture_cv.ui.errand import Errand, Mishap

BROKEN = ReportError(message("report.no_layout"), message("report.reinstall"))


def fail(error: Exception) -> bytes:
    raise error


def test_before_anything_was_pressed_there_is_nothing_to_tell() -> None:
    assert Errand().outcome(pressed=False) is None


def test_a_file_made_before_the_page_asks() -> None:
    errand = Errand()
    assert errand.run(lambda: b"file") == b"file"
    assert errand.outcome(pressed=True) is None


@pytest.mark.parametrize(("error", "words"), [(BROKEN, str(BROKEN)), (ZeroDivisionError("no"), str(Mishap.FAILED))])
def test_what_went_wrong_is_told_until_it_goes_well(error: Exception, words: str) -> None:
    errand = Errand()
    with pytest.raises(type(error), match="no"):
        errand.run(lambda: fail(error))
    assert str(errand.outcome(pressed=True)) == words
    assert str(errand.outcome(pressed=False)) == words
    errand.run(lambda: b"file")
    assert errand.outcome(pressed=True) is None


def test_a_page_that_asks_first_waits() -> None:
    errand, may_end = Errand(), threading.Event()
    told: list[object] = []
    asking = threading.Thread(target=lambda: told.append(errand.outcome(pressed=True)))
    asking.start()

    def make() -> bytes:
        may_end.wait()
        raise BROKEN

    def run() -> None:
        with pytest.raises(ReportError, match="laid out"):
            errand.run(make)

    making = threading.Thread(target=run)
    making.start()
    assert told == []
    may_end.set()
    making.join()
    asking.join()
    assert [str(one) for one in told] == [str(BROKEN)]


def test_an_error_kept_for_the_page_holds_nothing_of_the_client() -> None:
    class Photo: ...

    photos = [Photo()]
    held = weakref.ref(photos[0])
    errand = Errand()

    def make(pixels: Photo) -> bytes:
        raise ReportError(message("report.no_layout"), message("stored.text", sentence=type(pixels).__name__))

    with pytest.raises(ReportError, match="laid out"):
        errand.run(lambda: make(photos[0]))
    assert errand.outcome(pressed=True) is not None
    photos.clear()
    gc.collect()
    assert held() is None


def test_a_press_that_nobody_follows_is_told_and_forgotten_with_the_next() -> None:
    errand = Errand()
    assert errand.outcome(pressed=True, begins_within_s=0.01) is Mishap.NOT_BEGUN
    errand.run(lambda: b"file")
    assert errand.outcome(pressed=True) is None
