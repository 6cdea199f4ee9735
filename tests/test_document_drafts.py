"""What others wrote enters as a draft in a minute: by a form, at the terminal, as a page; four things and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from browsing import PHONE
from conftest import NOW, SETTINGS, good_base, schemas, sound_base
from playwright.sync_api import Browser, expect
from test_submissions import Desk
from test_submissions import committing as desk

from generators import knowledge
from generators.authoring import incoming
from generators.authoring.draft import Draft
from generators.authoring.entry import enter
from generators.authoring.interview import Interview
from generators.forms.export import page_export
from generators.kinds.called import written
from generators.kinds.kind import Kind
from generators.records.reader import Who
from generators.records.record import split_front_matter
from generators.words import say

__all__ = ["desk"]  # a server that commits
PROSE = "先看灯，红灯是缺纸。\n\n- 重新插网线"
HEAD = {"id": "RB-PRINTER", "title": "打印机连不上怎么办", "owner": "P-004"}
WHOLE = {"kind": "runbook", "status": "draft", **HEAD}
DOCUMENTS = written(good_base().kinds, Who.INTERNAL)


def read(text: str) -> tuple[dict[str, Any], str]:
    head, body, _ = split_front_matter(text)
    assert head is not None
    return yaml.load(head, yaml.BaseLoader), body.strip()  # noqa: S506 - texts only


def held(draft: Draft) -> tuple[dict[str, Any], str]:
    """What lies in the base when a draft was entered; nothing is found that was not there before."""
    files = sound_base()
    entry = enter(files, (draft,), NOW)
    assert [str(one) for one in entry.told[0]] == []
    [(path, text)] = entry.files.items()
    assert path == "docs/runbooks/RB-PRINTER.md"
    before = set(knowledge.read(files, NOW).findings)
    assert {*knowledge.read({**files, path: text}, NOW).findings} == before
    data, body = read(text.decode())
    data.pop("recorded_at", None)
    return data, body


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda one: one.name)
def test_of_a_draft_four_things_are_asked(kind: Kind) -> None:
    """Who reads only its id, its title, whose it is and what it says can use it; approval asks for the rest."""
    told = page_export(good_base(), kind)
    assert set(told["schema"]["required"]) == {"id", "title", "owner", "body"}
    must = {one["name"] for one in told["fields"]["children"] if one.get("must")}
    assert must == {"id", "title", "owner", "body"}
    assert not {"status", "approved"} & {*told["schema"]["properties"]}


def test_a_page_with_its_front_matter_comes_in_and_says_itself_what_it_is() -> None:
    text = f"---\n{yaml.safe_dump({'kind': 'runbook', **HEAD}, allow_unicode=True)}---\n\n{PROSE}\n"
    base = knowledge.read(sound_base(), NOW)
    found = incoming.read(base, {"来稿/随手记.md": text.encode()}, lambda _: None)
    assert held(found.drafts[0]) == (WHOLE, PROSE)
    named = text.replace("id: RB-PRINTER\n", "")
    [draft] = incoming.read(base, {"RB-PRINTER.md": named.encode()}, lambda _: None).drafts
    assert held(draft) == (WHOLE, PROSE)


def test_front_matter_that_never_ends_is_told_at_its_line() -> None:
    base = knowledge.read(sound_base(), NOW)
    found = incoming.read(base, {"RB-PRINTER.md": b"---\nkind: runbook\n"}, lambda _: None)
    assert found.drafts == ()
    [told] = found.told["RB-PRINTER.md"]
    assert (told.code, told.spot.line) == ("front-matter-open", 1)


def test_at_the_terminal_the_prose_is_typed_up_to_a_line_with_a_dot() -> None:
    base = knowledge.read(sound_base(), NOW)
    answers = iter(
        [*HEAD.values(), "", "", "", ".", *PROSE.split("\n"), "."]
    )  # first nothing, which is no prose
    said: list[str] = []
    interview = Interview(base, base.kinds.sound["runbook"], lambda _: next(answers), said.append)
    interview.all()
    assert next(answers, None) is None
    assert held(interview.draft("itss new")) == (WHOLE, PROSE)
    assert any("空的" in one for one in said)


def test_a_server_takes_a_draft_as_a_page_and_none_without_prose(desk: Desk) -> None:
    sent = {**HEAD, "owner": "P-001"}
    refused = desk.send("runbook", {"author": "工程师甲", "record": sent})
    assert refused.status == 422
    taken = desk.send(
        "runbook", {"author": "工程师甲", "record": {**sent, "body": PROSE, "status": "approved"}}
    )
    assert taken.status == 201
    data, body = read((desk.root / "docs/runbooks/RB-PRINTER.md").read_text("utf-8"))
    assert (data["status"], data["title"], body) == ("draft", HEAD["title"], PROSE)


@pytest.mark.browser
@pytest.mark.parametrize("where", ["http", "disk"])
def test_the_form_of_a_book_gives_its_page(browser: Browser, built: Any, address: str, where: str) -> None:
    home = address if where == "http" else (built / "base/site").as_uri() + "/"
    size: Mapping[str, int] = PHONE
    context = browser.new_context(viewport=size)  # type: ignore[arg-type] # a plain dictionary is one
    page = context.new_page()
    page.goto(f"{home}forms/runbook/index.html")
    page.wait_for_selector(".kb-form[data-ready]", state="attached")
    page.get_by_label("编号").first.fill(HEAD["id"])
    page.get_by_label("名称").first.fill(HEAD["title"])
    page.get_by_label(say("entry.body")).fill(PROSE)
    page.evaluate("document.querySelector('.kb-form').kbForm.root.children.get('owner').write('P-004')")
    page.locator(".kb-go").first.click()
    found = page.locator(".kb-result pre")
    expect(found).to_contain_text("kind: runbook")
    expect(page.locator(".kb-result .kb-go")).to_contain_text("RB-PRINTER.md")
    text = found.inner_text()
    context.close()
    base = knowledge.read({**sound_base(), "pyproject.toml": SETTINGS, **schemas()}, NOW)
    [draft] = incoming.read(base, {"RB-PRINTER.md": text.encode()}, lambda _: None).drafts
    draft = draft._replace(data={name: one for name, one in draft.data.items() if name != "recorded_at"})
    assert held(draft) == (WHOLE, PROSE)
