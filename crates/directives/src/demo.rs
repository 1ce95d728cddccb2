//! The directives of the sample ministry: both circulars with their chain (prg-06), the order of one regional office, the
//! message read on behalf of another at the readiness roll call of 21 December 2023, the Minister's address at the virtual
//! roll call of early 2024. Numbers, days and functions are from the press; what is not known is not made up: a day stays a
//! year. On which day the circular of 2022 came and went, and that the roll call was on 2 January, is our sample and our
//! reading, and stands beside them. The texts are our own words and say so; numbers of sample orders begin with CONTOH.
//! One circular is a sample altogether, and says that too: it is over, and its figures are final.

use crate::actions::{self, AckRequest};
use crate::model::{
    Audience, Chain, Confirmed, Content, Dated, DirectiveId, DirectiveKind, Due, NewDirective, NewPass, Numbering, Text,
};
use crate::rules;
use anyhow::Context;
use netra_base::{Chance, Day, EmployeeId, Moment, Principal, Result, SignedInBy, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit, UnitKind};
use netra_store::{Store, Tx};

/// Acknowledgements written in one transaction: some 50 ms.
const BATCH: usize = 500;
/// What every sample text begins with.
const SAMPLE: &str = "Naskah contoh dengan kata-kata kami sendiri; bukan bunyi surat yang sebenarnya.";

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled {
    /// SEK-14.KP.05.02 of 2022.
    pub se14: DirectiveId,
    /// SEK-UM.01.01-1133 of 23 November 2023.
    pub se1133: DirectiveId,
    /// The sample order of a regional office that rests on it.
    pub order: DirectiveId,
    /// The message of its head, read by the head of a division.
    pub message: DirectiveId,
    /// The Minister's address.
    pub address: DirectiveId,
}

/// Issues them, has them passed on, and lets these people acknowledge the circular of 2023; `by` keeps the whole ministry.
///
/// # Errors
/// When the ministry has not the units of the sample one, or the database fails.
pub fn fill(store: &Store, chance: &Chance, by: &Principal, people: &[EmployeeId]) -> Result<Filled> {
    let (luck, who) = (chance.clone(), by.clone());
    let filled = store.write_now(move |tx| issued(tx, &luck, &who))?;
    let order = Some(filled.order);
    let handed = |first: Day, share: u64, note: Option<&'static str>| Handed { first, share, note, order };
    for (id, handed) in [
        (filled.se14, handed(se14_noted()?.plus_days(1), 1_000, Some(SE14_PASSED))),
        (filled.se1133, handed(day(2023, 11, 24)?, 930, None)),
        (filled.address, handed(roll_call()?, 610, None)),
    ] {
        let (luck, who) = (chance.clone(), by.clone());
        store.write_now(move |tx| pass_down(tx, &luck, &who, id, handed))?;
    }
    answer(store, chance, filled.se1133, (day(2023, 11, 27)?, 25), people)?;
    Ok(filled)
}

/// The circular of one regional office that is over, resting on the one of 2023: these people of the office and its units
/// acknowledge it, some of them late, and the day after its last its figures are counted for good.
///
/// # Errors
/// As [`fill`].
pub fn over(
    store: &Store,
    chance: &Chance,
    by: &Principal,
    rests: DirectiveId,
    people: &[EmployeeId],
) -> Result<DirectiveId> {
    let (luck, who) = (chance.clone(), by.clone());
    let id = store.write_now(move |tx| until_voting(tx, &luck, &who, rests))?;
    let handed = Handed { first: day(2024, 1, 23)?, share: 880, note: None, order: None };
    let (luck, who) = (chance.clone(), by.clone());
    store.write_now(move |tx| pass_down(tx, &luck, &who, id, handed))?;
    answer(store, chance, id, (day(2024, 1, 24)?, 19), people)?;
    let (luck, next) = (chance.clone(), voting()?.plus_days(1).at(Zone::Wib, 0, 5));
    store.write_now(move |tx| actions::count_over(tx, &luck, next, 1))?;
    Ok(id)
}

/// Lets these people acknowledge a directive within so many days from a morning on.
fn answer(
    store: &Store,
    chance: &Chance,
    id: DirectiveId,
    (first, days): (Day, u64),
    people: &[EmployeeId],
) -> Result<()> {
    let first = first.at(Zone::Wib, 7, 30);
    for batch in people.chunks(BATCH) {
        let (luck, batch) = (chance.clone(), batch.to_vec());
        store.write_now(move |tx| {
            for employee in &batch {
                let at = first.plus_ms(luck.below(days * 86_400_000).cast_signed());
                acknowledged(tx, &luck, at, id, *employee)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn acknowledged(tx: &mut Tx<'_>, chance: &Chance, at: Moment, id: DirectiveId, employee: EmployeeId) -> Result<()> {
    actions::mark_read(tx, at.plus_ms(-90_000), employee, id)?;
    let request = AckRequest { directive: id, employee, by: SignedInBy::Password, version: 1 };
    actions::acknowledge(tx, chance, at, &request).map(|_| ())
}

fn day(year: i16, month: i8, day: i8) -> Result<Day> {
    Ok(Day::new(year, month, day).context("a day")?)
}

/// The press gives the circular of 2022 no day: this Monday, after the joint decision of 22 September that it follows and
/// before the meeting in Bali of 19 October, is a sample.
fn se14_noted() -> Result<Day> {
    day(2022, 10, 3)
}

/// Of the first roll call of 2024 the press gives no day either: the first working day is our reading, here as in the
/// activity.
fn roll_call() -> Result<Day> {
    day(2024, 1, 2)
}

/// A directive of these, as most are: for everybody, no acknowledgement asked.
fn new(key: &str, kind: DirectiveKind, unit: &Unit, dated: Dated, issuer: &str) -> Result<NewDirective> {
    Ok(NewDirective {
        key: key.to_owned(),
        kind,
        unit: unit.code.to_string(),
        number: Numbering::None,
        dated,
        issuer: issuer.to_owned(),
        read_by: None,
        occasion: None,
        row: None,
        content: Content { subject: String::new(), text: Text::parse(SAMPLE)?, chain: Chain::default() },
        replaces: Vec::new(),
        audience: Audience { units: vec![unit.id], kinds: Employment::ALL.to_vec() },
        without_ppnpn: false,
        from: match dated {
            Dated::Day(day) => Some(day),
            Dated::Year(_) => None,
        },
        until: None,
        asked: None,
        confirmed: Confirmed::Nothing,
    })
}

fn content(subject: &str, text: &str, instruments: &[&str], directives: &[DirectiveId]) -> Result<Content> {
    let instruments = instruments.iter().map(|id| (*id).to_owned()).collect();
    let text = Text::parse(&format!("{SAMPLE}\n\n{text}"))?;
    Ok(Content { subject: subject.to_owned(), text, chain: Chain { instruments, directives: directives.to_vec() } })
}

fn issued(tx: &mut Tx<'_>, chance: &Chance, by: &Principal) -> Result<Filled> {
    let root = by.grants.first().context("somebody who keeps the ministry")?.unit;
    let (root, general) = (registry::unit(tx, root)?, registry::unit_by_code(tx, "E1-01")?);
    let office = registry::unit_by_code(tx, "KW-07")?;
    let (se14, se1133) = circulars(tx, chance, by, &general, root.id)?;
    let dated = day(2023, 11, 27)?;
    let mut order = new("demo4order", DirectiveKind::Order, &office, Dated::Day(dated), "Kepala Kantor Wilayah")?;
    order.number = Numbering::Typed("CONTOH/KW-07/UM.01.01/2023".into());
    order.content = content("Pelaksanaan ketentuan netralitas di lingkungan Kantor Wilayah", ORDER, &[], &[se1133])?;
    let order = actions::issue(tx, chance, dated.at(office.zone, 9, 0), by, &order)?;
    let dated = day(2023, 12, 21)?;
    let mut message = new("demo5message", DirectiveKind::Address, &office, Dated::Day(dated), "Kepala Kantor Wilayah")?;
    message.read_by = Some("Kepala Divisi Pemasyarakatan".into());
    message.occasion =
        Some("Apel Siaga Nataru 2023 dan Deklarasi Netralitas, lapangan Lapas Narkotika Kelas II Pangkalpinang".into());
    message.content =
        content("Kesiapan menghadapi Nataru dan netralitas petugas pemasyarakatan", MESSAGE, &[], &[se1133])?;
    let message = actions::issue(tx, chance, dated.at(office.zone, 8, 30), by, &message)?;
    let mut address = new("demo6address", DirectiveKind::Address, &root, Dated::Year(2024), "Menteri Hukum dan HAM")?;
    address.occasion =
        Some("Apel pagi virtual awal tahun 2024 (harinya tidak disebut berita; 2 Januari simpulan kami)".into());
    address.content = content("Netralitas ASN dan target kinerja 2024", ADDRESS, &["ins-skb2022"], &[])?;
    let address = actions::issue(tx, chance, roll_call()?.at(root.zone, 8, 0), by, &address)?;
    Ok(Filled { se14, se1133, order, message, address })
}

fn circulars(
    tx: &mut Tx<'_>,
    chance: &Chance,
    by: &Principal,
    general: &Unit,
    root: UnitId,
) -> Result<(DirectiveId, DirectiveId)> {
    let mut first = new("demo1se14", DirectiveKind::Circular, general, Dated::Year(2022), "Sekretaris Jenderal")?;
    first.number = Numbering::Typed("SEK-14.KP.05.02 Tahun 2022".into());
    first.row = Some("ins-se14-2022".into());
    // Addressed to senior leaders and administrators (ins-se14-2022): no contract worker is one. An audience knows kinds of
    // employment, not positions; the text says the rest.
    first.audience = Audience { units: vec![root], kinds: vec![Employment::Pns] };
    first.without_ppnpn = true;
    first.content = content("Pembinaan dan pengawasan netralitas pegawai", SE14, &["ins-skb2022"], &[])?;
    let first = actions::issue(tx, chance, se14_noted()?.at(general.zone, 9, 0), by, &first)?;
    let dated = day(2023, 11, 23)?;
    let issuer = "Plh. Sekretaris Jenderal";
    let mut second = new("demo2se1133", DirectiveKind::Circular, general, Dated::Day(dated), issuer)?;
    second.number = Numbering::Typed("SEK-UM.01.01-1133".into());
    second.row = Some("ins-se1133-2023".into());
    second.audience = Audience { units: vec![root], kinds: Employment::ALL.to_vec() };
    second.asked = Some(Due::Open);
    second.content = content(SE1133_SUBJECT, SE1133, &["ins-skb2022", "ins-se1-2023"], &[first])?;
    let second = actions::issue(tx, chance, dated.at(general.zone, 10, 0), by, &second)?;
    Ok((first, second))
}

/// The voting of 2024 (cal24-07): the last day of the circular that is over.
fn voting() -> Result<Day> {
    day(2024, 2, 14)
}

/// The circular of Bali's office that is over. A Monday on which it was signed and a Wednesday by which it was to be
/// acknowledged, both working days, are samples as it is.
fn until_voting(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, rests: DirectiveId) -> Result<DirectiveId> {
    let office = registry::unit_by_code(tx, "KW-20")?;
    let dated = day(2024, 1, 22)?;
    let mut new = new("demo7over", DirectiveKind::Circular, &office, Dated::Day(dated), "Kepala Kantor Wilayah")?;
    new.number = Numbering::Typed("CONTOH/KW-20/UM.01.01/2024".into());
    new.content = content(OVER_SUBJECT, OVER, &["ins-skb2022"], &[rests])?;
    new.until = Some(voting()?);
    new.asked = Some(Due::Day(day(2024, 2, 7)?));
    actions::issue(tx, chance, dated.at(office.zone, 9, 0), by, &new)
}

/// How a directive goes down: from which day on, how many of a thousand units pass it on, what they note, and the order with
/// which one of them does.
#[derive(Clone, Copy)]
struct Handed {
    first: Day,
    share: u64,
    note: Option<&'static str>,
    order: Option<DirectiveId>,
}

/// Each unit passes it on some days after the one above it, most of them.
fn pass_down(
    tx: &mut Tx<'_>,
    chance: &Chance,
    by: &Principal,
    id: DirectiveId,
    Handed { first, share, note, order }: Handed,
) -> Result<()> {
    let spread = actions::spread(tx, first.at(Zone::Wib, 7, 0), by, id)?;
    for branch in spread.branches.iter().filter(|branch| matches!(branch.line, actions::Line::Due(_))) {
        let unit = &branch.unit;
        if chance.below(1_000) >= share {
            continue;
        }
        let depth = i32::try_from(unit.path.matches('/').count()).unwrap_or(2);
        let later = (depth - 2).max(0) * 4 + i32::try_from(chance.below(4)).unwrap_or(0);
        let minute = i8::try_from(chance.below(50)).unwrap_or(0);
        let at = first.plus_days(later).at(unit.zone, 8, minute);
        let order = match order {
            Some(order) if unit.code.as_str() == "KW-07" && rests_on(tx, by, order, id)? => Some(order),
            _ => None,
        };
        let pass = NewPass {
            unit: unit.code.to_string(),
            function: head(unit).to_owned(),
            note: note.map(str::to_owned),
            order,
        };
        actions::pass_on(tx, chance, at, by, id, &pass)?;
    }
    Ok(())
}

fn rests_on(tx: &mut Tx<'_>, by: &Principal, order: DirectiveId, id: DirectiveId) -> Result<bool> {
    let (order, _, _) = actions::changing(tx, by, order)?;
    Ok(order.rests.contains(&id) && rules::keeps(by, &registry::unit(tx, order.unit)?.path))
}

/// The function of who passes a directive on in a unit.
fn head(unit: &Unit) -> &'static str {
    match unit.kind {
        UnitKind::Agency => "Kepala Biro Umum",
        UnitKind::Eselon1 => "Sekretaris unit eselon I",
        UnitKind::Kanwil => "Kepala Kantor Wilayah",
        UnitKind::Division => "Kepala Divisi",
        UnitKind::Section => "Kepala Bagian",
        _ => "Kepala UPT",
    }
}

const SE14_PASSED: &str = "Diteruskan kepada pejabat di unit ini (hari contoh).";

const SE14: &str =
    "Surat edaran ini menjadi pedoman kementerian untuk membina dan mengawasi netralitas pegawai sebagai \
tindak lanjut Keputusan Bersama tahun 2022. Isinya upaya pencegahan, bentuk pelanggaran, dan sanksinya.

Surat ini ditujukan kepada pimpinan tinggi madya dan pratama serta pejabat administrasi; karena tujuan di sini dipilih \
menurut jenis kepegawaian, yang tercatat ialah PNS. Berita hanya menyebut tahunnya: hari pencatatan dan penerusannya di sini \
hari contoh.

Pimpinan tinggi dan pejabat administrasi:
1. menjelaskan aturan netralitas kepada semua pegawai di unitnya;
2. menjadi contoh dan tidak memakai wewenang untuk memihak;
3. mengawasi, dan menindaklanjuti dugaan pelanggaran menurut aturan disiplin dan kode etik.";

const SE1133_SUBJECT: &str = "Penyampaian ketentuan terkait netralitas ASN dan PPNPN di lingkungan Kementerian Hukum dan Hak Asasi \
Manusia dalam penyelenggaraan Pemilu 2024";

const SE1133: &str = "Surat edaran ini menyampaikan lagi ketentuan netralitas bagi ASN dan PPNPN menjelang Pemilu 2024, \
sebagai kelanjutan surat edaran tahun 2022.

Setiap pegawai:
1. menjaga sikap, ucapan, dan unggahan agar tidak memihak peserta pemilihan mana pun;
2. tidak memakai jabatan, fasilitas, dan kendaraan dinas untuk kepentingan peserta pemilihan;
3. tidak menghadiri kampanye dengan atribut pegawai atau atribut peserta pemilihan;
4. bertanya kepada tim di unitnya bila ragu, sebelum bertindak.

Kepala Kantor Wilayah dan kepala unit pelaksana teknis meneruskan ketentuan ini kepada semua pegawai, termasuk PPNPN, dan \
memastikan setiap orang membacanya.";

const ORDER: &str =
    "Untuk melaksanakan surat edaran Plh. Sekretaris Jenderal, kepala unit pelaksana teknis di wilayah ini:
1. membacakan pokok-pokok surat edaran pada apel pagi minggu ini;
2. memastikan semua pegawai dan PPNPN menyatakan telah membacanya;
3. melaporkan hambatan kepada Kepala Divisi masing-masing.";

const MESSAGE: &str = "Apel siaga ini menunjukkan kesiapan kita melayani pada masa Natal, Tahun Baru, dan Pemilu.

Petugas pemasyarakatan adalah ASN dan wajib menjunjung asas netralitas, sebagaimana surat edaran tanggal 23 November 2023. \
Ikrar yang dibaca bersama hari ini adalah janji kepada warga.

Kepala unit pelaksana teknis meningkatkan pengawasan pengamanan, dan memastikan semua petugas bekerja menurut prosedur serta \
tidak menyalahgunakan wewenang.";

const ADDRESS: &str = "Menteri mengingatkan seluruh jajaran agar menjaga netralitas ASN pada Pemilu 2024, dan mengajak semua \
memusatkan perhatian pada target kinerja 2024.";

const OVER_SUBJECT: &str = "Contoh: netralitas pegawai sampai hari pemungutan suara 14 Februari 2024";

const OVER: &str = "Surat edaran ini seluruhnya contoh; berita tidak menyebut surat seperti ini. Ia menunjukkan arahan yang masa \
berlakunya sudah habis dan angkanya sudah akhir.

Kampanye Pemilu 2024 berakhir 10 Februari 2024 (cal24-05), masa tenang 11 sampai 13 Februari 2024 (cal24-06), pemungutan suara \
14 Februari 2024 (cal24-07). Sampai hari itu setiap pegawai, termasuk PPNPN:
1. menjaga sikap, ucapan, dan unggahan agar tidak memihak peserta pemilihan mana pun;
2. tidak memakai jabatan, fasilitas, dan kendaraan dinas untuk kepentingan peserta pemilihan;
3. bertanya kepada tim di unitnya bila ragu, sebelum bertindak.

Kepala unit di wilayah ini meneruskannya. Surat edaran ini berlaku sampai hari pemungutan suara.";
