"""A body to point at: muscles as shapes on front, back and side views."""
