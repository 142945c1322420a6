"""Standard streams that take any letter, end quietly where nobody listens any more, and say when nothing can be written."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import TextIO

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message

_PLAIN_LETTERS = "posture_cv.plain_letters"
_PLAIN = {
    "°": " deg",
    "±": "+/-",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "—": "-",
    "…": "...",
    "→": "->",
    "\N{MULTIPLICATION SIGN}": "x",
    "·": "-",
    "•": "-",
    "≥": ">=",
    "≤": "<=",
    "²": "2",
    "✓": "+",
    "✗": "x",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
}
_COMMANDS = re.compile(r"\x1b(?!\[)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_SPINNERS = range(0x2800, 0x2900)
_GONE = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}


class Results(io.TextIOWrapper):
    """Standard output. Raises ReportError where nothing can be written, such as on a full disk; a reader who left is no error."""

    def write(self, text: str, /) -> int:
        """Write text; returns its length."""
        with writing_to(self):
            super().write(sendable(text))
        return len(text)

    def flush(self) -> None:
        """Pass on what is held back."""
        with writing_to(self):
            super().flush()


class Asides(io.TextIOWrapper):
    """Standard error. What cannot be said is dropped: no file depends on it."""

    def write(self, text: str, /) -> int:
        """Write text; returns its length."""
        with contextlib.suppress(OSError):
            super().write(sendable(text))
        return len(text)

    def flush(self) -> None:
        """Pass on what is held back."""
        with contextlib.suppress(OSError):
            super().flush()


def sendable(text: str) -> str:
    """The text without what commands a terminal, colours and moves of the cursor aside.

    A name or an option that is repeated to its writer then neither renames the window nor reaches the clipboard.
    """
    return text if text.isprintable() else _COMMANDS.sub("", text)


@contextlib.contextmanager
def writing_to(stream: TextIO) -> Iterator[None]:
    """Turn a failure to write into ReportError, or into silence where the reader left; the stream leads nowhere from then on."""
    try:
        yield
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if error.errno not in _GONE:
            raise ReportError(message("save.not_printed"), message("save.print_elsewhere")) from error


class Shortfall:
    """Which letters the terminal's encoding lacked, and what stood for them."""

    def __init__(self) -> None:
        self.replaced = False

    def __call__(self, error: UnicodeError) -> tuple[str, int]:
        """Plain letters for those that could not be encoded; the form that `codecs.register_error` asks for."""
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(map(self._plain, error.object[error.start : error.end])), error.end

    def _plain(self, letter: str) -> str:
        if letter in _PLAIN:
            return _PLAIN[letter]
        if ord(letter) in _SPINNERS:
            return "*"
        self.replaced = True
        bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        return bare or f"[U+{ord(letter):04X}]"


def prepare() -> Shortfall:
    """Make this process's standard streams safe to print to; returns the record of letters that could not be shown."""
    _open_closed()
    shortfall = Shortfall()
    codecs.register_error(_PLAIN_LETTERS, shortfall)
    sys.stdout = _as(Results, sys.stdout)
    sys.stderr = _as(Asides, sys.stderr)
    return shortfall


def _open_closed() -> None:
    """Lead closed descriptors nowhere, so that no file opened later is taken for standard output."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _as(kind: type[io.TextIOWrapper], stream: TextIO | None) -> TextIO:
    if stream is None:
        return kind(io.FileIO(os.devnull, "w"), encoding="utf-8")
    stream.flush()
    buffered = isinstance(stream, io.TextIOWrapper) and not stream.line_buffering
    return kind(stream.buffer, encoding=stream.encoding, errors=_PLAIN_LETTERS, line_buffering=not buffered)
