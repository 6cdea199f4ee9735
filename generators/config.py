"""The base's own settings: `[tool.itss]` in its pyproject.toml, and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generators.finding import UserError
from generators.published import OFFICE
from generators.refusal import torn

FILE = "pyproject.toml"
FORMAT = 5  # of a base that this program reads; `itss migrate` brings an older one to it

_ZONE = ZoneInfo("Asia/Shanghai")
YEARS = range(
    1970, 2201
)  # of times that are written anywhere; beyond them a zone or a limit could meet the edge
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_HASH = re.compile(r"[0-9a-f]{40}").fullmatch


@dataclass(frozen=True)
class Config:
    """Settings of a base; an argument of the command beats them, they beat the clock."""

    as_of: datetime | None = None
    demo: bool = False
    zone: ZoneInfo = _ZONE
    contract: str | None = None
    format: int = 1  # a base that does not say is of the first
    history_from: str | None = None  # the last commit whose edits nobody is asked about
    inbox: str | None = None  # where people send what they filled in, in words
    office: tuple[str, ...] = ()  # the office files that may lie beside pages, by their endings


def read(files: Mapping[str, bytes]) -> Config:
    """Read `[tool.itss]`; a base without pyproject.toml has the defaults. Raises UserError."""
    if conflict := torn(files.get(FILE, b"")):
        raise UserError(f"{FILE} 第 {conflict.line} 行：{conflict.message}")
    try:
        table = tomllib.loads(files.get(FILE, b"").decode()).get("tool", {}).get("itss", {})
    except UnicodeDecodeError:
        raise UserError(f"{FILE} 不是 UTF-8 文本；另存为 UTF-8 后再试。") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{FILE} 写法有误（{error}）；改正这一处后再试。") from None
    except AttributeError:
        raise UserError(f"{FILE} 里的 [tool.itss] 应是一个表；参照 README.md 改正。") from None
    if not isinstance(table, dict):
        raise UserError(f"{FILE} 里的 [tool.itss] 应是一个表；参照 README.md 改正。")
    known = [field.name for field in fields(Config)]
    for name in table:
        if name not in known:
            raise UserError(f"{FILE} 的 [tool.itss] 里没有「{name}」这一项；可用：{'、'.join(known)}。")
    return Config(
        as_of=moment(table["as_of"], f"{FILE} 的 as_of") if "as_of" in table else None,
        demo=_flag(table.get("demo", False)),
        zone=_zone(table.get("zone", "Asia/Shanghai")),
        contract=_text(table["contract"]) if "contract" in table else None,
        format=_number(table.get("format", 1)),
        history_from=_commit(table["history_from"]) if "history_from" in table else None,
        inbox=_words(table["inbox"]) if "inbox" in table else None,
        office=_office(table.get("office", [])),
    )


def other_format(number: int) -> str:
    """Say what to do with a base of another format than this program's."""
    if number > FORMAT:
        return f"这个知识库是格式 {number}，本程序只读到格式 {FORMAT}；换用新版的 itss。"
    return (
        f"这个知识库是格式 {number}，本程序读格式 {FORMAT}；先运行 itss migrate --dry-run 看要改哪些文件，"
        "再运行 itss migrate。"
    )


def day_or_moment(text: str, where: str, zone: ZoneInfo) -> datetime:
    """Read a point in time with an offset, or a day: its end in the base's zone. Raises UserError."""
    if _DAY(text):
        try:
            when = datetime.combine(date.fromisoformat(text), time(23, 59, 59), zone)
        except ValueError:
            when = None
        if when is None or when.year not in YEARS:
            raise UserError(f"{where} 写的日期 {text} 不存在，或不在 1970 到 2200 年；改成存在的日期。")
        return when
    return moment(text, where)


def moment(value: object, where: str) -> datetime:
    """Read a point in time with an offset, or a TOML date-time; raises UserError that names `where`."""
    try:
        when = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        when = None
    if when is None or when.tzinfo is None or when.year not in YEARS:
        raise UserError(f"{where} 要写成带时区的时间，1970 到 2200 年之间，例如 2026-11-20T18:00:00+08:00。")
    return when


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise UserError(f"{FILE} 的 demo 只能是 true 或 false。")


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise UserError(f"{FILE} 的 format 要写数字，例如 format = {FORMAT}。")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise UserError(f'{FILE} 的 contract 要写合同编号，例如 contract = "CT-2026-01"。')


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    raise UserError(f'{FILE} 的 inbox 要写成文字，例如 inbox = "服务台邮箱 desk@example.com"。')


def _office(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) and one in OFFICE for one in value):
        return tuple(value)
    raise UserError(
        f'{FILE} 的 office 要列出办公文件的后缀，例如 office = ["docx", "xlsx"]；可用：{"、".join(OFFICE)}。'
    )


def _commit(value: object) -> str:
    if isinstance(value, str) and _HASH(value):
        return value
    raise UserError(f"{FILE} 的 history_from 要写一个提交的完整散列值，40 位，用 git log 查。")


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(f'{FILE} 的 zone 不是时区名；例如 zone = "Asia/Shanghai"。') from None
