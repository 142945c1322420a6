"""Another language for what the program words in English: a phrasebook, and results with every sentence replaced by its own."""

from posture_cv.translation.catalogue import ENGLISH, LANGUAGES, layout_words, phrasebook
from posture_cv.translation.phrasebook import Phrasebook
from posture_cv.translation.values import translated

__all__ = ["ENGLISH", "LANGUAGES", "Phrasebook", "layout_words", "phrasebook", "translated"]
