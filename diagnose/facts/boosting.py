"""Facts about runs whose steps are rounds of boosting and not passes over the data."""

from __future__ import annotations

import re

from diagnose.facts.fact import Measured, fact
from diagnose.facts.measurements import Measurements

FORMATS = re.compile(r"evals-result|xgboost|lightgbm|catboost|boost")
NAMES = re.compile(
    r"mlogloss|merror|(multi|binary)_(logloss|error)|^(training|valid_\d+)'s "
    r"|^(train|eval|test|valid|validation_\d)-(rmse|mae|logloss|error|auc|aucpr|ndcg|map)\b"
)


@fact("boosting")
def boosting(m: Measurements) -> Measured:
    """Whether the steps are boosting rounds: by the format, the parameters, or the names of the metrics."""
    named = f"{m.run.format} {m.run.params.get('framework', '')} {m.run.params.get('booster', '')}".lower()
    return bool(FORMATS.search(named)) or any(NAMES.search(one.name) for one in m.run.series)


FACTS = (boosting,)
