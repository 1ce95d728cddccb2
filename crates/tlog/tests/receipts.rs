//! Policies, offline proofs and receipts: who is trusted, and that nothing else passes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use base64::{Engine, engine::general_purpose::STANDARD};
use common::{Log, ORIGIN, key, leaves};
use netra_tlog::policy::{Cosigner, text_for_log};
use netra_tlog::proof::MAX_EXTRA_BYTES;
use netra_tlog::{Flaw, Leaf, Policy, Proof, ProofError, SignedCheckpoint, SigningKey, WitnessKey, verify};
use proptest::prelude::*;

fn witness(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("w{number}.example"), &[100 + number; 32]).unwrap()
}

/// Three witnesses of X, of which two are needed, two of Y, of which one is needed, and both groups.
fn policy_text() -> String {
    let mut text = format!("# whom we trust\n\nlog {}\n", key().verifier());
    for number in 1..=5 {
        text += &format!("\twitness  W{number} {} https://w{number}.example \n", witness(number).verifier());
    }
    text + "group X 2 W1 W2 W3\ngroup Y any W4 W5\ngroup both all X Y\nquorum both\n"
}

fn leaf() -> Leaf {
    Leaf::new("pledge.signed", "2024-01-05", [42; 32]).unwrap()
}

/// Our leaf as number 123 of 300, in a checkpoint cosigned by these witnesses.
fn proof_cosigned_by(witnesses: &[u8]) -> Proof {
    let mut all = leaves(300);
    all[123] = leaf().hash();
    let log = Log::of(&all, &[100]);
    let mut head = log.checkpoint();
    for number in witnesses {
        let seal = head.cosign(&witness(*number), 1_700_000_000 + u64::from(*number)).unwrap();
        head.add(seal).unwrap();
    }
    let path = log.reader().inclusion(123, 300).unwrap();
    Proof::new(Some(leaf().bytes()), 123, path, head).unwrap()
}

#[test]
fn a_receipt_holds_with_nothing_but_the_key_of_the_log() {
    let proof = proof_cosigned_by(&[]);
    let text = proof.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{text}");
    assert_eq!(Proof::parse(text.as_bytes()), Ok(proof.clone()));
    let published = Policy::parse(text_for_log(key().verifier(), Some("https://log.example")).as_bytes());
    for policy in [Policy::of_log(key().verifier()), published.unwrap()] {
        let verified = verify(&leaf().bytes(), text.as_bytes(), &policy).unwrap();
        assert_eq!((verified.origin.as_str(), verified.index, verified.size), (ORIGIN, 123, 300));
        assert_eq!(&verified.log, key().verifier());
        assert_eq!(verified.root, *proof.checkpoint().checkpoint().root());
        assert!(verified.cosigners.is_empty());
    }
    assert_eq!(proof.extra(), Some(leaf().bytes().as_slice()));
}

#[test]
fn the_quorum_counts_witnesses_through_groups() {
    let policy = Policy::parse(policy_text().as_bytes()).unwrap();
    let outcome = |witnesses: &[u8]| {
        let text = proof_cosigned_by(witnesses).to_string();
        verify(&leaf().bytes(), text.as_bytes(), &policy).map(|verified| verified.cosigners.len())
    };
    let unmet = |have| Err(Flaw::QuorumNotMet { quorum: "both".to_owned(), have });
    for (witnesses, expected) in [
        (&[][..], unmet(0)),
        (&[1, 2], unmet(2)),
        (&[4, 5], unmet(2)),
        (&[1, 4, 5], unmet(3)),
        (&[1, 2, 3], unmet(3)),
        (&[1, 3, 5], Ok(3)),
        (&[1, 2, 3, 4, 5], Ok(5)),
        (&[9, 1, 2, 4], Ok(3)),
    ] {
        assert_eq!(outcome(witnesses), expected, "{witnesses:?}");
    }
    let text = proof_cosigned_by(&[1, 2, 4]).to_string();
    let verified = verify(&leaf().bytes(), text.as_bytes(), &policy).unwrap();
    assert_eq!(verified.cosigners[2], Cosigner { name: "W4".to_owned(), seconds: 1_700_000_004 });
    assert!(policy.asks_for_witnesses());
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (1, 5));
    assert_eq!(policy.witnesses()[0].url.as_deref(), Some("https://w1.example"));
}

#[test]
fn each_way_to_be_wrong_has_its_name() {
    let ours = Policy::of_log(key().verifier());
    let text = proof_cosigned_by(&[1]).to_string();
    let check = |leaf: &[u8], text: &str, policy: &Policy| verify(leaf, text.as_bytes(), policy).unwrap_err();
    let leaf = leaf().bytes();

    let stranger = SigningKey::from_seed("stranger.example", &[1; 32]).unwrap();
    let flaw = check(&leaf, &text, &Policy::of_log(stranger.verifier()));
    assert_eq!(flaw, Flaw::UnknownLog { origin: ORIGIN.to_owned() });

    let impostor = SigningKey::from_seed(ORIGIN, &[1; 32]).unwrap();
    let flaw = check(&leaf, &text, &Policy::of_log(impostor.verifier()));
    assert_eq!(flaw, Flaw::NotSignedByLog { origin: ORIGIN.to_owned() });

    let flaw = check(&leaf, &text.replace("\n300\n", "\n301\n"), &ours);
    assert_eq!(flaw, Flaw::WrongSignature { name: ORIGIN.to_owned() });

    let flaw = check(&leaf, &text.replace("index 123", "index 300"), &ours);
    assert_eq!(flaw, Flaw::IndexBeyondTree { index: 300, size: 300 });

    let moved = Flaw::NotIncluded { index: 122, size: 300 };
    assert_eq!(check(&leaf, &text.replace("index 123", "index 122"), &ours), moved);
    assert_eq!(check(b"another leaf", &text, &ours), Flaw::NotIncluded { index: 123, size: 300 });

    // The extra data is not signed; only the leaf that is hashed counts.
    let without = Proof::parse(text.as_bytes()).unwrap();
    let without = Proof::new(None, 123, without.path().to_vec(), without.checkpoint().clone()).unwrap();
    assert!(verify(&leaf, without.to_string().as_bytes(), &ours).is_ok());

    // Only witnesses have signed: that is no log speaking.
    let unsigned: String = text
        .lines()
        .filter(|line| !line.starts_with(&format!("\u{2014} {ORIGIN}")))
        .map(|line| format!("{line}\n"))
        .collect();
    let with_witness = Policy::parse(policy_text().as_bytes()).unwrap();
    assert_eq!(check(&leaf, &unsigned, &with_witness), Flaw::NotSignedByLog { origin: ORIGIN.to_owned() });
}

#[test]
fn a_log_of_the_policy_cannot_speak_for_another_one_of_it() {
    // The second log makes a tree head in the name of the first, and signs it with its own key and name. The
    // crate refuses to make such a note, so its signature is put together by hand.
    let second = ed25519_dalek::SigningKey::from_bytes(&[50; 32]);
    let name = "second.example";
    let public = SigningKey::from_seed(name, &[50; 32]).unwrap().verifier().clone();
    let head = proof_cosigned_by(&[]);
    let body = head.checkpoint().checkpoint().to_string();
    let mut bytes = public.id().to_be_bytes().to_vec();
    bytes.extend(ed25519_dalek::Signer::sign(&second, body.as_bytes()).to_bytes());
    let line = format!("\u{2014} {name} {}", STANDARD.encode(bytes));
    let note = SignedCheckpoint::parse(format!("{body}\n{line}\n").as_bytes()).unwrap();
    let forged = Proof::new(None, 123, head.path().to_vec(), note).unwrap().to_string();
    let both = format!("log {}\nlog {public}\nquorum none\n", key().verifier());
    let flaw = verify(&leaf().bytes(), forged.as_bytes(), &Policy::parse(both.as_bytes()).unwrap());
    assert_eq!(flaw, Err(Flaw::NotSignedByLog { origin: ORIGIN.to_owned() }));
}

#[test]
fn malformed_proofs_are_refused_with_the_line() {
    let text = proof_cosigned_by(&[]).to_string();
    let line = |text: &str| match Proof::parse(text.as_bytes()) {
        Err(ProofError::Line { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line(&text.replace("@v1", "@v2")), 1);
    assert_eq!(line(""), 1);
    assert_eq!(line(&text.replace("extra ", "extra !")), 2);
    assert_eq!(line(&text.replace("extra ", "more ")), 2);
    assert_eq!(line("c2sp.org/tlog-proof@v1\n\n"), 2);
    for index in ["index 0123", "index -1", "index  123", "Index 123", "index", "index 18446744073709551616"] {
        assert_eq!(line(&text.replace("index 123", index)), 3, "{index}");
    }
    let (head, tail) = text.split_once("\n\n").unwrap();
    assert_eq!(line(&format!("{head}\nAAAA\n\n{tail}")), head.lines().count() + 1);
    let long = format!("{head}\n{}\n\n{tail}", vec!["AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM="; 64].join("\n"));
    assert_eq!(Proof::parse(long.as_bytes()), Err(ProofError::PathTooLong));
    assert!(matches!(Proof::parse(format!("{head}\n\n\n{tail}").as_bytes()), Err(ProofError::Checkpoint(_))));
    assert!(matches!(Proof::parse(text.replace("\n\u{2014}", "\n-").as_bytes()), Err(ProofError::Checkpoint(_))));
    assert!(matches!(Proof::parse(&vec![b'a'; 200_000]), Err(ProofError::TooLong(200_000))));

    let head = proof_cosigned_by(&[]).checkpoint().clone();
    let longest = Proof::new(Some(vec![7; MAX_EXTRA_BYTES]), 0, Vec::new(), head.clone()).unwrap();
    assert_eq!(Proof::parse(longest.to_string().as_bytes()), Ok(longest));
    let longer = Proof::new(Some(vec![7; MAX_EXTRA_BYTES + 1]), 0, Vec::new(), head);
    assert_eq!(longer, Err(ProofError::ExtraTooLong(MAX_EXTRA_BYTES + 1)));
}

#[test]
fn wrong_policies_are_refused_with_the_line() {
    let log = key().verifier().to_string();
    let (w1, w2) = (witness(1).verifier().to_string(), witness(2).verifier().to_string());
    let twin = WitnessKey::from_seed("twin.example", &[101; 32]).unwrap().verifier().to_string();
    let check = |text: String, line: usize, what: &str| match Policy::parse(text.as_bytes()) {
        Err(error) => {
            assert_eq!(error.line, line, "{text}{error}");
            assert!(error.what.contains(what), "{error}");
        }
        Ok(_) => panic!("accepted: {text}"),
    };
    check(String::new(), 1, "no quorum");
    check(format!("log {log}\n"), 2, "no quorum");
    let twin_log = SigningKey::from_seed("twin.example", &[7; 32]).unwrap().verifier().to_string();
    check(format!("log {log}\nlog {twin_log}\n"), 2, "twice");
    check("quorum none\nquorum none\n".into(), 2, "second quorum");
    check("quorum w1\n".into(), 1, "not defined");
    check("quorum\n".into(), 1, "quorum NAME");
    check("quorum none none\n".into(), 1, "quorum NAME");
    check("trust me\n".into(), 1, "\"trust\"");
    check("quorum none\r\n".into(), 1, "0x0d");
    check("quorum none\n\u{7f}\n".into(), 2, "0x7f");
    check(format!("log {log}\n\nlog {log}\n"), 3, "twice");
    check(format!("log {w1}\n"), 1, "key of a witness");
    check(format!("witness a {log}\n"), 1, "key of a log");
    check(format!("log {log} a b\n"), 1, "log KEY [URL]");
    check("log nonsense\n".into(), 1, "name+id+base64");
    check(format!("witness a {w1}\nwitness b {w1}\n"), 2, "twice");
    check(format!("witness a {w1}\nwitness b {twin}\n"), 2, "twice");
    check(format!("witness a {w1}\nwitness a {w2}\n"), 2, "defined twice");
    check(format!("witness none {w1}\n"), 1, "fixed meaning");
    check(format!("witness {w1}\n"), 1, "witness NAME KEY");
    check(format!("witness a {w1}\ngroup g any\n"), 2, "at least one");
    check(format!("witness a {w1}\ngroup g 0 a\n"), 2, "from 1 to 1");
    check(format!("witness a {w1}\ngroup g 2 a\n"), 2, "from 1 to 1");
    check(format!("witness a {w1}\ngroup g 01 a\n"), 2, "from 1 to 1");
    check(format!("witness a {w1}\ngroup g any a a\n"), 2, "already a member");
    check(format!("witness a {w1}\ngroup g any a\ngroup h any a\n"), 3, "already a member");
    check("group g any g\n".into(), 1, "not defined");
    check("group g any none\n".into(), 1, "not defined");
    check("group g\n".into(), 1, "group NAME");
    check("#".repeat(70_000), 1, "limit");
    let many: String = (0..65_u8)
        .map(|n| format!("log {}\n", SigningKey::from_seed("a.example", &[n; 32]).unwrap().verifier()))
        .collect();
    check(many, 65, "more than 64");
}

#[test]
fn policies_may_be_written_freely_within_the_format() {
    let (log, w1) = (key().verifier().to_string(), witness(1).verifier().to_string());
    let text = [
        b"  # caf\xe9, in an encoding of its own\n\t\nwitness caf\xe9 ".as_slice(),
        w1.as_bytes(),
        b"\nquorum\tcaf\xe9\n log \t",
        log.as_bytes(),
        b"  ",
    ]
    .concat();
    let policy = Policy::parse(&text).unwrap();
    let proof = proof_cosigned_by(&[1]).to_string();
    assert_eq!(verify(&leaf().bytes(), proof.as_bytes(), &policy).unwrap().cosigners.len(), 1);
    let proof = proof_cosigned_by(&[2]).to_string();
    assert!(matches!(verify(&leaf().bytes(), proof.as_bytes(), &policy), Err(Flaw::QuorumNotMet { have: 0, .. })));
    let nobody = Policy::parse(b"quorum none").unwrap();
    assert!(matches!(verify(&leaf().bytes(), proof.as_bytes(), &nobody), Err(Flaw::UnknownLog { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// All of a proof is protected except `extra`, which says nothing, and signatures of strangers.
    #[test]
    fn a_receipt_with_one_changed_bit_is_refused(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let proof = proof_cosigned_by(&[]);
        let proof = Proof::new(None, proof.index(), proof.path().to_vec(), proof.checkpoint().clone()).unwrap();
        let mut text = proof.to_string().into_bytes();
        let at = at.index(text.len());
        text[at] ^= 1 << bit;
        prop_assert!(verify(&leaf().bytes(), &text, &Policy::of_log(key().verifier())).is_err());
    }

    #[test]
    fn a_changed_leaf_is_refused(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = leaf().bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let text = proof_cosigned_by(&[]).to_string();
        let flaw = verify(&bytes, text.as_bytes(), &Policy::of_log(key().verifier()));
        prop_assert_eq!(flaw, Err(Flaw::NotIncluded { index: 123, size: 300 }));
    }

    #[test]
    fn any_policy_with_a_changed_byte_is_read_or_refused_without_panic(
        at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut text = policy_text().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        if let Ok(policy) = Policy::parse(&text) {
            let note = proof_cosigned_by(&[1, 2, 4]).to_string();
            let _ = verify(&leaf().bytes(), note.as_bytes(), &policy);
        }
    }

    #[test]
    fn any_proof_that_is_read_is_written_alike(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = proof_cosigned_by(&[1]).to_string().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        if let Ok(proof) = Proof::parse(&text) {
            prop_assert_eq!(proof.to_string().into_bytes(), text);
        }
    }
}

#[test]
fn a_checkpoint_of_a_cosigned_log_stays_readable_text() {
    let text = proof_cosigned_by(&[1, 2]).checkpoint().to_string();
    assert_eq!(SignedCheckpoint::parse(text.as_bytes()).unwrap().seals().len(), 3);
    assert_eq!(text.lines().count(), 7);
}
