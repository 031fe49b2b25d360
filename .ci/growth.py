"""growth [KIND…]: counts the instructions of gdr on generated inputs of size n and 10 n, and fails if
any takes more than 12 times as many: such an input takes quadratic time. GDR names the program."""

import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GDR = os.environ.get("GDR", str(ROOT / "target/release/gdr"))
# The size n of each input, in bytes: large enough that the start of the program does not count.
SIZE = int(os.environ.get("GROWTH_SIZE", 10_000))
# The greatest ratio of the instructions; 10 is linear, n log n is below 12.
MOST = 12
# A run that takes this long in seconds has failed already.
LONGEST = 300

HEAD = 'report disclosure 2021\n机关 "青禾县人民政府"\n落款日期 2022-01-20\n'
REST = """主动公开 { rest 0 }
申请 { rest 0 }
复议诉讼 { rest 0 }
"""
PROSE_REST = '问题改进 "（略）"\n其他事项 { text "无。" 信息处理费 0 }\n'
FORM = 'form 测试 "测试"：'.replace("：", " {\n    years 2020..\n")
ONE_PROSE = HEAD + REST + PROSE_REST + '总体情况 """\n%s\n"""\n'


def repeated(part, size):
    """The part repeated up to a size; `%d` in it is the number of the repetition."""
    texts, length, number = [], 0, 0
    while length < size:
        text = part.replace("%d", str(number))
        texts.append(text)
        length += len(text.encode())
        number += 1
    return "".join(texts)


def prose(part):
    return lambda size: ONE_PROSE % repeated(part, size)


def lines(part, before=HEAD, after=REST + PROSE_REST):
    return lambda size: before + repeated(part, size) + after


def own_facts(size):
    return HEAD + 'facts 网站 "网站" : count 条 {\n' + repeated("    第%d类 1\n", size) + "}\n" + REST + PROSE_REST


def own_checks(size):
    return (
        HEAD
        + 'facts 网站 "网站" : count 条 {\n    甲 1\n    乙 2\n}\n'
        + repeated('check 第%d条 "甲小于乙" 网站.甲 < 网站.乙\n', size)
        + REST
        + PROSE_REST
    )


def with_facts(part):
    facts = 'facts 网站 "网站" : count 条 {\n    甲 1\n    乙 2\n}\n'
    return lambda size: HEAD + facts + REST + PROSE_REST + '总体情况 """\n' + repeated(part, size) + '\n"""\n'


def many_known(size):
    """Half of the text are known names, half unknown ones."""
    return (
        HEAD
        + 'facts 网站 "网站" : count 条 {\n' + repeated("    第%d类信息 1\n", size // 2) + "}\n"
        + '总体情况 """\n' + repeated("{网站.第%d类消息}\n", size // 2) + '"""\n' + REST + PROSE_REST
    )


KINDS = {
    "rows": lines("第%d项 1 2 3\n"),
    "groups": lines("第%d组 {\n    新收 1\n}\n"),
    "rows in a block": lambda size: HEAD + "申请 {\n" + repeated("    第%d项 1 2 3\n", size) + "}\n" + PROSE_REST,
    "prose": prose("今年以来，我县认真贯彻落实条例，公开信息，取得成效。\n"),
    "a long line of prose": prose("今年以来，我县认真贯彻落实条例，公开信息，取得成效。"),
    "numbers in prose": prose("公开信息%d条，同比增长5%。\n"),
    "numbers on a line": prose("公开信息%d条，同比增长5%。"),
    "interpolations": with_facts("信息{网站.甲}条。\n"),
    "interpolations on a line": with_facts("信息{网站.甲}条。"),
    "bad interpolations": with_facts("信息{网站.丙}条。\n"),
    "unclosed interpolations": with_facts("信息{网站.甲条。\n"),
    "open braces in prose": prose("信息{"),
    "close braces in prose": prose("信息}"),
    "placeholders": prose("某某单位XX条，待补充。\n"),
    "placeholders on a line": prose("某某单位XX条待补充"),
    "parts in a sentence": prose("由总体情况、主动公开等六部分组成"),
    "parts on lines": prose("由总体情况、主动公开等六部分组成。\n"),
    "fenced code": prose("```\n{a}\n"),
    "headings": prose("### （一）标题\n\n一是很好。\n\n"),
    "tables in prose": prose("| a | b |\n"),
    "strings": lines('说明%d "文字文字文字"\n'),
    "a long string": lambda size: HEAD.replace("青禾县", repeated("青禾", size)) + REST + PROSE_REST,
    "backslashes": lambda size: HEAD.replace("青禾县", repeated("\\n", size)) + REST + PROSE_REST,
    "comments": lines("// 注释 %d\n"),
    "a long comment": lambda size: HEAD + "// " + repeated("注释", size) + "\n" + REST + PROSE_REST,
    "blank lines": lines("\n"),
    "sections": lines('第%d节 """\n文字。\n"""\n'),
    "same section": lines('其他事项 """\n文字。\n"""\n'),
    "own facts": own_facts,
    "fact blocks": lines('facts 网站%d "网站" : count 条 {\n    甲 1\n}\n'),
    "own checks": own_checks,
    "same checks": lines('check 甲 "说明" 申请.新收 = 申请.结转\n'),
    "failing checks": lines('check 第%d条 "说明" 申请.新收 > 申请.结转\n'),
    "a long check": lambda size: HEAD + 'check 甲 "说明" 申请.新收' + repeated(" + 申请.新收", size) + " = 0\n" + REST + PROSE_REST,
    "unused allow": lines('allow signed "原文如此"\n'),
    "unused allow of names": lines('allow 第%d项 "原文如此"\n'),
    "allow of lints": lines('allow prose-placeholder "原文如此"\n'),
    "unknown names": lines("不存在的名称%d 12\n"),
    "near names": lines("其他事项%d 12\n"),
    "unknown names of many": many_known,
    "wrong type": lines('落款日期 "去年%d"\n'),
    "lone closing braces": lines("}\n"),
    "closing braces on a line": lines("}"),
    "closing braces with spaces": lines("} "),
    "opening braces": lines("甲 {\n"),
    "opening braces on a line": lines("甲 {"),
    "closing braces in blocks": lines("申请 {\n    }\n}\n"),
    "quotes on a line": lines('"'),
    "quotes with spaces": lines('" '),
    "quoted words on a line": lines('甲 "乙" '),
    "quotes on lines": lines('甲 "乙\n'),
    "triple quotes": lines('甲 """\n'),
    "triple quotes on a line": lines('""" '),
    "short quotes": lines('甲 ""\n文字\n""\n'),
    "full-width quotes": lines("甲 “乙”\n"),
    "full-width quotes on a line": lines("甲 “乙” "),
    "single quotes": lines("甲 '乙' "),
    "parentheses": lines("("),
    "full-width digits": lines("甲%d １２ ３\n"),
    "full-width on a line": lines("１２， "),
    "ideographic spaces": lines("甲　1\n"),
    "ideographic spaces on a line": lines("　"),
    "commas in numbers": lines("甲%d 1,234\n"),
    "a long number": lines("1"),
    "a number with commas": lines("1,234,"),
    "zero-width": lines("甲\u200b%d 1\n"),
    "zero-width on a line": lines("甲\u200b"),
    "zero-width in prose": prose("甲\u200b"),
    "zero-width in strings": lines('说明%d "文\u200b字"\n'),
    "radicals": lines("⼀"),
    "carriage returns": lambda size: repeated("甲 1\r", size),
    "lone words": lines("甲\n"),
    "words on a line": lines("甲 "),
    "lines that do not parse": lines("= 甲 [ | 乙\n"),
    "a line that does not parse": lines("= 甲 [ | 乙 "),
    "colons": lines("甲%d：12\n"),
    "markdown rows": lines("| 甲 | 1 | 2 |\n"),
    "conflicts": lines("<<<<<<< a\n甲 1\n=======\n甲 2\n>>>>>>> b\n"),
    "headers": lines("申请 [甲 | 乙 = 丙] {\n    新收 1\n}\n"),
    "a long header": lambda size: HEAD + "申请 [" + repeated("甲%d ", size) + "] {\n 新收 1\n}\n" + PROSE_REST,
    "a long row": lambda size: HEAD + "申请 {\n    新收 " + repeated("1 ", size) + "\n}\n" + PROSE_REST,
    "a long name": lines("甲"),
    "a long path": lines("甲."),
    "reports": lines("report disclosure 2021\n"),
    "uses": lines('use "不存在%d.gdr"\n'),
    "dates": lines("落款日期 2021-01-%d\n"),
    "wrong sums": lambda size: HEAD + repeated('facts 网%d "网" : count 条 {\n    甲 1\n    总计 3 = sum\n}\n', size) + REST + PROSE_REST,
    "binary": lines("\x01\x02"),
    "form lines": lambda size: 'form 测 "测" {\n    years 2020..\n    section 甲 "甲" {\n' + repeated('        line 第%d项 "项" : count\n', size) + "    }\n}\n",
}
COMMANDS = {
    "check": ["check"],
    "json": ["check", "--format", "json"],
    "short": ["check", "--format", "short"],
    "coverage": ["check", "--coverage"],
    "build": ["build", "--to", "html,md,json", "--out", "pages"],
    "fmt": ["fmt", "--check"],
    "fix": ["fix", "--diff"],
    "fix-accept": ["fix", "--accept", "--diff"],
    "facts": ["facts"],
    "diff": ["diff", "other.gdr"],
    "next": ["next"],
}


def measure(folder, name, size, kind, command):
    text = KINDS[kind](size)
    work = Path(folder) / name.replace("/", " ")
    work.mkdir()
    (work / "report.gdr").write_text(text, newline="")
    (work / "other.gdr").write_text(text.replace("2021", "2020", 1), newline="")
    env = {"RAYON_NUM_THREADS": "1", "GDR_LANG": "en"}
    run = ["perf", "stat", "-x,", "-e", "instructions:u", GDR]
    run = ["valgrind", "--tool=none"] if False else None
    try:
        import resource, time
        begun = time.time()
        p = subprocess.Popen([GDR, *COMMANDS[command], "report.gdr"], cwd=work, env=env, stdout=open(work/"out","w"), stderr=open(work/"err","w"))
        import threading
        t = threading.Timer(20, p.kill); t.start()
        _, status, usage = os.wait4(p.pid, 0)
        t.cancel()
        return usage.ru_utime + usage.ru_stime, status, usage.ru_maxrss, len((work/"out").read_bytes())+len((work/"err").read_bytes())
    except Exception as e:
        return repr(e)


if __name__ == "__main__":
    kinds = [k for k in sys.argv[2:]] or list(KINDS)
    commands = sys.argv[1].split(",")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            for command in commands:
                small = measure(folder, f"{kind} {command} small", SIZE, kind, command)
                large = measure(folder, f"{kind} {command} large", 10 * SIZE, kind, command)
                r = large[0] / max(small[0], 0.004)
                flag = "  <<<<" if (r > 15 and large[0] > 0.1) or large[0] > 1 or large[1] not in (0,256,512) else ""
                print(f"{kind:32} {command:10} {small[0]:7.3f} {large[0]:7.3f} x{r:6.1f} st={large[1]} rss={large[2]//1024}M out={large[3]//1024}k{flag}", flush=True)
