"""muscles."""
