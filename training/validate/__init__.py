"""Validation at full size: many unseen rendered people, and real photos beside them."""
