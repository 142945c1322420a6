"""Importing the package is cheap and touches nothing heavy; so is serving the first page, and drawing it."""

import subprocess
import sys

HEAVY = ("mediapipe", "cv2", "sklearn", "streamlit", "PIL", "numpy", "pydantic", "typst")
REASONING = ("cards", "detection", "findings", "gate", "knowledge", "measures", "muscles", "overlay", "pipeline", "report", "worksheet")
"""Rooms that only a photo's answer takes."""

REPORT_WHAT_IS_LOADED = """
import sys
read = []
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
{work}
modules = [name for name in {unwanted} if name in sys.modules]
tables = [name for name in read if name.endswith(("tables.po", ".toml")) and ("locale" in name or "knowledge" in name)]
print([*modules, *tables])
"""


def loaded_by(work: str, unwanted: tuple[str, ...]) -> str:
    """Modules among the unwanted, and clinical tables in whatever language, that a fresh process has loaded after that work."""
    code = REPORT_WHAT_IS_LOADED.format(work=work, unwanted=unwanted)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return result.stdout.splitlines()[-1]


def test_import_loads_no_heavy_library() -> None:
    assert loaded_by("import posture_cv", HEAVY) == "[]"


SERVE = """
import posture_cv.cli, posture_cv.ui.server
from posture_cv.ui.front_page import own_document
assert own_document('<html lang="en"><title>Streamlit</title><noscript></noscript></html>').count("JavaScript") == 2
"""


def test_serving_the_first_document_loads_nothing_that_only_a_page_needs() -> None:
    rooms = tuple(f"posture_cv.{room}" for room in (*REASONING, "visit", "ui.state", "ui.shell"))
    assert loaded_by(SERVE, (*rooms, "numpy", "PIL", "cv2", "mediapipe", "pydantic", "altair", "pandas")) == "[]"
    assert loaded_by(SERVE + "import posture_cv.ui.state", rooms) == "['posture_cv.visit', 'posture_cv.ui.state']"


DRAW = """
from streamlit.testing.v1 import AppTest
from posture_cv.ui import engine
engine.warm_up = lambda: None
app = AppTest.from_file(engine.__file__.replace("engine.py", "app.py"), default_timeout=120).run()
assert not app.exception and app.title
"""


def test_drawing_the_empty_page_loads_nothing_that_only_a_photo_needs() -> None:
    rooms = tuple(f"posture_cv.{room}" for room in (*REASONING, "ui.components.answers", "ui.phone.listener"))
    assert loaded_by(DRAW, (*rooms, "cv2", "mediapipe", "sklearn", "altair", "pandas", "typst")) == "[]"
    assert "knowledge/tables/" in loaded_by(DRAW + "engine.assessor().instruments.knowledge", rooms)


def test_public_names_are_importable() -> None:
    import posture_cv

    assert all(getattr(posture_cv, name) is not None for name in posture_cv.__all__)
