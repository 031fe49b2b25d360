//! The whole process, cold, on one report and on ten thousand: `cargo bench --bench process`.

#![allow(
    clippy::string_slice,
    clippy::range_plus_one,
    unreachable_pub,
    reason = "a program of its own"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use divan::Bencher;

fn main() {
    divan::main();
}

const MANY: u64 = 10_000;

/// A folder of the build directory with so many reports. Made once.
fn reports(number: u64) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reports-{number}"));
    if !folder.exists() {
        fs::create_dir_all(&folder).expect("the build directory can be written");
        for index in 0..number {
            fs::write(
                folder.join(format!("{index:05}.gdr")),
                support::report(index),
            )
            .expect("the build directory can be written");
        }
    }
    folder
}

fn gdr(arguments: &[&Path]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
    let status = command
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "gdr fails on the generated reports"
    );
}

#[divan::bench(args = [1, MANY], sample_count = 10, sample_size = 1)]
fn check(bencher: Bencher, number: u64) {
    let folder = reports(number);
    bencher.bench_local(|| gdr(&[Path::new("check"), &folder]));
}

/// Into an empty folder each time: an unchanged page would not be written again.
#[divan::bench(args = [1, MANY], sample_count = 10, sample_size = 1)]
fn build(bencher: Bencher, number: u64) {
    let folder = reports(number);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pages-{number}"));
    bencher
        .with_inputs(|| drop(fs::remove_dir_all(&out)))
        .bench_local_values(|()| gdr(&[Path::new("build"), &folder, Path::new("--out"), &out]));
}

/// Every fact of so many reports, two million lines of the many.
#[divan::bench(args = [1, MANY], sample_count = 10, sample_size = 1)]
fn facts(bencher: Bencher, number: u64) {
    let folder = reports(number);
    bencher.bench_local(|| gdr(&[Path::new("facts"), &folder]));
}

/// A thousand bodies over ten years, in one folder.
#[divan::bench(args = [MANY], sample_count = 10, sample_size = 1)]
fn trend(bencher: Bencher, number: u64) {
    let folder = years(number);
    bencher.bench_local(|| {
        gdr(&[
            Path::new("trend"),
            &folder,
            Path::new("--format"),
            Path::new("csv"),
        ]);
    });
}

/// So many reports, ten years of each body. Made once.
fn years(number: u64) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("years-{number}"));
    if !folder.exists() {
        fs::create_dir_all(&folder).expect("the build directory can be written");
        for index in 0..number {
            fs::write(
                folder.join(format!("{index:05}.gdr")),
                support::report_of_year(index / 10, 2021 + index % 10),
            )
            .expect("the build directory can be written");
        }
    }
    folder
}
