//! The answer: verdict, class, level, the rows it rests on, who may decide. It is advice with its grounds; an
//! officer decides.

use netra_base::{Lang, Say};
use serde::Serialize;
use serde_json::{Value, json};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $code:literal, $id:literal, $en:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$one])* $variant,)* }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable word.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads the stable word.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// The word on screens.
            #[must_use]
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.say($id, $en),)* }
            }
        }
    };
}

words! {
    /// May it be done?
    Verdict {
        /// A row allows it, and none forbids it.
        Allowed = "allowed", "Boleh", "Allowed";
        /// The rows do not settle it: ask.
        Undecided = "undecided", "Belum pasti: tanyakan", "Not settled: ask first";
        /// A row forbids it.
        Forbidden = "forbidden", "Tidak boleh", "Not allowed";
    }
}
words! {
    /// The class of breach.
    Class {
        /// No breach.
        None = "none", "Bukan pelanggaran", "No breach";
        /// What a yearly contract sanctions.
        Contract = "contract", "Pelanggaran kontrak kerja", "Breach of contract";
        /// Code of ethics.
        Ethics = "ethics", "Pelanggaran kode etik", "Breach of the code of ethics";
        /// Discipline.
        Discipline = "discipline", "Pelanggaran disiplin", "Breach of discipline";
        /// The law itself dismisses.
        DismissalByLaw = "dismissal-by-law", "Pemberhentian karena undang-undang", "Dismissal by law";
    }
}
words! {
    /// How heavy.
    Level {
        /// None, or none that is settled.
        None = "none", "Tidak ada", "None";
        /// Moral sanction.
        Moral = "moral", "Sanksi moral", "Moral sanction";
        /// Ringan.
        Light = "light", "Ringan", "Light";
        /// Sedang.
        Medium = "medium", "Sedang", "Medium";
        /// Berat.
        Heavy = "heavy", "Berat", "Heavy";
        /// Dismissal by law.
        Dismissal = "dismissal", "Pemberhentian", "Dismissal";
    }
}
words! {
    /// How sure a row is.
    Confidence {
        /// Not verified: it decides nothing.
        Low = "low", "Keyakinan rendah: belum diverifikasi", "Low confidence: not verified";
        /// One secondary source.
        Medium = "medium", "Keyakinan sedang", "Medium confidence";
        /// The legal text, or several sources that agree.
        High = "high", "Keyakinan tinggi", "High confidence";
    }
}
words! {
    /// The way a breach goes.
    Lane {
        /// The agency's own: ethics, discipline, contract.
        Agency = "agency", "Instansi", "The agency";
        /// Election crime.
        ElectionCrime = "election-crime", "Pidana pemilu atau pilkada", "Election crime";
        /// Election administration.
        ElectionAdministrative = "election-administrative", "Administratif pemilu", "Election administration";
    }
}

/// Who may impose what on somebody in one kind of position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityFor {
    /// The position's stable word; `any` where the sanction itself names who imposes it.
    pub position: &'static str,
    /// The position on screens.
    pub position_name: Say,
    /// The office that decides.
    pub office: Say,
    /// The rows that say so.
    pub rules: Vec<String>,
    /// The sanctions it may impose here.
    pub sanctions: Vec<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// May it be done?
    pub verdict: Verdict,
    /// The class of breach.
    pub class: Class,
    /// How heavy.
    pub level: Level,
    /// Rows it rests on, the deciding ones first.
    pub rules: Vec<String>,
    /// Instruments in force on the day.
    pub instruments: Vec<String>,
    /// Ways it may go.
    pub lanes: Vec<Lane>,
    /// Sanctions usable on the day, mild to heavy.
    pub sanctions: Vec<String>,
    /// Who may impose them.
    pub authority: Vec<AuthorityFor>,
    /// That of the weakest deciding row.
    pub confidence: Confidence,
    /// What one must know besides.
    pub notes: Vec<Say>,
}

impl Decision {
    /// The answer as JSON, its sentences in one language.
    #[must_use]
    pub fn json(&self, lang: Lang) -> Value {
        let authority: Vec<Value> = self
            .authority
            .iter()
            .map(|one| {
                json!({
                    "position": one.position, "office": one.office.to(lang),
                    "rules": one.rules, "sanctions": one.sanctions,
                })
            })
            .collect();
        json!({
            "verdict": self.verdict, "class": self.class, "level": self.level, "rules": self.rules,
            "instruments": self.instruments, "lanes": self.lanes, "sanctions": self.sanctions,
            "authority": authority, "confidence": self.confidence,
            "notes": self.notes.iter().map(|note| note.to(lang)).collect::<Vec<_>>(),
        })
    }
}
