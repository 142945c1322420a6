"""A built wheel carries all it needs and works from a fresh environment."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("posture_cv-*.whl"))


@pytest.fixture(scope="module")
def fresh_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Interpreter of a new environment that holds the wheel, and the third-party packages of this one beside it."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(
        subprocess.run(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, text=True)
    (site / "third_party.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_wheel_holds_weights_samples_tables_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "posture_cv/assets/bundled/models/pose_landmarker_heavy.task",
        "posture_cv/assets/bundled/models/pose_landmarker_full.task",
        "posture_cv/assets/bundled/models/manifest.toml",
        "posture_cv/assets/bundled/sample_images/manifest.toml",
        "posture_cv/assets/bundled/sample_images/left_2.jpg",
        "posture_cv/codecs/assessment.schema.json",
        "posture_cv/assets/bundled/models/landmark_estimator.npz",
        "posture_cv/knowledge/tables/distortions.toml",
        "posture_cv/bodymap/shapes/front.toml",
        "posture_cv/capture/protocols/full_standing.toml",
        "posture_cv/repeatability/mdc.toml",
        "posture_cv/words/locale/app.pot",
        "posture_cv/words/locale/es/app.po",
        "posture_cv/ui/editor/frontend/editor.js",
        "posture_cv/validation/people/truth.json",
        "posture_cv/validation/proxies.toml",
        "posture_cv/py.typed",
    ):
        assert needed in names
    assert any(name.startswith("posture_cv/report/templates/") and name.endswith(".typ") for name in names)


def test_installed_wheel_assesses_a_sample_it_carries(fresh_python: Path, tmp_path: Path) -> None:
    code = (
        "import json, posture_cv\n"
        "from posture_cv.assets.samples import samples\n"
        "sample = next(s for s in samples() if s.path.name == 'left_2.jpg')\n"
        "print(json.dumps({'home': posture_cv.__file__, 'result': posture_cv.to_dict(posture_cv.assess(sample.path))}))\n"
    )
    result = subprocess.run([str(fresh_python), "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    answer = json.loads(result.stdout)
    assert Path(answer["home"]).is_relative_to(fresh_python.parents[1])
    assert any(row["name"] == "craniovertebral_angle" for row in answer["result"]["measurements"])


def test_installed_command_prints_its_version(fresh_python: Path, tmp_path: Path) -> None:
    command = [str(fresh_python.parent / "posture-cv"), "--version"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.startswith("posture_cv ")
