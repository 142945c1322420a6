"""The consoles follow the width each test asks for."""

import pytest

from posture_cv.cli import console


@pytest.fixture(autouse=True)
def consoles_follow_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget a width fixed at import, as parallel runs set one for their workers."""
    for one in (console.results, console.messages):
        monkeypatch.setattr(one, "_width", None)
