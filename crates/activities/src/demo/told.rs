//! How the end of a sample activity is told: minutes, what was said by whom, a picture, money and its proof, decisions, the
//! report. What somebody said is given in our own words and by function; the pictures are drawn, and nobody is in them.

use super::{Filled, day};
use crate::actions;
use crate::model::{ActivityId, DecisionId, NewDecision, NewOwner};
use netra_base::{Chance, Moment, Principal, Result, Zone};
use netra_media::{Accepts, MediaDesk};
use netra_store::Tx;

const YARD: &[u8] = include_bytes!("../../../../data/templates/samples/foto-halaman.jpg");
const HALL: &[u8] = include_bytes!("../../../../data/templates/samples/foto-aula.jpg");
const RECEIPT: &[u8] = include_bytes!("../../../../data/demo/kuitansi.png");

/// A picture made for samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A yard with a table at its side.
    Yard,
    /// A hall with rows of people and a screen.
    Hall,
}

/// What is told of an activity that has ended.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The minutes.
    pub minutes: &'a str,
    /// Who said what: a function, and the gist in our words.
    pub quotes: &'a [(&'a str, &'a str)],
    /// A picture and its caption.
    pub photo: Option<(Picture, &'a str)>,
    /// What was spent, in rupiah; its proof is a drawn receipt.
    pub spent: Option<i64>,
}

/// Tells it; `at` is a moment after the end.
///
/// # Errors
/// When the database fails or something is refused.
pub fn tell(tx: &mut Tx<'_>, at: Moment, by: &Principal, id: ActivityId, told: &Told<'_>) -> Result<()> {
    actions::write_minutes(tx, by, id, told.minutes)?;
    for (who, says) in told.quotes {
        actions::quote(tx, by, id, &format!("{who} (intinya, dengan kata kami)"), says)?;
    }
    if let Some((picture, caption)) = told.photo {
        let (bytes, name, seen) = match picture {
            Picture::Yard => (YARD, "halaman.jpg", "Halaman luas dengan meja pencatatan di tepinya"),
            Picture::Hall => (HALL, "aula.jpg", "Peserta duduk berderet di aula menghadap layar berisi judul materi"),
        };
        let ready = MediaDesk::take_now(bytes, name, Accepts::Photo)?;
        actions::add_photo(tx, at, by, id, &ready, (seen, &format!("{caption} (gambar contoh)")))?;
    }
    if let Some(sum) = told.spent {
        actions::spend(tx, by, id, Some(sum))?;
        actions::prove(tx, at, by, id, &MediaDesk::take_now(RECEIPT, "kuitansi.png", Accepts::Paper)?)?;
    }
    Ok(())
}

/// Ends the three, with what was told of them, and files their reports.
///
/// # Errors
/// When the database fails or a step is refused.
pub fn close(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, filled: &Filled) -> Result<()> {
    if let Some(id) = filled.meeting {
        meeting(tx, chance, by, id)?;
    }
    if let Some(id) = filled.readiness {
        let at = ended(tx, chance, by, id)?;
        tell(tx, at, by, id, &READINESS)?;
        let paper = MediaDesk::take_now(YARD, "naskah.jpg", Accepts::Paper)?;
        actions::add_file(tx, at, by, id, &paper, "Denah barisan apel (gambar contoh)")?;
        actions::file_report(tx, chance, at.plus_ms(5 * 3_600_000), by, (id, None))?;
    }
    if let Some(id) = filled.roll_call {
        let at = ended(tx, chance, by, id)?;
        tell(tx, at, by, id, &ROLL_CALL)?;
        actions::file_report(tx, chance, at.plus_ms(2 * 3_600_000), by, (id, None))?;
    }
    Ok(())
}

pub(super) fn ended(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, id: ActivityId) -> Result<Moment> {
    let at = actions::activity(tx, id)?.ends.plus_ms(6 * 60_000);
    actions::finish(tx, chance, at, by, id)?;
    Ok(at)
}

fn meeting(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, id: ActivityId) -> Result<()> {
    let at = ended(tx, chance, by, id)?;
    tell(tx, at, by, id, &MEETING)?;
    let decided = [
        ("Keputusan pembentukan tim diteruskan kepada semua unit", "Kepala Divisi Administrasi", day(2022, 10, 26)?),
        ("Ikrar bersama dan penandatanganan pakta integritas disiapkan", "Ketua tim", day(2022, 11, 30)?),
    ];
    let mut ids: Vec<DecisionId> = Vec::new();
    for (what, owner, due) in decided {
        let new = NewDecision { what: what.into(), owner: NewOwner::Function(owner.into()), due };
        ids.push(actions::decide(tx, by, id, &new)?);
    }
    actions::file_report(tx, chance, at.plus_ms(4 * 3_600_000), by, (id, None))?;
    let ends = [
        (day(2022, 10, 24)?, "Dikirim dengan surat kepada semua unit."),
        (day(2022, 11, 28)?, "Susunan acara dan teks ikrar sudah siap (contoh)."),
    ];
    for (decision, (on, note)) in ids.into_iter().zip(ends) {
        actions::done(tx, chance, on.at(Zone::Wita, 15, 0), by, decision, (on, note))?;
    }
    Ok(())
}

const MEETING: Told<'_> = Told {
    minutes: "Hadir pimpinan tinggi pratama, pejabat administrasi, serta pejabat fungsional dan pelaksana yang masuk tim.\n\
Kepala Kantor Wilayah meminta seluruh pegawai menjauhi kegiatan partai politik dan menjelaskan bahwa hak memilih tetap ada, \
dengan batas yang ditentukan undang-undang: pegawai bebas dari pengaruh golongan dan partai mana pun. Pelanggaran dikenai \
sanksi menurut peraturan, sampai pemberhentian.\n\
Tim pembinaan dan pengawasan netralitas dibentuk untuk membina, mengawasi, dan menangani, supaya langkah unit seirama dan \
ada kepastian hukum bagi pelanggaran. Ikrar bersama dan pakta integritas menyusul dalam waktu dekat.\n\
Pegawai diminta berhati-hati bermedia sosial.",
    quotes: &[
        ("Kepala Kantor Wilayah", "Pegawai tidak menjadi anggota partai politik dan tidak ikut kegiatannya."),
        ("Kepala Kantor Wilayah", "Media sosial pun harus dipakai dengan bijak; sekali terjerumus, sulit kembali."),
    ],
    photo: None,
    spent: None,
};

const READINESS: Told<'_> = Told {
    minutes: "Peserta apel ialah perwakilan petugas dari unit pelaksana teknis pemasyarakatan se-Kepulauan Bangka Belitung, \
termasuk Bapas Kelas II Pangkalpinang. Hadir pula perwakilan Polresta, BNN Kota, KPU Kota, dan Bawaslu Kota Pangkalpinang.\n\
Kepala Divisi Pemasyarakatan memimpin apel dan membacakan pesan Kepala Kantor Wilayah: apel ini tanda kesiapan menjaga \
keamanan selama libur akhir tahun, dan tanda bahwa petugas tetap netral pada masa kampanye. Dasarnya surat edaran Plh. \
Sekretaris Jenderal tanggal 23 November 2023.\n\
Seluruh peserta membaca ikrar netralitas. Kepala unit diminta memperketat pengawasan terhadap tugas pengamanan, \
mengoptimalkan Satops Patnal, dan memastikan kepatuhan pada prosedur.\n\
Penghuni yang disebut hari itu 2.549 orang: 556 tahanan dan 1.993 narapidana; 2.371 laki-laki dewasa, 141 perempuan, dan 37 \
anak.",
    quotes: &[
        (
            "Kepala Divisi Pemasyarakatan",
            "Petugas pemasyarakatan adalah ASN, maka netral itu kewajiban, bukan pilihan.",
        ),
        ("Kepala Divisi Pemasyarakatan", "Jaga nama baik pemasyarakatan: jujur, terbuka, dan bekerja sama."),
    ],
    photo: Some((Picture::Yard, "Tempat apel sebelum peserta berbaris, 21 Desember 2023")),
    spent: Some(7_120_000),
};

const ROLL_CALL: Told<'_> = Told {
    minutes: "Di sela apel virtual awal tahun (harinya tidak disebut berita; 2 Januari simpulan kami, begitu pula bahwa Menteri \
yang memimpin), Menteri mengingatkan seluruh jajaran untuk menjaga netralitas dan memusatkan perhatian pada target kinerja \
2024.\n\
Di luar apel, menurut berita yang sama: Kepala Kantor Wilayah menegaskan kerja sama yang lebih erat dan integritas pegawai. \
Rencana kerja 2024 kantor wilayah memuat, untuk keimigrasian, operasi intelijen, operasi mandiri dan gabungan, penyidikan \
tindak pidana keimigrasian, dan tim pengawasan orang asing; untuk pelayanan hukum, tahun indikasi geografis yang mengangkat \
potensi Bali dan sosialisasi administrasi hukum umum; untuk pemasyarakatan, tambahan petugas karena lapas dan rutan melebihi \
kapasitas.",
    quotes: &[(
        "Menteri Hukum dan Hak Asasi Manusia",
        "Jaga netralitas, dan arahkan tenaga pada target kinerja tahun ini.",
    )],
    photo: None,
    spent: None,
};
