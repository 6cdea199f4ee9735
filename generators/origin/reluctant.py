"""Why Git does not commit, and what to do: states in which nothing should be, and what it says otherwise."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_ROOM = 2**18  # bytes that a commit needs beside the list of all files, which is written anew
_UNFINISHED = (
    ("MERGE_HEAD", "合并", "git merge"),
    ("rebase-merge", "变基", "git rebase"),
    ("rebase-apply", "变基", "git rebase"),
    ("CHERRY_PICK_HEAD", "拣选", "git cherry-pick"),
    ("REVERT_HEAD", "还原", "git revert"),
)
_WORDS = (
    (r"not a git repository", "这里不是 Git 仓库；先建好仓库、提交一次，或不要提交。"),
    (r"dubious ownership", "文件夹是别的用户的，Git 不认；用那个用户运行。"),
    (
        r"Unable to create '[^']*\.lock'",
        "别的 Git 正在写，或上次断在半路，留下了 .git 里的 .lock 文件；确认没有 Git 在运行，删掉它，再来。",
    ),
    (
        r"tell me who you are|auto-detect email|empty ident|no email was given",
        "没有写提交人；运行 git config user.name 姓名 和 git config user.email 邮箱，再来。",
    ),
    (r"No space left|Out of diskspace|Disk quota|write failure", "盘满了；腾出空间，再来。"),
    (
        r"Permission denied|Read-only file system|insufficient permission",
        "没有权限写 .git；检查文件夹的权限，再来。",
    ),
)
BUSY = _WORDS[2][1]


def state(git_folder: Path) -> str:
    """Say why nothing should be committed now; empty if it may.

    A disk that is full in the middle leaves a file staged that is gone by then, and no room to undo that.
    """
    index = git_folder / "index"
    need = _ROOM + (4 * index.stat().st_size if index.exists() else 0)
    if shutil.disk_usage(git_folder).free < need:
        return f"盘快满了，连 {need >> 10} KiB 都不剩；腾出空间，再来。"
    for name, what, command in _UNFINISHED:
        if (git_folder / name).exists():
            return f"一次{what}还没有做完；运行 {command} --continue 或 {command} --abort，再来。"
    if not (git_folder / "HEAD").read_text("utf-8").startswith("ref:"):
        return "现在不在任何分支上，提交了会找不到；运行 git switch 分支名，再来。"
    return ""


def words(said: str) -> str:
    """Say in Chinese what Git complains of; what is not known stays as it was said, such as by a hook."""
    return next((text for pattern, text in _WORDS if re.search(pattern, said)), said)
