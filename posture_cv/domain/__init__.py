"""The nouns of posture assessment: frozen dataclasses and enums, no behaviour beyond checks."""
