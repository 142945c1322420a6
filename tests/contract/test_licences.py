"""The scan for GPL code finds what a wheel brings along, whatever the wheel says of itself, and lets weaker conditions pass."""

from __future__ import annotations

import sysconfig
import tomllib
from pathlib import Path

import pytest

from tests.licences.__main__ import bundled, is_gpl, main

PLAIN = b"\x7fELF...an ordinary library..."


def install(folder: Path, name: str, libraries: dict[str, bytes], *about: str) -> None:
    """A distribution as pip leaves it, with libraries beside it."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *about, "", ""]), encoding="utf-8")
    (folder / f"{name}.libs").mkdir()
    for file, content in libraries.items():
        (folder / f"{name}.libs" / file).write_bytes(content)


@pytest.mark.parametrize(
    ("file", "content", "found"),
    [
        ("libx265-4883ecb5.so.217", PLAIN, ["x265"]),
        ("libx264.so.164", PLAIN, ["x264"]),
        ("libfftw3-3.dll", PLAIN, ["fftw"]),
        ("libpostproc.58.dylib", PLAIN, ["postproc"]),
        ("libheif-e72ea93c.so.1", PLAIN + b"x265_encoder_open_217\0", ["x265"]),
        (
            "libavcodec-e863e0e1.so.61",
            PLAIN + b"--enable-gpl --enable-libx264\0license: GPL version 2 or later",
            ["FFmpeg built with its GPL parts"],
        ),
        ("libavcodec-e863e0e1.so.61", PLAIN + b"--enable-openssl\0libavcodec license: LGPL version 2.1 or later", []),
        ("libde265-90fb0ce1.so.0", PLAIN, []),
        ("libgfortran-c796d592.so.5", PLAIN, []),
    ],
)
def test_libraries_are_known_by_name_by_what_they_call_and_by_what_they_say(
    file: str, content: bytes, found: list[str], tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(content)
    assert list(bundled(tmp_path / file)) == found


@pytest.mark.parametrize(
    ("licence", "gpl"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("BSD-3-Clause", False),
        ("", False),
    ],
)
def test_names_of_licences(licence: str, gpl: bool) -> None:
    assert is_gpl(licence) is gpl


def test_an_installation_with_gpl_code_fails_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(tmp_path, "decoder", {"libx265-1.so.217": PLAIN}, "License-Expression: BSD-3-Clause")
    install(tmp_path, "plotter", {"libplain.so": PLAIN}, "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    install(tmp_path, "either", {}, "License-Expression: MIT OR GPL-2.0-only")
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "decoder.libs/libx265-1.so.217: x265" in said
    assert "plotter 1.0: License :: OSI Approved :: GNU General" in said
    assert "3 distributions and 2 libraries looked at, 2 under the GPL" in said


def test_a_clean_installation_passes_and_an_empty_one_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    install(tmp_path, "reader", {"libplain.so": PLAIN}, "License: BSD")
    assert main([str(tmp_path)]) == 0
    assert "1 distributions and 1 libraries looked at, 0 under the GPL" in capsys.readouterr().out


def test_the_decoder_of_heic_is_clean_and_the_encoder_that_the_tests_use_is_not() -> None:
    here = Path(sysconfig.get_path("purelib"))
    decoding, encoding = ([*here.glob(f"{name}.libs/*"), *here.glob(f"_{name}*")] for name in ("pi_heif", "pillow_heif"))
    assert decoding
    assert [what for file in decoding for what in bundled(file)] == []
    assert "x265" in [what for file in encoding for what in bundled(file)]


def test_the_encoder_is_no_dependency_of_an_installation() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(need.startswith("pi-heif") for need in project["dependencies"])
    assert not [need for need in project["dependencies"] if need.startswith("pillow-heif")]
