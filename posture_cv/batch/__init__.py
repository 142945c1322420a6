"""Many photos, each on its own: one row a measure in one table, gone on with after any interruption.

The unit of resumption is the shard, a few photos whose rows are saved together; whoever looks at them, the finished table is the same.
"""

from posture_cv.batch.entries import Entry, in_folder, in_manifest
from posture_cv.batch.run import WHOLE, Share, assess_batch
from posture_cv.batch.summary import Distribution, Summary

__all__ = ["WHOLE", "Distribution", "Entry", "Share", "Summary", "assess_batch", "in_folder", "in_manifest"]
