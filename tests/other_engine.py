"""The same site by another engine: `python tests/other_engine.py SITE ENGINE [ARGUMENT …]`.

Writes this repository's sources to a folder, lets ENGINE build them (`{settings}` and `{site}` in its arguments
are replaced), finishes the site, and compares its list of pages with SITE, which MkDocs built. CI runs it with
ProperDocs, a fork of MkDocs, from an environment of its own: no module of ours is known to it but the escaping
of raw HTML.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent)]

from generators import knowledge
from generators.origin import history, source
from generators.site import folder, markup, publish, settings

ROOT = Path(__file__).parent.parent


def build(site: Path, engine: list[str]) -> None:
    """Build this repository with another engine into `site`."""
    files = source.read(ROOT)
    base = knowledge.read(files, source.now(files, None), history.read(ROOT))
    with tempfile.TemporaryDirectory() as scratch:
        staged = folder.write(base, ROOT, Path(scratch) / "sources")
        written = Path(scratch) / "sources" / settings.FILE
        command = [one.format(settings=written, site=site) for one in engine]
        subprocess.run(command, check=True, cwd=Path(scratch) / "sources")
    publish.finish(base, staged, site, "")


def main(reference: Path, engine: list[str]) -> int:
    """Compare the pages; the exit code is 1 if they differ."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        build(site, engine)
        here, there = (set(markup.addresses(one)) for one in (site, reference))
    for uri in sorted(here ^ there):
        print(f"{'only here' if uri in here else 'missing'}: {uri or 'index'}")
    print(f"{len(here)} pages by {Path(engine[0]).name}, {len(there)} by MkDocs")
    return int(here != there)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
