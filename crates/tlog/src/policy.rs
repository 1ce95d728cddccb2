//! Whom a verifier trusts, in the words of the tlog-policy format: logs, witnesses, groups of them, and the
//! quorum. A policy is brought along by the verifier; one that arrives together with a receipt proves nothing.

use std::collections::{HashMap, HashSet};

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::keys::{KeyUse, VerifierKey};

/// The longest policy we read.
pub const MAX_POLICY_BYTES: usize = 64 * 1024;

/// The most logs, the most witnesses and the most groups; twice what every reader should support.
pub const MAX_OF_EACH: usize = 64;

/// What is wrong with the text of a policy, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the policy: {what}")]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// A log the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLog {
    /// Its key, whose name is its origin.
    pub key: VerifierKey,
    /// Where it can be reached, as written.
    pub url: Option<String>,
}

/// A witness the policy counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWitness {
    /// Its name within the policy.
    pub name: String,
    /// Its key.
    pub key: VerifierKey,
    /// Where it can be reached, as written.
    pub url: Option<String>,
}

/// Whom to trust. Always has a quorum, which may be `none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
    quorum_name: String,
}

/// A checkpoint that a policy has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The key of the log that signed.
    pub log: VerifierKey,
    /// The witnesses of the policy that cosigned, with the time each gave.
    pub cosigners: Vec<Cosigner>,
}

/// A witness of the policy whose cosignature was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigner {
    /// Its name within the policy.
    pub name: String,
    /// The time it gave, in seconds since 1970.
    pub seconds: u64,
}

/// Why a policy does not accept a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// None of the policy's logs has this origin.
    #[error("the log {origin} is not one that the policy knows")]
    UnknownLog {
        /// The origin of the checkpoint.
        origin: String,
    },
    /// The log is known, but none of its keys has signed.
    #[error("the checkpoint of {origin} does not carry the signature of that log")]
    NotSignedByLog {
        /// The origin of the checkpoint.
        origin: String,
    },
    /// A signature of a known key does not fit.
    #[error("the signature of {name} does not fit the checkpoint")]
    WrongSignature {
        /// The name of the key.
        name: String,
    },
    /// Too few witnesses have cosigned.
    #[error("the quorum {quorum} is not met: cosigned by {have} of the witnesses in the policy")]
    QuorumNotMet {
        /// The name of the quorum in the policy.
        quorum: String,
        /// How many witnesses of the policy have cosigned.
        have: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    need: usize,
    members: Vec<Member>,
}

impl Policy {
    /// The policy that accepts one log and asks for no witness.
    #[must_use]
    pub fn of_log(key: &VerifierKey) -> Self {
        Self {
            logs: vec![KnownLog { key: key.clone(), url: None }],
            witnesses: Vec::new(),
            groups: Vec::new(),
            quorum: None,
            quorum_name: "none".to_owned(),
        }
    }

    /// Reads the text of a policy.
    ///
    /// # Errors
    /// The first line that is wrong, and why.
    pub fn parse(text: &[u8]) -> Result<Self, PolicyError> {
        if text.len() > MAX_POLICY_BYTES {
            let what = format!("the policy has {} bytes; the limit is {MAX_POLICY_BYTES}", text.len());
            return Err(PolicyError { line: 1, what });
        }
        let mut draft = Draft::default();
        let mut last = 1;
        for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
            last = at + 1;
            draft.read(line).map_err(|what| PolicyError { line: last, what })?;
        }
        draft.finish().map_err(|what| PolicyError { line: last, what })
    }

    /// The logs it accepts.
    #[must_use]
    pub fn logs(&self) -> &[KnownLog] {
        &self.logs
    }

    /// The witnesses it knows.
    #[must_use]
    pub fn witnesses(&self) -> &[KnownWitness] {
        &self.witnesses
    }

    /// Whether it asks for any cosignature at all.
    #[must_use]
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Whether a known log has signed this checkpoint and enough witnesses have cosigned it.
    ///
    /// # Errors
    /// Why it is not accepted.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Approval, Refused> {
        let origin = signed.checkpoint().origin();
        if !self.logs.iter().any(|log| log.key.name() == origin) {
            return Err(Refused::UnknownLog { origin: origin.to_owned() });
        }
        let logs = self.logs.iter().map(|log| &log.key);
        let keys: Vec<&VerifierKey> = logs.chain(self.witnesses.iter().map(|witness| &witness.key)).collect();
        let signers = signed.signers(&keys).map_err(|error| match error {
            CheckpointError::WrongSignature { name } => Refused::WrongSignature { name },
            _ => Refused::NotSignedByLog { origin: origin.to_owned() },
        })?;
        let log = signers.iter().find(|signer| signer.key.usage() == KeyUse::Log);
        let log = log.ok_or_else(|| Refused::NotSignedByLog { origin: origin.to_owned() })?;
        let seconds: Vec<Option<u64>> = self
            .witnesses
            .iter()
            .map(|witness| signers.iter().find(|signer| signer.key == witness.key)?.seconds)
            .collect();
        let named = self.witnesses.iter().zip(&seconds);
        let cosigners: Vec<Cosigner> = named
            .filter_map(|(witness, at)| at.map(|seconds| Cosigner { name: witness.name.clone(), seconds }))
            .collect();
        if !self.quorum.is_none_or(|quorum| self.met(quorum, &seconds)) {
            return Err(Refused::QuorumNotMet { quorum: self.quorum_name.clone(), have: cosigners.len() });
        }
        Ok(Approval { log: log.key.clone(), cosigners })
    }

    /// Groups refer only to what stands above them, so this ends.
    fn met(&self, member: Member, seconds: &[Option<u64>]) -> bool {
        match member {
            Member::Witness(at) => seconds[at].is_some(),
            Member::Group(at) => {
                let group = &self.groups[at];
                group.members.iter().filter(|member| self.met(**member, seconds)).count() >= group.need
            }
        }
    }
}

/// The text of the policy that accepts one log and asks for no witness: what a log publishes about itself,
/// for others to copy after they compared the key. An address that is not one word is left out.
#[must_use]
pub fn text_for_log(key: &VerifierKey, url: Option<&str>) -> String {
    let word = |url: &&str| !url.is_empty() && url.bytes().all(|byte| byte > b' ' && byte != 0x7F);
    match url.filter(word) {
        Some(url) => format!("log {key} {url}\nquorum none\n"),
        None => format!("log {key}\nquorum none\n"),
    }
}

/// A policy while it is being read. Names are bytes: the format does not say how they are encoded.
#[derive(Default)]
struct Draft {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    groups: Vec<Group>,
    names: HashMap<Vec<u8>, Member>,
    used: HashSet<Vec<u8>>,
    quorum: Option<(Option<Member>, String)>,
}

impl Draft {
    fn read(&mut self, line: &[u8]) -> Result<(), String> {
        if let Some(byte) = line.iter().find(|byte| (**byte < 0x20 && **byte != b'\t') || **byte == 0x7F) {
            return Err(format!("the control character {byte:#04x} is not allowed"));
        }
        let items: Vec<&[u8]> =
            line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"log", ..] => Err("a log is written as: log KEY [URL]".to_owned()),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"witness", ..] => Err("a witness is written as: witness NAME KEY [URL]".to_owned()),
            [b"group", name, need, members @ ..] => self.group(name, need, members),
            [b"group", ..] => Err("a group is written as: group NAME all|any|NUMBER MEMBER...".to_owned()),
            [b"quorum", name] => self.quorum(name),
            [b"quorum", ..] => Err("the quorum is written as: quorum NAME".to_owned()),
            [first, ..] => Err(format!("{:?} is not log, witness, group or quorum", shown(first))),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), String> {
        let key = read_key(key, KeyUse::Log)?;
        if self.logs.len() >= MAX_OF_EACH {
            return Err(format!("more than {MAX_OF_EACH} logs"));
        }
        let known = |log: &KnownLog| log.key.public() == key.public() || same_mark(&log.key, &key);
        if self.logs.iter().any(known) {
            return Err(format!("the key of the log {} stands in the policy twice", key.name()));
        }
        self.logs.push(KnownLog { key, url: url.map(shown) });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&[u8]>) -> Result<(), String> {
        let key = read_key(key, KeyUse::Witness)?;
        if self.witnesses.len() >= MAX_OF_EACH {
            return Err(format!("more than {MAX_OF_EACH} witnesses"));
        }
        let known = |other: &KnownWitness| other.key.public() == key.public() || same_mark(&other.key, &key);
        if self.witnesses.iter().any(known) {
            return Err(format!("the key of the witness {} stands in the policy twice", shown(name)));
        }
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(KnownWitness { name: shown(name), key, url: url.map(shown) });
        Ok(())
    }

    fn group(&mut self, name: &[u8], need: &[u8], members: &[&[u8]]) -> Result<(), String> {
        if members.is_empty() {
            return Err("a group needs at least one member".to_owned());
        }
        if self.groups.len() >= MAX_OF_EACH {
            return Err(format!("more than {MAX_OF_EACH} groups"));
        }
        let need = match need {
            b"any" => 1,
            b"all" => members.len(),
            number => std::str::from_utf8(number)
                .ok()
                .and_then(crate::number)
                .and_then(|need| usize::try_from(need).ok())
                .filter(|need| (1..=members.len()).contains(need))
                .ok_or_else(|| {
                    let (need, count) = (shown(number), members.len());
                    format!("{need:?} is not all, any or a number from 1 to {count}, the number of members")
                })?,
        };
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            let known = self.names.get(*member);
            found.push(*known.ok_or_else(|| format!("{:?} is not defined above", shown(member)))?);
            if !self.used.insert(member.to_vec()) {
                return Err(format!("{:?} is already a member of a group", shown(member)));
            }
        }
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group { need, members: found });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), String> {
        if self.quorum.is_some() {
            return Err("there is a second quorum line".to_owned());
        }
        let member = match name {
            b"none" => None,
            name => {
                let known = self.names.get(name);
                Some(*known.ok_or_else(|| format!("{:?} is not defined above", shown(name)))?)
            }
        };
        self.quorum = Some((member, shown(name)));
        Ok(())
    }

    fn define(&mut self, name: &[u8], member: Member) -> Result<(), String> {
        if name == b"none" {
            return Err("the name none has a fixed meaning and cannot be defined".to_owned());
        }
        match self.names.insert(name.to_vec(), member) {
            None => Ok(()),
            Some(_) => Err(format!("{:?} is defined twice", shown(name))),
        }
    }

    fn finish(self) -> Result<Policy, String> {
        let (quorum, quorum_name) = self.quorum.ok_or("there is no quorum line")?;
        let (logs, witnesses, groups) = (self.logs, self.witnesses, self.groups);
        Ok(Policy { logs, witnesses, groups, quorum, quorum_name })
    }
}

/// Whether signature lines of the two keys could not be told apart.
fn same_mark(one: &VerifierKey, other: &VerifierKey) -> bool {
    one.name() == other.name() && one.id() == other.id()
}

fn read_key(text: &[u8], usage: KeyUse) -> Result<VerifierKey, String> {
    let text = std::str::from_utf8(text).map_err(|_| "the key is not UTF-8".to_owned())?;
    let key = VerifierKey::parse(text).map_err(|error| error.to_string())?;
    match (usage, key.usage() == usage) {
        (_, true) => Ok(key),
        (KeyUse::Log, false) => Err(format!("{} is the key of a witness, not of a log", key.name())),
        (KeyUse::Witness, false) => Err(format!("{} is the key of a log, not of a witness", key.name())),
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
