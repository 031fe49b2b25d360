//! Texts that look like markup run nothing, load nothing and lead nowhere on any page.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::driver::Browser;
use crate::preview::Preview;

/// Markup that would run a script, load a file or add a link to one, where HTML allows it.
const MARKUP: [&str; 10] = [
    "<script>hacked=1</script>",
    "</style></title></textarea><script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<svg/onload=hacked=1>",
    "<iframe srcdoc='<script>top.hacked=1</script>'></iframe>",
    "\" onmouseover=hacked=1 x=\"",
    "' autofocus onfocus=hacked=1 '",
    "<!--<script>hacked=1//-->",
    "{{constructor.constructor('hacked=1')()}}",
    "&lt;script&gt;hacked=1&lt;/script&gt;",
];

/// Markdown with links, images and blocks of raw HTML.
const PROSE: &str = r"
[甲](javascript:hacked=1) [乙](JaVaScRiPt:hacked=1) [丙](data:text/html,<script>hacked=1</script>)
<javascript:hacked=1> [丁](vbscript:hacked) [戊](&#106;avascript:hacked=1) [己][1] ![图](http://localhost:9/x.png)

[1]: <javascript:hacked=1> '标题\'

<script>
hacked=1
</script>

<div onclick=hacked=1>

# 标题 <img src=x onerror=hacked=1>

| <img src=x onerror=hacked=1> | `<script>hacked=1</script>` |
| --- | --- |
| [甲](javascript:hacked=1) | x[^注] |

[^注]: <script>hacked=1</script>
";

/// A report with the texts wherever the language has a text.
fn report(example: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let all = quoted(&MARKUP.concat());
    let prose = PROSE.replace('{', "{{").replace('}', "}}");
    let report = example
        .replacen("previous \"pingtan-2020.gdr\"\n", "", 1)
        .replacen("agency   \"平潭综合实验区\"", &format!("agency {all}"), 1)
        .replacen(
            "title \"平潭综合实验区2021年度政府信息公开工作年度报告\"",
            &format!("title {all}"),
            1,
        )
        .replacen("行政许可 2293", &format!("行政许可 2293 {all}"), 1)
        .replacen(
            "问题改进 \"〔……〕\"",
            &format!("问题改进 \"\"\"\n{prose}\n\"\"\""),
            1,
        );
    assert_eq!(report.matches(&all).count(), 3, "the example has changed");
    format!("{report}\nfacts 甲 {all} : count {{\n    乙 {all} 3\n}}\n")
}

/// What must not be in a document: its own script aside, nothing active.
const FOUND: &str = "JSON.stringify([
    window.hacked ?? null,
    [...document.querySelectorAll('script:not([src=\"/preview.js\"]), img, iframe, foreignObject, object, embed, form, base, link, audio, video')].map(element => element.outerHTML),
    [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => attribute.name.startsWith('on')).map(attribute => attribute.name),
    [...document.querySelectorAll('a[href]')].map(link => link.protocol).filter(protocol => !['http:', 'https:', 'mailto:', 'tel:', location.protocol].includes(protocol)),
    performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith(location.origin)),
])";

/// Nothing of [`FOUND`].
const NOTHING: &str = "[null,[],[],[],[]]";

pub fn pages_are_harmless(browser: &Browser) {
    let text = report(include_str!("../../examples/pingtan-2021.gdr"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-pages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the test folder is created");
    let later = text.replacen("disclosure 2021", "disclosure 2022", 1);
    for (name, text) in [("a.gdr", &text), ("b.gdr", &later)] {
        fs::write(folder.join(name), text).expect("the report is written");
    }
    let run = |page: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        let output = command
            .args(arguments)
            .current_dir(&folder)
            .output()
            .expect("gdr starts");
        if !folder.join(page).exists() {
            fs::write(folder.join(page), &output.stdout).expect("the page is written");
        }
        let length = fs::read(folder.join(page)).map_or(0, |page| page.len());
        assert!(
            length > 1000,
            "{page}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        browser.open(&format!("file://{}", folder.join(page).display()));
        assert_eq!(browser.text(FOUND), NOTHING, "{page}");
    };
    println!("browser test: pages with hostile texts");
    run("report.html", &["build", "a.gdr", "-o", "report.html"]);
    run(
        "diff.html",
        &["diff", "a.gdr", "b.gdr", "--format", "html", "--all"],
    );
    run(
        "trend.html",
        &["trend", "a.gdr", "b.gdr", "--format", "html"],
    );

    let preview = Preview::of(&text);
    browser.open(&preview.address);
    browser.wait("document.querySelector('main') !== null");
    assert_eq!(browser.text(FOUND), NOTHING, "the preview");
    // Each text as a name that is not known, and as a value of the wrong type.
    for (number, markup) in MARKUP.iter().enumerate() {
        let quoted = markup.replace('"', "\\\"");
        let line = format!("未知{number} \"{quoted}\"\n行政许可 \"{quoted}\"\n");
        preview.save(&text.replacen("    行政许可 2293", &format!("{line}    行政许可 2293"), 1));
        browser.wait(&format!(
            "document.querySelector('#gdr-preview')?.innerText.includes('未知{number}') ?? false"
        ));
        assert_eq!(browser.text(FOUND), NOTHING, "the preview with {markup}");
    }
}
