"""The dialect of JSON Schema that this project's schemas speak: the keywords it knows, standard and own.

Our own words start with `x-`; CONTRIBUTING.md says what each means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.codes import CODES, Severity
from generators.kinds import binding_words, duty_words, figure_words, kind_words, summary_words, wholeness
from generators.strict_yaml import At

Schema = Mapping[str, Any]

PREFIX = "x-"  # of our own words
ELEMENTS = ("people", "process", "technology", "resource")
ROOMS = (*ELEMENTS, "requirements")
PHASES = ("planning", "implementing", "operation", "improvement", "supervision")
# what a field is to the rules, so that no rule knows a kind by name
ROLES = (
    "level", "level-changes", "pauses", "reopenings", "outages", "updates", "duplicate", "withdrawn", "need",
    "need-arises", "waiver", "cause", "team", "levels", "side", "posts", "due", "judge", "amends",
    "effective", "expires", "customer", "provider", "hours", "readings", "instrument", "signatories",
    "answers", "serves", "origin", "seals", "seal-root", "seal-commit", "seal-counts",
)  # fmt: skip
GROUP = re.compile(r"\{([0-9])\}")  # of the id's pattern, in a folder
NAMES = ("kind", "field", "event", "day", "period", "days", "spans", "column")
CONDITIONS = ("where", "good")  # what is counted, and what of it counts as done well
DUTY = ("person", "duty", "mode", "present", "instead", "side")  # what x-duty says of a table
_TIMES = ("date", "date-time", "event-time", "month", "quarter")
AUDIENCES = ("public", "customer", "internal")  # from the widest to the narrowest

STANDARD = frozenset((
    "$schema", "$ref", "$defs", "$comment", "title", "description", "examples", "default", "contentMediaType",
    "type", "properties", "required", "additionalProperties", "items", "oneOf", "const", "enum", "allOf",
    "if", "then", "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
))  # fmt: skip


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_notices(value: Any) -> bool:
    """Each names the code of a notice, `when` it is looked for, and what one would `want` to hold."""
    return isinstance(value, list) and bool(value) and all(_is_notice(one) for one in value)


def _is_notice(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) - {"code", "when", "want"} or len(value) == len(("code",)):
        return False
    code = CODES.get(str(value.get("code")))
    when = value.get("when", [_ANY_CONDITION])
    return (
        code is not None
        and code.severity is Severity.NOTICE
        and (isinstance(when, list) and bool(when) and all(map(_is_condition, when)))
        and _is_condition(value.get("want", _ANY_CONDITION))
    )


_ANY_CONDITION = {"field": ""}


def _is_condition(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("field"), str)


def _event_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether each event is a field, with a role that no other has, and what it follows or precedes."""
    events, fields = node["x-events"], node.get("properties", {})
    roles = [event.get("role") for event in events.values()]
    for name, event in events.items():
        named = [name, *(event[key] for key in ("after", "before", "by") if key in event)]
        known = all(isinstance(one, str) and one in fields for one in named)
        unknown = set(event) - {"role", "after", "before", "by"}
        if not known or event.get("role", "start") not in ("start", "stop") or unknown:
            text = (
                "x-events 的每一项要是已有的时刻；role 只有 start 和 stop，after、before 指另一时刻，"
                "by 指由谁来定。"
            )
            yield (name,), text
        elif "role" in event and roles.count(event["role"]) > 1:
            yield (name,), f"x-events 里 role 是 {event['role']} 的只能有一个时刻。"


def _since_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether a row exists from a column of its own, a record from fields in it, all of them times."""
    at, is_table = node["x-at"], "items" in node
    for path in [at] if isinstance(at, str) else at:
        field: Mapping[str, Any] = node
        for name in path.split("."):
            field = field.get("items", field).get("properties", {}).get(name, {})
        is_own = not is_table or (path == at and "." not in path)
        if field.get("format") not in _TIMES or not is_own:
            yield (), f"x-at 指的「{path}」不是这里的日期或时间。"


def _ahead_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether what may lie ahead is a date or a moment."""
    if node.get("format") not in ("date", "date-time"):
        yield (), "x-ahead 只用在日期和时间上。"


def _about_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether each field tells days, or names records that do."""
    fields = node.get("properties", {})
    for name in node["x-about"]:
        one = fields.get(name, {})
        names = {**one, **one.get("items", {})} if isinstance(one, Mapping) else {}
        is_dated = names.get("format") in ("date", "date-time", "month", "quarter")
        if name in fields and not (is_dated or "x-period" in names or "x-ref" in names):
            yield (), f"x-about 的「{name}」要是日期、月份、季度、时刻、起止，或者引用。"


class On(StrEnum):
    """Where in a kind's schema a word may stand, as a finding says it."""

    KIND = "类别"
    FIELD = "项"  # any, whatever its form
    TOP_FIELD = "最外层的项"
    TEXT = "文字"  # a field, or an item of a list
    OBJECT = "对象"
    TABLE = "一行一行的表格"  # of the record itself
    INNER_TABLE = "对象里的表格"
    ROW = "表格的一行"


class Among(StrEnum):
    """Where the fields are that a word names, by what a finding says of a name that is not there."""

    MEMBERS = "不在 properties 里"  # of the object at which the word stands
    COLUMNS = "要是每一行的必填项"  # of the table at which it stands
    AROUND = "不是这一项旁边或外层的项"
    TOP = "不是最外层的另一项"
    DUTIES = "不是带 x-duty 的表格"


class Word(NamedTuple):
    """One of our own words: what its value looks like, where it may stand, which fields it names."""

    fits: Callable[[Any], bool]
    wanted: str  # how to write the value
    on: tuple[On, ...]
    beside: str = ""  # another word of ours, without which this one means nothing
    names: Among | None = None  # its value, a text or a list of texts, names fields
    also: Callable[[Schema], Iterator[tuple[At, str]]] | None = None  # what else is wrong, below the word


# The only place that knows all our words. Readers ask a field for its `marks`; the lint finds a value of the
# wrong shape, a word in the wrong place and a name that leads nowhere from what stands here.
_WORDS: dict[str, Word] = {
    "element": Word(lambda v: v in ELEMENTS, f"{'、'.join(ELEMENTS)} 之一", (On.KIND,)),
    "phases": Word(
        lambda v: _is_texts(v) and bool(v) and set(v) <= set(PHASES),
        f"列表，取自 {'、'.join(PHASES)}",
        (On.KIND,),
    ),
    "folder": Word(_is_text, "文件夹，{1} 代表编号里的第一个括号", (On.KIND,)),
    "document": Word(_is_flag, "true 或 false", (On.KIND,)),
    "title": Word(_is_text, "当作标题的项名", (On.KIND,)),
    "columns": Word(_is_texts, "台账要显示的项名列表", (On.KIND,), names=Among.MEMBERS),
    "summary": Word(
        summary_words.is_summary,
        f"写 facts（一到{summary_words.FACTS}个项名），可以写 headline、state、next",
        (On.KIND,),
        also=summary_words.summary_faults,
    ),
    "audience": Word(lambda v: v in AUDIENCES, f"{'、'.join(AUDIENCES)} 之一", (On.KIND, On.FIELD)),
    "shows": Word(_is_texts, "项名的列表", (On.KIND,), beside="audience", names=Among.MEMBERS),
    "readers": Word(_is_text, "写明这一行给谁看的项名", (On.ROW,), names=Among.MEMBERS),
    "events": Word(
        lambda v: isinstance(v, dict) and all(isinstance(one, dict) for one in v.values()),
        "每个时刻一项，写 role、after、before 或 by",
        (On.KIND,),
        also=_event_faults,
    ),
    "about": Word(
        lambda v: _is_texts(v) and bool(v),
        "项名的列表，先写的优先",
        (On.KIND,),
        names=Among.MEMBERS,
        also=_about_faults,
    ),
    "ref": Word(
        lambda v: _is_text(v) or (_is_texts(v) and len({one.partition(".")[2] for one in v}) == 1),
        "类别名、类别.列表，或者它们的列表；几个类别的列表要同名",
        (On.TEXT,),
    ),
    "of": Word(_is_text, "写明所属登记的项名", (On.TEXT,), beside="ref", names=Among.AROUND),
    "key": Word(_is_text, "作为代码的项名", (On.TABLE,), names=Among.COLUMNS),
    "at": Word(
        lambda v: _is_text(v) or (_is_texts(v) and bool(v)),
        "从哪一项的日期或时间起才有；类别可以用点连接，可以是列表，先写的优先",
        (On.KIND, On.TABLE),
        also=_since_faults,
    ),
    "ahead": Word(_is_flag, "true 或 false", (On.FIELD,), also=_ahead_faults),
    "binds": Word(
        binding_words.is_binding, binding_words.WANTED, (On.KIND,), also=binding_words.binding_faults
    ),
    "kept": Word(_is_flag, "true 或 false", (On.FIELD,)),
    "differs": Word(_is_text, "另一项的项名，两项不能是同一个人", (On.TOP_FIELD,), names=Among.TOP),
    "period": Word(
        lambda v: _is_texts(v) and len(v) == len(("from", "to")),
        "起、止两个项名的列表",
        (On.OBJECT, On.ROW),
        names=Among.MEMBERS,
    ),
    "one-of": Word(
        lambda v: _is_texts(v) and len(v) > 1,
        "至少两个项名的列表，其中恰好写一项",
        (On.KIND, On.OBJECT, On.ROW),
        names=Among.MEMBERS,
    ),
    "term": Word(_is_flag, "true 或 false", (On.OBJECT,), beside="period"),
    "in-id": Word(_is_flag, "true 或 false", (On.TOP_FIELD,)),
    "duty": Word(
        lambda v: isinstance(v, dict) and sorted(v) == sorted(DUTY) and _is_texts(list(v.values())),
        f"写 {'、'.join(DUTY)}：各栏的项名、在岗的代码、乙方的代码",
        (On.TABLE,),
        also=duty_words.duty_faults,
    ),
    "pattern": Word(
        _is_text, "按天展开成哪个表格", (On.TABLE,), names=Among.DUTIES, also=duty_words.pattern_faults
    ),
    "role": Word(lambda v: v in ROLES, f"{'、'.join(ROLES)} 之一", (On.TOP_FIELD,)),
    "measure": Word(
        figure_words.is_measure,
        "这一项在统计里是什么，可以写 as、codes、points",
        (On.FIELD,),
        also=figure_words.code_faults,
    ),
    "figure": Word(
        figure_words.is_figure,
        "写 dimension 和 as，可以写 of、codes；said、share 里用 # 代表数",
        (On.FIELD,),
        also=figure_words.code_faults,
    ),
    "shapes": Word(figure_words.is_shapes, "各代码画成什么", (On.FIELD,), also=figure_words.shape_faults),
    "tells": Word(_is_text, "同一行里写明哪个方面的项名", (On.TEXT,), names=Among.AROUND),
    "yaml": Word(_is_text, "一句只有写 YAML 的人用得着的话", (On.KIND, On.FIELD)),
    "was": Word(lambda v: _is_texts(v) and bool(v), "这一项以前的项名的列表", (On.FIELD,)),
    "names": Word(lambda v: v in NAMES, f"{'、'.join(NAMES)} 之一", (On.TEXT,)),
    "conditions": Word(
        lambda v: v in CONDITIONS, f"{'、'.join(CONDITIONS)} 之一", (On.TABLE, On.INNER_TABLE)
    ),
    "side": Word(_is_text, "应当由哪一方的人来做，写人员登记里所属方的代码", (On.TEXT,), beside="ref"),
    "signed": Word(
        _is_text, "这个人哪天署的名，写日期或时间的项名", (On.TEXT,), beside="side", names=Among.AROUND
    ),
    "notices": Word(
        _is_notices,
        "列表，每条写提示的 code，什么情形下看（when，条件的列表），应当怎样（want，一个条件）",
        (On.KIND, On.OBJECT, On.ROW),
    ),
    "apart": Word(
        lambda v: _is_texts(v) and len(v) > 1,
        "至少两个列表的项名，同一个值只在其中一个里",
        (On.KIND,),
        names=Among.MEMBERS,
        also=wholeness.apart_faults,
    ),
    "vouches": Word(_is_flag, "true 或 false", (On.TEXT,), beside="side"),
    "unlike": Word(
        _is_text, "旁边或外层另一项的项名，两项不能是同一个人", (On.TEXT,), beside="ref", names=Among.AROUND
    ),
    **{name: Word(one.fits, one.wanted, (On.KIND,), also=one.also) for name, one in kind_words.WORDS.items()},
}

WORDS: Mapping[str, Word] = MappingProxyType(_WORDS)


def keyword(word: str) -> str:
    """Write one of our words as schemas do."""
    return f"{PREFIX}{word}"


def own(node: Schema) -> dict[str, Any]:
    """Give the words of ours at one schema, each under its name without the prefix."""
    return {key.removeprefix(PREFIX): value for key, value in node.items() if key.startswith(PREFIX)}
