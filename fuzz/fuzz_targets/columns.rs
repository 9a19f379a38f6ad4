//! A random pack of the closed language over random records: the interpreter and the columns agree.

#![no_main]

mod graph {
    #[path = "../../../tests/it/graph/agree.rs"]
    pub mod agree;
    #[path = "../../../tests/it/graph/facts.rs"]
    mod facts;
    #[path = "../../../tests/it/graph/pack.rs"]
    mod pack;
    #[path = "../../../tests/it/graph/words.rs"]
    mod words;
    #[path = "../../../tests/it/graph/writer.rs"]
    mod writer;
}

libfuzzer_sys::fuzz_target!(|tape: &[u8]| {
    if let Err(difference) = graph::agree::agree(tape) {
        panic!("{difference}");
    }
});
