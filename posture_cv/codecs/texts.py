"""The English text beside every message in plain data: for readers, and for a version that does not know the message any more."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import Message
from posture_cv.words import ENGLISH, Words

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_MESSAGE = frozenset({"id", "fields"})
_WITH_TEXT = _MESSAGE | {"text"}


def with_texts(data: Any) -> Any:
    """Plain data whose messages carry their English text under ``text``."""
    if isinstance(data, dict):
        if data.keys() == _MESSAGE:
            return {**data, "text": _english().say(_adapter().validate_python(data))}
        return {key: with_texts(held) for key, held in data.items()}
    if isinstance(data, list):
        return [with_texts(held) for held in data]
    return data


def with_known_messages(data: Any) -> Any:
    """Plain data whose messages can all be said: one that no catalogue knows, or whose fields are others, stays the text it carries."""
    if isinstance(data, dict):
        if data.keys() == _WITH_TEXT and isinstance(data["text"], str) and not _can_be_said(data):
            return {"id": "stored.text", "fields": {"sentence": data["text"]}}
        return {key: with_known_messages(held) for key, held in data.items()}
    if isinstance(data, list):
        return [with_known_messages(held) for held in data]
    return data


def _can_be_said(data: dict[str, Any]) -> bool:
    from pydantic import ValidationError

    try:
        _english().say(_adapter().validate_python(data))
    except (KeyError, ValidationError):
        return False
    return True


@cache
def _english() -> Words:
    from posture_cv.knowledge import load

    return Words(ENGLISH, load().texts)


@cache
def _adapter() -> TypeAdapter[Message]:
    from pydantic import TypeAdapter

    return TypeAdapter(Message)
