"""JSON Schema of an assessment.

Published as ``assessment.schema.json`` beside this module, by
``python -m posture_cv.codecs.schema > posture_cv/codecs/assessment.schema.json``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from posture_cv.codecs.assessment import adapter


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``to_dict``, as the types give it, with the English text that messages carry for readers."""
    schema = adapter().json_schema(mode="serialization")
    schema["$defs"]["Message"]["properties"]["text"] = {
        "type": "string",
        "description": "English; read back only where the id is unknown",
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "posture_cv assessment", **schema}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
