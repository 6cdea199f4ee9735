"""One glossary: all sentences of the site come from it, schemas use its words, nothing in it is dead."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import ROOT, schemas
from jinja2 import Environment, nodes

from generators.charts.course import Look, Proof
from generators.charts.year_map import Standing
from generators.codes import CODES, Severity
from generators.judging.verdict import State as Verdicts
from generators.kinds import compiler
from generators.kinds.dialect import AUDIENCES, ELEMENTS, PHASES
from generators.kinds.field import Form
from generators.kinds.operators import EACH, THRESHOLDS
from generators.measures import course_plan, instances, outcome, sources, standing
from generators.measures.capability import Reached
from generators.measures.drill_year import Standing as Standings
from generators.measures.lessons import Answer
from generators.measures.things import Fault, Wait
from generators.measures.year import EVERY
from generators.records.editions import Held
from generators.records.provenance import Completeness
from generators.site.now import SAYS
from generators.site.search import acts
from generators.site.search.entries import Sort
from generators.words import Term, say, sentences, terms

KINDS, _ = compiler.read(schemas())
PACKAGE = ROOT / "generators"
TEMPLATES = sorted((PACKAGE / "site/templates").glob("*.jinja"))

# sentences whose key is put together: the beginning as the source writes it, and every ending it can get
SCRIPTS = "".join(
    path.read_text("utf-8") for path in sorted((PACKAGE / "site/web/assets/kb").glob("list*.js"))
)
FORM_SCRIPTS = "".join(
    path.read_text("utf-8") for path in sorted((PACKAGE / "site/web/assets/kb/form").glob("*.js"))
)
BOOK_SCRIPTS = "".join(
    path.read_text("utf-8") for path in sorted((PACKAGE / "site/web/assets/kb/book").glob("*.js"))
)
RUN_SCRIPTS = "".join(
    path.read_text("utf-8") for path in sorted((PACKAGE / "site/web/assets/kb/run").glob("*.js"))
)
RUN_SAYS = {one.removeprefix("run.script.") for one in sentences() if one.startswith("run.script.")}


def is_said_by_runs(key: str) -> bool:
    """Whether the scripts of a run name a sentence, whole or by its beginning and its end."""
    start, _, end = key.rpartition(".")
    return f'"{key}"' in RUN_SCRIPTS or (f'"{start}."' in RUN_SCRIPTS and f'"{end}"' in RUN_SCRIPTS)


FIND_SCRIPTS = "".join(
    path.read_text("utf-8") for path in sorted((PACKAGE / "site/web/assets/kb/find").glob("*.js"))
)
FORM_SAYS = {one.removeprefix("entry.script.") for one in sentences() if one.startswith("entry.script.")}
ENDINGS: Mapping[str, set[str]] = {
    "entry.script.": {
        *(one for one in re.findall(r'"([a-z.]+)"', FORM_SCRIPTS) if one in FORM_SAYS),
        *(one for one in FORM_SAYS if one.startswith("unit.")),
    },
    "runbook.script.": {*re.findall(r"\bsay\.(\w+)", BOOK_SCRIPTS), *re.findall(r'"([a-z.]+)"', BOOK_SCRIPTS)}
    & {one.removeprefix("runbook.script.") for one in sentences()},
    "recovery.head.": {
        *("order", "service", "rto", "measured_rto", "rpo", "measured_rpo", "shown", "span"),
        *("which", "day", "longest", "most"),
    },
    "recovery.sum.": {"measured", "rto_met", "rpo_met", "ready", "restored"},
    "run.script.": {one for one in RUN_SAYS if is_said_by_runs(one)},
    "search.script.": {
        *(one for one in re.findall(r'"([a-z_]+)"', FIND_SCRIPTS) if f"search.script.{one}" in sentences()),
        *(f"group.{one}" for one in Sort),
        *(f"act.{one}" for one in (acts.RUN, acts.CALL)),
    },
    "search.kind.": {Sort.PAGE, Sort.HELP},
    "search.month.": {"this", "last"},
    "search.quarter.": {"this", "last"},
    "search.year.": {"this", "last"},
    "listing.script.": {*re.findall(r"\bsay\.(\w+)", SCRIPTS), *re.findall(r'"(\w+)"', SCRIPTS)}
    & {one.removeprefix("listing.script.") for one in sentences()},
    "roster.weekday.": {str(number) for number in range(1, 8)},
    "roster.day.": {*Standing},
    "element.": {*ELEMENTS, "none"},
    "phase.": {*PHASES},
    "sla.miss.": {"day", "what", "level", "limit", "used", "over", "why", "followed"},
    "sla.fill.": {"solid", "pale", "striped"},
    "weekday.": set("1234567"),
    "severity.": {*Severity},
    "seal.": {"added", "late"},
    "seal.holds.": {"other", "same", "unknown"},
    "record.": {"draft", "retired"},
    "record.how.": {"added", "changed", "deleted", "moved"},
    "record.history.": {*Completeness} - {Completeness.COMPLETE},
    "form.": {one.value for one in Form} - {Form.UNKNOWN.value},
    "audience.": set(AUDIENCES),
    "reader.": set(AUDIENCES),
    "condition.": {
        *("is", "is_not", "at_least", "at_most", "at_least_share", "at_most_share"),
        *("no_less_than", "no_more_than", "no_less_than_time", "no_more_than_time"),
    },
    "condition.each.": set(EACH),
    "spoken.force.": {"contract", "supplement", "minutes"},
    "status.list.": {"open", "done", "due"},
    "own.": {"came", "passed", "satisfied", "rto", "rpo"},
    "readings.": {"warn.above", "warn.below", "alarm.above", "alarm.below"},
    "held.": {*Held},
    "period.called.": {"month", "quarter", "contract-quarter", "half-year"},
    "ordinal.": {str(number) for number in range(1, 13)},
    "period.": {"month", "quarter", "contract-quarter", "half-year", "contract-year"},
    "condition.thresholds.": set(THRESHOLDS),
    "state.": {*Verdicts, standing.NOTHING, outcome.VOIDED},
    "compliance.part.": {sources.SILENT, sources.UNDONE},
    "compliance.fold.": {"undone", "doubted", "unsettled", "coming"},
    "times.unit.": {instances.PERIODS, instances.RECORDS, instances.POSTS, instances.WHOLE},
    "times.silent.": {"declared", "once", "open", "none"},
    "duty.": {"missed", "others", "met"},
    "exercise.lesson.": {*Answer},
    "capability.reached.": {*Reached},
    "capability.course.": {*course_plan.Standing},
    "exercise.action.": {*Answer} - {Answer.NONE, Answer.WAIVED},
    "drill.standing.": {*Standings},
    "chart.strip.proof.": {*Proof},
    "chart.strip.look.": {*Look},
    "duration.": {"days", "hours", "minutes", "seconds"},
    "home.door.": {"engineer", "desk", "manager", "consultant", "analyst", "customer", "auditor"},
    "home.act.": {"findings", "calendar", "sla", "compliance"},
    "home.stands.": {f"{how}{end}" for how in (Fault.OPEN, Fault.DONE) for end in ("", "_over")},
    "things.wait.": {*Wait},
    "things.fault.": {*Fault},
    "calendar.every.": {*EVERY},
    "now.": {*SAYS},
}
# in the glossary before anything says them; a name leaves this list when it is used or dropped
WAITING: set[str] = set()

# the same property name under different titles, and why that is right
TITLES: Mapping[str, tuple[set[str], str]] = {
    "approver": ({"批准人", "甲方批准人"}, "who eases a clock must be the customer's, and the title says so"),
    "at": (
        {"作废时间", "变更时间", "时间", "时间项"},
        "the moment of what the object around it says; in a rule, the name of a field",
    ),
    "signed": (
        {"签字", "签订日期"},
        "a person's hand under one paper; the day on which both sides had signed",
    ),
    "who": ({"叫谁", "执行岗位"}, "who is called; who does a step"),
    "condition": (
        {"情况", "条件"},
        "what has come, so that somebody is told; what must hold for something to be done",
    ),
    "audience": ({"发送对象", "培训对象"}, "who is taught; who is written to"),
    "by": (
        {"作废人", "变更人", "批准人", "甲方同意人", "记录人", "整改类别", "答复人"},
        "the person who did what the object around it says; in a rule, the kind that does it",
    ),
    "planned": (
        {"计划日期", "事先商定的停机"},
        "the day for which something is planned; whether an outage was",
    ),
    "severity": ({"重要程度", "严重程度"}, "how much an obligation matters; how bad a nonconformity is"),
    "closed": ({"关闭", "闭环"}, "an event; in an obligation, the rule of that name"),
    "count": ({"人数", "数量"}, "people of a team; things that a rule wants"),
    "covers": ({"包含", "覆盖项"}, "what a price buys; in a rule, the name of a field"),
    "customer": ({"甲方", "甲方签字人"}, "the contract names the party, a signature names the person"),
    "date": ({"批准日期", "日期"}, "the day of what the object around it says"),
    "effect": ({"效果", "性质"}, "of a training; of a decision on the reading of the contract"),
    "from": (
        {"原级别", "自", "起点"},
        "a level change goes from level to level, not from day to day; a clock from event to event",
    ),
    "issued": (
        {"下发日期", "发布日期", "定稿"},
        "a report is finished, a task handed down, a standard published",
    ),
    "declared": ({"宣告启动预案", "承诺"}, "the customer declares a plan; a rule about promises"),
    "readings": ({"读数", "读法"}, "of an instrument; of a contract"),
    "lessons": ({"经验教训", "改哪几条教训"}, "what a drill taught; which of it an action is about"),
    "item": ({"巡检项", "评分项"}, "a row of the table that the object around it judges"),
    "items": ({"巡检项", "逐条意见"}, "the rows of what is judged"),
    "levels": (
        {"事件级别", "常见级别", "级别与时限", "级别"},
        "the contract defines levels, a plan has its own, a runbook names the usual ones, a reading some",
    ),
    "name": ({"名称", "姓名", "岗位", "巡检项", "资质名称"}, "what is named differs from table to table"),
    "note": ({"备注", "说明"}, "a row's note explains it, a record's adds to it"),
    "number": ({"任务编号", "序号", "条款号", "证书编号"}, "each numbering has its own name"),
    "organisation": ({"单位部门", "应急组织"}, "where a person works; how an emergency is organised"),
    "parent": ({"上级条款", "上级资产"}, "of an asset; of a clause"),
    "period": ({"周期", "起止"}, "a span of days; in a rule, the length of one"),
    "place": (
        {"地点", "对象", "在哪里做"},
        "where a training is held; what an inspection looks at; where a command is typed",
    ),
    "plan": ({"实施方案", "预案"}, "how a change is done; the plan that is drilled or set off"),
    "posts": ({"任职", "任职项"}, "a person's posts; in a rule, the name of that field"),
    "question": ({"疑问", "题目"}, "of a survey; what a decision answers"),
    "of": (
        {"每多少件", "从哪个时刻起"},
        "a target is so many of so many; a condition counts minutes from an event",
    ),
    "role": (
        {"合同岗位", "岗位代码", "岗位项", "担任什么岗位", "角色"},
        "the contract defines the code, a post names it, a condition asks for it, a script has parts to play",
    ),
    "side": ({"所属方", "是哪一方的人"}, "what a person belongs to; what a condition asks for"),
    "within_minutes": (
        {"几分钟之内", "时限（分钟）"},
        "how long something may take; what a condition asks for",
    ),
    "share": ({"比率", "份额分子"}, "a rule; of a price, the part that is paid"),
    "rows": ({"各规则", "各部门"}, "one row a rule; one row a department"),
    "services": (
        {"恢复目标", "服务"},
        "the contract defines services, a recovery plan sets targets for them",
    ),
    "shifts": ({"班次", "班次项"}, "of a roster; in a rule, the name of that field"),
    "source": ({"依据", "来源"}, "how a time is known; what an obligation rests on"),
    "step": ({"步骤", "步骤号"}, "of a runbook, with a code; of a script, in words"),
    "target": ({"处置对象", "目标"}, "what a run was about; how far an obligation goes"),
    "to": (
        {"升级给", "新级别", "终点", "至", "送交"},
        "as `from`; an escalation and a delivery go to a person",
    ),
    "value": (
        {"要记的值", "记下的值", "读数"},
        "a runbook says what to note, a run and an inspection note it",
    ),
    "verified": (
        {"已核实", "验证"},
        "an event; whether a fact was looked up, as the catalogue of standards says",
    ),
    "where": ({"存放", "算哪些"}, "where a copy lies; in a rule, what is counted"),
}


def keys_of(node: ast.expr) -> Iterator[str]:
    """The keys an argument of `say` can be; one that ends in a dot stands for all that begin so."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=first, orelse=second):
            yield from keys_of(first)
            yield from keys_of(second)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue(), *_]):
            yield start
        case _:
            pytest.fail(f"cannot tell which sentence is meant: {ast.unparse(node)}")


def said_in_python() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if not re.search(r"^from generators\.words import .*\bsay\b", text, re.MULTILINE):
            continue  # serve.py has a `say` of its own
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                yield from keys_of(node.args[0])


def said_in_templates() -> Iterator[str]:
    for path in TEMPLATES:
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                key = call.args[0]
                first = key.nodes[0] if isinstance(key, nodes.Concat) else key
                assert isinstance(first, nodes.Const), f"cannot tell which sentence is meant in {path.name}"
                yield first.value


def given_to_scripts() -> Iterator[str]:
    """The beginnings of sentences that a module gives to scripts, all of them at once."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from re.findall(r'^_SAID = "([a-z.]+\.)"', path.read_text("utf-8"), re.MULTILINE)


SAID = {*said_in_python(), *said_in_templates(), *given_to_scripts()}
SPOKEN = {key for key in SAID if not key.endswith(".")} | {
    f"{start}{end}" for start, ends in ENDINGS.items() for end in ends
}


# what an officer would not sign, with the word that stands instead; callers may say it, and the search knows it
OFFICE: Mapping[str, str] = {
    "没有做到": "未落实",
    "没做到": "未落实",
    "说不清": "待澄清，无法确定",
    "还开着": "未办结",
    "没有要判的": "无须判定",
    "旁证": "独立佐证",
    "我方": "乙方",
    "本单位人员": "乙方人员",
    "管库的人": "知识库管理员",
    "掐表": "计时",
    "几成": "比例，完成情况",
    "九成": "90 百分位",
    "何事": "事项",
    "什么事": "事项",
    "没做成": "未成功",
    "做成了": "成功",
    "中途停下": "中止",
    "对不上": "不一致",
    "打得通": "畅通",
    "专人盯": "专人监控",
    "半小时": "30 分钟",
    "半天": "12 小时",
    "收口": "闭环",
    "有章法": "方案",
    "有回音": "闭环",
    "都有下文": "闭环",
    "接着做": "持续维护",
    "松紧": "性质",
    "轻重": "重要程度",
    "看一看": "核对",
    "仅承诺": "已承诺",
}
SPOKEN_BY_CALLERS = (
    "search.month.",
    "search.quarter.",
    "search.year.",
    "search.meaning",
    "entry.script.read.",
)
# a run is followed at three in the morning, step by step, and says what a hand does
AT_WORK = ("run.script.", "runbook.")


def unsigned(text: str) -> list[str]:
    """The words in a text that an officer would not sign."""
    return [word for word in OFFICE if word in text]


def obligation_titles() -> Iterator[str]:
    """What the obligations of the year and of the packs for a new contract are called."""
    found = [*(ROOT / "records/requirements/obligation").rglob("*.yaml")]
    for path in [*found, *(PACKAGE / "authoring/packs").glob("*.yaml")]:
        yield from re.findall(r"^(?:  - )?title: (.*)$", path.read_text("utf-8"), re.MULTILINE)


# names of rules, which an obligation writes as fields; `closed` is one of them and an event as well
RULES = {("closed", "闭环")}
FIELDS = {
    (field.name, field.title) for one in KINDS.sound.values() for field in one.tree.walk() if field.name
}


def test_the_beginnings_of_sentence_keys_are_those_listed() -> None:
    assert {key for key in SAID if key.endswith(".")} == set(ENDINGS)


def test_every_sentence_that_is_said_is_in_the_glossary() -> None:
    assert set(sentences()) >= SPOKEN


def test_every_sentence_in_the_glossary_is_said() -> None:
    assert set(sentences()) - SPOKEN == WAITING


def test_a_sentence_takes_its_values() -> None:
    assert say("value.rows", count=3) == "3 条"


def test_a_sentence_the_glossary_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"home\.nothing"):
        say("home.nothing")


def test_a_sentence_without_its_value_is_a_bug() -> None:
    with pytest.raises(KeyError, match="count"):
        say("value.rows")


@pytest.mark.parametrize("key", sentences())
def test_every_sentence_has_plain_named_places_for_its_values(key: str) -> None:
    for _, name, form, conversion in string.Formatter().parse(sentences()[key]):
        assert name is None or name.isidentifier()
        assert not form
        assert conversion is None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_chinese_of_its_own(path: Any) -> None:
    assert re.findall(r"[\u4e00-\u9fff]", path.read_text("utf-8")) == []


def test_the_theme_holds_no_chinese_of_its_own() -> None:
    texts = [path for path in (PACKAGE / "site/web").rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert texts
    assert [path.name for path in texts if re.search(r"[\u4e00-\u9fff]", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_a_field_that_carries_a_term_has_its_word_as_title(term: Term) -> None:
    carried = {(name, title) for name, title in FIELDS - RULES if name in term.fields}
    assert carried == {(name, term.word) for name in term.fields}


@pytest.mark.parametrize("term", [one for one in terms() if one.avoid], ids=lambda term: term.name)
def test_a_word_to_avoid_is_used_nowhere(term: Term) -> None:
    texts = [path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")) + TEMPLATES]
    texts += [data.decode() for data in schemas().values()]
    texts += [*sentences().values(), *(one.meaning for one in terms())]
    texts += [part for code in CODES.values() for part in (code.title, code.remedy)]
    assert [word for word in term.avoid if any(word in text for text in texts)] == []


def test_no_two_terms_share_a_word() -> None:
    words = [one.word for one in terms()]
    assert len(words) == len(set(words))
    assert not set(words) & {word for one in terms() for word in (*one.called, *one.avoid)}


def test_a_property_name_has_one_title_in_all_schemas_unless_there_is_a_reason() -> None:
    titles: dict[str, set[str]] = {}
    for name, title in FIELDS:
        titles.setdefault(name, set()).add(title)
    several = {name: some for name, some in titles.items() if len(some) > 1}
    assert several == {name: some for name, (some, _) in TITLES.items()}


def test_what_an_officer_would_not_sign_is_told() -> None:
    assert unsigned("服务台手机打得通") == ["打得通"]
    assert unsigned("一般故障半小时给方案；没有做到 5") == ["没有做到", "半小时"]
    assert unsigned("服务台移动电话 24 小时畅通") == []


def test_sentences_titles_and_findings_are_in_words_that_an_officer_signs() -> None:
    said = {
        key: text for key, text in sentences().items() if not key.startswith((*SPOKEN_BY_CALLERS, *AT_WORK))
    }
    assert len(said) > 1000
    assert {key: found for key, text in said.items() if (found := unsigned(text))} == {}
    assert [title for _, title in FIELDS if unsigned(title)] == []
    fields = (field for one in KINDS.sound.values() for field in one.tree.walk())
    choices = {one.word for field in fields for one in field.choices}
    assert [word for word in choices if unsigned(word)] == []
    assert [code for code, one in CODES.items() if unsigned(one.title + one.remedy)] == []
    assert [one.name for one in terms() if unsigned(one.word + one.meaning)] == []


def test_obligations_are_called_what_an_officer_signs() -> None:
    titles = list(obligation_titles())
    assert len(titles) > 20  # a copy of the project may hold the contract packs alone
    assert [title for title in titles if unsigned(title)] == []


@pytest.mark.parametrize("said", ["工单", "报障", "结单", "关单", "上门"])
def test_what_callers_say_is_looked_for_and_not_forbidden(said: str) -> None:
    assert any(said in one.called for one in terms())
    assert not any(said in one.avoid for one in terms())
