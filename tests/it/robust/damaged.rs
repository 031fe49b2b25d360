//! Damaged examples.

use crate::common;
use crate::common::{example, files, is_thorough};
use crate::robust::{TOKENS, config, survive};
use gdr::Compiler;
use proptest::prelude::*;

/// All examples, with their indexes.
fn examples() -> Vec<String> {
    files("examples", "gdr").iter().map(common::read).collect()
}

/// The offsets at which an example is cut: all with `GDR_THOROUGH`, otherwise a sample.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let step = if is_thorough() { 1 } else { 11 };
    (0..length).step_by(step)
}

#[test]
fn a_truncated_report_has_errors() {
    let compiler = Compiler::new();
    for text in examples() {
        let end = text.trim_end().len();
        for cut in places(end) {
            assert!(
                survive(&compiler, &text.as_bytes()[..cut]) > 0,
                "cut at {cut}: {:?}",
                &text.as_bytes()[..cut].last()
            );
        }
    }
}

#[test]
fn a_report_without_its_start_has_errors() {
    let compiler = Compiler::new();
    for text in examples() {
        let start = text.find("report ").expect("the example has a head") + 1;
        for cut in places(text.len() - start) {
            assert!(
                survive(&compiler, &text.as_bytes()[start + cut..]) > 0,
                "cut at {}",
                start + cut
            );
        }
    }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn a_changed_byte_does_no_harm(example in 0_usize..3, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = examples()[example].clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        survive(&Compiler::new(), &bytes);
    }

    #[test]
    fn a_token_in_the_wrong_place_does_no_harm(
        example in 0_usize..3,
        at in any::<prop::sample::Index>(),
        length in 0_usize..6,
        token in prop::sample::select(TOKENS),
    ) {
        let characters: Vec<char> = examples()[example].chars().collect();
        let at = at.index(characters.len());
        let rest = characters[at..].iter().skip(length);
        let text: String = characters[..at].iter().copied().chain(token.chars()).chain(rest.copied()).collect();
        survive(&Compiler::new(), text.as_bytes());
    }
}

/// A full-width brace in an interpolation, followed by more text on its line.
#[test]
fn a_full_width_brace_in_an_interpolation_does_no_harm() {
    let interpolation = "{申请.新收}宗。";
    for written in [
        "{申请.新收｝宗{申请.新收}。",
        "{申请｝.新收}宗。",
        "{申请.新收｝宗，{申请.结转｝宗。",
        "｛申请.新收}宗。",
    ] {
        assert!(example("wujiang-2020").contains(interpolation));
        survive(
            &Compiler::new(),
            example("wujiang-2020")
                .replace(interpolation, written)
                .as_bytes(),
        );
    }
}
