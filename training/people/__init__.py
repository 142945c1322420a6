"""Rendered people whose posture is known: bodies, clothes, hair, rooms, cameras, and the truth of every picture."""

import os

# One picture is too small a task to share between threads, and several processes render at once; set before numpy is first imported.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
