"""Every read and write is a capability: one function, in the words of the work, reached only through the door."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from alongside.kernel.caller import Caller
from alongside.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Capability:
    """What the registry knows of a capability; `work` is the function behind the door."""

    name: str
    scope: Scope
    work: Callable[..., Any]
    knock: Callable[..., Any]
    writes: bool

    @property
    def sentence(self) -> str:
        """The first line of its docstring: what it does, as one would say it to a family."""
        return (self.work.__doc__ or "").strip().split("\n")[0]


class Rendered(Protocol):
    """An answer that can say which items it shows, so that the ledger can."""

    def item_ids(self) -> Iterable[UUID]:
        """The ids of every item of a person that is shown."""
        ...


class Door(Protocol):
    """Checks scope and purpose, opens the transaction, leaves the ledger line."""

    def let_through(self, capability: Capability, caller: Caller, words: Mapping[str, Any]) -> Any:
        """Do the work for this caller, or refuse; either way a line is left."""
        ...

    def visit(self, caller: Caller) -> AbstractContextManager[None]:
        """One transaction for several capabilities of one caller."""
        ...


CAPABILITIES: dict[str, Capability] = {}
_installed: list[Door] = []


def install_door(door: Door) -> None:
    """The wiring puts trust's door in, so that floors below trust can have capabilities too."""
    _installed[:] = [door]


def door() -> Door:
    """The one door."""
    if not _installed:
        raise RuntimeError("No door is installed: import alongside.config.wiring first.")
    return _installed[0]


@contextmanager
def visit(caller: Caller) -> Iterator[None]:
    """Several capabilities of one page share a transaction; each still leaves its own line."""
    with door().visit(caller):
        yield


P = ParamSpec("P")
R = TypeVar("R")
Behind = Callable[Concatenate[Caller, P], R]


def capability(name: str, *, scope: Scope, writes: bool = False) -> Callable[[Behind[P, R]], Behind[P, R]]:
    """Put a function behind the door under this name, for this scope."""

    def behind_the_door(work: Behind[P, R]) -> Behind[P, R]:
        if name in CAPABILITIES:
            raise ValueError(f"Two capabilities are called {name}.")

        @wraps(work)
        def knock(caller: Caller, /, *args: P.args, **words: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes everything but the caller by name.")
            answer: R = door().let_through(CAPABILITIES[name], caller, words)
            return answer

        CAPABILITIES[name] = Capability(name, scope, work, knock, writes)
        return knock

    return behind_the_door
