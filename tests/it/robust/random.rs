//! Random files.

use crate::common;
use crate::common::{close_example, example};
use crate::robust::{config, spaced_tokens, survive, tokens};
use gdr::Compiler;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn random_bytes_are_not_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(survive(&Compiler::new(), &bytes) > 0);
    }

    #[test]
    fn random_characters_are_not_a_report(text in prop::collection::vec(any::<char>(), 0..200)) {
        prop_assert!(survive(&Compiler::new(), text.into_iter().collect::<String>().as_bytes()) > 0);
    }

    #[test]
    fn random_tokens_are_not_a_report(text in tokens(60)) {
        prop_assert!(survive(&Compiler::new(), text.as_bytes()) > 0);
    }

    #[test]
    fn random_tokens_after_a_head_are_not_a_report(text in spaced_tokens(60)) {
        let text = format!("report disclosure 2020\n{text}");
        prop_assert!(survive(&Compiler::new(), text.as_bytes()) > 0);
    }

    #[test]
    fn random_tokens_in_prose_do_no_harm(text in tokens(30)) {
        let report = example("wujiang-2020").replace("\"无。\"", &format!("\"\"\"\n{text}\n\"\"\""));
        survive(&Compiler::new(), report.as_bytes());
    }

    #[test]
    fn random_tokens_in_a_table_do_no_harm(text in spaced_tokens(12)) {
        let report = close_example("wujiang-2020").replace("予以公开 1 | 0 0 0 0 0 = 1", &text);
        survive(&Compiler::new(), report.as_bytes());
    }

    #[test]
    fn random_tokens_in_a_form_are_not_a_report(text in spaced_tokens(40)) {
        let form = format!("form a 1 \"a\" {{ years 1..\n title \"{{year}}\"\n{text}\n}}\nreport a 2020");
        survive(&Compiler::new(), form.as_bytes());
    }
}

/// The diagnostics whose span is outside their source or splits a character.
fn outside(text: &str) -> Vec<String> {
    let outcome = common::compile(text);
    let places = outcome.diagnostics.iter().flat_map(|diagnostic| {
        let places = diagnostic
            .related
            .iter()
            .map(|label| &label.place)
            .chain([&diagnostic.place]);
        places.map(|place| (diagnostic.code, place))
    });
    let outside = places.filter(|(_, place)| place.source.text().get(place.span.range()).is_none());
    outside
        .map(|(code, place)| format!("{code} at {:?}", place.span))
        .collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
        fn every_place_is_inside_its_source(text in tokens(20)) {
        prop_assert_eq!(outside(&text), Vec::<String>::new(), "{:?}", text);
    }

    #[test]
        fn every_place_in_a_report_is_inside_its_source(text in spaced_tokens(12)) {
        let text = format!("report disclosure 2020\n{text}");
        prop_assert_eq!(outside(&text), Vec::<String>::new(), "{:?}", text);
    }
}
