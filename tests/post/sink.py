"""A mail server that keeps what it is given, and can be told to be away."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings


class Sink:
    """What arrived, in order: to whom, and the message."""

    def __init__(self) -> None:
        """Nothing has arrived."""
        self.arrived: list[tuple[list[str], Message]] = []
        self.refusing = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message, or say that it is not possible now."""
        if self.refusing:
            return "451 not now"
        assert isinstance(envelope.content, bytes)
        self.arrived.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 taken"

    @property
    def addresses(self) -> list[str]:
        """To whom letters came."""
        return [address for to, _ in self.arrived for address in to]


@contextmanager
def a_mail_server() -> Iterator[Sink]:
    """A mail server on this machine for as long as the block lasts, and Alongside set to use it."""
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with set_to(port):
            yield sink
    finally:
        controller.stop()


def set_to(port: int) -> override_settings:
    """Alongside is set to use the mail server at this port."""
    return override_settings(
        EMAIL_HOST="127.0.0.1", LETTERS_LEAVE=True, EMAIL_PORT=port, EMAIL_USE_TLS=False, EMAIL_USE_SSL=False,
        EMAIL_HOST_USER="", EMAIL_TIMEOUT=5, SITE="https://alongside.example",
        DEFAULT_FROM_EMAIL="Alongside <post@alongside.example>",
    )  # fmt: skip
