//! A request to the preview is answered or refused.

use gdr::cli::preview::request::Request;

pub fn hold(input: &[u8]) {
    if let Err(error) = Request::of(input, 8000) {
        assert!(error.status().starts_with('4'));
    }
}
