"""The audit counts what was looked up: one that looked nothing up is no good news."""

from __future__ import annotations

import pytest

from tests.audit.__main__ import NO_TOOL, NOTHING_AUDITED, PASSED, VULNERABLE, main, verdict

SKIPPED = {"name": "numpy", "skip_reason": "Dependency not found on PyPI and could not be audited: numpy (2.4.6)"}
SOUND = {"name": "pillow", "version": "13.0.0", "vulns": []}
OURS = {"name": "posture_cv", "version": "0.1.0", "vulns": []}
WEAK = {
    "name": "requests",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-2018-28", "fix_versions": ["2.20.0"], "aliases": [], "description": ""}],
}


def test_nothing_looked_up_fails() -> None:
    lines, code = verdict({"dependencies": [SKIPPED, OURS], "fixes": []})
    assert code == NOTHING_AUDITED
    assert lines[0] == "audit: 0 of 1 dependencies looked up, 0 known vulnerabilities"


def test_a_vulnerability_fails_and_is_named() -> None:
    lines, code = verdict({"dependencies": [SKIPPED, SOUND, WEAK], "fixes": []})
    assert code == VULNERABLE
    assert lines == [
        "requests 2.0: PYSEC-2018-28, mended in 2.20.0",
        "audit: 2 of 3 dependencies looked up, 1 known vulnerabilities",
    ]


def test_what_is_sound_passes() -> None:
    assert verdict({"dependencies": [SOUND], "fixes": []}) == (["audit: 1 of 1 dependencies looked up, 0 known vulnerabilities"], PASSED)


def test_without_pip_audit_it_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert main([]) == NO_TOOL
    assert "pip-audit said nothing" in capsys.readouterr().out
