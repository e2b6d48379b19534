#!/bin/sh
# Pin every dependency by hash. Without an index address or a header, the files name no host.
set -eu
uv="$1"
pin() {
  "$uv" --no-config pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate --quiet --extra build "$@"
}
pin --output-file requirements/run.txt
pin --extra dev --output-file requirements/dev.txt
if grep -nE 'https?://|index-url|find-links' requirements/*.txt; then
  echo "A requirement file names a host." >&2
  exit 1
fi
