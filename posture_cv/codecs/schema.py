"""JSON Schema of an assessment.

Published as ``assessment.schema.json`` beside this module, by
``python -m posture_cv.codecs.schema > posture_cv/codecs/assessment.schema.json``.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any, get_args, get_type_hints

from posture_cv.codecs.assessment import adapter
from posture_cv.codecs.texts import TEXT, told_by
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.messages import Message

_READERS, _SPARE = "English, for readers; never read back", "English; read back only where the id is unknown"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``to_dict``, as the types give it, with the English texts that it carries for readers."""
    schema = adapter().json_schema(mode="serialization")
    for held_type in _types_in(Assessment):
        if held_type is Message:
            schema["$defs"][Message.__name__]["properties"][TEXT] = {"type": "string", "description": _SPARE}
        elif told := told_by(held_type):
            texts = {name: {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]} for name in told}
            schema["$defs"][held_type.__name__]["properties"][TEXT] = {"type": "object", "description": _READERS, "properties": texts}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "posture_cv assessment", **schema}


def _types_in(held: Any) -> set[type]:
    """Every dataclass that an object of a type may hold, itself included."""
    found: set[type] = set()
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if dataclasses.is_dataclass(one) and isinstance(one, type) and one not in found:
            found.add(one)
            waiting += get_type_hints(one).values()
        waiting += [inner for inner in get_args(one) if inner not in found]
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
