"""``python -m benchmarks``: what one photo costs beside the bare detector, import, start of the app, an intake in a browser, memory.

Names given after it choose among them: ``python -m benchmarks intake``.
"""

import json
import sys

from benchmarks import assess, intake, memory, start


def main() -> None:
    """Run every benchmark, or those asked for, and print one JSON object."""
    every = {
        "photo": assess.measure,
        "import": start.import_times,
        "app": start.first_page,
        "intake": intake.measure,
        "memory": memory.measure,
    }
    results = {name: every[name]() for name in sys.argv[1:] or every}
    sys.stdout.write(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
