"""Validate at full size: ``python -m training.validate --subjects 300 --seed 910000 --out DIR``.

Renders unseen people into DIR (again only those missing), runs the real detector over every picture (remembering its answers in DIR), and
prints per measure how well the software and the naive proxies agree with the truth. Stop it at any time and start it again. Seeds from
900000 on are reserved for validation.

``--write-mdc`` writes the minimal detectable changes into the package, ``--real FOLDER --write-real`` the figures on real photos,
``--calibrate-proxies`` (with a seed of its own, 905000) the lines of the naive proxies, ``--package FOLDER`` the small packaged set.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.pipeline import Instruments
    from posture_cv.validation.pictures import Picture
    from posture_cv.validation.run import Validation
    from training.validate.real import RealReading

ROOT = Path(__file__).resolve().parents[2]
MDC_FILE = ROOT / "posture_cv" / "repeatability" / "mdc.toml"
PROXIES_FILE = ROOT / "posture_cv" / "validation" / "proxies.toml"
REAL_FILE = ROOT / "posture_cv" / "validation" / "real_photos.toml"
VALIDATION_SEEDS_FROM = 900000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.validate", description="Validate on rendered people at full size.")
    parser.add_argument("--subjects", type=int, default=300)
    parser.add_argument("--seed", type=int, default=910000)
    parser.add_argument("--out", type=Path, help="folder for pictures, truth and what the detector saw")
    parser.add_argument("--height", type=int, default=720, help="of the pictures, pixels")
    parser.add_argument("--no-render", action="store_true", help="use only the subjects already rendered in the folder")
    parser.add_argument("--json", type=Path, help="write everything as JSON")
    parser.add_argument("--report", type=Path, help="write the PDF with Bland-Altman plots")
    parser.add_argument("--real", type=Path, help="folder of real photos as landmarks, masks and raters' marks")
    parser.add_argument("--package", type=Path, help="render the packaged set into this folder and stop")
    parser.add_argument("--calibrate-proxies", action="store_true", help="fit the naive proxies' lines on this set and stop")
    parser.add_argument("--write-mdc", action="store_true", help="store the minimal detectable changes in the package")
    parser.add_argument("--write-real", action="store_true", help="store the figures on real photos in the package")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.package is not None:
        from training.validate.package import render_package

        sys.stderr.write(f"{render_package(given.package) / 1e6:.2f} MB\n")
        return 0
    if given.seed < VALIDATION_SEEDS_FROM:
        parser.error(f"seeds below {VALIDATION_SEEDS_FROM} are for training")
    if given.out is None and given.real is None:
        parser.error("say where to keep the pictures: --out FOLDER")
    command = "python -m training.validate " + " ".join(_public(arguments if arguments is not None else sys.argv[1:]))
    _run(given, command)
    return 0


def _public(arguments: Sequence[str]) -> list[str]:
    """The options without the folders of this machine."""
    return ["FOLDER" if "/" in word else word for word in arguments]


def _run(given: argparse.Namespace, command: str) -> None:
    from posture_cv.wiring import Assessor
    from training.validate.cache import CachingDetector
    from training.validate.sets import render

    if given.out is not None and not given.no_render:
        render(range(given.subjects), seed=given.seed, height_px=given.height, out=given.out)
    with Assessor() as assessor:
        instruments = assessor.instruments
        if given.real is not None:
            _real(given, instruments)
        if given.out is not None:
            sha256 = instruments.pose_model.sha256
            cached = CachingDetector(instruments.detector, given.out / "detections", model_sha256=sha256)
            validation = _validation(given, assessor.read, replace(instruments, detector=cached))
            _deliver(given, validation, command)


def _validation(given: argparse.Namespace, read: object, instruments: Instruments) -> Validation:
    from tqdm import tqdm

    from posture_cv.validation.run import validate
    from training.validate.pictures import picture_of
    from training.validate.sets import records

    pictures: list[Picture] = [picture_of(record, given.out / "images") for record in records(given.out)]
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    with tqdm(total=len(pictures), desc="measuring", unit="picture") as bar:
        return validate(
            pictures,
            instruments,
            read=lambda picture: read(picture.path),  # type: ignore[operator]
            made_at=made_at,
            looked_at=lambda _: bar.update(),
        )


def _deliver(given: argparse.Namespace, validation: Validation, command: str) -> None:
    from rich.console import Console

    from posture_cv.cli.validation_table import print_validation
    from posture_cv.knowledge import load
    from posture_cv.validation.evidence import real_evidence
    from posture_cv.wiring.words import words_in
    from posture_cv.words import ENGLISH
    from training.validate.tables import write_mdc, write_proxies

    if given.calibrate_proxies:
        count = write_proxies(PROXIES_FILE, validation.readings, subjects=validation.subjects, command=command)
        sys.stderr.write(f"{count} lines written\n")
        return
    print_validation(Console(width=120), validation, load(), words_in(ENGLISH))
    if given.json is not None:
        given.json.write_text(json.dumps(validation.to_dict(), indent=1) + "\n", encoding="utf-8")
    if given.write_mdc:
        sys.stderr.write(f"{write_mdc(MDC_FILE, validation, command=command)} minimal detectable changes written\n")
    if given.report is not None:
        from posture_cv.validation.document import render_validation_pdf

        given.report.write_bytes(render_validation_pdf(validation, real_evidence()))


def _real(given: argparse.Namespace, instruments: Instruments) -> None:
    from training.validate.real import read_real, summarise_real
    from training.validate.tables import write_real

    readings: tuple[RealReading, ...] = read_real(given.real, instruments)
    lines = summarise_real(readings)
    for line in lines:
        figures = ", ".join(
            f"{name} {value:.2f}"
            for name, value in (("MAE", line.mae), ("bias", line.bias), ("r", line.r), ("raters inside", line.raters_inside))
            if value is not None
        )
        sys.stdout.write(f"real photos, nape {line.nape}, {line.method}: {line.measured} of {line.photos}, {figures}\n")
    if given.write_real:
        made_at = datetime.now(UTC).date().isoformat()
        write_real(REAL_FILE, lines, estimator=instruments.estimator.name, made_at=made_at)


if __name__ == "__main__":
    raise SystemExit(main())
