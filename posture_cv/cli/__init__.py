"""The command line: ``posture-cv assess``, ``posture-cv app``, ``posture-cv doctor``."""

from posture_cv.cli.commands import main

__all__ = ["main"]
