//! The form of a place: what most leave empty is folded, and nothing in a fold is lost or hides what was refused.

use super::doors::{PLACE, get, post};
use super::*;
use netra_registry::model::{Employment, Identity, NewEmployee, Nip, PersonName};
use std::fmt::Write;

const PLACES: &str = "/kegiatan/serentak/1/tempat";

/// Is the part with these words open?
fn open(page: &str, words: &str) -> bool {
    let (before, _) = page.split_once(&format!("<summary>{words}</summary>")).expect("the part is there");
    before.ends_with("<details class=\"more\" open>")
}

fn parts(page: &str) -> [bool; 4] {
    ["Narasumber", "Kelompok yang diundang", "Utusan unit lain", "Anggaran"].map(|words| open(page, words))
}

#[test]
fn parts_are_open_where_something_stands_is_refused_or_is_asked_for() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let bali = house.keeper(house.bali);
        assert_eq!(parts(&get(&house, &bali, &format!("{PLACES}/baru")).page()), [false; 4]);
        let bare = "unit=KW-20&title=Penyuluhan+Bali&mode=on-site&venue=Aula&starts=2024-01-23&starts_time=09:00\
            &ends=2024-01-23&ends_time=11:00&leader=Kepala&rows=3&target=80";
        let more = post(&house, &bali, PLACES, &format!("{bare}&do=more")).page();
        assert_eq!(parts(&more), [true, true, false, false], "{more}");
        let refused = |body: &str| post(&house, &bali, PLACES, &format!("{bare}&do=plan&{body}")).comes_back();
        let nameless = refused("group-1-many=20");
        assert!(nameless.contains("Kelompok 2: sebutkan siapa yang diundang") && nameless.contains("value=\"20\""));
        assert_eq!(parts(&nameless), [false, true, false, false], "{nameless}");
        let missing = refused("speaker-0-of=Bawaslu");
        assert_eq!(parts(&missing), [true, false, false, false], "{missing}");
        assert_eq!(parts(&refused("delegations=entah")), [false, false, true, false]);
        assert_eq!(parts(&refused("source=DIPA")), [false, false, false, true]);
        assert_eq!(post(&house, &bali, PLACES, PLACE).goes_to(), "/kegiatan/1");
        let again = get(&house, &bali, &format!("{PLACES}/1/ubah")).page();
        assert_eq!(parts(&again), [true; 4], "what stands is seen");
    });
}

#[test]
fn forty_groups_and_a_recorded_speaker_outlast_the_form_until_taken_off() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let bali = house.keeper(house.bali);
        let nip = Nip::parse("198503172009121001").expect("a NIP");
        let person = NewEmployee {
            identity: Identity::Nip(nip),
            name: PersonName::parse("Contoh A").expect("a name"),
            employment: Employment::Pns,
            position: None,
            grade: None,
            unit: house.bali,
        };
        store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires");
        let common = "unit=KW-20&title=Penyuluhan+Bali&mode=on-site&venue=Aula&starts=2024-01-23&starts_time=09:00\
            &ends=2024-01-23&ends_time=11:00&leader=Kepala&target=80&do=plan";
        let mut groups = String::new();
        for at in 0..40 {
            write!(groups, "&group-{at}=Kelompok+{at}&group-{at}-side=outside&group-{at}-many=2").expect("writes");
        }
        let body = format!("{common}&rows=40{groups}&speaker-0-nip=198503172009121001");
        let made = post(&house, &bali, PLACES, &body);
        assert_eq!(made.goes_to(), "/kegiatan/1", "{}", made.text);
        let kept = || store.read_now(|tx| activities::details(tx, ActivityId(1))).expect("kept");
        assert_eq!((kept().invited.len(), kept().speakers.len()), (40, 1));
        let form = get(&house, &bali, &format!("{PLACES}/1/ubah")).text;
        assert!(form.contains("name=\"group-39\"") && form.contains("name=\"speaker-0-off\""), "{form}");
        assert!(form.contains("Di sini sudah tercatat seorang pegawai"), "{form}");
        let known = form.split("name=\"speaker-0-known\" value=\"").nth(1).expect("carried along");
        let known = known.split('"').next().expect("a number");
        let change = |end: &str| {
            let body = format!("{common}&rows=40{groups}&speaker-0-known={known}{end}");
            let done = post(&house, &bali, &format!("{PLACES}/1/ubah"), &body);
            assert_eq!(done.goes_to(), "/kegiatan/1", "{}", done.text);
        };
        change("");
        assert_eq!((kept().invited.len(), kept().speakers.len()), (40, 1), "as it was");
        change("&speaker-0-off=1");
        assert_eq!((kept().invited.len(), kept().speakers.len()), (40, 0), "taken off");
    });
}
