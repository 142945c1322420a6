"""The packaged capture protocols."""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message
from posture_cv.domain.protocol import STEP_TEXTS, Protocol

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAMES = ("full_standing", "sitting", "quick_side")
"""Names of the packaged files, in the order they are offered."""

_REMEDY = message("protocol.correct")


@functools.cache
def protocols() -> tuple[Protocol, ...]:
    """All packaged protocols in the order they are offered, read once per process.

    Raises
    ------
    KnowledgeError
        If one is missing or damaged.
    """
    folder = resources.files("posture_cv.capture") / "protocols"
    return tuple(read_protocol(folder, name) for name in NAMES)


def read_protocol(folder: Traversable, name: str) -> Protocol:
    """Read ``name.toml``; an unknown or missing field, a wrong type and an impossible value are all refused.

    Raises
    ------
    KnowledgeError
        Naming the protocol and the first field that is wrong.
    """
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    try:
        content = (folder / f"{name}.toml").read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise KnowledgeError(message("protocol.missing", key=name), message("installed.reinstall")) from error
    try:
        data = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(message("protocol.damaged", key=name, detail=str(error)), _REMEDY) from error
    data |= {"texts": _texts(name, data), "key": name, "sha256": hashlib.sha256(content).hexdigest()}
    adapter = TypeAdapter(tuple[Protocol], config=ConfigDict(extra="forbid"))
    try:
        # JSON, whose strict mode still takes a word for an enum's member
        (protocol,) = adapter.validate_json(json.dumps([data]), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or "the steps"
        raise KnowledgeError(message("protocol.wrong", key=name, place=place, detail=first["msg"].lower()), _REMEDY) from error
    return protocol


def _texts(name: str, data: dict[str, Any]) -> dict[str, str]:
    """Take every text out of the file's rows, by its place; each step gets its protocol's key instead."""
    rows: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [(f"protocols/{name}", "", data, ("title",))]
    for number, step in enumerate(data.get("steps") or ()):
        rows.append((f"protocols/{name}/{step.get('view')}", f"steps.{number}.", step, STEP_TEXTS))
        step["protocol"] = name
    texts: dict[str, str] = {}
    for row, place, held, columns in rows:
        for column in columns:
            text = held.pop(column, None)
            if not isinstance(text, str) or not text:
                raise KnowledgeError(message("protocol.wrong", key=name, place=f"{place}{column}", detail="expected a text"), _REMEDY)
            texts[f"{row}/{column}"] = text
    return texts
