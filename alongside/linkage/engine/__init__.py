"""Linkage at work: records in, decided pairs and persons out. Splink on DuckDB does the counting, `rules` decide."""

from alongside.linkage.engine.explaining import explain_pair
from alongside.linkage.engine.linking import LinkResult, link
from alongside.linkage.engine.living import Living
from alongside.linkage.engine.models import digest, load_model, prior_model, save_model
from alongside.linkage.engine.on_spark import is_installed as spark_is_installed
from alongside.linkage.engine.shipped import nicknames, thresholds

__all__ = [
    "LinkResult",
    "Living",
    "digest",
    "explain_pair",
    "link",
    "load_model",
    "nicknames",
    "prior_model",
    "save_model",
    "spark_is_installed",
    "thresholds",
]
