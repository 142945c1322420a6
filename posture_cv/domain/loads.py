"""What tests, techniques and exercises ask of the body."""

from __future__ import annotations

from enum import StrEnum


class Load(StrEnum):
    """What a test, technique or exercise asks of the body; a yes in the safety screen may forbid it.

    ``EXTENSION`` is active and stops short of the end; ``EXTENSION_END_RANGE`` is pressed or hung into. ``NECK_LOAD`` and
    ``ABDOMINAL_LOAD`` are work against resistance or the weight of head and legs; ``CAROTID`` work on the front or side of the neck;
    ``VALSALVA`` effort that people hold their breath for; ``BALANCE`` standing or kneeling on one leg. The rest name a position.
    """

    FLEXION = "flexion"
    EXTENSION = "extension"
    EXTENSION_END_RANGE = "extension_end_range"
    ROTATION = "rotation"
    SIDE_BEND = "side_bend"
    NECK_END_RANGE = "neck_end_range"
    NECK_LOAD = "neck_load"
    CAROTID = "carotid"
    SHOULDER_END_RANGE = "shoulder_end_range"
    HIP_END_RANGE = "hip_end_range"
    NERVE_TENSION = "nerve_tension"
    RIB_LOAD = "rib_load"
    DEEP_ABDOMEN = "deep_abdomen"
    ABDOMINAL_LOAD = "abdominal_load"
    VALSALVA = "valsalva"
    STRETCH = "stretch"
    BALANCE = "balance"
    STANDING = "standing"
    KNEELING = "kneeling"
    SEATED = "seated"
    SUPINE = "supine"
    SIDE_LYING = "side_lying"
    PRONE = "prone"
