"""Everything that makes models: rendered people with known posture, fitting, validation. Never imported by posture_cv."""
