"""What lies beside records and pages is of a type that may be published, what its name says, and whole."""

from __future__ import annotations

from collections.abc import Iterator

from generators import config, published
from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.records.attached import names
from generators.refusal import torn

_READ = ("schemas/", "mkdocs.yml")  # whoever reads these says so


def check(context: Context) -> Iterator[Finding]:
    """Look at every file that is neither a record nor a page."""
    office = config.read(context.files).office
    claimed = {
        f"{record.path.rpartition('/')[0]}/{name}"
        for record in context.states.read
        for name in names(record.data)
    }
    known = {*claimed, *context.states.unread.values()}
    for path, data in context.files.items():
        if published.is_record(path) or published.is_page(path) or published.is_left_over(path):
            continue
        if not path.startswith(_READ) and (conflict := torn(data)):
            yield finding(Place(path, conflict.line), conflict.code, conflict.message)
        elif path.startswith(published.DOCS):
            yield from _in_docs(path, data, office, is_known=path in known)


def _in_docs(path: str, data: bytes, office: tuple[str, ...], *, is_known: bool) -> Iterator[Finding]:
    if published.is_shown(path, office):
        if not published.is_as_named(path, data, office):
            text = f"{path} 里面不是后缀所说的格式；用原来的程序重新导出，或改成真正的后缀。"
            yield finding(Place(path), "asset-not-as-named", text)
    elif not is_known:
        yield finding(Place(path), "not-published", _what_to_do(path))


def _what_to_do(path: str) -> str:
    ending = path.lower().rpartition(".")[2]
    if ending in published.OFFICE:
        return f"{path} 不会发布；要发布就在 pyproject.toml 的 office 里写上 {ending}，不要就移走。"
    if ending in ("svg", "svgz"):
        return f"{path} 里能写脚本，不会发布；导出成 PNG 再放。"
    return f"{path} 不会发布；文字写成后缀为 .md 的页面，图片存成 PNG、JPEG、GIF 或 WebP，别的移走。"
