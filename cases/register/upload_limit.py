"""Limit uploads: the request of a too large file is read to its end, but nothing of it is stored."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

TOO_LARGE = "upload_is_too_large"  # attribute on the request


class LimitedUploadHandler(FileUploadHandler):
    """Runs before the handler that stores files in memory, and stops at the limit."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's name
        """Check the length the request declares."""
        self.taken, self.most = 0, settings.REGISTER_LARGEST_MEGABYTES * 1_000_000
        self.declared = content_length

    def new_file(self, *arguments, **options):
        """Stop before the first byte if the declared length is too large."""
        super().new_file(*arguments, **options)
        if self.declared > self.most + 100_000:
            self._stop()

    def receive_data_chunk(self, raw_data, start):
        """Pass a piece on while the total stays below the limit."""
        self.taken += len(raw_data)
        if self.taken > self.most:
            self._stop()
        return raw_data

    def file_complete(self, file_size):
        """Leave the file to the next handler."""
        return

    def _stop(self) -> None:
        setattr(self.request, TOO_LARGE, True)
        raise StopUpload(connection_reset=False)
