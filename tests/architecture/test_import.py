"""Importing the package is cheap and touches nothing heavy."""

import subprocess
import sys

HEAVY = ("mediapipe", "cv2", "sklearn", "streamlit", "PIL", "numpy", "pydantic", "typst")


def test_import_loads_no_heavy_library() -> None:
    code = f"import sys, posture_cv; print([name for name in {HEAVY} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_public_names_are_importable() -> None:
    import posture_cv

    assert all(getattr(posture_cv, name) is not None for name in posture_cv.__all__)
