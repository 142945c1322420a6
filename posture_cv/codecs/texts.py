"""The English text beside every message in plain data, for readers; only identifiers and fields are ever read back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import Message
from posture_cv.words import ENGLISH, Words

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_MESSAGE = frozenset({"id", "fields"})


def with_texts(data: Any) -> Any:
    """Plain data whose messages carry their English text under ``text``."""
    if isinstance(data, dict):
        if data.keys() == _MESSAGE:
            return {**data, "text": _english().say(_adapter().validate_python(data))}
        return {key: with_texts(held) for key, held in data.items()}
    if isinstance(data, list):
        return [with_texts(held) for held in data]
    return data


@cache
def _english() -> Words:
    from posture_cv.knowledge import load

    return Words(ENGLISH, load().texts)


@cache
def _adapter() -> TypeAdapter[Message]:
    from pydantic import TypeAdapter

    return TypeAdapter(Message)
