"""Is anything under the GPL in an installation? ``python -m tests.licences SITE_PACKAGES`` looks at all that it brings.

A wheel's own licence says nothing of the shared libraries it brings along, so these are looked into: by name, by the functions they hold
or call, and by what FFmpeg says of itself. Exit code 1 where something is found, or where there was nothing to look at.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from rich.console import Console

_LIBRARY = re.compile(r"\.(so|dylib|dll|pyd)(\.[\d.]+)?$", re.IGNORECASE)
_STEM = re.compile(r"^(?:lib)?([a-z_]+(?:2(?=[-.])|26[45])?)", re.IGNORECASE)

GPL_LIBRARIES = frozenset(
    {
        *("x264", "x265", "xvidcore", "davs2", "xavs2", "postproc", "vidstab", "rubberband", "cdio", "dvdread"),
        *("readline", "gdbm", "fftw", "fftwf", "gsl", "poppler", "mupdf", "gs", "jbig2dec"),
    }
)
"""Shared libraries under the GPL or AGPL that multimedia and scientific wheels are known to bring."""

MARKS: dict[bytes, str] = {
    b"x264_encoder_open": "x264",
    b"x265_encoder_open": "x265",
    b"x265_api_get": "x265",
    b"xvid_encore": "xvidcore",
    b"rubberband_process": "rubberband",
    b"fftw_plan_dft": "FFTW",
    b"gsl_matrix_alloc": "GSL",
    b"--enable-gpl": "FFmpeg built with its GPL parts",
    b"--enable-nonfree": "FFmpeg built with parts that may not be passed on",
    b"license: GPL version": "FFmpeg built with its GPL parts",
}
"""Functions by which such code is known where it is linked in or called, and what FFmpeg writes of itself."""

_GPL = re.compile(r"(?<!lesser )(?<!library )general public licen[cs]e|(?<!l)\ba?gpl", re.IGNORECASE)
_HARMLESS = re.compile(r"\blgpl|lesser general public|library or lesser|exception", re.IGNORECASE)


def main(arguments: list[str] | None = None) -> int:
    """Scan, and print what was looked at and what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.licences", description="Is anything under the GPL in an installation?")
    parser.add_argument("site_packages", type=Path)
    folder: Path = parser.parse_args(arguments).site_packages
    console = Console(highlight=False, markup=False)
    distributions = list(metadata.distributions(path=[str(folder)]))
    libraries = [file for file in sorted(folder.rglob("*")) if file.is_file() and _LIBRARY.search(file.name)]
    found = [*declared(distributions), *(f"{file.relative_to(folder)}: {what}" for file in libraries for what in bundled(file))]
    for line in found:
        console.print(line, soft_wrap=True)
    console.print(f"licences: {len(distributions)} distributions and {len(libraries)} libraries looked at, {len(found)} under the GPL")
    return 1 if found or not distributions or not libraries else 0


def declared(distributions: list[metadata.Distribution]) -> Iterator[str]:
    """Distributions that name the GPL as their only licence."""
    for one in distributions:
        about = one.metadata
        classifiers = [text for text in about.get_all("Classifier", []) if text.startswith("License ::")]
        expression = about.get("License-Expression")
        alternatives = re.split(r"\bOR\b", expression) if expression else classifiers or [(about.get("License") or "").partition("\n")[0]]
        if all(is_gpl(text) for text in alternatives):
            yield f"{about['Name']} {one.version}: {expression or '; '.join(alternatives)}"


def is_gpl(licence: str) -> bool:
    """Whether a licence's name is that of the GPL or AGPL, and neither of the LGPL nor of one with an exception for linking."""
    return bool(_GPL.search(licence)) and not _HARMLESS.search(licence)


def bundled(library: Path) -> Iterator[str]:
    """What of a shared library is under the GPL."""
    stem = _STEM.match(library.name)
    if stem and stem[1].lower() in GPL_LIBRARIES:
        yield stem[1].lower()
    content = library.read_bytes()
    yield from dict.fromkeys(what for mark, what in MARKS.items() if mark in content)


if __name__ == "__main__":
    sys.exit(main())
