"""The only place where sentences are made: messages in, text of one language out. Nobody reads a sentence back."""

from posture_cv.words.catalogue import ENGLISH, LANGUAGES, PSEUDO
from posture_cv.words.speaker import Words

__all__ = ["ENGLISH", "LANGUAGES", "PSEUDO", "Words"]
