"""Hundreds of damaged photos in one process: each gives a photo or a PhotoError, none a crash, a warning or a foreign error.

Longer, and others: ``python -m pytest tests/fuzz --fuzz-cases 20000 --fuzz-seed 7``.
"""

from __future__ import annotations

import pytest

from posture_cv.capture import read_photo
from posture_cv.domain.errors import PhotoError
from posture_cv.domain.photo import Photo
from tests.fuzz.images import DAMAGES, nasty_photos, sound_photos


def test_damaged_photos(request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases"), request.config.getoption("--fuzz-seed")
    answers = {"photo": 0, "refused": 0}
    for done, content in nasty_photos(cases, seed):
        try:
            answer: Photo | PhotoError = read_photo(content)
        except PhotoError as error:
            answer = error
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the file
            pytest.fail(f"seed {seed}, {done}: {error!r}")
        if isinstance(answer, Photo):
            answers["photo"] += 1
            assert min(answer.pixels.shape[:2]) >= 160, done
            assert max(answer.pixels.shape[:2]) <= 4096, done
        else:
            answers["refused"] += 1
            assert str(answer), done
    assert sum(answers.values()) == cases
    assert min(answers.values()) > cases // 20  # neither is everything refused, nor does everything pass


def test_the_sound_ones_are_photos_of_every_format() -> None:
    sound = sound_photos()
    assert {read_photo(content).pixels.shape for content in sound.values()} <= {(170, 180, 3), (180, 170, 3)}
    assert len(sound) * len(DAMAGES) <= 600  # so that the quick run meets every damage of every format


def test_the_same_seed_gives_the_same_files() -> None:
    first, second, other = (list(nasty_photos(60, seed)) for seed in (1, 1, 2))
    assert first == second
    assert first != other
