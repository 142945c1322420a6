from __future__ import annotations

import os

import pytest

from posture_cv.detection.native_log import quiet_native_log

CHATTER = (
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
    b"WARNING: Logging before InitGoogle() is written to STDERR\n",
    b"W0000 00:00:1795246172.635168    8193 inference_feedback_manager.cc:121] Feedback manager requires a model\n",
    b"I0000 00:00:1795246172.635168    8193 gl_context.cc:357] GL version\n",
)


@pytest.mark.parametrize("line", CHATTER)
def test_chatter_is_dropped(line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_native_log():
        os.write(2, line)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "line", ["E0000 00:00:1795246172.6 12 graph.cc:1] out of memory", "F0000 00:00:1 1 x.cc:1] fatal", "Segmentation fault"]
)
def test_errors_come_through(line: str, capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_native_log():
        os.write(2, CHATTER[0])
        os.write(2, line.encode() + b"\n")
    assert capfd.readouterr().err == line + "\n"


def test_the_stream_is_restored_after_an_exception(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with quiet_native_log():
            os.write(2, b"before\n")
            raise KeyError("inside")

    with pytest.raises(KeyError, match="inside"):
        fail()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "before\nafter\n"
