"""Peak resident memory of a process that imports, loads the model, and has assessed one photo; read from /proc, so on Linux only."""

import json
import subprocess
import sys

CODE = """
import json, pathlib, re
status = pathlib.Path("/proc/self/status")
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024
found = {}
import posture_cv
found["imported_mb"] = peak()
from posture_cv.wiring import default_assessor
assessor = default_assessor()
found["ready_mb"] = peak()
from posture_cv.assets.samples import samples
for sample in samples():
    posture_cv.assess(sample.path)
    found.setdefault("one_photo_mb", peak())
found["eight_photos_mb"] = peak()
print(json.dumps(found))
"""


def measure() -> dict[str, int]:
    """Peak resident memory in MiB after each step."""
    result = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    found: dict[str, int] = json.loads(result.stdout)
    return found
