//! What clashes: one person at two activities at once, one venue twice. Warnings, never refusals: a person may leave
//! early, a hall may have two rooms.

use crate::model::folded;
use netra_base::{Moment, UnitId};

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub starts: Moment,
    /// Its last moment.
    pub ends: Moment,
}

impl Span {
    /// What two have in common; touching ends share nothing.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let both = Self { starts: self.starts.max(other.starts), ends: self.ends.min(other.ends) };
        (both.starts < both.ends).then_some(both)
    }
}

/// Words that tell no place of one unit from that of another: what a room is, what it is for, which of several, and what kind
/// of office has it. Each office has its hall, its yard and its second floor, each town its square. `kanwil` is not among
/// them: a region has one, so that its hall is the same for every unit below it.
const GENERIC: [&str; 100] = [
    // What it is.
    "area",
    "aula",
    "balai",
    "blok",
    "gedung",
    "gereja",
    "halaman",
    "hall",
    "kamar",
    "kantin",
    "kantor",
    "lantai",
    "lapangan",
    "lobby",
    "lobi",
    "lokasi",
    "masjid",
    "musala",
    "mushola",
    "parkir",
    "pendopo",
    "perpustakaan",
    "pos",
    "room",
    "ruang",
    "ruangan",
    "selasar",
    "tempat",
    "teras",
    // What it is for.
    "apel",
    "guna",
    "kegiatan",
    "kerja",
    "kunjungan",
    "layanan",
    "olah",
    "olahraga",
    "pelatihan",
    "pelayanan",
    "pertemuan",
    "raga",
    "rapat",
    "serba",
    "serbaguna",
    "sidang",
    "tamu",
    "tunggu",
    "upacara",
    // Which of several.
    "atas",
    "bawah",
    "belakang",
    "besar",
    "dalam",
    "depan",
    "dua",
    "empat",
    "kecil",
    "kelas",
    "lima",
    "lt",
    "luar",
    "no",
    "nomor",
    "samping",
    "satu",
    "tengah",
    "tiga",
    "utama",
    // Whose it is.
    "anak",
    "bapas",
    "cabang",
    "divisi",
    "imigrasi",
    "kanim",
    "kepala",
    "khusus",
    "lapas",
    "lpka",
    "lpp",
    "narkotika",
    "pemuda",
    "perempuan",
    "pimpinan",
    "rudenim",
    "rupbasan",
    "rutan",
    "terbuka",
    "unit",
    "wilayah",
    // Of which town, where it is not said.
    "alun",
    "balaikota",
    "bupati",
    "desa",
    "dprd",
    "kabupaten",
    "kecamatan",
    "kelurahan",
    "kota",
    // The room behind a screen.
    "daring",
    "virtual",
];

/// Offices that are written in full or short, the longer first.
const WRITTEN_OUT: [(&str, &str); 8] = [
    (" kantor wilayah ", " kanwil "),
    (" lembaga pemasyarakatan ", " lapas "),
    (" lembaga pembinaan khusus anak ", " lpka "),
    (" rumah tahanan negara ", " rutan "),
    (" rumah tahanan ", " rutan "),
    (" balai pemasyarakatan ", " bapas "),
    (" kantor imigrasi ", " kanim "),
    (" rumah detensi imigrasi ", " rudenim "),
];

/// Is this a word that any unit may use of its own rooms? Letters that stand alone, figures and Roman numerals count rooms,
/// floors and classes: `B`, `2`, `IIA`.
fn is_generic(word: &str) -> bool {
    let roman = word.trim_end_matches(['a', 'b']);
    word.chars().count() == 1
        || word.starts_with(|first: char| first.is_ascii_digit())
        || !roman.is_empty() && roman.chars().all(|letter| "ivx".contains(letter))
        || GENERIC.contains(&word)
}

/// By what a venue is recognised: its words, within the regional office. `Aula Soekarno` is one hall for all its units; `aula`
/// or `ruang rapat lantai 2`, of which every word is generic, is another room in each unit.
#[must_use]
pub fn venue_key(venue: &str, region: UnitId, unit: UnitId) -> String {
    let words =
        WRITTEN_OUT.iter().fold(format!(" {} ", folded(venue)), |words, (long, short)| words.replace(long, short));
    let words = words.trim();
    let scope = if words.split_whitespace().all(is_generic) { unit } else { region };
    format!("{scope}|{words}")
}
