"""Findings of version 2, which judged by cut-offs, keep what was found and get today's verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.domain.findings import Certainty
from posture_cv.domain.judgements import PostureVerdict
from posture_cv.domain.person import UNSTATED
from posture_cv.wiring import words_in

OLD = Path(__file__).parent / "assessment_1.json"


@pytest.fixture
def data() -> dict[str, Any]:
    """An assessment as version 1 wrote it."""
    stored: dict[str, Any] = json.loads(OLD.read_text(encoding="utf-8"))
    return stored


def test_a_finding_of_version_2_keeps_what_was_found_and_tells_no_percentile(data: dict[str, Any]) -> None:
    now = to_dict(from_dict(data))
    today = ("verdict", "borderline", "judgement", "convention", "text")
    old = [
        {name: held for name, held in found.items() if name not in today}
        | {"certainty": "possible", "severity": "mild", "typical": {"lower": 40.3, "upper": 57.5}}
        for found in now["findings"]
    ]
    second = {name: held for name, held in now.items() if name not in ("person", "judgements")} | {"schema_version": 2, "findings": old}
    read = from_dict(second)
    found = {finding.distortion: finding for finding in read.findings}
    head, shoulders = found["forward_head"], found["rounded_shoulders"]
    assert (head.verdict, head.certainty, head.judgement) == (PostureVerdict.DIFFERS, Certainty.POSSIBLE, None)
    assert words_in("en").say(head.statement).startswith("Forward head, mild, possible: craniovertebral angle ")
    # an angle alone does not make rounded shoulders any more
    assert (shoulders.verdict, shoulders.is_distinguishable) == (PostureVerdict.CANNOT_TELL, False)
    assert (read.person, read.judgements) == (UNSTATED, ())
    assert from_dict(json.loads(json.dumps(to_dict(read)))) == read
