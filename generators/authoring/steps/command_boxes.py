"""What stood in the command box of a step, taken apart: what people do, and commands by where they are typed.

A sentence is nothing to paste, and SQL pasted into a shell does harm. Nothing of a command is changed; a
comment that says where the next commands are typed, or what to look at first, stands beside them instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_HAN = "\u4e00-\u9fff"
_SENTENCE = re.compile(rf"[{_HAN}“（]|[A-Z]+-[0-9][^'\"<>]*：|Windows [{_HAN}]")
_SCREEN = re.compile(r"画面(?:（(?P<who>[^）]+)）)?：")
_COMMENT = re.compile(rf"(?:#|--) (?=.*[{_HAN}])(?!Set-|ps |SELECT )")
_WORD_COMMENT = re.compile(
    r"(?:#|--) (?:PowerShell|SAML|OIDC|Windows，PowerShell|rman target /|"
    r"sqlplus / as sysdba)$"
)
# what is said of a place, or of when the next command may be done, begins a box of its own
_PLACE = re.compile(
    r"服务器|节点|终端|Windows|PowerShell|容器|PDB|sqlplus|disql|rman|用户|堡垒机|ASM|"
    r"文件系统|副本|取证机|SAML|OIDC|主机"
)
_CONDITION = re.compile(r"才|只有")
_SQL = re.compile(
    r"(?:SELECT|WITH|ALTER|CREATE|DROP|UPDATE|INSERT|MERGE|GRANT|REVOKE|COMMIT|ROLLBACK|PURGE|"
    r"STARTUP|SHUTDOWN|WHENEVER|"
    r"CONNECT|SPOOL|COLUMN|PASSWORD|EXECUTE|SHOW (?:PARAMETER|CON_NAME|PDBS)|ARCHIVE LOG|DESC|"
    r"EXIT$|LOGIN$|EXEC|BEGIN$|DECLARE|BACKUP DATABASE FULL BACKUPSET|"
    r"SET (?:LINESIZE|PAGESIZE|LONG|AUTOCOMMIT|EXITCOMMIT|DEFINE|FEEDBACK|TIMING|ECHO|"
    r"SERVEROUTPUT|AUTOTRACE))\b|@<|SP_\w+\("
)
_BLOCK = re.compile(r"(?:BEGIN$|DECLARE)")  # of PL/SQL, which ends in a line with a slash
_ONE_LINE = re.compile(
    r"(?:STARTUP|SHUTDOWN|WHENEVER|CONNECT|SPOOL|COLUMN|PASSWORD|SHOW|ARCHIVE LOG|DESC|EXIT|"
    r"LOGIN|EXEC|@|SET )"
)
_RMAN = re.compile(
    r"(?:SHOW (?:ALL|RETENTION)|LIST |CROSSCHECK|DELETE |VALIDATE|REPORT|RESTORE|RECOVER|BACKUP|CATALOG|RUN|"
    r"SET |SQL |ALTER DATABASE|STARTUP|SHUTDOWN|CONFIGURE|DUPLICATE|SWITCH)"
)
_POWERSHELL = re.compile(
    r"(?:[A-Z][a-z]+-[A-Z]\w+|\$\w+(?![\w/])|\(+Get-|reg (?:query|export)|"
    r"w32tm|gpupdate|quser|wevtutil|if \(\$)"
)
_RUN = "RUN {"  # of RMAN, which ends in a line with the other brace
_BROWSER = re.compile(r"document\.")


class _Line(NamedTuple):
    """A line with what it is: `hand`, `screen`, `comment`, or the place where it is typed."""

    kind: str
    text: str


def taken_apart(box: str) -> list[dict[str, Any]]:
    """Give the rows of a box in their order: place, note, and what is typed there."""
    rows: list[dict[str, Any]] = []
    comments: list[str] = []
    for line in _lines(box):
        before = rows[-1] if rows else {}
        if line.kind == "comment":
            comments.append(line.text)
        elif line.kind in ("hand", "screen"):
            rows += _by_hand(comments)
            rows.append({"place": line.kind, "note": line.text})
            comments = []
        elif before.get("place") == line.kind and not any(map(_begins, comments)):
            before["run"] += "".join(f"\n{one}" for one in (*comments, line.text))
            comments = []
        else:
            note = "；".join(said for one in comments if (said := _said(one)))
            rows.append({"place": line.kind, **({"note": note} if note else {}), "run": line.text})
            comments = []
    return rows + _by_hand(comments)


def _begins(comment: str) -> bool:
    return bool(_PLACE.search(comment) or _CONDITION.search(comment))


def _by_hand(comments: list[str]) -> list[dict[str, Any]]:
    """Give comments that stand before no command; a sentence may go over two lines."""
    said = "\n".join(found for one in comments if (found := _said(one))).replace("，\n", "，")
    return [{"place": "hand", "note": one} for one in said.split("\n") if one]


def _lines(box: str) -> Iterator[_Line]:
    place, is_open, here = "", False, ""  # `here` ends a text that the shell reads from its own input
    for text in box.split("\n"):
        if is_open or (here and text != here):
            yield _Line(place, text)
        elif here:
            here = ""
            yield _Line(place, text)
            continue
        elif _SENTENCE.match(text) and not text.endswith("："):
            found = _SCREEN.match(text)
            who = f"{found['who']}：" if found and found["who"] else ""
            yield _Line("screen" if found else "hand", who + text[found.end() if found else 0 :])
            continue
        elif _COMMENT.match(text) or _WORD_COMMENT.match(text) or _SENTENCE.match(text):
            place = _announced(text, place)
            yield _Line("comment", text)
            continue
        else:
            place = _typed(text, place)
            yield _Line(place, text)
            if begun := re.search(r"<<-?\s*'?(\w+)'?$", text):
                here = begun[1]
        if _BLOCK.match(text) and place == "sql":
            here = "/"
        elif text == _RUN:
            here = "}"
        is_open = not here and _goes_on(text, place, is_open=is_open)


def _announced(comment: str, place: str) -> str:
    """Give the place that a comment speaks of; else the one before it, if comments are written so there."""
    if "PowerShell" in comment or "Windows" in comment:
        return "powershell"
    if "参数文件" in comment:
        return "file"
    if "rman" in comment:
        return "rman"
    if comment.startswith("--"):
        return "sql"
    return "shell" if _PLACE.search(comment) or place in ("sql", "browser", "file") else place


def _typed(text: str, place: str) -> str:
    if place == "file":
        return "file"
    if place == "powershell" or _POWERSHELL.match(text):
        return "powershell"
    if text == _RUN:
        return "rman"
    if _BROWSER.match(text):
        return "browser"
    if place == "rman" and _RMAN.match(text):
        return "rman"
    if _SQL.match(text):
        return "sql"
    return "shell" if place != "rman" or re.match(r"[a-z]", text) else "rman"


def _goes_on(text: str, place: str, *, is_open: bool) -> bool:
    """Say whether a statement goes on in the next line."""
    if place not in ("sql", "rman"):
        return False
    is_one_line = place == "sql" and not is_open and bool(_ONE_LINE.match(text))
    return not is_one_line and not text.rstrip().endswith((";", "{")) and bool(text.strip())


def _said(comment: str) -> str:
    """Give what a comment says; the name of the place says no more than the place itself."""
    text = re.sub(r"^(?:#|--) ", "", comment).removesuffix("：")
    return re.sub(
        r"(^|，|管理员 )PowerShell(?:[；，]|$)", lambda one: "管理员；" if "管理员" in one[0] else "；", text
    ).strip("；")
