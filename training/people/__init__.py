"""Rendered people whose posture is known: bodies, clothes, hair, rooms, cameras, and the truth of every picture."""
