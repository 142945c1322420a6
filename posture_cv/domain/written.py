"""The one gate for text that a person wrote or a file system gave: what enters a document, a picture or a terminal has passed it."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# the joiners (200c, 200d) stay: Persian, Hindi and emoji are spelt with them
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)


def written(text: str) -> str:
    """The text as it may be shown: letters composed, lines ended by line feeds, no tab, control character or mark of direction.

    Half a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", whole(lines)))


def whole(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, so that it can be encoded."""
    return _LONE_SURROGATE.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """The text as `written`, on one line, single spaces between words: names, paths, titles."""
    return " ".join(written(text).split())
