"""The finding codes of files as such: what lies where, under what name, of what type; a part of `CODES`."""

from __future__ import annotations

from generators.code import Code, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

FILES: dict[str, Code] = {
    "unknown-folder": Code(
        _E, "这个文件夹不属于任何类别", "移到所属类别的文件夹，例如 records/process/incident/2026/。"
    ),
    "wrong-extension": Code(_E, "文件后缀不对", "登记文件的后缀写 .yaml。"),
    "misnamed-file": Code(_E, "像登记却不会读", "文件名写成编号加 .yaml，文档加 .md；多出来的副本删掉。"),
    "not-a-document": Code(
        _E, "放在文档的位置却不是文档", "前言里补上小写的 kind；不是文档的页面移走或改名。"
    ),
    "stray-file": Code(_N, "没有登记认领的文件", "在相应登记的附件里写上它和散列值，或把它移走。"),
    "page-exists": Code(_E, "网站上的位置被占用了", "把这个文件移到别的位置，或换个名字。"),
    "not-published": Code(
        _E, "这种文件不会发布", "docs/ 里只放 .md 页面、图片、PDF；办公文件先在 office 里写明，别的移走。"
    ),
    "asset-not-as-named": Code(_E, "文件内容与后缀不符", "用原来的程序重新导出，或改成真正的后缀。"),
    "site-setting-unknown": Code(
        _E, "网站设置里不能写这一项", "改正拼写，或删掉；可用的见帮助里的网站设置。"
    ),
    "site-setting-value": Code(_E, "网站设置的值不对", "照提示改；导航里只写有的页面和文件夹。"),
    "link-unusable": Code(_E, "链接打不开", "写 http、https、mailto 的地址、record:编号，或库里的页面。"),
    "link-broken": Code(_E, "链接指不到", "照提示写从本页出发的文件路径；指登记写 record:编号。"),
    "anchor-broken": Code(_E, "链接里的标题不存在", "# 后面写那一页的标题：小写，去掉标点，空格写 -。"),
    "image-broken": Code(_E, "图片指不到", "把图片放进 docs/ 里，写从本页出发的路径。"),
    "footnote-unused": Code(_E, "脚注没有人引用", "在正文里标上 [^名字]，或删掉这条脚注。"),
}
