"""Pure: which text stands, who may write where, what keeps an assessment from being finished, what changed."""
