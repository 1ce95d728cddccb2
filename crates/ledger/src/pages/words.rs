//! The words for what a record says: kinds of acts, names of fields, values that are codes. A field that is
//! not known here is shown under its own name: a record is never shown shorter than it is.

use crate::Kind;
use netra_base::{Lang, Moment, SignedInBy, Zone};
use serde_json::Value;

/// A kind of act, by the word on the leaf or in the record.
pub fn act(kind: &str, lang: Lang) -> &str {
    if kind == "confidential" {
        return lang.say("Tindakan yang isinya dirahasiakan", "An act whose content is confidential");
    }
    match Kind::parse(kind) {
        Some(Kind::Pledge) => lang.say("Penandatanganan pakta integritas", "A pledge was signed"),
        Some(Kind::PledgeDeclined) => lang.say("Penolakan pakta integritas", "A pledge was declined"),
        Some(Kind::DriveOpened) => lang.say("Pembukaan gerakan ikrar", "A pledge drive was opened"),
        Some(Kind::DriveClosed) => lang.say("Penutupan gerakan ikrar", "A pledge drive was closed"),
        Some(Kind::RosterImported) => lang.say("Impor daftar pegawai", "A roster was imported"),
        Some(Kind::UnitsImported) => lang.say("Impor daftar unit kerja", "Units were imported"),
        Some(Kind::CodesIssued) => lang.say("Penerbitan kode aktivasi", "Activation codes were issued"),
        Some(Kind::RoleGranted) => lang.say("Pemberian peran", "A role was granted"),
        Some(Kind::RoleRevoked) => lang.say("Pencabutan peran", "A role was taken back"),
        Some(Kind::EmployeeLeft) => lang.say("Pegawai keluar", "An employee left"),
        Some(Kind::EmployeeReturned) => lang.say("Pegawai kembali", "An employee came back"),
        Some(Kind::EmployeeMoved) => lang.say("Pegawai pindah unit", "An employee was moved"),
        Some(Kind::HolidaysImported) => lang.say("Impor hari libur", "Holidays were imported"),
        Some(Kind::RulebookAdopted) => lang.say("Versi buku aturan ditetapkan", "A rulebook version was adopted"),
        Some(Kind::CertificateIssued) => lang.say("Sertifikat kuis diberikan", "A quiz certificate was given"),
        Some(Kind::TeamFormed) => lang.say("Pembentukan tim pengawasan", "An oversight team was formed"),
        Some(Kind::TeamChanged) => lang.say("Perubahan tim pengawasan", "An oversight team changed"),
        Some(Kind::FindingRecorded) => lang.say("Pencatatan temuan tim", "A team's finding was recorded"),
        Some(Kind::VisitReported) => lang.say("Laporan kunjungan pengawasan", "A visit of supervision was reported"),
        Some(Kind::ActivityDriveOpened) => {
            lang.say("Kegiatan serentak diumumkan", "A simultaneous drive was announced")
        }
        Some(Kind::ActivityHeld) => lang.say("Kegiatan dilaksanakan", "An activity was held"),
        Some(Kind::ActivityCancelled) => lang.say("Kegiatan dibatalkan", "An activity was cancelled"),
        Some(Kind::ActivityReported) => lang.say("Laporan kegiatan disampaikan", "The report of an activity was filed"),
        Some(Kind::AttendanceChanged) => {
            lang.say("Daftar hadir dicatat atau dibetulkan", "Attendance was recorded or corrected")
        }
        Some(Kind::DirectiveIssued) => {
            lang.say("Arahan diterbitkan, diganti, atau dicabut", "A directive was issued, replaced or withdrawn")
        }
        Some(Kind::DirectivePassedOn) => lang.say("Arahan diteruskan", "A directive was passed on"),
        Some(Kind::DirectiveAcknowledged) => {
            lang.say("Arahan dibaca dan dinyatakan dipahami", "A directive was acknowledged")
        }
        Some(Kind::MaterialPublished) => lang.say("Materi diterbitkan", "Teaching material was published"),
        Some(Kind::AssignmentGiven) => lang.say("Penugasan anggota tim", "A task was given to a team member"),
        Some(Kind::OccasionOpened) => {
            lang.say("Acara penandatanganan dibuka atau diubah", "An occasion to sign was opened or changed")
        }
        Some(Kind::LetterNumbered) => lang.say("Nomor naskah diambil", "A number was taken for a letter"),
        None => kind,
    }
}

/// The fields of a record's body that people read, in the order in which they read them.
const FIELDS: [(&str, &str, &str); 11] = [
    ("drive_title", "Gerakan", "Drive"),
    ("title", "Gerakan", "Drive"),
    ("name", "Nama", "Name"),
    ("number", "NIP atau nomor kontrak", "NIP or contract number"),
    ("employment", "Status kepegawaian", "Employment"),
    ("unit", "Unit kerja (kode)", "Unit (code)"),
    ("text", "Naskah yang ditandatangani", "Text that was signed"),
    ("occasion", "Nomor acara", "Number of the occasion"),
    ("signed_in_by", "Sesi dibuka dengan", "Session opened with"),
    ("reason", "Alasan", "Reason"),
    ("file_name", "Berkas", "File"),
];

/// The fields that tell who it was.
const PERSONAL: [&str; 3] = ["name", "number", "employee"];

/// Does this record name a person?
pub fn names_a_person(record: &Value) -> bool {
    PERSONAL.iter().any(|field| record["body"].get(field).is_some())
}

/// What the record says, as (name, value): first when, then the known fields.
pub fn facts(record: &Value, lang: Lang) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Some(at) = record["at"].as_str() {
        let words = Moment::parse_iso(at).map_or_else(|| at.to_owned(), |at| lang.moment(at, Zone::Wib));
        out.push((lang.say("Waktu menurut server", "Time by the server").to_owned(), words));
    }
    for (field, id, en) in FIELDS {
        if let Some(value) = record["body"].get(field) {
            out.push((lang.say(id, en).to_owned(), said(field, value, lang)));
        }
    }
    out
}

fn said(field: &str, value: &Value, lang: Lang) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match field {
        "signed_in_by" => SignedInBy::parse(&text).map_or(text, |by| by.name(lang).to_owned()),
        "employment" => text.to_uppercase(),
        "text" => match text.rsplit_once('-') {
            Some((code, version)) => format!("{code}, {} {version}", lang.say("versi", "version")),
            None => text,
        },
        _ => text,
    }
}
