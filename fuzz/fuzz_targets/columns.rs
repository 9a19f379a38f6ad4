//! A random pack of the closed language over random records: the interpreter and the columns agree.

#![no_main]

#[path = "../../tests/it/graph"]
mod graph {
    pub mod agree;
    mod facts;
    mod pack;
    mod words;
    mod writer;
}

libfuzzer_sys::fuzz_target!(|tape: &[u8]| {
    if let Err(difference) = graph::agree::agree(tape) {
        panic!("{difference}");
    }
});
