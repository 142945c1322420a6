"""Days and times are those of the clock on the wall, with their distance from UTC."""

import io
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from typer.testing import CliRunner

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app
from posture_cv.domain.terms import moment_text

LEFT = next(str(sample.path) for sample in samples() if sample.path.name == "left_2.jpg")


@pytest.fixture(params=["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def hours_east(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A place where it is a day later, or a day earlier, for most of the day at Greenwich; neither changes its clocks."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield {"Pacific/Kiritimati": 14, "Pacific/Pago_Pago": -11}[request.param]
    monkeypatch.undo()
    time.tzset()


def test_terminal_data_and_report_tell_the_local_day(hours_east: int, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    result = CliRunner().invoke(app, ["assess", LEFT, f"--json={tmp_path / 'a.json'}", f"--report={tmp_path / 'r.pdf'}"])
    assert result.exit_code == 0, result.output
    created = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["provenance"]["created_at"]
    made = datetime.fromisoformat(created)
    assert made.utcoffset() == timedelta(hours=hours_east)
    assert before - timedelta(seconds=1) <= made <= datetime.now(UTC)
    wall = before + timedelta(hours=hours_east)
    days = {f"{day:%d %B %Y}".lstrip("0") for day in (wall, wall + timedelta(minutes=5))}
    text = [
        re.sub(r"\s+", " ", page.extract_text().replace("\u200b", ""))
        for page in pypdf.PdfReader(io.BytesIO((tmp_path / "r.pdf").read_bytes())).pages
    ]
    assert any(day in text[0] for day in days)
    assert moment_text(created).endswith(f" UTC{hours_east:+03d}:00")
    assert f"Assessed {moment_text(created)}" in result.stdout
    assert any(moment_text(created) in page for page in text)


def test_a_time_stays_in_the_zone_it_was_written_in() -> None:
    assert moment_text("2031-05-04T23:30:00+10:00") == "2031-05-04 23:30 UTC+10:00"
    assert moment_text("2031-05-04T23:30:00Z", datetime.fromisoformat("2031-05-04T00:00:00+14:00").tzinfo) == "2031-05-05 13:30 UTC+14:00"
