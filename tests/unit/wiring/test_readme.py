"""The visit that the README saves and opens again does what it says there."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf

from posture_cv.visit import Visit
from posture_cv.wiring.visits import open_visit, read_photos, report_pdf

ROOT = Path(__file__).resolve().parents[3]
AT = "2031-05-04T10:00:00+00:00"
PHRASE = "four words of yours"


def example() -> str:
    """The program between the marks of the shell."""
    found = re.search(r"python - <<'EOF'\n(.*?)EOF\n", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def test_what_is_saved_is_what_prints(tmp_path: Path) -> None:
    (tmp_path / "sample_images").symlink_to(ROOT / "sample_images")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-"], input=example(), capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert (done.returncode, done.stdout) == (0, "60 european bleeding\n"), done.stderr
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "client.pdf").pages).replace("\u200b", "")
    assert "60 minutes," in text
    assert "European order" in text

    album = read_photos([ROOT / "sample_images" / "client_before_left.jpg"])
    visit = Visit.of(album.names).with_points(1, {"asis": (296, 456)})
    visit = visit.with_sheet(visit.sheet.answered("anticoagulant", yes=True).clearing("bleeding").planned(minutes=60, approach="european"))
    opened, photos = open_visit(tmp_path / "client.visit", passphrase=PHRASE)
    when = opened.photo(1).corrections.points[0].at
    never_saved = report_pdf(visit.dated(when), album, at=AT)
    assert report_pdf(opened, photos, at=AT) == never_saved
    assert len(pypdf.PdfReader(io.BytesIO(never_saved)).pages) > 1
