//! A moment of each fuzz target: its right inputs, then inputs that are nearly right, and any bytes at all.

use aftercare_api::fuzzing::{TARGETS, Target};
use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};

/// A change of some bytes.
#[derive(Debug, Clone)]
enum Edit {
    Flip(Index, u8),
    Cut(Index, Index),
    Insert(Index, Vec<u8>),
    Repeat(Index, Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Cut(from, to)),
        (any::<Index>(), vec(any::<u8>(), 0..24)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (any::<Index>(), "[{}()\\[\\]\",:.=A-Za-z0-9_\\\\-]{1,40}")
            .prop_map(|(at, text)| Edit::Insert(at, text.into_bytes())),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Repeat(from, to)),
    ]
}

fn apply(edit: &Edit, bytes: &mut Vec<u8>) {
    let end = bytes.len() + 1;
    let range = |from: &Index, to: &Index| {
        let (from, to) = (from.index(end), to.index(end));
        from.min(to)..from.max(to)
    };
    match edit {
        Edit::Flip(at, bits) => {
            if let Some(byte) =
                (!bytes.is_empty()).then(|| at.index(bytes.len())).and_then(|at| bytes.get_mut(at))
            {
                *byte ^= bits;
            }
        }
        Edit::Cut(from, to) => drop(bytes.drain(range(from, to))),
        Edit::Insert(at, new) => drop(bytes.splice(at.index(end)..at.index(end), new.iter().copied())),
        Edit::Repeat(from, to) => {
            let range = range(from, to);
            let again = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, again);
        }
    }
}

fn run(target: &Target) {
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{}: nothing to begin from", target.name);
    for seed in &seeds {
        (target.run)(seed);
    }
    let nearly = (0..seeds.len(), vec(edit(), 1..4)).prop_map(move |(at, edits)| {
        let mut bytes = seeds[at].clone();
        for edit in &edits {
            apply(edit, &mut bytes);
        }
        bytes
    });
    let bytes = prop_oneof![4 => nearly, 1 => vec(any::<u8>(), 0..200)];
    let config = Config { cases: 2_000, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&bytes, |bytes| {
            (target.run)(&bytes);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{}: {failure}", target.name));
}

#[test]
fn no_bytes_from_outside_are_too_strange() {
    for target in &TARGETS {
        run(target);
    }
}

#[test]
fn each_target_has_its_file() {
    let manifest = include_str!("../../fuzz/Cargo.toml");
    for target in &TARGETS {
        assert!(manifest.contains(&format!("fuzz_targets/{}.rs", target.name)), "{}", target.name);
    }
}
