//! The nouns of lessons: material and its versions, where it is taught, what was gained, what people said of it.
//! Constructors parse.

mod body;
mod feedback;

pub use body::{Block, Piece, blocks, pieces};
pub use feedback::{Answers, LONGEST_NOTE, Rating, Said, Told as ToldRatings};
pub use netra_guidance::model::{Mean, Told};

use netra_activities::model::{ActivityDriveId, ActivityId, Words, line, paragraph};
use netra_base::{EntryId, Lang, Moment, Refusal, Say, UnitId, canonical};
use netra_guidance::model::Bank;
use netra_media::FileId;
use serde::Serialize;

/// Teaching material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MaterialId(pub i64);

impl std::fmt::Display for MaterialId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Versions of one material: one a week for four years.
pub const MOST_VERSIONS: i64 = 200;
/// Materials taught at one place: an hour holds two, a day a handful.
pub const MOST_AT_A_PLACE: usize = 10;
/// Characters of a body: five pages. What is longer comes as a PDF.
pub const LONGEST_BODY: usize = 12_000;

/// What a version says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// What it is about, in a few sentences.
    pub summary: String,
    /// The text, when there is one: see [`blocks`].
    pub body: String,
    /// Who publishes it: a function, not a person.
    pub publisher: String,
}

impl Content {
    /// Reads the four texts.
    ///
    /// # Errors
    /// `text-length` at each field that is too short or too long.
    pub fn parse(title: &str, summary: &str, body: &str, publisher: &str) -> Result<Self, Vec<Refusal>> {
        let mut refused = Vec::new();
        let mut take = |read: Result<String, Refusal>| {
            read.unwrap_or_else(|refusal| {
                refused.push(refusal);
                String::new()
            })
        };
        let content = Self {
            title: take(line(title, &Words::new("title", ("Judul", "Title"), 3..=160))),
            summary: take(paragraph(summary, &Words::new("summary", ("Ringkasan", "Summary"), 10..=600))),
            body: take(paragraph(body, &Words::new("body", ("Isi", "Text"), 0..=LONGEST_BODY))),
            publisher: take(line(publisher, &Words::new("publisher", ("Jabatan penerbit", "Function"), 3..=160))),
        };
        if refused.is_empty() { Ok(content) } else { Err(refused) }
    }

    /// The hash of all that is published: the texts, and the hash of the file when there is one.
    ///
    /// # Errors
    /// Never in practice: the texts have a JSON form.
    pub fn hash(&self, file: Option<[u8; 32]>) -> anyhow::Result<[u8; 32]> {
        let content = serde_json::json!({
            "body": self.body,
            "file_sha256": file.map(|hash| canonical::hex(&hash)),
            "publisher": self.publisher,
            "summary": self.summary,
            "title": self.title,
        });
        Ok(canonical::sha256(&canonical::json(&content)?))
    }
}

/// The file of a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// None.
    Nothing,
    /// That of the version before.
    AsBefore,
    /// A new one, checked and cleaned.
    New(netra_media::Ready),
}

/// A version as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Of which material.
    pub material: MaterialId,
    /// Its number, from one.
    pub number: i64,
    /// What it says.
    pub content: Content,
    /// Its file with the file's hash.
    pub file: Option<(FileId, [u8; 32])>,
    /// The hash of texts and file, as it is recorded.
    pub hash: [u8; 32],
    /// When it was published.
    pub published: Moment,
    /// The ledger entry of its publication.
    pub entry: EntryId,
}

/// A material as kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Material {
    /// Its number.
    pub id: MaterialId,
    /// The unit that publishes it.
    pub unit: UnitId,
    /// The number of its latest version.
    pub latest: i64,
    /// When that was published.
    pub published: Moment,
}

/// A line of a list of materials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The material.
    pub material: Material,
    /// The title of the latest version.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Name of the unit that publishes it.
    pub unit: String,
}

/// Where material is taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At an activity.
    Activity(ActivityId),
    /// At every activity of a simultaneous drive.
    Drive(ActivityDriveId),
}

impl Place {
    pub(crate) fn key(self) -> (&'static str, i64) {
        match self {
            Self::Activity(id) => ("activity", id.0),
            Self::Drive(id) => ("drive", id.0),
        }
    }
}

/// A version that is taught at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The material.
    pub material: MaterialId,
    /// The number of the version.
    pub number: i64,
    /// The number of the latest version today.
    pub latest: i64,
    /// The title of the version taught.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Has it a file?
    pub file: bool,
    /// Does it come from the simultaneous drive?
    pub of_drive: bool,
}

/// What was gained at one activity, as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    /// The activity.
    pub activity: ActivityId,
    /// Its figures; small counts are not in them.
    pub told: Told,
}

impl Gain {
    /// `+1,8 (25)`: the mean gain and of how many people; a dash where it may not be told.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self.told.gain.of {
            0 => "–".to_owned(),
            people => format!("{} ({})", self.told.gain.signed_words(lang), lang.number(people)),
        }
    }
}

/// What the gain of a place means; stands beside every such figure.
///
/// # Errors
/// When the bank of questions cannot be read.
pub fn definition() -> anyhow::Result<Say> {
    let settings = &Bank::house()?.settings;
    let (questions, smallest) = (settings.questions, settings.smallest);
    Ok(Say::new(
        format!(
            "Perolehan: rata-rata selisih jawaban benar tes akhir pertama dan tes awal, dari {questions} soal, atas pegawai yang mengerjakan keduanya dari halaman kegiatan ini; dalam kurung jumlah pegawainya. Jumlah di bawah {smallest} tidak disebut, dan angka bergerak per {smallest} orang."
        ),
        format!(
            "Gain: the mean difference of right answers between the first post-test and the pre-test, of {questions} questions, over employees who took both from this activity's page; in brackets how many. Counts below {smallest} are not told, and figures move by {smallest} people."
        ),
    ))
}
