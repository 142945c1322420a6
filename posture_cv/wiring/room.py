"""Whether this computer can run the pose model, asked beforehand: its library ends the whole process where it cannot."""

from __future__ import annotations

import sys

from posture_cv.domain.errors import MachineError
from posture_cv.domain.messages import message
from posture_cv.machine.libraries import unmounted
from posture_cv.machine.memory import free_addresses_bytes, free_memory_bytes

MODEL_MEMORY_BYTES = 450_000_000
"""Memory that the model, its libraries and one photo were seen to fill (Linux, x86-64: 417 MB)."""

MODEL_ADDRESSES_BYTES = 1_650_000_000
"""Address space they take (Linux, x86-64: 1,564 MB), most of it never filled; of interest where it is limited."""

_LIBRARY = "mediapipe"


def require_room() -> None:
    """Check before the model is opened.

    Raises
    ------
    MachineError
        Too little memory is free, this process may take too little, or the library could not count the processors.
    """
    for folder in unmounted():
        raise MachineError(message("machine.no_processors", folder=folder.what), message("machine.doctor_fixes"))
    free, addresses = free_memory_bytes(), free_addresses_bytes()
    if free is not None and free < MODEL_MEMORY_BYTES:
        raise MachineError(
            message("machine.no_memory", megabytes=MODEL_MEMORY_BYTES // 1_000_000),
            message("machine.close_programs"),
        )
    # A second model shares the libraries, which take most of the addresses.
    if addresses is not None and addresses < MODEL_ADDRESSES_BYTES and _LIBRARY not in sys.modules:
        raise MachineError(
            message("machine.no_allowance"),
            message("machine.raise_limit", megabytes=MODEL_ADDRESSES_BYTES // 1_000_000),
        )
