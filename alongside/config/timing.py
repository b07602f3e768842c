"""How long the application took for each answer, told in its header: for measuring, never for visitors.

Times tell what is there and what is not, so it is off unless ALONGSIDE_SERVER_TIMING is set.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def timed(application: Application) -> Application:
    """The same application, with a header `Server-Timing: app;dur=` in milliseconds (W3C Server Timing)."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            spent = (time.perf_counter() - began) * 1000
            return start_response(status, [*headers, ("Server-Timing", f"app;dur={spent:.2f}")], *more)

        return application(environ, started)

    return answer
