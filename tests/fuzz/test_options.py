"""Options and arguments of any text: an answer of ours and an exit code, never a traceback; and nothing is looked at before all is judged.

Longer: ``python -m pytest tests/fuzz/test_options.py --fuzz-cases 20000 --fuzz-seed 7``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from posture_cv.assets.samples import samples
from posture_cv.cli import commands as cli
from posture_cv.cli import diagnostics, doctor, muscles, validate, visits
from posture_cv.domain.errors import PhotoError
from posture_cv.domain.messages import message
from posture_cv.visit import data
from posture_cv.visit.visit import Visit
from tests.fuzz.command_line import CODES, commands, hostile_lines, options_of, run
from tests.fuzz.outputs import in_time

LEFT = next(str(sample.path) for sample in samples() if sample.path.name == "left_2.jpg")
GIVEN = {("assess",): [LEFT], ("visit", "show"): ["no.visit"]}
CASES_PER_LINE = 2
"""Fuzz cases that one line costs as much as."""

REACHED = PhotoError(message("file.empty"), message("file.check_path"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder deep enough that names with dots stay inside, where every command stops once its options are judged."""

    def observed(visit: Visit, photos: Any, corrections: Any, assessor: Any, *, day: Any = None) -> None:
        assert data.from_dict(data.to_dict(visit)).stature_cm == visit.stature_cm
        raise REACHED

    def stop(*_: object, **__: object) -> None:
        raise REACHED

    monkeypatch.setattr(visits, "observed", observed)
    monkeypatch.setattr("posture_cv.wiring.default_assessor", lambda: None)
    monkeypatch.setattr(muscles, "suggested_by", stop)
    monkeypatch.setattr("posture_cv.ui.launch", stop)
    monkeypatch.setattr(validate, "_run", stop)
    monkeypatch.setattr(doctor, "examine", lambda _: [])
    monkeypatch.setattr(doctor, "install_missing", stop)
    monkeypatch.setattr(diagnostics, "diagnostics_text", lambda _: "")
    deep = tmp_path / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("POSTURE_CV_PASSPHRASE", "four words apart")
    monkeypatch.setenv("XDG_DATA_HOME", str(deep))
    return deep


def test_every_option_of_every_command_with_any_text(folder: Path, request: pytest.FixtureRequest) -> None:
    count, seed = request.config.getoption("--fuzz-cases") // CASES_PER_LINE, request.config.getoption("--fuzz-seed")
    ended: Counter[int] = Counter()
    for line in hostile_lines(GIVEN, count, seed):
        try:
            with in_time():
                ran = run(line, encoding=("utf-8", "ascii", "cp1252")[sum(ended.values()) % 3])
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the line
            pytest.fail(f"seed {seed}, {[part[:80] for part in line]}: {error!r}")
        told = [part[:80] for part in line]
        assert ran.code in CODES, told
        assert "Traceback" not in ran.err + ran.out, told
        assert ran.code == 0 or ran.err.strip(), told
        assert not {"\x00", "\x07", "\x9b"} & set(ran.err + ran.out), told
        assert "\x1b]" not in ran.err + ran.out, told
        ended[ran.code] += 1
    assert {2, 3, 9} <= ended.keys()  # a wrong use, options judged and the photo reached, a place that cannot be saved to


def test_the_quick_run_meets_every_option() -> None:
    options = [option for command in commands().values() for option in (*options_of(command), "")]
    assert {"--mark", "--known-length", "--client", "--red-flag", "--stature-cm", "--passphrase-file", "--port"} <= set(options)
    assert len(options) * 2 < 600 // CASES_PER_LINE


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--red-flag", "elbow"], 8, "The safety screen has no question 'elbow'."),
        (["--stature-cm", "nan"], 2, "--stature-cm"),
        (["--view", "left", "--mark", "right_asis=300,480"], 6, "right"),
        (["--view", "front", "--mark", "psis=300,480"], 6, "front"),
        (["--mark", "elbow=1,2"], 6, "elbow"),
        (["--known-length", "1,2,3,4=nan"], 2, "length"),
        (["--save-visit", "a.visit", "--passphrase-file", "short.txt"], 10, "fewer than 8 letters"),
        (["absent.jpg"], 3, "Photo 2 of 2:"),
    ],
)
def test_what_cannot_be_is_told_before_the_model_is_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, said: str
) -> None:
    (folder / "short.txt").write_text("short\n")
    monkeypatch.setattr(cli.messages, "status", lambda *_: pytest.fail("work had begun"))
    ran = run(["assess", LEFT, *options])
    assert ran.code == code, ran.err
    assert said in " ".join(ran.err.split())
