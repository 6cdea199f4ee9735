"""The finding codes of the text of a file, whatever it is a record of; two parts of `CODES`."""

from __future__ import annotations

from generators.code import Code, Severity

_E = Severity.ERROR

TEXT: dict[str, Code] = {
    "yaml-encoding": Code(_E, "不是 UTF-8 文本", "用编辑器把文件另存为 UTF-8 编码。"),
    "yaml-control-character": Code(
        _E, "含有控制字符", "删掉看不见的控制字符；从别处粘贴来的文字最容易带进来。"
    ),
    "yaml-invisible-character": Code(
        _E, "含有不可见字符", "删掉零宽或改变书写方向的字符，重新键入这几个字。"
    ),
    "yaml-syntax": Code(
        _E, "YAML 写法有误", "按提示改这一行：冒号用半角并后跟空格，特殊字符开头的文字加引号。"
    ),
    "yaml-lost-text": Code(
        _E, "文字会当成注释丢掉", "空格加 # 后面的字读不进来：整段加上引号；真是注释的，单独写一行。"
    ),
    "yaml-backslash": Code(
        _E, "反斜杠会变成别的字符", "路径用单引号，如 'D:\\new'；要换行的文字用 | 分行写。"
    ),
    "yaml-duplicate-key": Code(_E, "同一项写了两次", "只留一个；两个值都要时看看是否该写成列表。"),
    "yaml-tag": Code(_E, "用了 YAML 标签", "文字以 ! 开头时加引号；不要写 !! 标签。"),
    "yaml-anchor": Code(_E, "用了 YAML 锚点", "文字以 & 开头时加引号；重复的内容请照样写一遍。"),
    "yaml-alias": Code(_E, "用了 YAML 别名", "文字以 * 开头时加引号；重复的内容请照样写一遍。"),
    "yaml-merge-key": Code(_E, "用了 YAML 合并键", "不要写 <<；把要合并的各项照样写出来。"),
    "yaml-complex-key": Code(_E, "项名不是文字", "项名只能是一个词；花括号、方括号开头的文字加引号。"),
    "yaml-directive": Code(_E, "用了 YAML 指令", "删掉以 % 开头的行。"),
    "yaml-documents": Code(_E, "不是恰好一份文档", "一个文件只写一份登记；删掉多余的 --- 分隔，或补上内容。"),
    "yaml-not-a-mapping": Code(_E, "最外层不是“项: 值”", "每行写成 项: 值；最常见的是冒号用了全角。"),
    "yaml-too-large": Code(_E, "文件太大", "一份登记不超过 1 MiB；大的内容作为附件存放。"),
    "page-too-large": Code(_E, "页面太大", "一页不超过 1 MiB；分成几页，大的内容作为附件存放。"),
    "page-too-deep": Code(_E, "页面嵌套太深", "列表和引用不超过 12 层；看看是不是粘贴来的符号。"),
    "mixed-line-ends": Code(Severity.NOTICE, "换行不一致", "整个文件用一种换行；编辑器里选 LF 再保存。"),
    "yaml-too-deep": Code(_E, "嵌套太深", "嵌套不超过 64 层；检查是否有没闭合的括号。"),
    "yaml-too-many-values": Code(_E, "内容太多", "一份登记不超过 50000 个值；拆成几份。"),
    "merge-conflict": Code(
        _E, "合并冲突没有解决", "两边留下该留的几行，再删掉 <<<<<<<、=======、>>>>>>> 这几行。"
    ),
    "front-matter-late": Code(_E, "前言不在文件开头", "删掉 --- 前面的空行和空格，它要在第一行。"),
    "front-matter-open": Code(_E, "文档前言没有结束", "在前言之后单独写一行 ---。"),
}
# what must not stand in a base
PRIVATE: dict[str, Code] = {
    "secret": Code(_E, "写入了口令或密钥", "删掉并立即更换该口令或密钥；它已进入历史，光删不够。"),
    "resident-identity": Code(_E, "写入了身份证号码", "删掉身份证号码；需要时只写姓名或岗位。"),
    "mobile-number": Code(_E, "手机号写在了联系电话之外", "删掉；手机号只写在人员登记的电话一项。"),
    "bank-card": Code(_E, "写入了银行卡号", "删掉银行卡号；登记里不写。"),
    "perhaps-secret": Code(
        Severity.NOTICE, "可能是口令或密钥", "是就删掉并立即更换；不是就改个写法，或写明是什么答复。"
    ),
    "perhaps-personal": Code(
        Severity.NOTICE, "可能是个人的号码或账号", "是就删掉；不是就改个写法，或写明是什么答复。"
    ),
}
