"""The customer's officer confirms a month on their own site, without Git, and the import takes what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_base
import yaml
from browsing import Watched
from conftest import SETTINGS, build_site, served, write_base
from playwright.sync_api import Browser, expect
from test_supervision_pages import CONFIRMATION, PAPER, path_of

from generators import cli
from generators.audience import seen_by
from generators.records.reader import Who

pytestmark = pytest.mark.browser
AS_OF = f'as_of = "{small_base.NOON.isoformat()}"\n'.encode()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of which January is confirmed, with the site of its customer."""
    root = tmp_path_factory.mktemp("officer") / "base"
    own = {
        path_of(CONFIRMATION): CONFIRMATION.encode(),
        "records/process/confirmation/2026/CF-2026-01-signed.txt": PAPER,
        "pyproject.toml": SETTINGS + AS_OF,
    }
    write_base(root, {**small_base.files(), **own})
    build_site(root, root / "out", lambda base: seen_by(base, Who.CUSTOMER))
    return root


@pytest.fixture
def officer(root: Path, browser: Browser) -> Iterator[Watched]:
    """The officer's browser, at the page where they look at the months."""
    with served(root / "out") as address:
        context = browser.new_context(base_url=address, service_workers="block")
        watched = Watched(context, address)
        watched.page.clock.set_fixed_time(small_base.NOON)  # else what they enter lies ahead of the base
        watched.page.goto("supervision/")
        yield watched
        context.close()


def test_the_officer_confirms_a_month_and_the_import_takes_the_file(
    officer: Watched, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = officer.page
    page.get_by_role("link", name="确认本月").click()
    page.wait_for_selector(".kb-form[data-ready]", state="attached")
    expect(page.locator(".kb-note")).to_have_text("2026 年 2 月办完的已经列好；逐条看过，写上意见再交。")
    assert page.locator("html").get_attribute("data-unsaved") is None  # nothing is theirs yet
    expect(page.get_by_text("备注", exact=True)).to_have_count(0)
    go = page.get_by_role("button", name="生成登记文件")
    go.click()
    expect(page.locator(".kb-result")).to_be_hidden()  # nobody has an opinion for them
    page.get_by_label(re.compile("意见$")).select_option(label="有异议")
    page.get_by_label(re.compile("原因$")).fill("没有人答复过")
    go.click()
    result = page.locator(".kb-result")
    expect(result).to_contain_text("把文件发给服务台，由服务台入库。")
    expect(result.get_by_role("button", name="提交")).to_have_count(0)
    with page.expect_download() as download:
        result.get_by_role("button", name="下载").click()
    text = download.value.path().read_text("utf-8")
    assert text.startswith("# kind: confirmation\n")
    data = yaml.safe_load(text)
    assert data.pop("recorded_at")
    assert data == {
        "month": "2026-02",
        "items": [{"record": "INC-2026-0005", "opinion": "dispute", "reason": "没有人答复过"}],
    }
    assert officer.faults == []
    file = tmp_path / download.value.suggested_filename
    file.write_text(text, "utf-8")
    assert cli.run(["import", "--root", str(root), "--dry-run", str(file)]) == 0
    assert "CF-2026-02" in capsys.readouterr().out
