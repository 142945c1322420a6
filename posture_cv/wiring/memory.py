"""Whether the pose model fits into the memory that is left: its library ends the whole process where it does not."""

from __future__ import annotations

import sys

from posture_cv.capture.memory import free_addresses_bytes, free_memory_bytes
from posture_cv.domain.errors import MachineError
from posture_cv.domain.messages import message

MODEL_MEMORY_BYTES = 450_000_000
"""Memory that the model, its libraries and one photo were seen to fill (Linux, x86-64: 417 MB)."""

MODEL_ADDRESSES_BYTES = 1_650_000_000
"""Address space they take (Linux, x86-64: 1,564 MB), most of it never filled; of interest where it is limited."""

_LIBRARY = "mediapipe"


def require_memory() -> None:
    """Check before the model is opened.

    Raises
    ------
    MachineError
        Too little memory is free, or this process may take too little.
    """
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
