"""The pose model is not opened where it does not fit."""

from __future__ import annotations

import sys

import pytest

from posture_cv.domain.errors import MachineError
from posture_cv.machine.libraries import Need
from posture_cv.wiring import room


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_memory_bytes", lambda: room.MODEL_MEMORY_BYTES - 1)
    with pytest.raises(MachineError, match=r"too little free memory for the pose model, which needs 450 MB.*Close other programs"):
        room.require_room()


def test_what_the_system_does_not_tell_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_memory_bytes", lambda: None)
    monkeypatch.setattr(room, "free_addresses_bytes", lambda: None)
    room.require_room()


def test_addresses_count_for_the_first_model_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_addresses_bytes", lambda: room.MODEL_ADDRESSES_BYTES - 1)
    monkeypatch.setitem(sys.modules, "mediapipe", sys)
    room.require_room()
    monkeypatch.delitem(sys.modules, "mediapipe")
    with pytest.raises(MachineError, match="allowed is too little for the pose model"):
        room.require_room()


def test_a_root_that_shows_no_processors_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "unmounted", lambda: [Need("/sys", "MediaPipe")])
    with pytest.raises(MachineError, match=r"/sys is empty.*posture-cv doctor --fix"):
        room.require_room()
