//! The oversight team on whose behalf a place is held: chosen in the form or named by a program, kept and changed with the
//! place, refused at its field where it does not act there and then.

use super::declarations::pledge_drive;
use super::doors::{PLACE, get, post};
use super::*;
use crate::api::ApiDoc;
use axum::http::StatusCode;
use netra_base::EmployeeId;
use netra_it::store::on_sqlite;
use netra_oversight::actions as oversight;
use netra_oversight::model::{
    Decree, Duty, Function, Functions, NewMember, NewTeam, Numbering, Period, Person, TeamId,
};
use netra_registry::model::{Employment, Identity, NewEmployee, Nip, PersonName};
use utoipa::OpenApi;

const FORM: &str = "/kegiatan/serentak/1/tempat/baru";
const PLACES: &str = "/kegiatan/serentak/1/tempat";

/// Three people of a unit; those of the ministry may be in any team of its units.
pub(super) fn people(house: &House, unit: UnitId) -> Vec<EmployeeId> {
    let hire = |serial: usize| {
        let identity = Identity::Nip(Nip::parse(&format!("198503172009121{serial:03}")).expect("a NIP"));
        let letter = char::from(b'A' + u8::try_from(serial).expect("small"));
        let name = PersonName::parse(&format!("Orang {letter}{letter}")).expect("a name");
        let person = NewEmployee { identity, name, employment: Employment::Pns, position: None, grade: None, unit };
        house.store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
    };
    (1..=3).map(hire).collect()
}

/// The team of a unit, valid between these days.
fn forms(house: &House, people: &[EmployeeId], unit: &str, (from, until): (&str, &str)) -> TeamId {
    let functions = || Functions::new(Function::ALL.to_vec()).expect("functions");
    let duties = [Duty::Chair, Duty::Member, Duty::Member];
    let member = |(person, duty): (&EmployeeId, Duty)| NewMember {
        person: Person::Known(*person),
        functions: functions(),
        duty,
    };
    let new = NewTeam {
        unit: unit.into(),
        decree: Decree {
            number: format!("CONTOH/{unit}/{from}"),
            day: day("2022-10-19"),
            issuer: format!("Kepala {unit}"),
            basis: vec!["ins-skb2022".into()],
        },
        numbering: Numbering::Given,
        title: "Tim Pembinaan dan Pengawasan".into(),
        period: Period { from: day(from), until: day(until) },
        members: people.iter().zip(duties).map(member).collect(),
    };
    let (by, chance) = (house.centre(), house.chance.clone());
    house.store.write_now(move |tx| oversight::form(tx, &chance, before(), &by, &new, &|_| true)).expect("forms")
}

const THIS_YEAR: (&str, &str) = ("2024-01-02", "2024-12-31");

fn with(team: impl std::fmt::Display) -> String {
    format!("{PLACE}&team={team}")
}

fn team_of(house: &House, place: i64) -> Option<TeamId> {
    house.store.read_now(move |tx| activities::activity(tx, ActivityId(place))).expect("known").team
}

/// Does the list of a team have the place?
fn leads(house: &House, who: &Principal, team: TeamId) -> bool {
    get(house, who, &format!("/kegiatan?tim={team}")).page().contains("Penyuluhan Bali")
}

#[test]
fn a_place_may_be_held_on_behalf_of_a_team_and_what_is_wrong_about_it_stands_at_the_field() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let bali = house.keeper(house.bali);
        assert!(!get(&house, &bali, FORM).page().contains("name=\"team\""), "where there is no team");
        let people = people(&house, house.root);
        let ended = forms(&house, &people, "KW-20", ("2023-01-02", "2024-01-22"));
        let later = forms(&house, &people, "KEM", ("2024-01-24", "2024-12-31"));
        let foreign = forms(&house, &people, "KW-08", THIS_YEAR);
        let none = get(&house, &bali, FORM).page();
        assert!(!none.contains("name=\"team\""), "none of its own acts on the day of the drive: {none}");
        let team = forms(&house, &people, "KW-30", THIS_YEAR);
        assert!(!get(&house, &bali, FORM).page().contains("CONTOH/KW-30"), "nor one of elsewhere");
        for (wrong, says) in [
            (team.to_string(), "Tim ini bukan tim Unit KW-20"),
            (foreign.to_string(), "Tim ini bukan tim Unit KW-20"),
            ("99".into(), "Tim ini bukan tim Unit KW-20"),
            (ended.to_string(), "tidak berlaku pada 23 Januari 2024; masa tugasnya"),
            (later.to_string(), "tidak berlaku pada 23 Januari 2024; masa tugasnya"),
            ("lima".into(), "Nomor tim berupa angka"),
        ] {
            let back = post(&house, &bali, PLACES, &with(&wrong)).comes_back();
            assert!(back.contains(says) && back.contains("id=\"f-team-e\""), "{wrong}: {back}");
            assert!(back.contains("value=\"Penyuluhan Bali\""), "what was typed is still there");
        }
        let centre = house.centre();
        assert_eq!(house.board(centre.clone(), ActivityDriveId(1)).expect("sees").whole.places, 0, "nothing is kept");
        let own = forms(&house, &people, "KW-20", ("2024-01-23", "2024-12-31"));
        let form = get(&house, &bali, FORM).page();
        assert!(form.contains("Unit KW-20, SK CONTOH/KW-20/2024-01-23 (23 Januari 2024"), "{form}");
        assert!(form.contains("Tidak atas nama tim") && !form.contains("CONTOH/KW-08"), "{form}");
        assert!(get(&house, &bali, &format!("{FORM}?lang=en")).page().contains("On behalf of a team"));
        let made = post(&house, &bali, PLACES, &with(own));
        assert_eq!((made.status, made.goes_to()), (StatusCode::SEE_OTHER, "/kegiatan/1"), "{}", made.text);
        assert_eq!(team_of(&house, 1), Some(own));
        assert!(leads(&house, &bali, own) && leads(&house, &centre, own) && !leads(&house, &bali, ended));
        let page = get(&house, &bali, "/kegiatan/1").page();
        assert!(page.contains(&format!("href=\"/tim/{own}\"")) && page.contains("SK CONTOH/KW-20"), "{page}");
    });
}

#[test]
fn changing_a_place_keeps_its_team_names_another_or_none() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let (bali, people) = (house.keeper(house.bali), people(&house, house.root));
        let (own, above) = (forms(&house, &people, "KW-20", THIS_YEAR), forms(&house, &people, "KEM", THIS_YEAR));
        assert_eq!(post(&house, &bali, PLACES, &with(own)).goes_to(), "/kegiatan/1");
        let path = "/kegiatan/serentak/1/tempat/1/ubah";
        let chosen = |team: TeamId| format!("<option value=\"{team}\" selected");
        let form = get(&house, &bali, path).page();
        assert!(form.contains(&chosen(own)) && form.contains("Unit KEM, SK"), "{form}");
        // More rows lose nothing of what was chosen.
        let more = post(&house, &bali, path, &with(above).replace("&do=plan", "&do=more")).page();
        assert!(more.contains(&chosen(above)), "{more}");
        let moved = |body: String| body.replace("starts_time=09:00", "starts_time=10:00");
        assert_eq!(post(&house, &bali, path, &moved(with(own))).goes_to(), "/kegiatan/1");
        assert_eq!(team_of(&house, 1), Some(own), "it stays");
        assert_eq!(post(&house, &bali, path, &with(above)).goes_to(), "/kegiatan/1");
        assert_eq!(team_of(&house, 1), Some(above));
        assert!(leads(&house, &bali, above) && !leads(&house, &bali, own));
        let back = post(&house, &bali, path, &with(99)).comes_back();
        assert!(back.contains("id=\"f-team-e\"") && team_of(&house, 1) == Some(above), "{back}");
        // A team that acts no more stands in the form until its place lets go of it.
        let (by, chance, ends) = (house.centre(), house.chance.clone(), (day("2024-01-16"), "Susunan baru"));
        store.write_now(move |tx| oversight::end(tx, &chance, before(), &by, above, ends)).expect("ends");
        assert!(get(&house, &bali, path).page().contains(&chosen(above)));
        let back = post(&house, &bali, path, &with(above)).comes_back();
        assert!(back.contains("tidak berlaku pada 23 Januari 2024") && back.contains(&chosen(above)), "{back}");
        assert_eq!(post(&house, &bali, path, &with("")).goes_to(), "/kegiatan/1");
        assert_eq!(team_of(&house, 1), None);
        assert!(!get(&house, &bali, path).page().contains("Unit KEM, SK"), "it is offered no more");
    });
}

#[test]
fn programs_name_the_team_of_a_place_too() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let (bali, people) = (house.keeper(house.bali), people(&house, house.root));
        let (own, foreign) = (forms(&house, &people, "KW-20", THIS_YEAR), forms(&house, &people, "KW-08", THIS_YEAR));
        let plans = |venue: &str, team: &str| {
            let body = format!(
                r#"{{"unit":"KW-20","title":"Penyuluhan Bali","venue":"{venue}","starts":"2024-01-23T09:00",
                "ends":"2024-01-23T11:00","leader":{{"function":"Kepala {venue}"}}{team}}}"#
            );
            post(&house, &bali, "/api/v1/activity-drives/1/places", &body)
        };
        let wrong = plans("Aula", &format!(",\"team\":{foreign}"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        let wrong = wrong.json();
        assert_eq!(
            (&wrong["errors"][0]["code"], &wrong["errors"][0]["field"]),
            (&"team-unknown".into(), &"team".into())
        );
        let made = plans("Aula", &format!(",\"team\":{own}"));
        assert_eq!((made.status, made.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", made.text);
        assert_eq!(team_of(&house, 1), Some(own));
        assert!(leads(&house, &bali, own));
        assert_eq!(plans("Balai", "").status, StatusCode::CREATED, "a team is not needed");
        assert_eq!(team_of(&house, 2), None);
        let told: serde_json::Value = serde_json::to_value(ApiDoc::openapi()).expect("JSON");
        let team = &told["components"]["schemas"]["NewPlaceBody"]["properties"]["team"];
        assert!(team["description"].as_str().is_some_and(|words| words.contains("oversight team")), "{team}");
    });
}

#[test]
fn a_full_form_of_a_place_stays_light() {
    on_sqlite(|store| {
        let house = House::new(store);
        let people = people(&house, house.root);
        // As many units, teams and pledges as lists show: sixty, sixty, thirty.
        for at in 0..57 {
            let code = format!("UPT-{at:03}");
            open_unit(store, &code, UnitKind::Kanwil, Zone::Wib, Some(house.root));
            forms(&house, &people, &code, THIS_YEAR);
        }
        for code in ["KW-08", "KW-20", "KW-08-LAPAS-01"] {
            forms(&house, &people, code, THIS_YEAR);
        }
        for _ in 0..30 {
            pledge_drive(&house, house.root, &"Ikrar bersama netralitas aparatur ".repeat(4));
        }
        house.drive();
        let all = PLACE.replace("rows=3", "rows=20");
        let form = post(&house, &house.centre(), PLACES, &all.replace("&do=plan", "&do=more")).page();
        assert!(form.matches("<option").count() > 160 && form.contains("name=\"group-19\""), "{form}");
        assert_eq!(form.matches("Ikrar bersama").count(), 30 * 4, "{form}");
        forms(&house, &people, "KEM", THIS_YEAR);
        let form = get(&house, &house.centre(), FORM).page();
        assert!(form.contains("Nomor tim, seperti di alamat halamannya"), "more of them are named by number: {form}");
    });
}
