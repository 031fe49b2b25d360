//! `gdr trend`: the command. How facts are followed is tested in `trend.rs`.

use std::collections::BTreeSet;

use crate::cli::printed;
use crate::common::folder;
use crate::common::folder::{Folder, Run};
use crate::common::{self, root};

fn gdr(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = folder::gdr(root());
    command.args(arguments).args(["--lang", "en"]);
    let run = Run::of(command.output().expect("gdr runs"));
    (run.code, run.out, run.err)
}

#[test]
fn reports_with_errors_are_reported_and_left_out() {
    let folder = Folder::new("broken");
    let text = common::close_example("pingtan-2020").replace("新收 20", "新手 20");
    folder.write("broken.gdr", &text);
    let broken = folder.path("broken.gdr");
    let broken = broken.display().to_string();
    let (code, out, err) = gdr(&[
        "trend",
        "examples/pingtan-2019.gdr",
        &broken,
        "examples/pingtan-2021.gdr",
    ]);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("[G0201]") && err.contains("broken.gdr has errors and is left out"),
        "{err}"
    );
    assert!(
        out.contains("2020                             the report has errors and is left out"),
        "{out}"
    );
    assert!(out.contains("2021 edition from this year"), "{out}");
}

/// A published report with a wrong total is included: `gdr check` reports the error.
#[test]
fn reports_with_failing_identities_are_included() {
    let paths = [
        "trend",
        "examples/pingtan-2019.gdr",
        "examples/pingtan-2020.gdr",
        "--facts",
        "申请.新收",
    ];
    let (code, out, err) = gdr(&paths);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("2020  21") && out.contains("-8.7%"), "{out}");
}

#[test]
fn an_unknown_path_is_a_usage_error() {
    let (code, out, err) = gdr(&["trend", "examples/pingtan-2021.gdr", "--facts", "申请.新受"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("did you mean `新收`?"), "{err}");
}

/// Many bodies, whose files are in any order, on all cores.
#[test]
fn many_bodies_are_sorted() {
    let folder = Folder::new("many");
    let seed = common::example("wujiang-2020");
    let mut expected = BTreeSet::new();
    for index in 0..40 {
        let name = format!("第{:02}区", (index * 7) % 40);
        let text = seed.replace("韶关市武江区人民政府", &name);
        folder.write(&format!("{index}.gdr"), &text);
        expected.insert(name);
    }
    let (code, out, err) = gdr(&[
        "trend",
        &folder.0.display().to_string(),
        "--facts",
        "申请.新收",
        "--format",
        "csv",
    ]);
    assert_eq!(code, Some(0), "{err}");
    let names: Vec<&str> = out
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(
        names,
        expected.iter().map(String::as_str).collect::<Vec<_>>()
    );
}

/// Text output omits a body whose form has none of the selected facts.
#[test]
fn a_trend_has_no_empty_headings() {
    let of_all =
        ["text", "md", "html"].map(|format| printed(&format!("trend examples --format {format}")));
    let of_one = ["text", "md", "html"].map(|format| {
        printed(&format!(
            "trend examples --format {format} --facts requests.received"
        ))
    });
    let others = "政务公开会议和培训情况统计表";
    assert!(
        of_all.iter().all(|text| text.contains(others))
            && !of_one.iter().any(|text| text.contains(others)),
        "{of_one:?}"
    );
}
