"""Every text the editor asks for is there, and every one that is there is asked for."""

from __future__ import annotations

import re
from importlib.resources import files

from posture_cv.domain.corrections import PointStatus
from posture_cv.domain.estimates import Unit
from posture_cv.ui.editor.component import _PARTS
from posture_cv.ui.texts import editor_texts

ROOM = files("posture_cv.ui.editor")
SCRIPT = "".join((ROOM / "frontend" / part).read_text(encoding="utf-8") for part in _PARTS)
PYTHON = "".join((ROOM / name).read_text(encoding="utf-8") for name in ("table.py", "photo.py", "handles.py", "provenance.py"))
ASKED_BY_NAME = {*re.findall(r"words\.(\w+)", SCRIPT), *re.findall(r"texts\.(\w+)", SCRIPT)}
KEYS = re.findall(r'"(\w+)"', re.search(r"const KEYS = \[(.*?)\]", SCRIPT, re.DOTALL)[1])  # type: ignore[index]
STATUSES = ("automatic", "absent", "placing", "check", *PointStatus)
ENGLISH = editor_texts()
OF_THE_REPORT = {"drawn", "on_sticker", "done"}
"""What a hand did, which the report says too."""


def test_every_text_asked_for_by_name_exists() -> None:
    assert {name for name in ASKED_BY_NAME if name not in ENGLISH} == set()


def test_every_status_unit_and_tool_has_its_words() -> None:
    wanted = {f"status_{status}" for status in STATUSES} | {f"unit_{unit}" for unit in Unit} | {"vertical_top_px", "vertical_bottom_px"}
    wanted |= {f"{line}_{end}" for line in ("vertical", "known") for end in ("whole", "remove", "help")} | {
        "known_start_px",
        "known_end_px",
    }
    wanted |= {f"say_{status}{tail}" for status in ("confirmed", "unsure", "hidden") for tail in ("", "_keys")}
    wanted |= {"undo", "redo", "fit", "plumb", "vertical", "known", "names"}
    assert wanted <= set(ENGLISH)


def test_no_text_is_left_over() -> None:
    quoted = set(re.findall(r"[\"'`](?:editor\.)?(\w+)[\"'`]", SCRIPT + PYTHON))
    built = {name for name in ENGLISH if name.startswith(("status_", "unit_", "say_", "vertical_", "known_"))}
    built |= {f"key.{key}{tail}" for key in KEYS for tail in ("", ".does")}
    assert {name for name in ENGLISH if name not in ASKED_BY_NAME | quoted | built} == OF_THE_REPORT


def test_the_script_finds_a_form_for_one_and_a_form_for_more() -> None:
    assert {name: set(forms) for name, forms in ENGLISH.items() if isinstance(forms, dict)} == {
        "progress": {"one", "other"},
        "progress_done": {"one", "other"},
    }


def test_the_script_reaches_for_nothing_outside() -> None:
    reach = re.compile(r"https?://(?!www\.w3\.org/2000/svg)|\bfetch\(|XMLHttpRequest|\bimport[ (]|innerHTML|\beval\(")
    assert reach.findall(SCRIPT) == []
