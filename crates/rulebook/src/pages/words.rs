//! The words that screens use for what the book says in codes: stages, circumstances, elections, kinds of rows,
//! limits, spans of validity. Words only; no markup but where a word needs a mark.

use crate::model::{Circumstance, Class, During, Election, Favours, Level, Person, Row, Rulebook, Stage, What};
use netra_base::{Day, Lang};

/// What kind of row.
pub(super) fn kind(lang: Lang, what: &What) -> &'static str {
    let (id, en) = match what {
        What::Instrument(_) => ("Dasar hukum", "Instrument"),
        What::Principle => ("Asas", "Principle"),
        What::Rule(_) => ("Aturan", "Rule"),
        What::Former { .. } => ("Nama lama", "Older name"),
        What::Sanction(_) => ("Sanksi", "Sanction"),
        What::Crime(_) => ("Larangan undang-undang pemilihan", "Ban of the election law"),
        What::Contest(_) => ("Pemilihan", "Contest"),
        What::Event(_) => ("Tanggal kalender", "Date of the calendar"),
        What::Step(_) => ("Langkah penanganan", "Step of a procedure"),
        What::Authority(_) => ("Kewenangan", "Authority"),
        What::Obligation => ("Kewajiban program", "Duty of the programme"),
        What::Supervisor(_) => ("Pengawas", "Supervisor"),
    };
    lang.say(id, en)
}

/// When a rule holds, with what the term means.
pub(super) fn stage(lang: Lang, stage: Stage) -> &'static str {
    let (id, en) = match stage {
        Stage::Prospective => (
            "selama yang didukung masih bakal calon (belum ditetapkan KPU)",
            "while the one favoured is a prospective candidate (not yet fixed by the election commission)",
        ),
        Stage::Candidate => (
            "sejak yang didukung menjadi calon (sudah ditetapkan KPU)",
            "once the one favoured is a candidate (fixed by the election commission)",
        ),
        Stage::Contest => (
            "sampai tahapan pemilihan berakhir; barisnya tidak menyebut tahap",
            "until the contest is over; the row names no stage",
        ),
        Stage::Any => {
            ("kapan saja, sebelum dan sesudah calon ditetapkan", "always, before and after candidates are fixed")
        }
    };
    lang.say(id, en)
}

/// A circumstance, with what the term means.
pub(super) fn circumstance(lang: Lang, one: Circumstance) -> &'static str {
    let (id, en) = match one {
        Circumstance::Spouse => {
            ("yang didukung suami atau istri sendiri", "the one favoured is the person's own spouse")
        }
        Circumstance::UnpaidLeave => ("sedang cuti di luar tanggungan negara (CLTN)", "on unpaid leave (CLTN)"),
        Circumstance::Attributes => {
            ("memakai atribut partai atau atribut ASN", "with attributes of a party or of the civil service")
        }
        Circumstance::StateFacilities => ("memakai fasilitas negara", "with state facilities"),
        Circumstance::Mobilising => ("mengerahkan orang lain", "mobilising others"),
    };
    lang.say(id, en)
}

/// Circumstances in a row.
pub(super) fn circumstances(lang: Lang, list: &[Circumstance]) -> String {
    list.iter().map(|one| circumstance(lang, *one)).collect::<Vec<_>>().join(", ")
}

/// Whom the act favours.
pub(super) fn favours(lang: Lang, one: Favours) -> &'static str {
    match one {
        Favours::Contestant => lang.say("Seseorang yang maju atau akan maju", "Somebody who stands or may stand"),
        Favours::Party => lang.say("Partai politik", "A political party"),
    }
}

/// A kind of election.
pub(super) fn election(lang: Lang, one: Election) -> &'static str {
    match one {
        Election::Pemilu => lang.say("Pemilu", "general election"),
        Election::Pilkada => lang.say("Pilkada", "regional election"),
    }
}

/// When a crime can be committed.
pub(super) fn during(lang: Lang, one: During) -> &'static str {
    match one {
        During::Campaign => lang.say("selama masa kampanye", "within the campaign"),
        During::Candidate => lang.say("sejak calon ditetapkan", "once candidates are fixed"),
        During::Any => lang.say("sumber tidak menyebut waktunya", "the source names no time"),
    }
}

/// Who a person is, in the book's words.
pub(super) fn person(lang: Lang, book: &Rulebook, one: Person) -> &str {
    book.person(one).map_or(one.code(), |row| row.title.to(lang))
}

/// Several persons, short: `PNS, PPPK`.
pub(super) fn persons(lang: Lang, book: &Rulebook, list: &[Person]) -> String {
    list.iter().map(|one| person(lang, book, *one)).collect::<Vec<_>>().join("; ")
}

/// The way a step belongs to.
pub(super) fn path(lang: Lang, code: &str) -> &str {
    match code {
        "bawaslu" => lang.say("Laporan ke Bawaslu (pengawas pemilu)", "Report to Bawaslu (the election supervisor)"),
        "sbt" => lang.say(
            "Sistem Berbagi Terintegrasi (SBT) satuan tugas bersama",
            "Integrated sharing system (SBT) of the joint task force",
        ),
        "kasn" => lang.say("Rekomendasi KASN", "Recommendation of KASN"),
        "internal" => lang.say("Pemeriksaan di dalam instansi", "Examination inside the agency"),
        "election" => lang.say("Temuan dan laporan pemilu", "Findings and reports in the election"),
        other => other,
    }
}

/// What a class of breach means, in a sentence.
pub(super) fn class_meaning(lang: Lang, class: Class) -> Option<&'static str> {
    let (id, en) = match class {
        Class::None => return None,
        Class::Ethics => (
            "Kode etik: aturan perilaku pegawai. Pelanggarannya dijawab dengan sanksi moral, yaitu pernyataan tertutup atau terbuka.",
            "Code of ethics: how staff should conduct themselves. A breach is answered with a moral sanction, a closed or open statement.",
        ),
        Class::Discipline => (
            "Disiplin: kewajiban dan larangan menurut PP 94/2021, dengan hukuman ringan, sedang, atau berat.",
            "Discipline: duties and bans under PP 94/2021, with light, medium or heavy punishment.",
        ),
        Class::DismissalByLaw => (
            "Pemberhentian karena undang-undang: bukan hukuman disiplin, melainkan akibat yang ditentukan undang-undang sendiri.",
            "Dismissal by law: not a punishment for a breach of discipline but an effect that the law itself orders.",
        ),
        Class::Contract => (
            "Kontrak: tenaga yang bukan ASN (PPNPN) dikenai sanksi bertahap menurut kontrak tahunannya.",
            "Contract: for workers who are not civil servants (PPNPN) the sanction is graded by their yearly contract.",
        ),
    };
    Some(lang.say(id, en))
}

/// A level, with where it comes from.
pub(super) fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Light => lang.say("Hukuman ringan", "Light punishment"),
        Level::Medium => lang.say("Hukuman sedang", "Medium punishment"),
        Level::Heavy => lang.say("Hukuman berat", "Heavy punishment"),
        other => other.name(lang),
    }
}

/// `22 September 2022 sampai 30 Oktober 2023`, and what stands in for a missing end.
pub(super) fn span(lang: Lang, row: &Row) -> String {
    let year = match &row.what {
        What::Instrument(instrument) => instrument.from_year,
        _ => None,
    };
    let day = |day: Day| lang.day(day);
    match (row.from, row.until, year) {
        (Some(from), Some(until), _) => format!("{} {} {}", day(from), lang.say("sampai", "to"), day(until)),
        (Some(from), None, _) => format!("{} {}", lang.say("sejak", "since"), day(from)),
        (None, Some(until), _) => format!(
            "{} {} {}",
            lang.say("sampai", "until"),
            day(until),
            lang.say("(hari awalnya tidak disebut sumber)", "(no source gives its first day)")
        ),
        (None, None, Some(year)) => format!(
            "{} {year} {}",
            lang.say("sejak", "since"),
            lang.say(
                "(hanya tahunnya yang diketahui; dihitung dari akhir tahun itu)",
                "(only the year is known; counted from the end of it)"
            )
        ),
        (None, None, None) if !row.instruments().is_empty() => {
            lang.say("selama dasar hukumnya berlaku", "as long as its instruments are in force").into()
        }
        (None, None, None) => {
            lang.say("sumber tidak menyebut batas waktu", "the sources give no bounds in time").into()
        }
    }
}

/// Does the row hold on that day, in words; with a true mark when it does.
pub(super) fn holding(lang: Lang, book: &Rulebook, row: &Row, day: Day) -> (Holding, &'static str) {
    let holds = match &row.what {
        What::Instrument(_) => book.in_force(&row.id, day, None),
        _ => book.holds(row, day),
    };
    if holds {
        return (Holding::Now, lang.say("Berlaku hari ini", "In force today"));
    }
    let begun_by_year = match &row.what {
        What::Instrument(instrument) => instrument.from_year.is_none_or(|year| year < day.ymd().0),
        _ => true,
    };
    if row.from.is_some_and(|from| day < from) || !begun_by_year {
        return (Holding::Later, lang.say("Belum berlaku", "Not yet in force"));
    }
    (Holding::Past, lang.say("Tidak berlaku lagi", "No longer in force"))
}

/// How a row stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holding {
    /// In force.
    Now,
    /// Not yet.
    Later,
    /// No longer.
    Past,
}

/// What a changed field is called.
pub(super) fn field(lang: Lang, code: &str) -> &str {
    match code {
        "kind" => lang.say("jenis baris", "kind of row"),
        "title" => lang.say("nama resmi", "formal name"),
        "says" => lang.say("bunyi", "wording"),
        "sources" => lang.say("sumber", "sources"),
        "confidence" => lang.say("keyakinan", "confidence"),
        "confidence_note" => lang.say("catatan keyakinan", "note on confidence"),
        "articles" => lang.say("pasal", "articles"),
        "note" => lang.say("catatan", "note"),
        "doubt" => lang.say("keraguan", "doubt"),
        "from" => lang.say("hari pertama", "first day"),
        "until" => lang.say("hari terakhir", "last day"),
        "replaces" => lang.say("menggantikan", "replaces"),
        "acts" => lang.say("perbuatan", "acts"),
        "applies" => lang.say("berlaku bagi", "applies to"),
        "class" => lang.say("jenis pelanggaran", "class"),
        "level" => lang.say("tingkat", "level"),
        "verdict" => lang.say("jawaban", "answer"),
        "basis" => lang.say("dasar", "basis"),
        "instruments" => lang.say("dasar hukum", "instruments"),
        "facts" => lang.say("rincian", "details"),
        other => other,
    }
}
