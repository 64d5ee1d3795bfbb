"""Static files of a deployed site: one style sheet instead of forty, so that a slow connection needs one round trip."""

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from interface import stylesheets


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Collects as usual, and joins the style sheets into one file before names get their hashes."""

    def post_process(self, paths: dict, dry_run: bool = False, **options):
        """Add ``css/app.css`` to the collected files."""
        if not dry_run and all(name in paths for name in stylesheets.FILES):
            parts = []
            for name in stylesheets.FILES:
                storage, path = paths[name]
                with storage.open(path) as source:
                    parts.append(source.read().decode())
            if self.exists(stylesheets.BUNDLE):
                self.delete(stylesheets.BUNDLE)
            self.save(stylesheets.BUNDLE, ContentFile("\n".join(parts).encode()))
            paths = {**paths, stylesheets.BUNDLE: (self, stylesheets.BUNDLE)}
        yield from super().post_process(paths, dry_run, **options)
