"""The learned landmark estimator, from the packaged model file."""

from __future__ import annotations

from functools import cache

import numpy as np

from posture_cv.anatomy.learned import LearnedEstimator
from posture_cv.assets.models import LANDMARK_MODEL, model_file
from posture_cv.domain.errors import ModelFileError
from posture_cv.domain.messages import message


@cache
def learned_estimator() -> LearnedEstimator:
    """The estimator; its file is read and checked once.

    Raises
    ------
    ModelFileError
        If the file is missing or damaged.
    """
    model = model_file(LANDMARK_MODEL)
    try:
        with np.load(model.path, allow_pickle=False) as arrays:
            return LearnedEstimator(arrays)
    except (OSError, KeyError, ValueError) as error:
        raise ModelFileError(message("model.estimator_unfit"), message("installed.reinstall")) from error
