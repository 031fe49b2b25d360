//! Pages in a real browser: the preview while the file is edited, and pages with hostile texts.
//!
//! It needs Chromium and its driver. Without them the test is skipped; with `GDR_BROWSER=required`,
//! as in `.ci/run`, it fails.

#![allow(
    clippy::too_many_lines,
    unreachable_pub,
    reason = "a program of its own"
)]

#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/hostile.rs"]
mod hostile;
#[path = "browser/preview.rs"]
mod preview;

use std::process::ExitCode;

use driver::{Browser, Driver};
use preview::Preview;

fn main() -> ExitCode {
    let driver = match Driver::start() {
        Ok(driver) => driver,
        Err(reason) if std::env::var_os("GDR_BROWSER").is_some_and(|wish| wish == "required") => {
            println!("browser test: FAILED to start: {reason}");
            return ExitCode::FAILURE;
        }
        Err(reason) => {
            println!("browser test: SKIPPED: {reason}");
            return ExitCode::SUCCESS;
        }
    };
    follows_what_is_saved(&driver.browser);
    hostile::pages_are_harmless(&driver.browser);
    println!("browser test: ok, with {}", driver.browser.version);
    ExitCode::SUCCESS
}

/// Whether the page, without the panel, contains a text.
fn page_has(text: &str) -> String {
    format!("document.querySelector('main')?.innerText.includes({text:?}) ?? false")
}

const PANEL: &str = "(document.querySelector('#gdr-preview .errors')?.innerText ?? '')";
const SCROLLED: &str = "Math.round(scrollY)";

fn follows_what_is_saved(browser: &Browser) {
    let sound = include_str!("../examples/pingtan-2021.gdr").replacen(
        "previous \"pingtan-2020.gdr\"\n",
        "",
        1,
    );
    assert!(
        sound.contains("行政许可 2293") && !sound.contains("previous"),
        "the example has changed"
    );
    let preview = Preview::of(&sound);
    browser.open(&preview.address);
    browser.wait(&page_has("2293"));
    assert_eq!(
        browser.value("document.querySelector('#gdr-preview .errors')"),
        serde_json::Value::Null
    );
    browser.value("scrollTo(0, 300)");

    println!("browser test: a cell is edited");
    let edited = sound.replacen("行政许可 2293", "行政许可 4711", 1);
    preview.save(&edited);
    browser.wait(&page_has("4711"));
    assert_eq!(browser.value(&page_has("2293")), false);
    assert_eq!(browser.value(SCROLLED), 300);

    println!("browser test: the syntax is broken");
    preview.save(&edited.replacen("行政许可 4711", "行政许可 8888 {", 1));
    browser.wait(&format!("{PANEL} !== ''"));
    let panel = browser.text(PANEL);
    let line = edited
        .lines()
        .position(|line| line.contains("行政许可 4711"))
        .expect("the panel shows the line")
        + 1;
    assert!(
        panel.contains(&format!("report.gdr:{line}:"))
            && panel.contains("the last version without errors"),
        "{panel}"
    );
    assert_eq!(
        (
            browser.value(&page_has("4711")),
            browser.value(&page_has("8888"))
        ),
        (true.into(), false.into())
    );
    assert_eq!(browser.value(SCROLLED), 300);

    println!("browser test: an error quotes a script");
    let hostile = "<img src=x onerror=hacked()><script>hacked()</script>";
    preview.save(&edited.replacen("行政许可 4711", &format!("行政许可 \"{hostile}\""), 1));
    browser.wait(&format!("{PANEL}.includes({hostile:?})"));
    assert_eq!(
        browser.value("document.querySelectorAll('#gdr-preview script, #gdr-preview img').length"),
        0
    );

    println!("browser test: the page is printed");
    let shown = "getComputedStyle(document.querySelector('#gdr-preview')).display";
    assert_ne!(browser.text(shown), "none");
    browser.show_as("print");
    assert_eq!(browser.text(shown), "none");
    browser.show_as("screen");

    println!("browser test: the report is fixed");
    preview.save(&sound);
    browser.wait(&page_has("2293"));
    assert_eq!(browser.text(PANEL), "");
    assert_eq!(browser.value(SCROLLED), 300);

    let refused: Vec<String> = browser
        .log()
        .into_iter()
        .filter(|line| line.contains("Content Security Policy"))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
