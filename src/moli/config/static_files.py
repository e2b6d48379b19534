"""Static files as they are served: hashed, compressed, and our scripts without their comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rjsmin import jsmin
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class LeanStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """The files as gathered; the counter's scripts are made lean before they are compressed."""

    def post_process(self, paths: Mapping[str, Any], **options: Any) -> Iterator[Any]:
        """Lean first: what is hashed and compressed is what is served."""
        for name in paths if not options.get("dry_run") else ():
            if name.startswith("counter/js/") and name.endswith(".js"):
                self._lean(name)
        yield from super().post_process(paths, **options)

    def _lean(self, name: str) -> None:
        path = Path(self.path(name))
        path.write_text(jsmin(path.read_text(encoding="utf-8")), encoding="utf-8")
