"""Assessment to plain data and back, versioned."""
