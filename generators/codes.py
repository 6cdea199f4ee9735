"""The closed table of finding codes; each has an example under tests/examples/bad and a place in the help."""

from __future__ import annotations

from generators.audited_codes import AUDITED
from generators.code import Code, Severity
from generators.file_codes import FILES
from generators.followed_codes import FOLLOWED
from generators.sealed_codes import SEALED
from generators.text_codes import PRIVATE, TEXT

__all__ = ["CODES", "Code", "Severity"]

_E, _N = Severity.ERROR, Severity.NOTICE

CODES: dict[str, Code] = {
    **TEXT,
    # schemas
    "schema-invalid": Code(_E, "模式文件不合规范", "按 JSON Schema 2020-12 改正；可与同目录的模式对照。"),
    "schema-keyword": Code(
        _E, "模式里有不认识的关键字", "改正拼写；自定义的说明请用 CONTRIBUTING.md 列出的 x- 关键字。"
    ),
    "schema-shape": Code(
        _E, "模式超出允许的写法", "只用 CONTRIBUTING.md 列出的写法，表单、模板和说明才都能生成。"
    ),
    "schema-text": Code(
        _E, "模式缺少给人看的文字或上限", "补上 title、pattern 的 description 或长度、数值、条数上限。"
    ),
    "schema-reference": Code(_E, "模式里的引用不存在", "改成存在的类别、部分或文件；引用不能绕回自己。"),
    "schema-kind": Code(_E, "模式没有说清这一类登记", "补上编号规则、文件夹、标题项等 x- 说明。"),
    # a record against its schema
    "missing-key": Code(_E, "缺少必填项", "补上所缺的项。"),
    "not-exactly-one": Code(_E, "几项里要恰好写一项", "一项都没写就补上一项，写了几项就只留一项。"),
    "unknown-key": Code(_E, "没有这一项", "改正项名的拼写；没有合适的项就写进备注。"),
    "value-type": Code(_E, "值的类型不对", "按要求写文字、数字、是否或列表；编号和日期要加引号。"),
    "value-choice": Code(_E, "不在可选值之中", "从列出的可选代码里选一个。"),
    "value-pattern": Code(_E, "写法不合规则", "按该项说明的写法改。"),
    "value-format": Code(_E, "格式不对", '日期写 "2026-03-05"，时间写 "2026-03-05T09:10:00+08:00"。'),
    "value-length": Code(_E, "文字太短或太长", "按提示的字数改。"),
    "value-range": Code(_E, "数值超出范围", "按提示的范围改；确认单位没有弄错。"),
    "value-count": Code(_E, "条数太少或太多", "按提示的条数增删。"),
    "duplicate-item": Code(_E, "列表里有重复", "删掉重复的一条。"),
    # where a record stands
    **FILES,
    "id-file-name": Code(_E, "编号与文件名不同", "让文件名与编号完全一致。"),
    "id-folder": Code(_E, "文件放错了文件夹", "移到编号所对应的文件夹。"),
    "duplicate-id": Code(_E, "编号重复", "编号全库唯一；后登记的换一个新编号。"),
    "unknown-kind": Code(_E, "没有这一类文档", "前言里的 kind 改成已有的文档类别。"),
    # between records
    "unknown-reference": Code(_E, "所引用的登记不存在", "改正编号；还没有登记的先登记。"),
    "voided-reference": Code(_E, "引用了已作废的登记", "改为引用有效的登记。"),
    "wrong-kind": Code(_E, "引用的类别不对", "换成该项要求的那一类登记。"),
    "unknown-part": Code(_E, "所引用的部分不存在", "从所属登记列出的代码里选一个。"),
    "unknown-owner": Code(
        _E, "不知道按哪份登记解释", "写明所属的合同或模板，或在 pyproject.toml 里设默认合同。"
    ),
    "unknown-name": Code(_E, "所写的类别或项名不存在", "改成模式里有的类别代码或项名；可用的名字见提示。"),
    "condition-unfit": Code(
        _E,
        "条件的比法用不到这一项上",
        "换一项或换一种比法；哪种比法用在哪种项上，见帮助里义务编写说明的那一页。",
    ),
    "calendar-year-missing": Code(_E, "日历缺少某一年", "按国务院通知补上那一年的放假和调休。"),
    "calendar-zone": Code(_E, "日历的时区不存在", "写成地区加城市的时区名，如 Asia/Shanghai。"),
    "calendar-elsewhere": Code(
        _N, "日历的时区与这里的不同", "写成这里的时区；时段确实按别处的钟看的，写明原因答复。"
    ),
    "calendar-window": Code(_E, "时段的结束不晚于开始", "跨过零点的拆成两行；到当天结束写 00:00。"),
    "calendar-overlap": Code(_E, "同一天的时段有重叠", "改正两段的起止，使它们不重叠。"),
    "calendar-last-minute": Code(_N, "时段少了最后一分钟", "到整点就写整点，到当天结束写 00:00。"),
    "calendar-always": Code(
        _E, "全天候又写了时段或放假", "两样只留一样：全天候的不写时段、年份、放假和调休。"
    ),
    "calendar-day-outside": Code(_E, "放假或调休不在写明的年份", "改正日期；那一年写全了的补上年份。"),
    "calendar-day-twice": Code(_E, "同一天写了两次", "一天只写一行：或放假，或调休上班。"),
    "calendar-swap": Code(_E, "调休上班的那天本来就上班", "核对日期，只写休息日改成上班的。"),
    "calendar-empty": Code(_E, "日历没有工作时间", "补上工作时段，或写明全天候。"),
    "stop-before-start": Code(_E, "结束早于开始", "核对两个时间，改正写错的那个。"),
    "events-out-of-order": Code(
        _N, "时间先后不合常理", "核对两个时间；确实如此的，写明原因答复。", doubts=True
    ),
    "event-without-time": Code(_E, "没有写时间", "补上时间；没有人知道就把可信程度写成不详。"),
    "outside-life": Code(_E, "不在这件事的起止之内", "核对时间，改正写错的那个；在这以后的事另行登记。"),
    "reopening-out-of-order": Code(
        _E, "重新打开的先后不对", "恢复、重新打开、再恢复依次写，上一次没有恢复就不算重新打开。"
    ),
    "level-not-in-force": Code(_E, "原级别不是当时的级别", "原级别写变更前在用的那个，漏写的变更补上。"),
    "level-unchanged": Code(_E, "级别没有变", "删掉这一行，或改正写错的级别。"),
    "level-changed-twice": Code(_E, "同一时刻改两次级别", "核对两个时间；其实只改了一次的删掉一行。"),
    "levels-out-of-order": Code(
        _E, "级别没有从急到缓排", "改正时限，或把最急的排在最前：改级别时照这个次序认升降。"
    ),
    "lowering-unapproved": Code(
        _N, "降级没有甲方批准", "请甲方的人补看；没有批准就空着，时限仍按改前的级别。"
    ),
    "pause-without-end": Code(_E, "挂起没有结束", "补上挂起何时结束。"),
    "pause-too-long": Code(_E, "挂起比事情还长", "核对两个时间；办完了就不再是等，挂起到办完为止。"),
    "without-length": Code(_E, "起止是同一时刻", "改正写错的那个，或删掉这一行。"),
    "withdrawn-though-done": Code(
        _N, "办完了又写撤销", "办完的去掉撤销，照常关闭；确实是弄错的，写明经过答复。"
    ),
    "outage-after-restoring": Code(
        _N, "恢复以后还在中断", "恢复写全部恢复的时间；后来又坏的写重新打开，商定的停机标明。"
    ),
    "duplicate-cycle": Code(_E, "重复绕回自己", "改成同一故障最早的那一条；它自己不再写重复。"),
    "duplicate-later": Code(_E, "重复于更晚的一条", "反过来写：晚的重复于早的。"),
    "duplicate-milder": Code(_E, "重复于级别更低的一条", "给最早的那一条补上升级；不是同一故障的去掉重复。"),
    "duplicate-withdrawn": Code(
        _E, "重复于撤销的一条", "去掉重复，这一条照常判；确实也弄错了的，同样写撤销。"
    ),
    "duplicate-elsewhere": Code(_E, "重复于另一份合同的", "去掉重复，各按各的合同判。"),
    "duplicate-done-apart": Code(
        _N, "与第一条不是一起办完的", "核对时间；另一次故障去掉重复，又坏的写进第一条的重新打开。"
    ),
    "voided-though-begun": Code(
        _N,
        "已经发生或已经在用的作废了",
        "请审计人员看原因；事情属实的去掉作废，登记了两次的写重复。",
        doubts=True,
    ),
    "unwaived": Code(_N, "不到场没有甲方同意", "补上甲方谁、何时同意；没有同意就照需要到场判。"),
    "entered-before-start": Code(_N, "登记早于发生", "核对两个时间，改正写错的那个。", doubts=True),
    "start-to-come": Code(_N, "还没有到的时间", "核对年月日；还没有发生的事等发生了再登记。"),
    "foreign-offset": Code(_N, "时区不是当地的", "换成当地时间，写当地的时区。"),
    "unknown-mention": Code(_N, "文字里的编号不存在", "改正编号；还没有登记的先登记。"),
    "approval-missing": Code(_N, "没有批准", "请有权的人补看；没有批准就空着，不要补写，写明经过答复。"),
    "wrong-side": Code(
        _N,
        "不是应当的那一方，或那时没有任职",
        "换成那时在任、应当的那一方的人；确实只有这个人的，写明原因答复。",
    ),
    "verified-unread": Code(
        _N, "没有读到正文就写已核实", "写上读自哪里的正文；从别处引用、转述知道的，改成没有核实。"
    ),
    "pauses-overlap": Code(_N, "挂起有重叠", "核对两段挂起的起止；重叠的时间只算一次。"),
    "level-lowered-late": Code(_N, "过了时限才改低级别", "请审计人员看理由和批准；判定仍按改前的时限。"),
    "waived-late": Code(_N, "过了时限才同意不到场", "请审计人员看理由；判定仍照需要到场判。"),
    "withdrawn-late": Code(_N, "过了时限才撤销", "请审计人员看理由；事情属实的去掉撤销，照常判定。"),
    "migrated-claim": Code(_E, "迁来的登记写得不对", "时刻写自述或写明佐证；切换以后的事去掉来历。"),
    "entered-late": Code(_N, "事后很久才登记", "写明为什么晚，答复这条提示；以后当天登记。"),
    "eased-by-minutes": Code(_N, "从宽只有会议纪要", "写进合同或补充协议；在那以前请审计人员留意。"),
    "effective-never": Code(_N, "失效早于生效", "核对两个日期；照现在写的，没有一天按它判。"),
    "effective-backwards": Code(_N, "生效早于商定", "核对两个日期；确实往前算的，请审计人员留意。"),
    "reading-basis": Code(_E, "读法没有依据", "写明出自哪一条款，或者是哪一份口径商定的。"),
    "reading-force": Code(_E, "读法的效力与口径的文书不同", "照口径的文书写；口径写错了就改口径。"),
    "reading-too-early": Code(_E, "读法早于口径生效", "改成生效那天，或不写：不写就从生效起用。"),
    "reading-tie": Code(_E, "两种读法同时算数", "改正其中一种的级别、起止或效力，每一件只能按一种判。"),
    "reading-never": Code(_E, "读法永远用不上", "改正起止；已经不用的删掉这一行。"),
    "reading-parameter": Code(_E, "读法写了用不上的项", "删掉这一项；读法只能换掉同一种判定里有的项。"),
    "reading-eases": Code(
        _N, "从宽的读法没有口径", "登记双方商定的口径，写在这一行；条款自己就这样写的，请审计人员核对条款。"
    ),
    "decision-unsigned": Code(
        _N, "口径没有双方签字", "请没有签字的一方补签；签齐以前不按它判，它说的那种读法算未定。"
    ),
    "reading-unexplained": Code(
        _N, "状态与阈值不符", "核对读数和状态；另有判断的写进这一行的说明。", doubts=True
    ),
    "reading-contradicts": Code(_E, "没有查却有读数", "查了就写读数和状态；没有查就去掉读数，写明原因。"),
    "reading-count": Code(_E, "读数个数不对", "照模板写全这一项的各个读数；查不全的写未检和原因。"),
    "row-missing": Code(_N, "表格没有写全", "补上缺的；确实没有的，写明原因答复。", doubts=True),
    "row-twice": Code(_N, "同一项写了两次", "核对后只留一次；确实是两回事的，写明原因答复。", doubts=True),
    "sum-impossible": Code(
        _N, "不可能的数目", "核对两个数，改正写错的那个；改不了的写明原因答复。", doubts=True
    ),
    "count-missing": Code(_N, "缺了用来核对的数", "补上这个数；没有人知道的，写明原因答复。", doubts=True),
    "span-uncovered": Code(
        _N, "起止没有盖全", "补做没有盖住的那一段；确实不用的，写明原因答复。", doubts=True
    ),
    "change-unnamed": Code(
        _N,
        "改动没有说明是哪个变更",
        "写上变更或标准变更；没有动生产的，写明不用变更的原因。",
        doubts=True,
        only="accounts",
    ),
    "release-missing": Code(
        _N,
        "改了程序没有发布",
        "写上带它上线的发布；程序没有动的，写明不用变更的原因。",
        doubts=True,
        only="accounts",
    ),
    "exercise-not-said": Code(_N, "演练的执行没有写是演练", "写明是演练；当时是实战的，去掉所写的演练。"),
    "exercise-handled": Code(_N, "演练写成了处置事件", "去掉一边：真是处置事件的，执行改写实战。"),
    "version-without-change": Code(
        _N, "换版没有变更", "写上做成这一版的变更；没有批准就空着，写明原因答复。", doubts=True
    ),
    "off-without-change": Code(
        _N, "停用没有变更", "写上事先批准的变更；没有批准就空着，写明原因答复。", doubts=True
    ),
    "off-not-shown": Code(
        _N, "变更写了停用，规则里没有", "照变更补上没有运行的那一段，或改正变更。", doubts=True
    ),
    "wrong-approver": Code(_N, "批准人不是应当的那一方", "换成实际批准的人；没有人批准就空着。", doubts=True),
    "answer-to-nothing": Code(_N, "答复的提示不存在", "改正代码；提示已经没有了就删掉这条答复。"),
    "numbers-disagree": Code(_N, "数目不一致", "核对两个数；确实如此的，写明原因答复。"),
    "figure-disagrees": Code(
        _N, "报告写的数与登记不同", "核对登记，改正写错的一边；另有口径的，写明口径答复。"
    ),
    "comparison-skips": Code(_N, "比较跳过了上一季", "与上一季比；要比更早的，两季的数都写出来。"),
    "measured-disagrees": Code(
        _N, "实测与各项时刻不符", "核对时刻和所写的数；另有算法的，写明原因答复。", doubts=True
    ),
    "backup-unopened": Code(
        _N,
        "从打不开的备份恢复",
        "补上日志读到几时，或写真正打开的那一份；联机全量要有直到备份结束的日志。",
        doubts=True,
    ),
    "same-person": Code(_N, "做的人和核的人是同一个", "另请一人复核；确实只能如此的，写明原因答复。"),
    **AUDITED,
    "id-disagrees": Code(_E, "与编号不一致", "与编号里的写成一样；编号写错了就换编号。"),
    "shift-outside-month": Code(_E, "班次不在当月", "改正日期，或移到那个月的登记；月底的夜班可以跨到次日。"),
    "shift-without-length": Code(_E, "班次没有长度", "改正起止，或删掉这一行。"),
    "shift-too-long": Code(_E, "连续在岗超过一天", "改正起止或方式；确实这样排的，分给几个人。"),
    "shift-not-ours": Code(_E, "值班的不是当时的乙方人员", "换成实际值班的人，或补正其任职起止。"),
    "shift-twice": Code(_E, "同一人同时排了两次", "删掉重复的，或改成另一人。"),
    "day-uneven": Code(_E, "班次与人员不一致", "一个班对一个人，顺序相同；一班两人就把班写两次。"),
    "substitute-self": Code(_E, "替自己值班", "改正其中一个；本人值班就不写替谁。"),
    "shifts-clash": Code(_N, "同时在两处在岗", "核对两处的起止；确实远程兼顾，就改成听班。", doubts=True),
    "duty-without-break": Code(
        _N, "值班太久没有间断", "核对起止；确实这样排的，请审计人员留意，以后分给几个人。"
    ),
    "outside-term": Code(_E, "不在合同期限内", "核对时间；属于另一份合同的写明合同编号。"),
    "amendment-circle": Code(_E, "合同变更绕了回来", "核对变更自一项，从原合同起一份接一份。"),
    "amendment-other-party": Code(_E, "变更的是另一家的合同", "改成同一甲方的合同；另签的合同不写变更自。"),
    "amendment-outside-term": Code(
        _N, "变更生效不在有效期内", "核对生效日期和所变更的合同；确实如此的，写明原因答复。"
    ),
    "effective-alone": Code(_N, "写了生效日期却没有变更自", "补上它变更的是哪一份；不是变更的去掉生效日期。"),
    "amendment-same-day": Code(_E, "两份变更同一天生效", "合成一份，或改正写错的生效日期。"),
    "serves-missing": Code(
        _N, "没有写为哪份合同服务", "写明为哪几份合同服务；不写就只算默认那份合同的，也不给甲方看。"
    ),
    "contract-unjudged": Code(_N, "没有义务依据这份合同", "登记这份合同的义务；在那以前它期内的事没有人判。"),
    "row-code-twice": Code(_E, "同一个代码写了两行", "只留一行；另有所指的换一个代码。"),
    "attachment-missing": Code(_E, "附件不存在", "把附件放到登记所在的文件夹，或改正文件名。"),
    "attachment-changed": Code(_E, "附件与登记时不同", "找回登记时的文件；确需替换的另写一条附件。"),
    "attachment-unhashed": Code(_N, "附件没有写散列值", "照这里算出的写进登记。"),
    "document-not-approved": Code(_N, "依据的文档未经批准", "尽快批准该文档，或改用已批准的文档。"),
    "rewritten-after-closing": Code(
        _N,
        "关闭以后又改过",
        "在这条登记的答复里写明为什么改；不该改的改回来。",
        doubts=True,
        needs_history=True,
    ),
    "rewritten-in-force": Code(
        _N,
        "写定以后又改过",
        "在这条登记的答复里写明为什么改；不该改的改回来，另有约定的另写一份变更或一行。",
        doubts=True,
        needs_history=True,
    ),
    "record-deleted": Code(
        _N, "登记被删除", "登记只作废，不删除；从历史里找回来，写明作废。", needs_history=True
    ),
    "entry-back-dated": Code(
        _N,
        "登记时间比入库早得多",
        "登记时间照实写；确实早就记下、后来才入库的，写明原因答复。",
        doubts=True,
        needs_history=True,
    ),
    "history-cut": Code(
        _N,
        "起点以前的改动没有看",
        "请审计人员看起点是谁定的、定在哪里；从头看就去掉这一项。",
        needs_history=True,
    ),
    "history-broken": Code(
        _N,
        "Git 读不出历史",
        "运行 git fsck，从备份找回坏了的；找不回来的，告诉审计人员。",
        needs_history=True,
    ),
    "version-unread": Code(
        _N,
        "以前的一版读不出来",
        "运行 git fsck，从备份找回来；找不回来的，写明原因答复。",
        doubts=True,
        needs_history=True,
    ),
    "commit-time-unread": Code(
        _N, "提交时间读不出来", "请审计人员看是谁、为什么这样提交；写明原因答复。", needs_history=True
    ),
    "commit-ahead": Code(_N, "提交时间还没有到", "核对那台机器的钟；写明原因答复。", needs_history=True),
    "commit-back-dated": Code(
        _N, "提交时间早于它以前的提交", "核对那台机器的钟是不是拨过；写明原因答复。", needs_history=True
    ),
    **FOLLOWED,
    **SEALED,
    **PRIVATE,
}
