"""Does a dependency have a known vulnerability? ``python -m tests.audit`` asks pip-audit, over the network (``pip install -e ".[audit]"``).

pip-audit itself is content where it could look nothing up. This counts what was looked up, and fails where that is nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

PASSED, VULNERABLE, NOTHING_AUDITED, NO_TOOL = range(4)
"""Exit codes."""

_OURS = "posture-cv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit an installation, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description="Does a dependency have a known vulnerability?")
    parser.add_argument(
        "--path", type=Path, default=Path(sysconfig.get_path("purelib")), help="site-packages to audit; this environment's own"
    )
    folder: Path = parser.parse_args(arguments).path
    console = Console(highlight=False, markup=False)
    command = [sys.executable, "-m", "pip_audit", "--path", str(folder), "--format", "json", "--progress-spinner", "off"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report = json.loads(answer.stdout)
    except json.JSONDecodeError:
        console.print(answer.stderr.strip() or "pip-audit said nothing", soft_wrap=True)
        return NO_TOOL
    lines, code = verdict(report)
    for line in lines:
        console.print(line, soft_wrap=True)
    return code


def verdict(report: Mapping[str, Any]) -> tuple[list[str], int]:
    """Lines to print and exit code for pip-audit's JSON report."""
    others = [row for row in report["dependencies"] if row["name"].lower().replace("_", "-") != _OURS]
    audited = [row for row in others if "skip_reason" not in row]
    found = [(row, vulnerability) for row in audited for vulnerability in row["vulns"]]
    lines = [
        f"{row['name']} {row['version']}: {vulnerability['id']}, mended in {', '.join(vulnerability['fix_versions']) or 'no version yet'}"
        for row, vulnerability in found
    ]
    lines.append(f"audit: {len(audited)} of {len(others)} dependencies looked up, {len(found)} known vulnerabilities")
    if not audited:
        lines.append("Nothing was looked up: the vulnerability service cannot be reached from here, and nothing is known.")
        return lines, NOTHING_AUDITED
    return lines, VULNERABLE if found else PASSED


if __name__ == "__main__":
    sys.exit(main())
