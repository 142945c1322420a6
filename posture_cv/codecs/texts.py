"""The English text of messages in plain data: for readers, and for a version that does not know a message any more."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from posture_cv.codecs.record import LONGEST_TEXT
from posture_cv.domain.messages import Message, RowText
from posture_cv.words import LANGUAGES, Words

if TYPE_CHECKING:
    from pydantic import TypeAdapter

TEXT = "text"
"""Under this name stand the text of a message, and the texts that an object's facts give."""

_TOLD: tuple[Any, ...] = (Message, Message | None, tuple[Message, ...])
_MESSAGE = frozenset({"id", "fields", TEXT})


def with_texts(held: object, data: Any) -> Any:
    """Plain data with the English text of every message in it, and of every message that an object gives without storing it.

    Parameters
    ----------
    held
        Dataclasses of the domain, messages, and tuples of them.
    data
        The same as dictionaries, lists, strings, numbers, booleans and None.

    Raises
    ------
    KeyError
        If there is no text for one of the messages.
    """
    if isinstance(held, Message):
        return {**data, TEXT: _english().say(held)}
    if isinstance(held, (tuple, list)):
        return [with_texts(each, plain) for each, plain in zip(held, data, strict=True)]
    if not dataclasses.is_dataclass(held) or isinstance(held, type):
        return data
    found = {name: with_texts(getattr(held, name), plain) for name, plain in data.items()}
    texts = {name: _said(getattr(held, name)) for name in told_by(type(held))}
    return {**found, TEXT: {name: text for name, text in texts.items() if text}} if texts else found


def messages_in(held: object, place: str = "") -> Iterator[tuple[str, Message]]:
    """Every message that an object holds or gives, with its place, ``"findings.0.title"``."""
    if isinstance(held, Message):
        yield place, held
    elif isinstance(held, (tuple, list)):
        for index, each in enumerate(held):
            yield from messages_in(each, f"{place}.{index}")
    elif dataclasses.is_dataclass(held) and not isinstance(held, type):
        for name in (*(field.name for field in dataclasses.fields(held)), *told_by(type(held))):
            yield from messages_in(getattr(held, name), f"{place}.{name}" if place else name)


@cache
def told_by(owner: type) -> tuple[str, ...]:
    """Attributes of a type that give messages without storing them."""
    attributes = {name: held for base in reversed(owner.__mro__) for name, held in vars(base).items()}
    return tuple(name for name, held in attributes.items() if isinstance(held, RowText) or _gives_messages(held))


def _gives_messages(held: object) -> bool:
    return isinstance(held, property) and get_type_hints(held.fget).get("return") in _TOLD


def _said(told: Message | Sequence[Message] | None) -> str | list[str]:
    if told is None:
        return ""
    return _english().say(told) if isinstance(told, Message) else [_english().say(each) for each in told]


def with_known_messages(data: Any) -> Any:
    """Plain data whose messages can all be said: one that no catalogue knows, or whose fields are others, stays the text it carries."""
    if isinstance(data, dict):
        if data.keys() == _MESSAGE and isinstance(data[TEXT], str) and not _can_be_said(data):
            return {"id": "stored.text", "fields": {"sentence": data[TEXT]}}
        return {key: with_known_messages(held) for key, held in data.items()}
    if isinstance(data, list):
        return [with_known_messages(held) for held in data]
    return data


def unsayable(held: object) -> Iterator[str]:
    """Places of messages, stored in an object or given by it, that some language cannot say.

    Of a row that no table has any more, with a field that the template does not find or cannot put into words, or longer than any text
    that is kept.
    """
    for place, told in messages_in(held):
        if not _is_said(told):
            yield place


def _is_said(told: Message) -> bool:
    try:
        longest = max(len(words.say(told)) for words in _every_language())
    except (LookupError, TypeError, ValueError, ArithmeticError):
        # a plural of no number, a style of no series: what a template asks of its fields is said nowhere else
        return False
    return longest <= LONGEST_TEXT


def _can_be_said(data: dict[str, Any]) -> bool:
    from pydantic import ValidationError

    try:
        told = _adapter().validate_python(data)
    except ValidationError:
        return False
    return _is_said(told)


def _english() -> Words:
    return _every_language()[0]


@cache
def _every_language() -> tuple[Words, ...]:
    """What says messages, English first."""
    from posture_cv.knowledge import load

    return tuple(Words(language, load().texts) for language in LANGUAGES)


@cache
def _adapter() -> TypeAdapter[Message]:
    from pydantic import TypeAdapter

    return TypeAdapter(Message)
