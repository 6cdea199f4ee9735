"""What is mended in the engine's HTML: blanks of its templates, boxes nobody can tick; a long file stands beside its page."""

from __future__ import annotations

import small_base

from generators import address
from generators.site import markup
from generators.site.pages import as_written, pages


def test_blanks_of_a_template_go_and_those_of_a_text_a_script_or_a_style_stay() -> None:
    kept = "<pre>a\n\n   b</pre>", "<script>x\n\n  y</script>", "<textarea>\n\n c</textarea>"
    part = "<div>\n\n      \n    <p>甲 乙</p>\n" + "\n   ".join(kept) + "\n\n  </div>"
    assert markup.tight(part) == "<div>\n<p>甲 乙</p>\n" + "\n".join(kept) + "\n</div>"


def test_a_box_that_nobody_can_tick_is_a_sign() -> None:
    assert (
        markup.ticks('<li><input type="checkbox" disabled/> 一</li>')
        == '<li><span class="kb-tick">☐</span> 一</li>'
    )
    assert markup.ticks('<input type="checkbox" disabled checked>') == '<span class="kb-tick">☑</span>'
    assert markup.ticks('<input type="checkbox" id="a">') == '<input type="checkbox" id="a">'


def test_a_long_file_stands_beside_its_page_whole_and_a_short_one_on_it() -> None:
    (name,) = small_base.incidents(1)
    path = small_base.PATH.format(1)
    for length, is_beside in ((10, False), (as_written.LONG, True)):
        # a comment is no value, so no limit of a field is passed
        text = small_base.files()[path] + b"# " + b"x" * length + b"\n"
        base = small_base.of({**small_base.files(), path: text})
        (page,) = [one for one in pages(base) if one.uri == address.record(name)]
        assert dict(page.beside()) == ({as_written.FILE: text.decode()} if is_beside else {})
        assert (f'href="{as_written.FILE}"' in page.body) is is_beside
        assert ("xxxxxxxxxx" in page.body) is not is_beside


def test_very_many_documents_of_a_section_are_left_out_of_the_drawer_of_each_and_a_few_are_not() -> None:
    def drawer(number: int) -> str:
        entries = ["../../registers/runbook/", *(f"../RB-{one}/" for one in range(number)), "../P-001/"]
        return "".join(
            f'<li class="md-nav__item">\n<a href="{one}" class="md-nav__link">\n甲\n</a>\n</li>\n'
            for one in entries
        )

    books = frozenset(address.record(f"RB-{one}") for one in range(20))
    assert markup.without_entries(drawer(12), address.record("RB-X"), books) == drawer(12)
    assert markup.without_entries(drawer(13), address.record("RB-X"), books) == drawer(0)


def test_what_the_themes_own_search_would_say_goes_and_its_other_words_stay() -> None:
    search = '"search.result.one": "1 \\u4e2a", "search.placeholder": "\\u641c", '
    version = ', "select.version": "\\u5f53"'
    before, after = '<script id="__config">{"translations": {', '"clipboard.copy": "\\u590d"'
    said = markup.tight(f"{before}{search}{after}{version}}}}}</script>")
    assert said == f'{before}"clipboard.copy": "复"}}}}</script>'


def test_a_page_does_not_say_again_what_the_site_says() -> None:
    again = (
        '<meta name="generator" content="x">', '<meta name="description" content="站">', '<link rel="prev" href="../a/">',
        '<div class="md-footer-meta md-typeset">\n<div class="md-footer-meta__inner md-grid">\n<div class="md-copyright">\n</div>\n</div>\n</div>',
    )  # fmt: skip
    assert [markup.tight(one) for one in again] == [""] * len(again)
    kept = ('<meta name="viewport" content="x">', '<link rel="icon" href="a.png">',
            again[-1].replace("</div>", "甲方所有</div>", 1))  # fmt: skip
    assert [markup.tight(one) for one in kept] == list(kept)
