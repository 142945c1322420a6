"""One client, one day: a visit as plain data and the rules it follows, without a screen, a file or a clock."""

from posture_cv.visit.album import Album, Conclusion, PhotoAssessor
from posture_cv.visit.entries import SheetEntries, WrittenFactor, WrittenLine
from posture_cv.visit.visit import MOST_PHOTOS, Visit, VisitPhoto

__all__ = ["MOST_PHOTOS", "Album", "Conclusion", "PhotoAssessor", "SheetEntries", "Visit", "VisitPhoto", "WrittenFactor", "WrittenLine"]
