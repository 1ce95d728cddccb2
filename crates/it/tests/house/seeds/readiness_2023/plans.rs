//! What is wrong with a plan is said at its field and nothing is planned; what may be meant is asked once.

use super::super::by_hand::{Form, in_minutes};
use super::super::{House, accepted, nip, number_at_end, page, refused};
use super::{LEADER, TITLE, readiness, rows, said_at, words};
use netra_base::{Lang, Zone};
use netra_it::Client;

/// Each slip of the pen comes back with its sentence at its field and everything that was typed; nothing is planned.
pub fn slips_of_the_pen_come_back(house: &House, operator: &Client, drive: i64) {
    let tomorrow = house.today(Zone::Wib).plus_days(1);
    let right = || readiness(operator, tomorrow, drive);
    let (day, next) = (Lang::Id.day(tomorrow), tomorrow.plus_days(1).to_string());
    let before = |until: &str| {
        format!(
            "Selesai ({day} {until}) harus sesudah mulai ({day} 08.00). Bila lewat tengah malam, isi juga tanggal selesai."
        )
    };
    let nobody = "yang diharapkan hadir sedikitnya 1 orang. Hapus baris ini bila tidak diundang.";
    let far = "Tanggalnya harus antara 31 hari yang lalu dan dua tahun ke depan.".to_owned();
    let nowhere = "Sebutkan tempatnya: kegiatan ini dihadiri di tempat. Bila semua hadir lewat layar, pilih Virtual.";
    let long = "Paling lama 24 jam. Kegiatan beberapa hari: rencanakan satu untuk setiap hari.".to_owned();
    let several = "perwakilan; Polresta Pangkalpinang; 2\nperwakilan; Bawaslu Kota Pangkalpinang; 0";
    for (form, field, sentence) in [
        (right().fill("day", "2023-12-21"), "day", far),
        (right().fill("ends", "07:00"), "ends", before("07.00")),
        (right().fill("ends", "08:00"), "ends", before("08.00")),
        (right().fill("ends_day", &next), "ends", long),
        (right().clear("venue"), "venue", nowhere.to_owned()),
        (right().fill("outside", several), "outside", format!("Baris 2: {nobody}")),
        (right().fill("inside", "pejabat administrasi; 0"), "inside", format!("Baris 1: {nobody}")),
        (right().fill("delegations", "KW-07-LPKA-01; 0"), "delegations", format!("Baris 1: {nobody}")),
    ] {
        let back = refused(&form.send(operator));
        assert_eq!(said_at(&back, field), sentence);
        assert!(back.contains(TITLE) && back.matches("class=\"error\"").count() == 1, "{field}: {back}");
    }
    assert_eq!((rows(house, "activity"), rows(house, "pledge_occasion")), (0, 0), "nothing is planned");
}

/// A watch from ten in the evening to two in the morning ends on another day, which must be said.
pub fn a_night_has_two_days(house: &House, operator: &Client) {
    let evening = house.today(Zone::Wib).plus_days(1);
    let (day, morning) = (Lang::Id.day(evening), evening.plus_days(1).to_string());
    let form = Form::on(operator, "/kegiatan/baru", "/kegiatan", "Simpan rencana")
        .fill("unit", "KW-07-LAPAS-01")
        .fill("kind", "readiness")
        .fill("title", "Siaga malam Natal")
        .fill("venue", "Pos utama Lapas Narkotika Pangkalpinang")
        .fill("day", &evening.to_string())
        .fill("starts", "22:00")
        .fill("ends", "02:00")
        .fill("leader", "Kepala Lapas; Lapas Narkotika Pangkalpinang");
    let back = refused(&form.send(operator));
    let sentence = format!(
        "Selesai ({day} 02.00) harus sesudah mulai ({day} 22.00). Bila lewat tengah malam, isi juga tanggal selesai."
    );
    assert_eq!(said_at(&back, "ends"), sentence);
    let form = Form::of(&back, "/kegiatan", "Simpan rencana").fill("ends_day", &morning);
    let night = meant(operator, &form);
    let told = operator.get(&format!("/api/v1/activities/{}", number_at_end(&night))).value();
    let wall = [&told["starts"], &told["ends"]].map(|at| at.as_str().unwrap()[..16].to_owned());
    assert_eq!(wall, [format!("{evening}T22:00"), format!("{morning}T02:00")], "{told}");
}

/// Sends a plan; on a holiday it comes back once, and whoever means it ticks the box.
fn meant(operator: &Client, form: &Form) -> String {
    let reply = form.send(operator);
    if reply.status == 303 {
        return accepted(&reply);
    }
    let warned = Form::of(&refused(&reply), "/kegiatan", "Simpan rencana").fill("confirmed", "1");
    accepted(&warned.send(operator))
}

/// The leader cannot be at two places at once: the operator is told, means it, and calls the second one off.
pub fn the_leader_is_due_twice(house: &House, operator: &Client, activity: &str) {
    let there = rows(house, "activity");
    let (starts, ends) = (in_minutes(Zone::Wib, 10), in_minutes(Zone::Wib, 60));
    let form = Form::on(operator, "/kegiatan/baru", "/kegiatan", "Simpan rencana")
        .fill("unit", "KW-07-BAPAS-01")
        .fill("kind", "coordination")
        .fill("title", "Arahan di Bapas")
        .fill("venue", "Aula Bapas Pangkalpinang")
        .fill("day", &starts.0)
        .fill("starts", &starts.1)
        .fill("ends", &ends.1)
        .fill("ends_day", &ends.0)
        .fill("leader", &nip(LEADER));
    let warned = refused(&form.send(operator));
    let due = "Pegawai 002, Kepala Divisi Pemasyarakatan, Divisi Pemasyarakatan sudah bertugas di";
    let hours = format!("{}–{} WIB", starts.1.replace(':', "."), ends.1.replace(':', "."));
    assert!(words(&warned).contains(&format!("{due} \"{TITLE}\" ({hours}).")), "{warned}");
    assert!(!warned.contains("class=\"error\""), "a warning is no fault: {warned}");
    assert_eq!(rows(house, "activity"), there);
    let second = accepted(&Form::of(&warned, "/kegiatan", "Simpan rencana").fill("confirmed", "1").send(operator));
    assert_eq!(rows(house, "activity"), there + 1);
    assert!(words(&page(operator, activity)).contains("juga bertugas di Arahan di Bapas"));
    let call_off = format!("{second}/batal");
    let form = Form::on(operator, &call_off, &call_off, "Batalkan kegiatan ini");
    assert!(refused(&form.send(operator)).contains("f-reason-e"), "those invited are told why");
    accepted(&form.fill("reason", "Kepala Divisi memimpin apel siaga pada jam itu.").send(operator));
    assert!(words(&page(operator, &second)).contains("Dibatalkan: Kepala Divisi memimpin apel siaga pada jam itu."));
    assert!(!page(operator, activity).contains("juga bertugas di"));
}
