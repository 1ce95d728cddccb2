//! A declaration on one day at many places: the pledge that is signed at each place, chosen in the form or named by a program,
//! with an occasion and a count of its own that stay when the place is changed.

use super::doors::{PLACE, ask, get, post};
use super::teams::people;
use super::*;
use crate::api::ApiDoc;
use axum::http::StatusCode;
use netra_base::{DriveId, EmployeeId};
use netra_pledges::actions::{self as pledges, SignRequest};
use netra_pledges::model as pledge;
use netra_registry::model::Employment;
use utoipa::OpenApi;

const FORM: &str = "/kegiatan/serentak/1/tempat/baru";
const PLACES: &str = "/kegiatan/serentak/1/tempat";
const CHANGE: &str = "/kegiatan/serentak/1/tempat/1/ubah";

/// Opens a pledge drive for a unit and those below it, on the day of the drive by each unit's own clock.
pub(super) fn pledge_drive(house: &House, unit: UnitId, title: &str) -> DriveId {
    let window = pledge::Window { opens: wall("06:00"), closes: wall("23:59"), zone: pledge::WindowZone::Local };
    let audience = pledge::Audience { units: vec![unit], kinds: Employment::ALL.to_vec() };
    let new = pledge::NewDrive { title: title.trim().into(), text: "netralitas-1".into(), audience, window };
    let (by, chance) = (house.centre(), house.chance.clone());
    house.store.write_now(move |tx| pledges::open(tx, &chance, before(), &by, &new)).expect("opens")
}

/// A simultaneous declaration, of two places a Kanwil.
fn declared(house: &House) -> ActivityDriveId {
    let mut new = new_drive();
    new.definition.kind = ActivityKind::Declaration;
    house.announces(new, house.centre()).expect("announces")
}

fn with(pledge: impl std::fmt::Display) -> String {
    format!("{PLACE}&pledge_drive={pledge}")
}

fn at(house: &House, place: i64) -> activities::View {
    let by = house.centre();
    house.store.read_now(move |tx| activities::view(tx, before(), &by, ActivityId(place))).expect("sees")
}

fn signs(house: &House, employee: EmployeeId, place: i64, now: Moment) {
    let activity = at(house, place).activity;
    let (drive, occasion) = (activity.pledge_drive.expect("a pledge"), activity.occasion.map(Into::into));
    let (chance, request) = (house.chance.clone(), SignRequest { drive, employee, by: SignedInBy::Password, occasion });
    house.store.write_now(move |tx| pledges::sign(tx, &chance, now, &request)).expect("signs");
}

/// Half past nine on Bali.
fn on_the_day() -> Moment {
    wall("09:30").at(Zone::Wita)
}

#[test]
fn a_pledge_is_signed_at_each_place_of_a_declaration_and_counted_there() {
    each_engine(|store| {
        let house = House::new(store);
        declared(&house);
        let (bali, centre) = (house.keeper(house.bali), house.centre());
        assert!(!get(&house, &bali, FORM).page().contains("name=\"pledge_drive\""), "where there is none");
        let papua = pledge_drive(&house, house.papua, "Ikrar Papua");
        assert!(!get(&house, &bali, FORM).page().contains("name=\"pledge_drive\""), "nor where it is for others");
        let joint = pledge_drive(&house, house.root, "Ikrar bersama");
        let form = get(&house, &bali, FORM).page();
        assert!(form.contains("Pakta yang ditandatangani di sini") && form.contains(">Ikrar bersama<"), "{form}");
        assert!(form.contains(">Tidak ada<") && !form.contains("Ikrar Papua"), "{form}");
        assert!(get(&house, &bali, &format!("{FORM}?lang=en")).page().contains("Pledge signed here"));
        for (wrong, says) in [
            ("99".to_owned(), "Gerakan ini tidak ada"),
            (papua.to_string(), "tidak ditujukan kepada unit Anda"),
            ("satu".into(), "pakta"),
        ] {
            let back = post(&house, &bali, PLACES, &with(&wrong)).comes_back();
            assert!(back.contains(says) && back.contains("id=\"f-pledge_drive-e\""), "{wrong}: {back}");
            assert!(back.contains("value=\"Penyuluhan Bali\""), "what was typed is still there");
        }
        assert_eq!(house.board(centre.clone(), ActivityDriveId(1)).expect("sees").whole.places, 0, "nothing is kept");
        assert_eq!(post(&house, &bali, PLACES, &with(joint)).goes_to(), "/kegiatan/1");
        let other = with(joint).replace("KW-20", "KW-08").replace("Kepala+Kantor", "Wakil+Kepala+Kantor");
        let other = other.replace("delegations=KW-08-LAPAS-01+5", "delegations=").replace("Penyuluh+Hukum", "Pengawas");
        assert_eq!(post(&house, &centre, PLACES, &other).goes_to(), "/kegiatan/2");
        let screen =
            |place: i64| ask(&house, on_the_day(), Some(&centre), "GET", &format!("/kegiatan/{place}/layar"), "");
        let code = at(&house, 1).occasion.expect("an occasion").code().to_string();
        let shown = screen(1).page();
        assert!(shown.contains("2 Ikrar") && shown.contains(&code), "a second code: {shown}");
        assert!(shown.contains("<strong>0</strong> ikrar ditandatangani di sini"), "{shown}");
        signs(&house, people(&house, house.bali)[0], 1, on_the_day());
        assert!(screen(1).page().contains("<strong>1</strong> ikrar ditandatangani di sini"));
        assert!(screen(2).page().contains("<strong>0</strong> ikrar ditandatangani di sini"), "each counts its own");
        let chance = house.chance.clone();
        let by = house.centre();
        store.write_now(move |tx| activities::start(tx, &chance, on_the_day(), &by, ActivityId(1))).expect("starts");
        let page = ask(&house, on_the_day(), Some(&bali), "GET", "/kegiatan/1", "").page();
        assert!(page.contains("menandatangani pakta di tempat ini"), "{page}");
        assert_eq!(at(&house, 1).occasion.map(|one| one.signed), Some(1));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn changing_a_place_keeps_its_occasion_until_it_lets_go_of_the_pledge() {
    each_engine(|store| {
        let house = House::new(store);
        declared(&house);
        let bali = house.keeper(house.bali);
        let (joint, second) =
            (pledge_drive(&house, house.root, "Ikrar bersama"), pledge_drive(&house, house.bali, "Ikrar Bali"));
        assert_eq!(post(&house, &bali, PLACES, &with(joint)).goes_to(), "/kegiatan/1");
        let first = at(&house, 1).occasion.expect("an occasion");
        let chosen = |drive: DriveId| format!("<option value=\"{drive}\" selected");
        assert!(get(&house, &bali, CHANGE).page().contains(&chosen(joint)));
        // More rows lose nothing of what was chosen.
        let more = post(&house, &bali, CHANGE, &with(second).replace("&do=plan", "&do=more")).page();
        assert!(more.contains(&chosen(second)), "{more}");
        let later = with(joint).replace("starts_time=09:00", "starts_time=10:00");
        assert_eq!(post(&house, &bali, CHANGE, &later).goes_to(), "/kegiatan/1");
        let moved = at(&house, 1).occasion.expect("an occasion");
        assert_eq!((moved.id, moved.from), (first.id, first.from.plus_ms(3_600_000)), "it moves with its place");
        // Where newer drives fill the list, the one that is signed still stands in the form, and another change keeps it.
        for _ in 0..30 {
            pledge_drive(&house, house.bali, "Ikrar lain");
        }
        assert!(!get(&house, &bali, FORM).page().contains("Ikrar bersama"), "the newest are offered");
        assert!(get(&house, &bali, CHANGE).page().contains(&chosen(joint)));
        let named = later.replace("Penyuluhan+Bali", "Ikrar+di+Bali");
        assert_eq!(post(&house, &bali, CHANGE, &named).goes_to(), "/kegiatan/1");
        let kept = at(&house, 1).occasion.expect("an occasion");
        assert_eq!((kept.id, kept.title.as_str()), (first.id, "Ikrar di Bali"));
        // Another pledge is signed at an occasion of its own; none at none.
        assert_eq!(post(&house, &bali, CHANGE, &with(second)).goes_to(), "/kegiatan/1");
        let new = at(&house, 1).occasion.expect("an occasion");
        assert!(new.id != first.id && new.drive == second, "{new:?}");
        assert_eq!(post(&house, &bali, CHANGE, &with("")).goes_to(), "/kegiatan/1");
        let none = at(&house, 1);
        assert_eq!((none.occasion, none.activity.pledge_drive), (None, None));
    });
}

#[test]
fn programs_name_the_pledge_of_a_place_too() {
    each_engine(|store| {
        let house = House::new(store);
        declared(&house);
        let bali = house.keeper(house.bali);
        let joint = pledge_drive(&house, house.root, "Ikrar bersama");
        let plans = |venue: &str, pledge: &str| {
            let body = format!(
                r#"{{"unit":"KW-20","title":"Ikrar Bali","venue":"{venue}","starts":"2024-01-23T09:00",
                "ends":"2024-01-23T11:00","leader":{{"function":"Kepala {venue}"}}{pledge}}}"#
            );
            post(&house, &bali, "/api/v1/activity-drives/1/places", &body)
        };
        let wrong = plans("Aula", ",\"pledge_drive\":99");
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        let wrong = wrong.json();
        let error = &wrong["errors"][0];
        assert_eq!((&error["code"], &error["field"]), (&"drive-unknown".into(), &"pledge_drive".into()));
        let made = plans("Aula", &format!(",\"pledge_drive\":{joint}"));
        assert_eq!((made.status, made.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", made.text);
        assert_eq!(at(&house, 1).occasion.map(|one| one.drive), Some(joint));
        assert_eq!(plans("Balai", "").status, StatusCode::CREATED, "a pledge is not needed");
        assert_eq!(at(&house, 2).occasion, None);
        let told: serde_json::Value = serde_json::to_value(ApiDoc::openapi()).expect("JSON");
        let field = &told["components"]["schemas"]["NewPlaceBody"]["properties"]["pledge_drive"];
        assert!(field["description"].as_str().is_some_and(|words| words.contains("pledge drive")), "{field}");
    });
}
