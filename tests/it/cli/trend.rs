//! `gdr trend`: the command. What is followed how is in `trend.rs`.

use std::collections::BTreeSet;

use crate::cli::printed;
use crate::common::folder;
use crate::common::folder::{Folder, Run};
use crate::common::{self, root};

fn gdr(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = folder::gdr(root());
    command.args(arguments).args(["--lang", "en"]);
    let run = Run::of(command.output().expect("it runs"));
    (run.code, run.out, run.said)
}

#[test]
fn reports_with_errors_are_told_and_left_out() {
    let folder = Folder::new("broken");
    let text = common::close_example("pingtan-2020").replace("新收 20", "新手 20");
    folder.write("broken.gdr", &text);
    let broken = folder.path("broken.gdr");
    let broken = broken.display().to_string();
    let (code, out, said) = gdr(&[
        "trend",
        "examples/pingtan-2019.gdr",
        &broken,
        "examples/pingtan-2021.gdr",
    ]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("[G0201]") && said.contains("broken.gdr has errors and is left out"),
        "{said}"
    );
    assert!(
        out.contains("2020                             the report has errors and is left out"),
        "{out}"
    );
    assert!(out.contains("2021 edition from this year"), "{out}");
}

/// What was published with a wrong total was published: its figures are shown, and `gdr check` says
/// what is wrong.
#[test]
fn reports_whose_identities_fail_are_shown() {
    let paths = [
        "trend",
        "examples/pingtan-2019.gdr",
        "examples/pingtan-2020.gdr",
        "--facts",
        "申请.新收",
    ];
    let (code, out, said) = gdr(&paths);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(out.contains("2020  21") && out.contains("-8.7%"), "{out}");
}

#[test]
fn a_path_of_no_form_is_a_wrong_command_line() {
    let (code, out, said) = gdr(&["trend", "examples/pingtan-2021.gdr", "--facts", "申请.新受"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(said.contains("did you mean `新收`?"), "{said}");
}

/// Many bodies, whose files lie in any order, on all cores.
#[test]
fn many_bodies_come_in_their_order() {
    let folder = Folder::new("many");
    let seed = common::example("wujiang-2020");
    let mut expected = BTreeSet::new();
    for index in 0..40 {
        let name = format!("第{:02}区", (index * 7) % 40);
        let text = seed.replace("韶关市武江区人民政府", &name);
        folder.write(&format!("{index}.gdr"), &text);
        expected.insert(name);
    }
    let (code, out, said) = gdr(&[
        "trend",
        &folder.0.display().to_string(),
        "--facts",
        "申请.新收",
        "--format",
        "csv",
    ]);
    assert_eq!(code, Some(0), "{said}");
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

/// A body whose form has nothing of what is chosen is left out of what people read.
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
