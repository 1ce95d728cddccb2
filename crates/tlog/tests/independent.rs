//! Everything this crate writes is read by a program that shares no code with it: `independent.py`, which has
//! its own Ed25519 and its own trees. It must accept what is right and refuse what was touched.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use common::{Log, key};
use netra_tlog::paths::encode_bundle;
use netra_tlog::{Leaf, Proof, Resource, TilePath, WitnessKey};

/// A log of our leaves with its bytes kept, since bundles hold bytes.
struct Kept {
    log: Log,
    leaves: Vec<Leaf>,
}

fn kept(count: usize) -> Kept {
    let kind = |at: usize| ["pledge.signed", "drive.opened"][at % 2];
    let bytes =
        |at: usize| Leaf::new("seed", "2024-01-05", [0; 32]).unwrap().hash().map(|byte| byte ^ at.to_le_bytes()[0]);
    let leaves: Vec<Leaf> =
        (0..count).map(|at| Leaf::new(kind(at), &format!("2024-01-{:02}", at % 31 + 1), bytes(at)).unwrap()).collect();
    let hashes: Vec<_> = leaves.iter().map(Leaf::hash).collect();
    Kept { log: Log::of(&hashes, &[1, 255, 300]), leaves }
}

fn script(arguments: &[&str]) -> Result<String, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/independent.py");
    let output = Command::new("python3").arg(script).args(arguments).output().expect("python3 is installed");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    match output.status.code() {
        Some(0) => Ok(text(output.stdout)),
        Some(1) => Err(text(output.stderr)),
        code => panic!("independent.py was used wrongly ({code:?}): {}", text(output.stderr)),
    }
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The bytes with one bit of this one turned.
fn touched(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn the_independent_reader_accepts_our_checkpoint_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let vkey = key().verifier().to_string();
    let witness = WitnessKey::from_seed("w.example", &[5; 32]).unwrap();
    let wkey = witness.verifier().to_string();
    let mut head = kept(300).log.checkpoint();
    head.add(head.cosign(&witness, 1_704_412_800).unwrap()).unwrap();
    let text = head.to_string();
    let check = |bytes: &[u8], vkey: &str, wkey: &str| {
        let file = write(folder.path(), "checkpoint", bytes);
        script(&["checkpoint", "--vkey", vkey, "--witness", wkey, "--checkpoint", &file])
    };
    let said = check(text.as_bytes(), &vkey, &wkey).unwrap();
    assert!(said.contains("size 300"), "{said}");
    // One bit in the origin, the size, the root, and in both signatures.
    let log_line = text.find("\n\n").unwrap() + 60;
    let root = text.find("\n300\n").unwrap() + 10;
    for at in [0, text.find("300").unwrap(), root, log_line, text.len() - 30] {
        assert!(check(&touched(text.as_bytes(), at), &vkey, &wkey).is_err(), "byte {at}");
    }
    let stranger = netra_tlog::SigningKey::from_seed(common::ORIGIN, &[1; 32]).unwrap();
    assert!(check(text.as_bytes(), &stranger.verifier().to_string(), &wkey).unwrap_err().contains("not signed"));
    assert!(check(text.as_bytes(), &wkey, &wkey).is_err());
}

#[test]
fn the_independent_reader_accepts_our_receipt_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let vkey = key().verifier().to_string();
    let kept = kept(700);
    let check = |proof: &[u8], leaf: &[u8]| {
        let proof = write(folder.path(), "receipt.tlog-proof", proof);
        let leaf = write(folder.path(), "leaf", leaf);
        script(&["inclusion", "--vkey", &vkey, "--proof", &proof, "--leaf", &leaf])
    };
    for index in [0, 255, 256, 511, 512, 698, 699] {
        let leaf = kept.leaves[index].bytes();
        let path = kept.log.reader().inclusion(index as u64, 700).unwrap();
        let proof = Proof::new(Some(leaf.clone()), index as u64, path, kept.log.checkpoint()).unwrap().to_string();
        let said = check(proof.as_bytes(), &leaf).unwrap();
        assert!(said.contains(&format!("leaf {index}\n")), "{said}");
        assert!(check(proof.as_bytes(), &touched(&leaf, 20)).unwrap_err().contains("does not lead to the root"));
    }
    let leaf = kept.leaves[5].bytes();
    let path = kept.log.reader().inclusion(5, 700).unwrap();
    let proof = Proof::new(None, 5, path, kept.log.checkpoint()).unwrap().to_string();
    let index = proof.find("index 5").unwrap() + 6;
    for at in [0, index, index + 10, proof.find("\n700\n").unwrap() + 2, proof.len() - 30] {
        assert!(check(&touched(proof.as_bytes(), at), &leaf).is_err(), "byte {at}");
    }
}

#[test]
fn the_independent_reader_accepts_our_consistency_proof_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let vkey = key().verifier().to_string();
    let new = kept(700);
    let new_file = write(folder.path(), "new", new.log.checkpoint().to_string());
    let check = |old: &str, proof: &[u8]| {
        let proof = write(folder.path(), "proof", proof);
        script(&["consistency", "--vkey", &vkey, "--old", old, "--new", &new_file, "--proof", &proof])
    };
    for size in [1, 255, 256, 300, 512, 699, 700] {
        let old = kept(size);
        let old_file = write(folder.path(), "old", old.log.checkpoint().to_string());
        let proof = new.log.reader().consistency(size as u64, 700).unwrap();
        let lines: String = proof.iter().map(|hash| STANDARD.encode(hash) + "\n").collect();
        check(&old_file, lines.as_bytes()).unwrap_or_else(|reason| panic!("size {size}: {reason}"));
        if !lines.is_empty() {
            assert!(check(&old_file, &touched(lines.as_bytes(), 7)).is_err(), "size {size}");
        }
        // Signed by the same key, but with another past: this is what the proof is for.
        let mut forked = old.log.leaves.clone();
        forked[size - 1] = [0xAA; 32];
        let forked = write(folder.path(), "forked", Log::of(&forked, &[]).checkpoint().to_string());
        assert!(check(&forked, lines.as_bytes()).is_err(), "size {size}");
    }
}

#[test]
fn the_independent_reader_rebuilds_the_root_from_our_tiles_and_entries() {
    let folder = tempfile::tempdir().unwrap();
    let vkey = key().verifier().to_string();
    let kept = kept(700);
    let mut files = Vec::new();
    for ((level, index), bytes) in &kept.log.tiles {
        let width = u16::try_from(bytes.len() / 32).unwrap();
        let path = TilePath::new(Resource::Hashes(*level), *index, width).unwrap();
        files.push((path.to_string(), bytes.clone()));
    }
    for (index, chunk) in kept.leaves.chunks(256).enumerate() {
        let width = u16::try_from(chunk.len()).unwrap();
        let path = TilePath::new(Resource::Entries, index as u64, width).unwrap();
        let bytes: Vec<_> = chunk.iter().map(Leaf::bytes).collect();
        files.push((path.to_string(), encode_bundle(&bytes).unwrap()));
    }
    files.push(("checkpoint".to_owned(), kept.log.checkpoint().to_string().into_bytes()));
    for (name, bytes) in &files {
        write(folder.path(), name, bytes);
    }
    let run = || script(&["tiles", "--vkey", &vkey, "--dir", folder.path().to_str().unwrap()]);
    let said = run().unwrap();
    assert!(said.contains("size 700") && said.contains("2 levels"), "{said}");
    for (name, bytes) in &files {
        write(folder.path(), name, touched(bytes, bytes.len() / 2));
        assert!(run().is_err(), "{name} was touched, and nobody noticed");
        write(folder.path(), name, bytes);
    }
    // An older checkpoint is served by the tiles of today.
    let older = Log::of(&kept.log.leaves[..512], &[]).checkpoint();
    write(folder.path(), "checkpoint", older.to_string());
    assert!(run().unwrap().contains("size 512"));
    std::fs::remove_file(folder.path().join("tile/0/001")).unwrap();
    assert!(run().unwrap_err().contains("missing"));
}
