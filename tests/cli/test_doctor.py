"""``posture-cv doctor`` finds what is wrong, says what to do, does it when asked, and tells others without telling on anybody."""

import io
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from posture_cv.assets import models
from posture_cv.cli import diagnostics, doctor
from posture_cv.cli.commands import app
from posture_cv.cli.imports import try_imports
from posture_cv.domain.messages import message
from posture_cv.machine.libraries import Need
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

ABSENT = Need("libnobody-ever-made-this.so.1", "OpenCV", {"apt-get": "libnobody1"})


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """Checksums are remembered per process; these tests change the files."""
    models.model_file.cache_clear()
    yield
    models.model_file.cache_clear()


def report() -> tuple[list[doctor.CheckResult], str]:
    stream = io.StringIO()
    return doctor.examine(Console(file=stream, width=200, no_color=True)), stream.getvalue()


def test_whole_installation_passes_and_its_diagnostics_name_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings, text = report()
    assert all(finding.passed for finding in findings), text
    assert "✗" not in text
    assert "PDF of" in text
    home = tmp_path / "home of jane_example" / "clinic"
    home.mkdir(parents=True)
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", str(home.parent))
    monkeypatch.setenv("USER", "jane_example")
    monkeypatch.setenv("LOGNAME", "jane_example")
    monkeypatch.setenv("POSTURE_CV_SECRET", "correct horse")
    monkeypatch.setattr(diagnostics.socket, "gethostname", lambda: "practice-pc.example")
    told = diagnostics.diagnostics_text(findings)
    facts = json.loads(told)
    assert [check["title"] for check in facts["checks"]] == [words_in("en").say(finding.title) for finding in findings]
    assert {name: next(one for one in facts["imports"] if one["module"] == "cv2")[name] for name in ("module", "error")} == {
        "module": "cv2",
        "error": None,
    }
    assert "POSTURE_CV_SECRET" in facts["settings_made"]
    assert any(package.startswith("mediapipe ") for package in facts["packages"])
    assert not any(word in told for word in ("jane", "practice-pc", "correct horse", sys.prefix, str(tmp_path)))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("/opt/some where/jane/lib/libGL.so.1: cannot open", "libGL.so.1: cannot open"),
        ("/home/jane/.venv/lib/cv2/abi3.so missing", "abi3.so missing"),
        ("C:\\\\Users\\\\jane\\\\venv\\\\cv2.pyd missing", "cv2.pyd missing"),
    ],
)
def test_folders_are_taken_out_of_what_libraries_say(said: str, left: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/opt/some where/jane")
    assert diagnostics.without_places(said).endswith(left)
    assert "jane" not in diagnostics.without_places(said)


def test_missing_models_fail_and_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "asset_folder", lambda name: tmp_path / name)
    findings, text = report()
    assert [finding.check for finding in findings if not finding.passed] == ["models", "sample"]
    assert "✗ Pose models" in text
    assert "Reinstall" in text


def test_imports_are_tried_and_not_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is there and does not import, one that ends the process, one that is sound, and one that chatters."""
    sources = {
        "broken_one": "raise OSError('libGL.so.1: cannot open shared object file')",
        "deadly_one": "import os; os._exit(139)",
        "sound_one": "print('hello'); VERSION = 1",
    }
    for name, source in sources.items():
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = {one.module: one.error for one in try_imports([*sources, "nobody_wrote_this", "numpy"])}
    assert found == {
        "broken_one": "OSError: libGL.so.1: cannot open shared object file",
        "deadly_one": "importing it ends the whole process",
        "sound_one": None,
        "nobody_wrote_this": "ModuleNotFoundError: No module named 'nobody_wrote_this'",
        "numpy": None,
    }


def test_a_package_that_does_not_import_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('damaged')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(doctor.CheckFailed, match=r"typst \(ImportError: damaged\)\. Install posture-cv again"):
        doctor._packages()


def test_a_missing_library_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing", lambda: [ABSENT])
    monkeypatch.setattr(doctor.platform, "system", lambda: "Linux")
    with pytest.raises(doctor.CheckFailed, match=r"Missing: libnobody-ever-made-this.so.1\. "):
        doctor._system_libraries()


FAKE_MANAGER = textwrap.dedent("""\
    #!/bin/sh
    echo "$*" >> "$(dirname "$0")/calls"
""")


def run_doctor(tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own that lacks one library and has a package manager that only takes notes; no check is run."""
    (tmp_path / "apt-get").write_text(FAKE_MANAGER, encoding="ascii")
    (tmp_path / "apt-get").chmod(0o755)
    (tmp_path / "sudo").write_text('#!/bin/sh\nexec "$@"\n', encoding="ascii")
    (tmp_path / "sudo").chmod(0o755)
    script = textwrap.dedent("""
        import sys
        from posture_cv.cli import doctor, main
        from posture_cv.machine.libraries import Need
        doctor.missing = lambda: [Need("libnobody-ever-made-this.so.1", "OpenCV", {"apt-get": "libnobody1"})]
        doctor.examine = lambda console: []
        sys.argv = ["posture-cv", "doctor", *sys.argv[1:]]
        main()
    """)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-c", script, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL)


def test_fix_says_what_it_does_and_does_it_only_with_leave(tmp_path: Path) -> None:
    asked = run_doctor(tmp_path, "--fix")
    assert "Missing: libnobody-ever-made-this.so.1 (for OpenCV)" in asked.stderr
    assert "Nobody is there to ask; run this again with --yes." in asked.stderr
    assert not (tmp_path / "calls").exists()
    told = run_doctor(tmp_path, "--fix", "--yes")
    assert "apt-get install -y -q --no-install-recommends libnobody1" in told.stderr
    assert (tmp_path / "calls").read_text(encoding="ascii").splitlines() == [
        "update -q",
        "install -y -q --no-install-recommends libnobody1",
    ]


def test_fix_speaks_the_language_asked_for(tmp_path: Path) -> None:
    asked = run_doctor(tmp_path, "--fix", "--language", "es")
    assert "Faltan: libnobody-ever-made-this.so.1 (para OpenCV)" in asked.stderr
    assert "¿Hacerlo ahora? No hay a quién preguntar; ejecute esto de nuevo con --yes." in asked.stderr
    marked = run_doctor(tmp_path, "--fix", "--language", PSEUDO)
    assert unmarked(marked.stderr) == []


def test_diagnostics_go_to_the_file_even_where_a_check_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = doctor.CheckResult(check="models", passed=False, detail=message("doctor.listed", names=("damaged",)), seconds=0.0)
    monkeypatch.setattr(doctor, "examine", lambda _: [failed])
    answer = CliRunner().invoke(app, ["doctor", "--diagnostics", str(tmp_path / "trouble.json")])
    assert answer.exit_code == 1
    assert json.loads((tmp_path / "trouble.json").read_text(encoding="utf-8"))["checks"][0]["detail"] == "damaged"
    refused = CliRunner().invoke(app, ["doctor", "--diagnostics", str(tmp_path / "no folder" / "trouble.json")])
    assert refused.exit_code == 9
