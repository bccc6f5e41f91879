#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aftercare_api::fuzzing::run("document", bytes));
