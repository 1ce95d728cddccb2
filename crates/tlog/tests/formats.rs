//! Leaves, addresses, bundles, keys and notes: what is written can be read, and only what would be written.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{ORIGIN, key, unhex};
use netra_tlog::checkpoint::{MAX_NOTE_BYTES, MAX_SIGNATURES};
use netra_tlog::paths::{decode_bundle, encode_bundle};
use netra_tlog::{
    Checkpoint, CheckpointError, KeyError, Leaf, LeafError, PathError, Policy, Proof, Resource, Seal, SignedCheckpoint,
    SigningKey, TilePath, VerifierKey, WitnessKey, commitment, leaf_hash,
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const LEAF: &str = "{\"commitment\":\"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\",\"day\":\"2024-01-05\",\"kind\":\"pledge.signed\",\"v\":1}";

#[test]
fn a_leaf_has_exactly_these_bytes() {
    let leaf = Leaf::new("pledge.signed", "2024-01-05", [1; 32]).unwrap();
    assert_eq!(leaf.bytes(), LEAF.as_bytes());
    assert_eq!(Leaf::parse(LEAF.as_bytes()), Ok(leaf.clone()));
    let mut input = vec![0];
    input.extend(LEAF.as_bytes());
    assert_eq!(leaf.hash().to_vec(), Sha256::digest(input).to_vec());
    assert_eq!((leaf.kind(), leaf.day(), leaf.commitment()), ("pledge.signed", "2024-01-05", &[1; 32]));
}

#[test]
fn a_leaf_in_any_other_spelling_is_refused() {
    for wrong in [
        LEAF.replace(",\"v\":1", ""),
        LEAF.replace("\"v\":1", "\"v\":2"),
        LEAF.replace("\"v\":1", "\"v\": 1"),
        LEAF.replace("AQE=", "AQF="),
        LEAF.replace("AQE=", "AQE"),
        LEAF.replace("2024-01-05", "2024-02-30"),
        LEAF.replace("2024-01-05", "2023-02-29"),
        LEAF.replace("2024-01-05", "2024-1-5"),
        LEAF.replace("pledge", "Pledge"),
        LEAF.replace("pledge.signed", ""),
        LEAF.replace("pledge.signed", "a\\u0062"),
        LEAF.replace("pledge.signed", &"a".repeat(65)),
        LEAF.replace("pledge.signed", "a\",\"kind\":\"b"),
        format!("{LEAF}\n"),
        format!(" {LEAF}"),
        String::new(),
    ] {
        assert!(Leaf::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert_eq!(Leaf::new("a b", "2024-01-05", [0; 32]), Err(LeafError::Kind("a b".to_owned())));
    assert!(Leaf::new("a", "2024-02-29", [0; 32]).is_ok());
    assert!(Leaf::new("a", "1900-02-29", [0; 32]).is_err());
}

#[test]
fn a_commitment_binds_salt_and_record_under_its_own_tag() {
    let mut input = b"netra/record/v1\n".to_vec();
    input.extend([9; 32]);
    input.extend(b"{}");
    assert_eq!(commitment(&[9; 32], b"{}").to_vec(), Sha256::digest(input).to_vec());
    let leaf = Leaf::new("a", "2024-01-05", commitment(&[9; 32], b"{}")).unwrap();
    assert!(leaf.commits_to(&[9; 32], b"{}"));
    assert!(!leaf.commits_to(&[8; 32], b"{}"));
    assert!(!leaf.commits_to(&[9; 32], b"{ }"));
}

#[test]
fn addresses_are_read_and_written_alike() {
    for (path, resource, index, width) in [
        ("tile/0/000", Resource::Hashes(0), 0, 256),
        ("tile/0/x001/234.p/12", Resource::Hashes(0), 1234, 12),
        ("tile/63/x001/x234/067", Resource::Hashes(63), 1_234_067, 256),
        ("tile/entries/000", Resource::Entries, 0, 256),
        ("tile/entries/x999/999.p/255", Resource::Entries, 999_999, 255),
        ("tile/8/x018/x446/x744/x073/x709/x551/615.p/1", Resource::Hashes(8), u64::MAX, 1),
    ] {
        let parsed = TilePath::parse(path).unwrap();
        assert_eq!((parsed.resource(), parsed.index(), parsed.width()), (resource, index, width));
        assert_eq!(parsed.to_string(), path);
        assert_eq!(TilePath::new(resource, index, width), Ok(parsed));
    }
}

#[test]
fn other_addresses_are_refused() {
    for path in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile//000",
        "tile/64/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/x01/002",
        "tile/0/xx01/002",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/1/",
        "tile/0/..",
        "tile/0/000.p/1.p/1",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        "tile/entries/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert!(matches!(TilePath::parse(path), Err(PathError::Address(_))), "{path}");
    }
    assert!(TilePath::new(Resource::Hashes(64), 0, 1).is_err());
    assert!(TilePath::new(Resource::Entries, 0, 0).is_err());
    assert!(TilePath::new(Resource::Entries, 0, 257).is_err());
}

#[test]
fn a_tile_lies_within_a_tree_once_its_hashes_exist_and_ever_after() {
    let within = |path: &str, size: u64| TilePath::parse(path).unwrap().lies_within(size);
    assert!(!within("tile/0/000.p/12", 11));
    assert!(within("tile/0/000.p/12", 12) && within("tile/0/000.p/12", 100_000));
    assert!(!within("tile/0/000", 255) && within("tile/0/000", 256));
    assert!(!within("tile/1/000.p/17", 17 * 256 - 1) && within("tile/1/000.p/17", 17 * 256));
    assert!(within("tile/2/000.p/1", 70_000) && !within("tile/2/000.p/2", 70_000));
    assert!(within("tile/entries/273.p/112", 70_000) && !within("tile/entries/273.p/113", 70_000));
    assert!(!within("tile/63/000.p/1", u64::MAX) && !within("tile/8/000.p/1", u64::MAX));
    assert!(!within("tile/0/x018/x446/x744/x073/x709/x551/615", u64::MAX));
}

#[test]
fn bundles_have_a_length_before_each_entry() {
    let bundle = encode_bundle(&[b"abc".as_slice(), b"", b"d"]).unwrap();
    assert_eq!(bundle, b"\0\x03abc\0\0\0\x01d");
    assert_eq!(decode_bundle(&bundle).unwrap(), [b"abc".as_slice(), b"", b"d"]);
    assert_eq!(decode_bundle(b"\0\x03ab"), Err(PathError::BundleCutShort { at: 0 }));
    assert_eq!(decode_bundle(b"\0\x01a\0"), Err(PathError::BundleCutShort { at: 1 }));
    assert_eq!(decode_bundle(b""), Err(PathError::EntryCount(0)));
    assert_eq!(decode_bundle(&[0; 2 * 257]), Err(PathError::EntryCount(257)));
    assert_eq!(encode_bundle(&vec![b"a"; 257]), Err(PathError::EntryCount(257)));
    let long = vec![0; 65_536];
    assert_eq!(encode_bundle(&[&long]), Err(PathError::EntryTooLong { at: 0, bytes: 65_536 }));
    assert_eq!(decode_bundle(&encode_bundle(&[&long[1..]]).unwrap()).unwrap(), [&long[1..]]);
}

/// The first test vector of RFC 8032, 7.1: a seed and the public key it must give.
#[test]
fn a_seed_gives_the_public_key_of_the_standard() {
    let seed = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    let public = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    let key = SigningKey::from_seed("a.example", &seed.try_into().unwrap()).unwrap();
    assert_eq!(key.verifier().public().to_vec(), public);
    assert!(!format!("{key:?}").contains("9d61b1"), "the secret half is never shown");
}

#[test]
fn a_verifier_key_is_read_as_written_and_not_otherwise() {
    let log = key().verifier().clone();
    let text = log.to_string();
    assert_eq!(VerifierKey::parse(&text), Ok(log.clone()));
    let witness = WitnessKey::from_seed(ORIGIN, &[7; 32]).unwrap().verifier().clone();
    assert_eq!(VerifierKey::parse(&witness.to_string()), Ok(witness.clone()));
    assert_eq!(log.public(), witness.public());
    assert_ne!(log.id(), witness.id(), "one key, two uses, two ids");

    let (name, rest) = text.split_once('+').unwrap();
    let (id, key) = rest.split_once('+').unwrap();
    let other_name = VerifierKey::parse(&format!("other+{id}+{key}"));
    assert_eq!(other_name, Err(KeyError::Id { name: "other".to_owned() }));
    assert_eq!(VerifierKey::parse(&format!("{name}+{}+{key}", id.to_uppercase())), Err(KeyError::Form));
    for wrong in ["", "a", "a+b", "a+00000000+", "a+00000000+AQ==", "a b+00000000+AQ==", "++", "+00000000+AQ=="] {
        assert!(VerifierKey::parse(wrong).is_err(), "{wrong}");
    }
    // The neutral element: everything would be signed with it.
    let weak = [&[1, 1][..], &[0; 31]].concat();
    let id = signed_note::key_id("weak", &weak);
    use base64::{Engine, engine::general_purpose::STANDARD};
    let weak = VerifierKey::parse(&format!("weak+{id:08x}+{}", STANDARD.encode(&weak)));
    assert_eq!(weak, Err(KeyError::Point { name: "weak".to_owned() }));
    let newer = [6; 1313];
    let id = signed_note::key_id("pq", &newer);
    let newer = VerifierKey::parse(&format!("pq+{id:08x}+{}", STANDARD.encode(newer)));
    assert_eq!(newer, Err(KeyError::Type { name: "pq".to_owned(), kind: 6 }));
    for name in ["", "a b", "a+b", "a\nb", "a\u{7f}", &"a".repeat(256)] {
        assert_eq!(SigningKey::from_seed(name, &[1; 32]).err(), Some(KeyError::Name), "{name:?}");
    }
}

fn signed() -> SignedCheckpoint {
    SignedCheckpoint::sign(Checkpoint::new(ORIGIN, 5, [3; 32]).unwrap(), &key()).unwrap()
}

#[test]
fn a_checkpoint_is_three_lines_and_signatures() {
    let text = signed().to_string();
    let head = format!("{ORIGIN}\n5\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n\n\u{2014} {ORIGIN} ");
    assert!(text.starts_with(&head), "{text}");
    let read = SignedCheckpoint::parse(text.as_bytes()).unwrap();
    assert_eq!(read, signed());
    let head = read.verify(key().verifier()).unwrap();
    assert_eq!((head.origin(), head.size(), head.root()), (ORIGIN, 5, &[3; 32]));
}

#[test]
fn a_witness_adds_its_time_and_nobody_can_change_it() {
    let witness = WitnessKey::from_seed("witness.example", &[8; 32]).unwrap();
    let mut note = signed();
    note.add(note.cosign(&witness, 1_700_000_000).unwrap()).unwrap();
    let text = note.to_string();
    let note = SignedCheckpoint::parse(text.as_bytes()).unwrap();
    let signers = note.signers(&[key().verifier(), witness.verifier()]).unwrap();
    let who: Vec<_> = signers.iter().map(|signer| (signer.key.name(), signer.seconds)).collect();
    assert_eq!(who, [(ORIGIN, None), ("witness.example", Some(1_700_000_000))]);
    assert_eq!(Seal::parse(text.lines().last().unwrap()).unwrap(), note.seals()[1]);

    // Somebody else's statement about another checkpoint does not carry over.
    let other = SignedCheckpoint::sign(Checkpoint::new(ORIGIN, 6, [3; 32]).unwrap(), &key()).unwrap();
    let mut moved = other.clone();
    moved.add(note.seals()[1].clone()).unwrap();
    let wrong = CheckpointError::WrongSignature { name: "witness.example".to_owned() };
    assert_eq!(moved.signers(&[key().verifier(), witness.verifier()]), Err(wrong));
    assert!(moved.signers(&[key().verifier()]).is_ok(), "unknown signatures are passed over");
    // A later cosignature of the same witness takes the place of the earlier one.
    moved.add(moved.cosign(&witness, 1_700_000_009).unwrap()).unwrap();
    assert_eq!(moved.signers(&[witness.verifier()]).unwrap()[0].seconds, Some(1_700_000_009));
    assert_eq!(moved.seals().len(), 2);
}

#[test]
fn a_log_can_sign_with_two_keys_but_not_for_another_log() {
    let mut note = signed();
    let next = SigningKey::from_seed(ORIGIN, &[77; 32]).unwrap();
    note.sign_also(&next).unwrap();
    assert!(note.verify(next.verifier()).is_ok() && note.verify(key().verifier()).is_ok());

    let stranger = SigningKey::from_seed("stranger.example", &[1; 32]).unwrap();
    assert!(matches!(note.sign_also(&stranger), Err(CheckpointError::OtherOrigin { .. })));
    assert!(matches!(note.verify(stranger.verifier()), Err(CheckpointError::OtherOrigin { .. })));
    assert_eq!(note.signers(&[stranger.verifier()]), Err(CheckpointError::NotSigned));
    let same_name = SigningKey::from_seed(ORIGIN, &[78; 32]).unwrap();
    assert_eq!(note.verify(same_name.verifier()), Err(CheckpointError::NotSigned));
    let witness = WitnessKey::from_seed(ORIGIN, &[7; 32]).unwrap();
    note.add(note.cosign(&witness, 1).unwrap()).unwrap();
    assert!(note.signers(&[witness.verifier()]).is_ok());
    assert!(note.verify(witness.verifier()).is_err(), "a witness's key does not stand in for a log's");

    // A known log that signs in the name of another one has signed nothing.
    let line = SignedCheckpoint::sign(Checkpoint::new("stranger.example", 5, [3; 32]).unwrap(), &stranger).unwrap();
    note.add(line.seals()[0].clone()).unwrap();
    assert_eq!(note.signers(&[stranger.verifier()]), Err(CheckpointError::NotSigned));
}

#[test]
fn notes_beyond_the_limits_are_refused() {
    let text = signed().to_string();
    let (body, line) = text.split_once("\n\n").unwrap();
    let many = |count: usize| format!("{body}\n\n{}", line.repeat(count));
    assert!(SignedCheckpoint::parse(many(MAX_SIGNATURES).as_bytes()).is_ok());
    let more = SignedCheckpoint::parse(many(MAX_SIGNATURES + 1).as_bytes());
    assert_eq!(more, Err(CheckpointError::TooManySignatures));
    let long = vec![b'a'; MAX_NOTE_BYTES + 1];
    assert_eq!(SignedCheckpoint::parse(&long), Err(CheckpointError::TooLong(MAX_NOTE_BYTES + 1)));

    let mut full = signed();
    for seed in 1..16 {
        let witness = WitnessKey::from_seed("w.example", &[seed; 32]).unwrap();
        full.add(full.cosign(&witness, 1).unwrap()).unwrap();
    }
    let witness = WitnessKey::from_seed("w.example", &[99; 32]).unwrap();
    let seventeenth = full.add(full.cosign(&witness, 1).unwrap());
    assert_eq!(seventeenth, Err(CheckpointError::TooManySignatures));
    assert!(SignedCheckpoint::parse(full.to_string().as_bytes()).is_ok());
}

#[test]
fn malformed_checkpoints_are_refused_with_the_line() {
    let text = signed().to_string();
    let line = |from: &str, to: &str| match SignedCheckpoint::parse(text.replacen(from, to, 1).as_bytes()) {
        Err(CheckpointError::Line { line, .. }) => line,
        other => panic!("{from:?} to {to:?} gave {other:?}"),
    };
    assert_eq!(line(ORIGIN, ""), 1);
    for size in ["\n05\n", "\n+5\n", "\n\n5\n", "\n-5\n", "\n5 \n", "\n18446744073709551616\n"] {
        assert_eq!(line("\n5\n", size), 2, "{size:?}");
    }
    assert_eq!(line("AwM=\n", "AwN=\n"), 3);
    assert_eq!(line("AwM=\n", "AwMDAw==\n"), 3);
    assert_eq!(line("AwM=\n", "AwM=\n\n"), 4);
    for (from, to) in
        [("\n\n", "\n"), ("\u{2014}", "-"), ("\u{2014} ", "\u{2014}"), ("5", "5\r"), ("\u{2014}", "\u{2014} x")]
    {
        let wrong = SignedCheckpoint::parse(text.replacen(from, to, 1).as_bytes());
        assert!(wrong.is_err(), "{from:?} to {to:?}");
    }
    assert!(SignedCheckpoint::parse(text.trim_end().as_bytes()).is_err());
    let extended = Checkpoint::parse("o\n0\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\nmore\n").unwrap();
    assert_eq!(extended.extensions(), ["more"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_address_survives_the_way_through_text(
        level in 0_u8..=64, index in any::<u64>(), shift in 0_u32..64, width in 1_u16..=256,
    ) {
        let resource = if level == 64 { Resource::Entries } else { Resource::Hashes(level) };
        let path = TilePath::new(resource, index >> shift, width).unwrap();
        prop_assert_eq!(TilePath::parse(&path.to_string()), Ok(path));
    }

    #[test]
    fn any_bundle_survives_the_way_through_bytes(
        entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..50), 1..256),
    ) {
        let bundle = encode_bundle(&entries).unwrap();
        prop_assert_eq!(decode_bundle(&bundle).unwrap(), entries);
    }

    #[test]
    fn a_note_with_one_changed_bit_is_never_accepted(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = signed().to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let accepted = SignedCheckpoint::parse(&bytes).is_ok_and(|note| note.verify(key().verifier()).is_ok());
        prop_assert!(!accepted);
    }

    #[test]
    fn no_reader_panics_on_bytes_from_anybody(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn no_reader_panics_on_text_that_looks_right(
        text in "(tile/|entries|log |witness |group |quorum |none|all|\u{2014} |extra |index |c2sp.org/tlog-proof@v1\n\
                 |x[0-9]{3}|[0-9]{1,3}|\\.p/|/|\n|\n\n|\\+|[a-zA-Z=]{1,5}|\\{\"commitment\":\"|\",\"day\":\"|\"){0,30}",
    ) {
        read_all(text.as_bytes());
    }

    #[test]
    fn whatever_is_read_is_written_alike(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut leaf = LEAF.as_bytes().to_vec();
        let place = at.index(leaf.len());
        leaf[place] = byte;
        if let Ok(read) = Leaf::parse(&leaf) {
            prop_assert_eq!(read.bytes(), leaf);
        }
        let mut note = signed().to_string().into_bytes();
        let place = at.index(note.len());
        note[place] = byte;
        if let Ok(read) = SignedCheckpoint::parse(&note) {
            prop_assert_eq!(read.to_string().into_bytes(), note);
        }
    }
}

fn read_all(bytes: &[u8]) {
    let _ = Leaf::parse(bytes);
    let _ = decode_bundle(bytes);
    let _ = SignedCheckpoint::parse(bytes);
    let _ = Policy::parse(bytes);
    let _ = Proof::parse(bytes);
    let _ = leaf_hash(bytes);
    let text = String::from_utf8_lossy(bytes);
    let _ = TilePath::parse(&text);
    let _ = VerifierKey::parse(&text);
    let _ = Checkpoint::parse(&text);
    let _ = Seal::parse(&text);
}
