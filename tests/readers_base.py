"""Two contracts of one provider, two customers, and a word planted in every place where one may be told.

Each plant says who may read it: `inside` the provider's own people, `first` and `second` the customer of that
contract, `anybody` the public. What somebody may read must stand in their site, what not, nowhere in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from conftest import AS_OF, SETTINGS, Repository, sound_base, write_base
from serving import serving

FIRST, SECOND = "CT-2026-01", "CT-2026-02"
CONTRACT = "records/requirements/contract/{}.yaml"
INSIDE = frozenset(("inside",))
OURS = INSIDE | {"first"}
THEIRS = INSIDE | {"second"}
BOTH = OURS | {"second"}
ALL = BOTH | {"anybody"}

PLANTS: Mapping[str, frozenset[str]] = {
    # what the customer of the one contract reads of it, and the other one does not
    "qx-phenomenon-first": OURS,
    "qx-phenomenon-second": THEIRS,
    "qx-update-open": OURS,
    "qx-obligation-second": THEIRS,
    "qx-contract-second": THEIRS,
    "qx-customer-second": THEIRS,
    "qx-asset-second": THEIRS,
    "钱小乙": THEIRS,  # a person of the other contract, named in a text of the first
    SECOND: THEIRS,
    "INC-2026-0902": THEIRS,
    "P-902": THEIRS,
    "qx-guide-first": OURS,
    "qx-guide-second": THEIRS,
    "GD-QXSECOND": THEIRS,
    # what nobody outside reads: notes, rows, comments, people, numbers
    "qx-note-first": INSIDE,
    "qx-note-of-a-row": INSIDE,
    "qx-update-inside": INSIDE,
    "qx-comment-in-yaml": INSIDE,
    "qx-attendee": INSIDE,
    "qx-certificate": INSIDE,
    "INC-2026-9928": INSIDE,  # a notice on a note names it
    "0571-88120001": INSIDE,  # a person's, also written into an incident
    "0571-88120002": INSIDE,  # nobody's, in a guide and in a title
    "qx-desk@inner.example": INSIDE,
    "qx-author": INSIDE,
    # a kind that is internal: its ids, titles, texts, steps and addresses
    "RB-QXSECRET": INSIDE,
    "qx-runbook-title": INSIDE,
    "qx-runbook-body": INSIDE,
    "qx-step": INSIDE,
    "qx-link-text": INSIDE,
    "qx-link-by-name": INSIDE,
    "qx-link-by-path": INSIDE,
    # pages that are no records, and the files beside them
    "qx-page-inside": INSIDE,
    "qx-page-second": THEIRS,
    "qx-page-public": ALL,
    "qx-front-matter": frozenset(),  # no page shows it
    "qx-picture-inside": INSIDE,
    "qx-picture-first": OURS,
    # attachments: names, contents, hashes
    "qx-paper-first": OURS,
    "qx-content-first": OURS,
    "qx-paper-second": THEIRS,
    "qx-content-second": THEIRS,
    "qx-paper-inside": INSIDE,
    "qx-content-inside": INSIDE,
    "qx-content-with-number": INSIDE,
    "qx-inbox": INSIDE,  # where our own people send what they filled in
}
RUNS = "qx-content-of-html"  # nobody is given a file that a browser would run
PAPERS = {
    "qx-paper-first.txt": "qx-content-first",
    "qx-paper-inside.txt": "qx-content-inside",
    "number.txt": "qx-content-with-number, 打 0571-88120002",
    "page.html": f"<script>{RUNS}</script>",
}


def readers_base() -> dict[str, bytes]:
    """The good examples under the first contract, a second one beside it, and the plants."""
    files = serving(sound_base(), FIRST)
    second = files[CONTRACT.format(FIRST)].decode().replace(FIRST, SECOND)
    second = second.replace("customer: 某单位", "customer: qx-customer-second").replace(
        "\ntitle: ", "\ntitle: qx-contract-second "
    )
    files[CONTRACT.format(SECOND)] = second.encode()
    for path, text in {**_incidents(), **_people(), **_pages(), **_others()}.items():
        files[path] = text.encode()
    for name, content in PAPERS.items():
        files[f"records/process/incident/2026/{name}"] = content.encode()
    files["records/process/incident/2026/qx-paper-second.txt"] = b"qx-content-second"
    files["docs/pictures/qx-picture-inside.png"] = b"\x89PNG\r\n\x1a\ninside"
    files["docs/pictures/qx-picture-first.png"] = b"\x89PNG\r\n\x1a\nfirst"
    return {**files, "pyproject.toml": SETTINGS + AS_OF + b'inbox = "qx-inbox"\n'}


def repository_of(folder: Path) -> Path:
    """Write the base, and commit it under a name."""
    write_base(folder, readers_base())
    Repository(folder).commit({}, when="2026-11-01T09:00:00+08:00", who="qx-author")
    return folder


def _attachment(name: str, content: str, more: str = "") -> str:
    return f"  - {{file: {name}, title: 一份附件, sha256: {hashlib.sha256(content.encode()).hexdigest()}{more}}}\n"


def _incidents() -> dict[str, str]:
    papers = "".join(
        _attachment(name, content, ", reader: internal" if "inside" in name else "")
        for name, content in PAPERS.items()
    )
    first = f"""\
# qx-comment-in-yaml
id: INC-2026-0901
contract: {FIRST}
reporter: {{department: 财务科}}
phenomenon: 打不开 qx-phenomenon-first，电话 0571-88120002
channel: phone
level: L3
reported: "2026-06-01T09:00:00+08:00"
responded: "2026-06-01T09:10:00+08:00"
restored: "2026-06-01T09:30:00+08:00"
closed: "2026-06-01T09:40:00+08:00"
cause_class: application
cause: 同 INC-2026-0902 一样，照 RB-QXSECRET 第二步和 RB-QXSECRET-2 做
resolution: 与钱小乙商量，打 ０５７１－８８１２０００１，写信到 qx-desk@inner.example
handlers: [P-901, P-902]
assets: [AS-902]
runbooks: [RB-QXSECRET]
outages:
  - {{function: F-ALERT, from: "2026-06-01T09:00:00+08:00", to: "2026-06-01T09:30:00+08:00", note: qx-note-of-a-row}}
updates:
  - {{at: "2026-06-01T09:12:00+08:00", text: qx-update-open}}
  - {{at: "2026-06-01T09:13:00+08:00", by: P-902, text: qx-update-inside, reader: internal}}
note: qx-note-first，见 INC-2026-9928
attachments:
{papers}"""
    second = f"""\
id: INC-2026-0902
contract: {SECOND}
reporter: {{department: 财务科}}
phenomenon: 打不开 qx-phenomenon-second
channel: phone
level: L3
reported: "2026-06-01T09:00:00+08:00"
handlers: [P-902]
attachments:
{_attachment("qx-paper-second.txt", "qx-content-second")}"""
    folder = "records/process/incident/2026"
    return {f"{folder}/INC-2026-0901.yaml": first, f"{folder}/INC-2026-0902.yaml": second}


def _people() -> dict[str, str]:
    text = """\
id: {id}
name: {name}
side: provider
organisation: 运维服务部
posts:
  - {{post: 工程师, from: "2026-01-01"}}
qualifications:
  - {{name: 证书一张, number: qx-certificate, from: "2026-01-01"}}
phone: 0571-88120001
email: qx-desk@inner.example
serves: [{serves}]
"""
    return {
        "records/people/person/P-901.yaml": text.format(id="P-901", name="钱小甲", serves=FIRST),
        "records/people/person/P-902.yaml": text.format(id="P-902", name="钱小乙", serves=SECOND),
    }


def _document(kind: str, name: str, fields: str, body: str) -> str:
    head = f"""\
kind: {kind}
id: {name}
status: approved
owner: P-001
approved: {{by: P-101, date: "2026-03-20"}}
review_due: "2027-03-31"
"""
    return f"---\n{head}{fields}---\n\n{body}\n"


def _pages() -> dict[str, str]:
    first = """\
## 管什么

qx-guide-first，打 0571-88120002。先看[`qx-link-text`](record:RB-QXSECRET "qx-link-text")，
再看[qx-link-by-path](../runbooks/RB-QXSECRET.md)和[qx-link-by-name][那本]、[那本]，
还有 [处置手册](../registers/runbook/index.md)、[事件](record:INC-2026-0901)、[别的](record:INC-2026-0902)。

![图](../pictures/qx-picture-first.png)

    照 RB-QXSECRET 做

[那本]: record:RB-QXSECRET "qx-link-by-name"
"""
    steps = """\
symptoms: [打不开]
checks: [看一看再说]
first_actions: [先把这个做了]
contacts: [{who: 值班, when: 做不下去}]
steps: [{step: qx-step, do: 做一做, mandatory: true, expect: 好了}]
verification: [{code: v1, do: 看看好了没有}]
rollback: [{code: r1, do: 退回到从前}]
escalation: [{condition: 没好, to: 带班}]
"""
    version = 'version: "1.0"\n'
    second = f"title: 第二份指南\nserves: [{SECOND}]\n{version}"
    steps = f"title: qx-runbook-title\nserves: [{FIRST}, {SECOND}]\n{steps}"
    return {
        "docs/guides/GD-QXFIRST.md": _document(
            "guide", "GD-QXFIRST", f"title: 第一份指南\nserves: [{FIRST}]\n{version}", first
        ),
        "docs/guides/GD-QXSECOND.md": _document(
            "guide", "GD-QXSECOND", second, "## 管什么\n\nqx-guide-second"
        ),
        "docs/runbooks/RB-QXSECRET.md": _document(
            "runbook", "RB-QXSECRET", steps, "## 为什么\n\nqx-runbook-body"
        ),
        "docs/guides/inside.md": (
            "---\ntitle: 一页\n---\n\nqx-page-inside ![](../pictures/qx-picture-inside.png)\n"
        ),
        "docs/guides/second.md": (
            f"---\ntitle: 一页\naudience: customer\nserves: [{SECOND}]\n---\n\nqx-page-second\n"
        ),
        "docs/guides/public.md": (
            f"---\ntitle: 一页\naudience: public\nserves: [{FIRST}, {SECOND}]\nowner: qx-front-matter\n---\n\n"
            "qx-page-public\n"
        ),
    }


def _others() -> dict[str, str]:
    training = f"""\
id: TR-2026-901
contract: {FIRST}
title: 一次培训
form: on-site
audience: customer
started: "2026-06-25T09:00:00+08:00"
place: 会议室
attendees:
  - {{name: qx-attendee, department: 财务科, attendance: present}}
"""
    asset = f"""\
id: AS-902
title: qx-asset-second
category: server
environment: production
critical: false
status: in-use
serves: [{SECOND}]
"""
    obligation = f"""\
id: OB-902
title: qx-obligation-second
source: {SECOND}
locators: [样例]
summary: 第二份合同的义务。
element: process
phase: operation
severity: normal
judge: {{clock: {{kind: incident, from: reported, to: responded, limit_by_level: respond_minutes}}}}
"""
    return {
        "records/people/training/2026/TR-2026-901.yaml": training,
        "records/resource/asset/AS-902.yaml": asset,
        "records/requirements/obligation/OB-902.yaml": obligation,
    }
