"""A measure is one row: what is added to the tables is measured, stored, printed, drawn, dragged, explained and validated."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from posture_cv.assets.samples import samples
from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import card
from posture_cv.cli.table import print_assessment
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, Position
from posture_cv.knowledge import check
from posture_cv.overlay.frontal import frontal_scene
from posture_cv.overlay.lateral import lateral_scene
from posture_cv.overlay.scene import PhotoMarks, Role
from posture_cv.pipeline import conclude
from posture_cv.report.measure_rows import measure_groups
from posture_cv.ui.components.cards_figure import figure_svg
from posture_cv.ui.components.measure_bars import rows_of
from posture_cv.ui.editor import body_of, drag_measures, dragged_value
from posture_cv.ui.editor.handles import key_of
from posture_cv.ui.theme import LIGHT
from posture_cv.validation.proxies import proxy_rule, proxy_value
from posture_cv.wiring import words_in
from posture_cv.words import Words

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation
    from posture_cv.overlay.scene import PhotoScene
    from posture_cv.wiring import Assessor

WORDS = """
plain_title = "How upright it stands"
neutral_title = "How upright it stands"
plain_meaning = "This shows how upright it stands."
definition = "Angle of the line between two points."
higher_means = "it stands less upright"
reliability = "No reliability figure found for this measure taken from a photo."
caveat = "It is here to be tried out."
references = ["computed"]
"""
NORM = """
[[norm]]
key = "{name}_standing"
measure = "{name}"
position = "standing"
between = [-4.0, 6.0]
basis = "tried out"
standing = "convention"
references = ["convention"]
"""
THIGH = """
[[measure]]
name = "thigh_inclination"
plane = "sagittal"
region = "legs"
kind = "inclination"
points = ["knee", "trochanter"]
sides = "each"
standing_only = true
least = -60.0
most = 60.0
label = "Thigh"
title = "Thigh inclination"
"""
KNEES = """
[[measure]]
name = "knee_level"
plane = "frontal"
region = "legs"
kind = "elevation"
points = ["knee"]
upward = -1
least = -40.0
most = 40.0
label = "Knees"
label_at = 0.05
title = "Level of the knees"
"""


@dataclass(frozen=True)
class Added:
    """A visit of one photo, assessed with one measure more."""

    row: MeasureDefinition
    tables: Knowledge
    seen: Observation
    assessment: Assessment
    side: BodySide
    ends: tuple[tuple[LandmarkName, BodySide], tuple[LandmarkName, BodySide]]

    @property
    def measurement(self) -> Measurement:
        (found,) = (m for m in self.assessment.measurements if m.name is self.row.name)
        return found

    @property
    def words(self) -> Words:
        """English, with the added row's own."""
        return Words("en", self.tables.texts)

    def scene(self) -> PhotoScene:
        marks = PhotoMarks.of(self.assessment, 0)
        return (lateral_scene if self.seen.view.is_lateral else frontal_scene)(marks, self.tables.measures)

    def positions(self) -> dict[str, tuple[float, float]]:
        return {key_of(p.name, p.side): (p.x_px, p.y_px) for p in self.seen.anatomy.landmarks}


def tables_with(row: str, name: str, folder: Path) -> Knowledge:
    for table in (resources.files("posture_cv.knowledge") / "tables").iterdir():
        (folder / table.name).write_bytes(table.read_bytes())
    for table, text in (("measures", row + WORDS), ("norms", NORM.format(name=name))):
        with (folder / f"{table}.toml").open("a", encoding="utf-8") as file:
            file.write(text)
    return check(folder)


@pytest.fixture(scope="module", params=["thigh_inclination", "knee_level"])
def added(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, assessor: Assessor) -> Added:
    name = request.param
    lateral = name == "thigh_inclination"
    tables = tables_with(THIGH if lateral else KNEES, name, tmp_path_factory.mktemp(name))
    path = next(sample.path for sample in samples() if sample.path.name == ("left_2.jpg" if lateral else "front_0.jpg"))
    seen = assessor.observe(assessor.read(path))
    instruments = replace(assessor.instruments, knowledge=tables)
    return Added(
        row=tables.measure(MeasureName(name)),
        tables=tables,
        seen=seen,
        assessment=conclude([seen], instruments=instruments, created_at="2026-01-02T10:00:00+00:00"),
        side=BodySide.LEFT if lateral else BodySide.MIDLINE,
        ends=((LandmarkName.KNEE, BodySide.LEFT), (LandmarkName.TROCHANTER if lateral else LandmarkName.KNEE, _other(lateral))),
    )


def _other(lateral: bool) -> BodySide:
    return BodySide.LEFT if lateral else BodySide.RIGHT


def on_photo(added: Added) -> float:
    """The angle as a protractor on the photo reads it, roll left in."""
    at = added.positions()
    (x0, y0), (x1, y1) = (at[key_of(*end)] for end in added.ends)
    if added.seen.view.is_lateral:
        return math.degrees(math.atan2(added.seen.anatomy.facing_sign * (x1 - x0), y0 - y1))
    return math.degrees(math.atan2(y1 - y0, abs(x1 - x0)))


def test_it_is_measured_on_its_side_with_an_interval(added: Added) -> None:
    found = added.measurement
    assert found.side is added.side
    assert found.value == pytest.approx(on_photo(added), abs=4.0)
    assert found.interval.lower < found.value < found.interval.upper


def test_it_goes_through_the_data_file_where_the_tables_have_it(added: Added, monkeypatch: pytest.MonkeyPatch) -> None:
    data = to_dict(added.assessment)
    assert added.row.name in {m["name"] for m in data["measurements"]}
    with pytest.raises(RecordDamaged, match="measurements"):
        from_dict(data)
    monkeypatch.setattr("posture_cv.knowledge.load", lambda: added.tables)
    assert from_dict(data) == added.assessment


def test_the_terminal_prints_it_with_its_typical_range(added: Added) -> None:
    page = io.StringIO()
    print_assessment(Console(file=page, width=200), added.assessment, added.tables, added.words)
    (line,) = (line for line in page.getvalue().splitlines() if line.startswith(added.words.say(added.row.title)))
    assert "\u22124 to 6°" in line


def test_report_and_page_list_it(added: Added, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posture_cv.ui.components.measure_bars.words", lambda: added.words)
    assert added.row.title in {group["title"] for group in measure_groups(added.assessment, added.tables)}
    bars = rows_of(added.assessment, added.row.region, added.tables)
    assert added.words.say(added.row.title) in {bar.title for bar in bars}


def test_the_picture_shows_its_line_and_its_label(added: Added) -> None:
    scene, at = added.scene(), added.positions()
    assert added.row.label is not None
    named = f"{added.words.say(added.row.label)} "
    assert any(label.boxed and added.words.say(label.text).startswith(named) for label in scene.labels)
    ends = [at[key_of(*end)] for end in added.ends]
    drawn = [line.points for line in scene.lines if line.role is Role.ANGLE and len(line.points) == 2]
    assert any(all(off_line(end, points) < 1e-6 for end in ends) for points in drawn)


def off_line(point: tuple[float, float], line: tuple[tuple[float, float], ...]) -> float:
    """Distance of a point from the straight line through two others."""
    (x0, y0), (x1, y1) = line
    return abs((point[0] - x0) * (y1 - y0) - (point[1] - y0) * (x1 - x0)) / math.dist((x0, y0), (x1, y1))


def test_the_editor_follows_it_while_a_point_is_dragged(added: Added) -> None:
    every = drag_measures(
        added.tables.measures, added.seen.anatomy, Position.STANDING, lambda name, _: name, measurements=added.assessment.measurements
    )
    (dragged,) = (one for one in every if one.name is added.row.name)
    assert dragged.value == added.measurement.value
    at, body = added.positions(), body_of(added.seen)
    assert body is not None

    def value(positions: dict[str, tuple[float, float]]) -> float:
        found = dragged_value(dragged, positions, roll_deg=added.seen.quality.roll.roll_deg, stature_px=None, body=body)
        assert found is not None
        return found

    assert value(at) == pytest.approx(added.measurement.value, abs=0.5)
    moving = key_of(*added.ends[1])
    x, y = at[moving]
    forward = added.seen.anatomy.facing_sign
    moved = at | {moving: (x + 20.0 * forward, y) if forward else (x, y + 20.0)}
    assert value(moved) > value(at) + 2.0


def test_it_has_a_card_with_a_figure(added: Added) -> None:
    shown = card(added.row.name, added.tables)
    assert shown.kind is CardKind.MEASURE
    typical = shown.section("card.title.typical")
    assert typical is not None
    assert "\u22124" in added.words.field(typical.lines[0])
    drawing = ET.fromstring(figure_svg(added.row, LIGHT))  # noqa: S314 our own drawing
    assert len(drawing.findall(".//{*}circle")) == 2


def test_a_sitting_person_has_none_where_it_is_for_standing_ones(added: Added, assessor: Assessor) -> None:
    instruments = replace(assessor.instruments, knowledge=added.tables)
    sitting = conclude([replace(added.seen, position=Position.SITTING)], instruments=instruments, created_at="2026-01-02T10:00:00+00:00")
    assert (added.row.name in {m.name for m in sitting.measurements}) is not added.row.standing_only


def test_the_validation_knows_what_hobby_tools_read(added: Added) -> None:
    value = proxy_value(added.row, added.seen.pose, added.seen.view, added.side)
    assert value is not None
    assert added.row.least < value < added.row.most
    assert words_in("en").say(proxy_rule(added.row)) == {
        "thigh_inclination": "knee to hip against the vertical",
        "knee_level": "line between the knees",
    }.get(added.row.name)
