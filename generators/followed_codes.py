"""The finding codes of documents that are followed step by step and of their runs; a part of `CODES`."""

from __future__ import annotations

from generators.code import Code, Severity

_N = Severity.NOTICE

FOLLOWED: dict[str, Code] = {
    "version-unknown": Code(
        _N,
        "没有过这一版",
        "照手册页上印的改；照纸面做、那一版没有入库的，写没有版本的原因。",
        needs_history=True,
    ),
    "version-superseded": Code(
        _N,
        "照的不是在用的一版",
        "照的是新的一版，改成那一版；确实照了旧的，写明原因答复。",
        needs_history=True,
    ),
    "version-later": Code(
        _N,
        "照的那一版还没有入库",
        "核对版本和时间；先照着做、后来才提交的，写明原因答复。",
        needs_history=True,
    ),
    "step-not-then": Code(_N, "那时没有这一步", "核对步骤和时间；照的是另一版的，写那一版。"),
    "rows-out-of-order": Code(_N, "没有照先后写", "照先后排；确实如此的，写明原因答复。", doubts=True),
    "consent-missing": Code(_N, "没有写谁同意", "写上谁、几时同意的；没有就空着，写明原因答复。"),
    "measured-outside": Code(_N, "量的数不在上下限之内", "核对这个数；确实如此的，写明怎么办的。"),
    "approved-after": Code(_N, "照的那一版还没有批准", "核对版本和时间；确实如此的，写明原因答复。"),
    "consent-unsaid": Code(_N, "没有说须谁同意", "改动生产的步骤写须谁同意；不用同意的写原因。"),
    "caution-unsaid": Code(_N, "没有说要小心什么", "须同意的步骤写一句注意：做错会怎样，什么情况下不做。"),
    "gauge-unnamed": Code(_N, "没有说量的是哪个数", "有上下限的写量的是哪个数和单位。"),
    "host-unsaid": Code(_N, "没有说在哪台上敲", "命令写在哪台上、用什么进去敲。"),
    "sentence-in-box": Code(_N, "命令里有句子", "句子移到说明，或另写一行人做的；整段复制的只能是命令。"),
    "box-mixed": Code(_N, "命令与执行位置不符", "在命令行敲的和在数据库敲的分成两行，各写在哪里敲。"),
    "box-in-two": Code(_N, "命令中间要停下来看", "从这一句起另写一行，把这一句写进说明。"),
    "step-unnamed": Code(_N, "转去的步骤不存在", "改成这份文档有的步骤，或写成分支。"),
}
