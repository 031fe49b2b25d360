"""The sources that .ci/compare runs on: those of the project, the samples of its documents, and
changed copies of its examples, one mistake in each."""

import re
import shutil
from pathlib import Path

# Text that completes a fragment of a document to most of a report. The tests have exact frames; here
# it only matters that both binaries read the same text.
MEETINGS = """report meetings 2024
use "meetings-form.gdr"
填报单位 "青禾街道办事处"
填报日期 2025-01-10
统计范围 本级
"""
DISCLOSURE = """report disclosure 2024
机关 "青禾县人民政府"
落款日期 2025-01-20
"""
# Sections that a fragment does not have itself, each on one line.
DISCLOSURE_SECTIONS = {
    "总体情况": '总体情况 "（略）"',
    "主动公开": "主动公开 { rest 0 }",
    "申请": "申请 { rest 0 }",
    "复议诉讼": "复议诉讼 { rest 0 }",
    "问题改进": '问题改进 "（略）"',
    "其他事项": '其他事项 { text "无。" 信息处理费 0 }',
}
FULL_WIDTH = str.maketrans({" ": "\u3000", ",": "，", "=": "＝", "{": "｛", '"': "“", "|": "｜"})


def collect(root, folder):
    """Puts all sources into a folder: `examples`, `tests`, `samples` and `mutations`."""
    for name in ("examples", "tests"):
        copy_sources(root / name, folder / name)
    for form in sorted((root / "src").rglob("*.gdr")):
        copy(form, folder / "examples/forms" / form.name)
    for document in sorted(root.glob("README*.md")) + sorted((root / "docs").glob("*.md")):
        samples(root, document, folder / "samples" / document.name.removesuffix(".md"))
    for path in sorted((folder / "examples").rglob("*.gdr")):
        mutations(path, folder / "mutations" / path.parent.name)
    mutations(folder / "tests/facts/visits-2024.gdr", folder / "mutations/visits")


def copy(path, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def copy_sources(source, target):
    for path in sorted(source.rglob("*")):
        if path.is_file() and "target" not in path.parts and path.suffix not in (".rs", ".txt"):
            copy(path, target / path.relative_to(source))


def samples(root, document, folder):
    """The fenced blocks of a document in the language, one file each, and under their names."""
    text = document.read_text(encoding="utf-8")
    blocks = re.finditer(r"^ *```([^\n`]*)\n(.*?)^ *```", text, re.M | re.S)
    number = 0
    for block in blocks:
        info = block[1].split()
        if "gdr" not in info or "toml" in info:
            continue
        number += 1
        source = framed(info, block[2])
        write(folder / f"{number:03}.gdr", source)
        names = [word.removeprefix("file=") for word in info if word.startswith("file=")]
        if names:
            write(folder / names[0], source)
    if number:
        copy(root / "examples/local/meetings-form.gdr", folder / "meetings-form.gdr")


def framed(info, text):
    if "fragment" not in info:
        return text
    if "of=disclosure" in info:
        missing = [
            line for name, line in DISCLOSURE_SECTIONS.items()
            if not re.search(rf"^{name}\b", text, re.M)
        ]
        return DISCLOSURE + "\n".join(missing) + "\n" + text
    if "of=form" in info:
        return 'form sample 2024 "样表" {\nyears 2024..\n' + text + "}\n"
    return MEETINGS + text


def mutations(path, folder):
    """Copies of a source with one line changed, in a folder with what the source refers to."""
    for beside in path.parent.glob("*.gdr"):
        if beside.stat().st_size:
            copy(beside, folder / beside.name)
    lines = path.read_text(encoding="utf-8").split("\n")
    for index in range(len(lines)):
        for kind, changed in changes(lines, index):
            if changed != lines:
                write(folder / f"{path.stem}-{index + 1:03}-{kind}.gdr", "\n".join(changed))


def changes(lines, index):
    """Each way of changing a line, by name. Which ways are tried depends on the line number, so
    that the number of copies stays bounded."""
    before, line, after = lines[:index], lines[index], lines[index + 1:]
    ways = {
        "deleted": [],
        "twice": [line, line],
        "cut": [line.rstrip()[:-1]],
        "plus": [re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), line, count=1)],
        "zero": [re.sub(r"(\d)(\D*)$", r"\g<1>0\2", line)],
        "swapped": [re.sub(r"(\d)(\d)(?=\D*$)", r"\2\1", line)],
        "unknown": [re.sub(r"(\d+)(\D*)$", r"?\2", line)],
        "wide": [line[: len(line) // 2] + line[len(line) // 2:].translate(FULL_WIDTH)],
        "comma": [re.sub(r"(\S) +(\S)", r"\1，\2", line, count=1)],
    }
    for number, (kind, changed) in enumerate(ways.items()):
        if (number + index) % 4 == 0 or kind == "plus":
            yield kind, before + changed + after


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
