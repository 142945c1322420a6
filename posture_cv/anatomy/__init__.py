"""From what the detector saw to anatomical points, each with its error and its origin."""
