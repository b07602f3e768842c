"""Uploads that are too large are not written to disk at all."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_AT_ONCE = 50 * 1024 * 1024  # bytes, all files together; larger ones come in by `alongside import`
TOO_LARGE = "These files are larger than 50 MB. Send them in smaller parts."
_ROUND_THEM = 64 * 1024  # bytes of a request that are not its files


class Quota(FileUploadHandler):
    """Stands before the handlers that keep files: of a request that announces too much it lets no file through."""

    announced = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:
        """Learn how much is coming; a request without that number has no body in Django."""
        self.announced = content_length

    def new_file(self, *about: Any, **more: Any) -> None:
        """Skip each file of a request that is too large."""
        if self.announced > MOST_AT_ONCE + _ROUND_THEM:
            raise SkipFile
        super().new_file(*about, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one have the file."""


def is_too_large(request: HttpRequest) -> bool:
    """Whether the request announced more than can be taken at once."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_AT_ONCE + _ROUND_THEM
