"""The finding codes of months that are sealed; a part of `CODES`."""

from __future__ import annotations

from generators.code import Code, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

SEALED: dict[str, Code] = {
    "seal-unproven": Code(
        _N, "封存没有清单，核对不了", "运行 itss seal 和月份，照清单重新算，重新签；旧的作废，写明原因。"
    ),
    "seal-untrue": Code(
        _E, "封存写的与清单不同", "从历史里找回签字时的封存和清单；确实要重算的，旧的作废，另封一份。"
    ),
    "sealed-gone": Code(_N, "封存过的不见了", "从历史里找回来；不真的写作废，不删除。"),
    "sealed-late": Code(_N, "封存以后才补登", "在这条登记的答复里写明为什么晚；下次封存前先核对漏登。"),
    "sealed-added": Code(
        _N,
        "写的登记时间在封存以前，封存的清单里却没有",
        "登记时间照实写；封存时真在库里的，拿签字的清单来，写明原因答复。",
        doubts=True,
    ),
    "sealed-file-changed": Code(
        _N, "封存过的附件换过", "找回封存时的文件；确需替换的另写一条附件，写明原因答复。", doubts=True
    ),
    "sealed-changed": Code(
        _N,
        "封存以后又改过",
        "在这条登记的答复里写明为什么改；不该改的改回来。",
        doubts=True,
        needs_history=True,
    ),
    "seal-commit-unknown": Code(
        _N,
        "历史里没有封存所按的提交",
        "找回那个提交，如从甲方的副本；找不回来的旧的作废，重新封存。",
        needs_history=True,
    ),
    "seal-unlike-commit": Code(
        _N, "清单与所按的提交不同", "请审计人员看清单是谁改的；旧的作废，重新封存。", needs_history=True
    ),
}
