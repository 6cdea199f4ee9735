"""The command that tells an editor of the base: schemas with Chinese, ids, the task that checks."""

from __future__ import annotations

import argparse

from generators import knowledge, progress
from generators.finding import UserError
from generators.origin import source


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command to those of `itss`."""
    editor = commands.add_parser(
        "editor", parents=[common], help="给 VS Code 写好设置：代码旁边有中文，编号可选，检查结果标在行上"
    )
    editor.set_defaults(command=_editor)


def _editor(options: argparse.Namespace) -> int:
    from generators.authoring.editor import workspace

    root = source.root_of(options.root)
    files = source.read(root)
    with progress.shown("读登记"):
        base = knowledge.read(files, source.now(files, options.as_of))
    try:
        written = workspace.files(base, source.folder(root, workspace.FOLDER))
    except workspace.Unmergeable as error:
        text = f"{error} 里有注释或写错的地方，不敢动它；改成不带注释的 JSON，或先挪开，再运行 itss editor。"
        raise UserError(text) from None
    source.write(root, written)
    if not written:
        print(f"{workspace.FOLDER} 里的已经是新的，没有动。")
        return 0
    print(f"写好 {workspace.FOLDER} 里的 {len(written)} 个文件；登记多了再运行一次，编号才是新的。")
    print("装上 redhat.vscode-yaml 扩展，打开知识库的文件夹即可。")
    return 0
