"""Photos from a phone on the same network: one upload page behind a secret address, open only while it is switched on."""

from posture_cv.ui.phone.letterbox import Arrived, Letterbox
from posture_cv.ui.phone.listener import PhoneListener
from posture_cv.ui.phone.network import addresses

__all__ = ["Arrived", "Letterbox", "PhoneListener", "addresses"]
