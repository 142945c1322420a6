"""The pose model is not opened where it does not fit."""

from __future__ import annotations

import sys

import pytest

from posture_cv.domain.errors import MachineError
from posture_cv.wiring import memory


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory_bytes", lambda: memory.MODEL_MEMORY_BYTES - 1)
    with pytest.raises(MachineError, match=r"too little free memory for the pose model, which needs 450 MB.*Close other programs"):
        memory.require_memory()


def test_what_the_system_does_not_tell_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory_bytes", lambda: None)
    monkeypatch.setattr(memory, "free_addresses_bytes", lambda: None)
    memory.require_memory()


def test_addresses_count_for_the_first_model_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_addresses_bytes", lambda: memory.MODEL_ADDRESSES_BYTES - 1)
    monkeypatch.setitem(sys.modules, "mediapipe", sys)
    memory.require_memory()
    monkeypatch.delitem(sys.modules, "mediapipe")
    with pytest.raises(MachineError, match="allowed is too little for the pose model"):
        memory.require_memory()
