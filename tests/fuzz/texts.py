"""Texts made to break what reads, shows or prints them: markup, control characters, half letters, scripts without a font, and length."""

from __future__ import annotations

import random

MARKUP = (
    "[/x]",
    "[bold]",
    "[link=file:///etc/passwd]x[/link]",
    ":smile:",
    "<script>alert(1)</script>",
    "&amp;<b>",
    "{client}",
    "{0.__class__}",
    "%s%n",
    "#set page(width: 0pt)",
    "#panic()",
    "$x$ *y* _z_ `raw` @ref \\ ~",
    "==",
    "# heading",
    '"); drop',
    "$(id)",
    "../../etc/passwd",
    "-rf",
    "--",
    "=1+1",
)
CONTROLS = ("\x00", "a\x00b", "\x1b[31m", "\x1b]0;title\x07", "\x7f", "\x9b2J", "\r\n\r\n", "\t\v\f", "\x08\x08\x08", "\u2028\u2029\x85")
SCRIPTS = (
    "\u738b\u5c0f\u660e",
    "\uae40\ubbfc\uc9c0",
    "\u0e2a\u0e21\u0e0a\u0e32\u0e22",
    "\u0639\u0644\u064a \u05d3\u05d5\u05d3",
    "\u092a\u094d\u0930\u093f\u092f\u093e",
    "\U0001f9d1\u200d\U0001f9bd \U0001f3f3\ufe0f\u200d\U0001f308",
    "Zo\u0308e\u0301",
    "\u0130stanbul \u1e9e",
    "\U00037fff",
    "\U000e0001\U0010ffff",
)
NO_TEXT = ("\ud800", "\udfff", "a\ud83db", "\udc80\udcff", "\ufffe\uffff", "\ufeff", "\u202eabc\u202c", "\u2066\u2067")
SPACES = ("", " ", "\u3000", "\u200b" * 50, "\u00a0", "\n" * 200)


def hostile_text(draw: random.Random) -> str:
    """One of them, several run together, or one of them at length."""
    every = (*MARKUP, *CONTROLS, *SCRIPTS, *NO_TEXT, *SPACES)
    kind = draw.random()
    if kind < 0.6:
        return draw.choice(every)
    if kind < 0.85:
        return "".join(draw.choices(every, k=draw.randint(2, 8)))
    if kind < 0.95:
        return (draw.choice(every) or "x") * draw.choice((20, 300))
    return draw.choice(("x", "W ", "\u0301", "\u738b", "\ufdfa")) * draw.choice((3000, 9000, 50_000))
