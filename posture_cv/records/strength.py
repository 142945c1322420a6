"""How soon a passphrase is guessed, as a hint before it is taken."""

from __future__ import annotations

from posture_cv.domain.messages import Message, message

_MOST_LETTERS = 100
"""Looked at: more add nothing, and take long."""

_STRENGTHS = ("very_weak", "weak", "fair", "good", "strong")
"""Of the library's score: up to 10³, 10⁶, 10⁸ and 10¹⁰ guesses, and more."""


def strength_of(passphrase: str) -> Message:
    """What is said of it; a guess costs half a second here, and a thousandth of that where somebody buys a thousand computers."""
    from zxcvbn import zxcvbn

    score: int = zxcvbn(passphrase[:_MOST_LETTERS])["score"] if passphrase else 0
    return message(f"records.strength.{_STRENGTHS[score]}")
