#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| gdr_fuzz::fix::hold(input));
