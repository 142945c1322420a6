"""``python -m benchmarks``: what one photo costs beside the bare detector, import, start of the app, memory."""

import json
import sys

from benchmarks import assess, memory, start


def main() -> None:
    """Run every benchmark and print one JSON object."""
    results = {"photo": assess.measure(), "import": start.import_times(), "app": start.first_page(), "memory": memory.measure()}
    sys.stdout.write(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
