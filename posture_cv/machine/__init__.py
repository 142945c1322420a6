"""The computer underneath: its memory, its system libraries, its own way to install them.

Nothing but the standard library is imported in this room, for it works before anything is installed: ``python3 -m posture_cv.machine``.
"""
