"""Results and table rows in another language: every field that holds words is said anew, keys and numbers stay."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, overload

from posture_cv.domain.messages import Message
from posture_cv.domain.worksheet import FactorEntry, WorksheetItem

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

WORDED = frozenset(
    {
        "action",
        "actions",
        "advice",
        "basis",
        "caution",
        "cautions",
        "caveat",
        "confirm_by",
        "definition",
        "dose",
        "endangerments",
        "entrapment",
        "evidence",
        "feels_like",
        "group",
        "higher_means",
        "hints",
        "holds",
        "how",
        "label",
        "left_out",
        "lines",
        "look_for",
        "name",
        "nerve",
        "neutral_title",
        "normal",
        "note",
        "palpation",
        "plain_advice",
        "plain_dose",
        "plain_caution",
        "plain_feels_like",
        "plain_how",
        "plain_meaning",
        "plain_name",
        "plain_question",
        "plain_statement",
        "plain_text",
        "plain_title",
        "plain_warning",
        "plain_zone",
        "question",
        "referral",
        "region",
        "reliability",
        "site",
        "statement",
        "stop_when",
        "test",
        "text",
        "title",
        "warning",
        "why",
        "wording",
        "zone",
    }
)
"""Names of the fields that hold words, wherever they occur."""

_WRITTEN_BY_HAND = {WorksheetItem: "note", FactorEntry: "note"}


@overload
def translated(value: Message, say: Callable[[str | Message], str]) -> str: ...
@overload
def translated(value: T, say: Callable[[str | Message], str]) -> T: ...
def translated(value: object, say: Callable[[str | Message], str]) -> object:
    """A text, a result or a table row with every text said by ``say``; what a person wrote stays.

    Parameters
    ----------
    value
        A text, a message, a dataclass of the domain, or a tuple of them. Keys, enums, numbers and references stay as they are, and so do
        messages inside a dataclass.
    """
    return say(value) if isinstance(value, Message) else _said(value, say)


def _said(value: Any, say: Callable[[str | Message], str]) -> Any:
    if type(value) is str:
        return say(value)
    if isinstance(value, tuple):
        return tuple(_said(each, say) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, (type, Message)):
        return value
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        words = type(held) is str or (isinstance(held, tuple) and held and type(held[0]) is str)
        if words and (field.name not in WORDED or _WRITTEN_BY_HAND.get(type(value)) == field.name):
            continue
        after = _said(held, say)
        if after is not held and after != held:
            changed[field.name] = after
    return dataclasses.replace(value, **changed) if changed else value
