"""From a photo to 33 points, a silhouette and the view, each with its spread over re-framings of the same photo."""
