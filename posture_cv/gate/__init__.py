"""What stands between a photo looked at and anything measured: upright, as declared, whole, a real frame."""
