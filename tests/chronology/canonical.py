"""A chronology without what may differ from run to run: ids and the moments of receipt."""

import json
from typing import Any

_DIFFERS = {"id", "child", "person", "received_at"}


def canonical(said: str) -> str:
    """The JSON of a chronology, keys in order; evidence is named by what it tells instead of by its id."""
    story: dict[str, Any] = json.loads(said)
    told = {w["id"]: f"{e['when']} {w['agency']}: {w['text']}" for e in story["entries"] for w in e["witnesses"]}
    for prompt in story["prompts"]:
        prompt["evidence"] = [told[one] for one in prompt["evidence"]]
    return json.dumps(_without(story), sort_keys=True, indent=1, ensure_ascii=False)


def _without(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without(value) for key, value in part.items() if key not in _DIFFERS}
    return [_without(one) for one in part] if isinstance(part, list) else part
