"""The finding codes of what an assessor asks for: what was found and must be mended; a part of `CODES`."""

from __future__ import annotations

from generators.code import Code, Severity

_N = Severity.NOTICE

AUDITED: dict[str, Code] = {
    "action-missing": Code(_N, "该改的没有整改", "登记整改，写上它的编号；不用改的，写明原因答复。"),
    "nonconformity-open": Code(
        _N, "不符合项还没有关闭", "改完请另一个人验证，验证写进那条整改；期限没有到的照常做。"
    ),
    "kpi-unmeasured": Code(_N, "指标的测量方法不明", "按义务测量的写是哪一条；人工填报的写清佐证。"),
}
