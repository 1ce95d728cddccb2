//! Who comes, who goes, who takes whose place, and the end of a team, confirmed on a page of its own. For those who
//! keep the unit's teams; to everybody else these pages do not exist.

use super::form::duty;
use super::standing::waiting;
use super::{MENU, number, period, team_id, team_page};
use crate::actions::{self, MemberView, TeamView};
use crate::model::{
    self, Change, ChangeRequest, Duty, EndReason, Function, Functions, MemberId, NewMember, Person, TeamId,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result};
use netra_web::components::{Filled, Input, Kind, Radios, Select, button, form, note, quiet_link};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

async fn look(site: &Site, who: &Principal, id: TeamId) -> Result<TeamView> {
    let (now, who) = (site.now(), who.clone());
    site.store
        .read(move |tx| {
            actions::changing(tx, now, &who, id)?;
            actions::team(tx, now, &who, id)
        })
        .await
}

/// The form for a change of members.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub async fn member_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
) -> Reply {
    let view = look(&site, &who, team_id(&team)?).await?;
    Ok(show(&visit, &view, None, &[], StatusCode::OK))
}

/// The choices of the form, by their words.
const CHANGES: [(&str, &str, &str); 4] = [
    (
        "replace",
        "Diganti: seorang keluar, penggantinya masuk dengan kedudukan dan fungsi yang sama",
        "Replaced: somebody goes, a successor comes with the same place and functions",
    ),
    ("join", "Bertambah: seorang masuk", "Added: somebody comes"),
    ("leave", "Keluar tanpa pengganti", "Goes without a successor"),
    (
        "settle",
        "Sudah pindah atau keluar dari unit, tidak perlu pengganti",
        "Moved or left the unit already, no successor needed",
    ),
];

fn show(visit: &Visit, view: &TeamView, fields: Option<&Fields>, refusals: &[Refusal], status: StatusCode) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let changes = CHANGES.map(|(code, id, en)| (code.to_owned(), lang.say(id, en).to_owned())).to_vec();
    let who = choices(lang, &view.members);
    let reasons = EndReason::GIVEN.map(|one| (one.code().to_owned(), one.name(lang).to_owned())).to_vec();
    let functions = Function::ALL.map(|one| (one.code().to_owned(), one.name(lang).to_owned())).to_vec();
    let action = format!("{MENU}/{}/anggota", view.team.id);
    team_page(visit, lang.say("Ubah anggota", "Change members"), &view.team).narrow().status(status).show(html! {
        (waiting(lang, &view.notices))
        (form(&action, filled, html! {
            (Radios::one("change", lang.say("Apa yang berubah?", "What changes?"), changes).chosen("replace").show(filled))
            (Select::new("member", lang.say("Siapa yang keluar atau sudah keluar", "Who goes or has gone"), who).prompt(lang.say("Pilih orang", "Choose a person")).optional().hint(lang.say("Tidak perlu bila hanya bertambah.", "Not needed when somebody is added.")).show(filled))
            (Select::new("reason", lang.say("Alasan keluar", "Reason for going"), reasons).value(EndReason::Replaced.code()).show(filled))
            (Input::digits("nip", lang.say("NIP yang masuk", "NIP of who comes")).max(24).optional().autocomplete("off").hint(lang.say("Pengganti atau anggota baru: pegawai unit ini, di bawahnya, atau di atasnya.", "The successor or new member: from this unit, below it or above it.")).show(filled))
            (duty(lang, "duty", Duty::Member).optional().hint(lang.say("Hanya untuk yang bertambah; pengganti mengambil kedudukan yang digantikan.", "For an addition only; a successor takes over the place.")).show(filled))
            (Radios::several("fn", lang.say("Fungsi", "Functions"), functions).optional().hint(lang.say("Hanya untuk yang bertambah.", "For an addition only.")).show(filled))
            (Input::day("day", lang.say("Mulai hari", "From this day")).value(view.today.to_string()).hint(lang.say("Yang masuk mulai hari itu; yang keluar masih anggota sampai hari sebelumnya.", "Who comes begins on that day; who goes is a member until the day before.")).show(filled))
            (Input::text("decree", lang.say("Nomor SK perubahan", "Number of the decree")).max(80).optional().show(filled))
            (button(lang.say("Catat perubahan", "Record the change")))
        }))
    })
}

/// Those in the team, and those who left the unit and wait.
fn choices(lang: Lang, members: &[MemberView]) -> Vec<(String, String)> {
    let open = members
        .iter()
        .filter(|one| one.member.ended.as_ref().is_none_or(|end| end.reason == EndReason::LeftUnit && !end.settled));
    let words = |one: &MemberView| {
        let left = if one.member.ended.is_some() { lang.say(" (sudah keluar)", " (has left)") } else { "" };
        format!("{}, {}{left}", one.name, one.member.duty.name(lang).to_lowercase())
    };
    open.map(|one| (one.member.id.to_string(), words(one))).collect()
}

fn parse(fields: &Fields) -> Result<ChangeRequest> {
    let mut refused = Refusals::default();
    let day = refused.take(fields.day("day", ("Hari", "The day")));
    let decree = refused.take(fields.get("decree").map(model::decree_number).transpose().map_err(|r| r.at("decree")));
    let change = match fields.get("change") {
        Some("join") => refused.take(joins(fields)).map(Change::Join),
        Some("leave") => refused.take(goes(fields)).map(|(id, reason)| Change::Leave(id, reason)),
        Some("settle") => refused.take(member(fields)).map(Change::Settle),
        Some("replace") => {
            let (gone, comes) = (refused.take(goes(fields)), refused.take(comes(fields)));
            gone.zip(comes).map(|((id, reason), person)| Change::Replace(id, reason, person))
        }
        _ => {
            refused.add(Refusal::new("choice", "Pilih apa yang berubah.", "Choose what changes.").at("change"));
            None
        }
    };
    let (Some(day), Some(decree), Some(change)) = (day, decree, change) else { return Err(refused.into_error()) };
    refused.check()?;
    Ok(ChangeRequest { change, day, decree })
}

fn member(fields: &Fields) -> Result<MemberId, Refusal> {
    fields.choice("member", ("orangnya", "the person"), |text| number(text).ok()).map(MemberId)
}

fn goes(fields: &Fields) -> Result<(MemberId, EndReason), Refusal> {
    let given = |code: &str| EndReason::GIVEN.into_iter().find(|reason| reason.code() == code);
    Ok((member(fields)?, fields.choice("reason", ("alasannya", "the reason"), given)?))
}

fn comes(fields: &Fields) -> Result<Person, Refusal> {
    let nip = fields.text("nip", ("NIP yang masuk", "the NIP of who comes"), 24)?;
    Person::of_nip(&nip).map_err(|refusal| refusal.at("nip"))
}

fn joins(fields: &Fields) -> Result<NewMember, Refusal> {
    let person = comes(fields)?;
    let duty = fields.choice("duty", ("kedudukan", "the place"), Duty::parse)?;
    let functions = Functions::new(fields.all("fn").filter_map(Function::parse).collect());
    Ok(NewMember { person, duty, functions: functions.map_err(|refusal| refusal.at("fn"))? })
}

/// Records a change and leads back to the team.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub async fn change_member(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    fields: Fields,
) -> Reply {
    let id = team_id(&team)?;
    let view = look(&site, &who, id).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok(request) => site.store.write(move |tx| actions::change(tx, &chance, now, &who, id, &request)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, &view, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Asks whether to end the team.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub async fn end_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let (id, now) = (team_id(&team)?, site.now());
    let view = look(&site, &who, id).await?;
    let refusal = site.store.read(move |tx| actions::ending(tx, now, &who, id)).await?;
    Ok(show_end(&visit, &view, refusal.as_ref(), None, &[], StatusCode::OK))
}

fn show_end(
    visit: &Visit,
    view: &TeamView,
    never: Option<&Refusal>,
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let href = format!("{MENU}/{}", view.team.id);
    team_page(visit, lang.say("Akhiri tim", "End the team"), &view.team).narrow().status(status).show(html! {
        p.lead { (view.unit.name) " · " (period(lang, view.team.period.from, view.team.period.until)) }
        @match never {
            Some(refusal) => { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) p { (quiet_link(&href, lang.say("Kembali ke tim", "Back to the team"))) } },
            None => {
                (note(Kind::Warn, html! { p { (lang.say(
                    "Sesudah diakhiri tim tidak dapat dihidupkan lagi; unit ini tidak punya tim sendiri sampai yang baru dibentuk. Temuannya menunggu tim berikutnya.",
                    "An ended team cannot be brought back; this unit has no team of its own until a new one is formed. Its findings wait for the next team.")) } }))
                (end_fields(lang, view.today, filled, &href))
            },
        }
    })
}

fn end_fields(lang: Lang, today: Day, filled: Filled<'_>, href: &str) -> Markup {
    form(
        &format!("{href}/akhiri"),
        filled,
        html! {
            (Input::day("last_day", lang.say("Hari terakhir", "The last day")).value(today.to_string()).show(filled))
            (Input::text("reason", lang.say("Alasan", "Reason")).max(300).show(filled))
            p.actions { button.btn { (lang.say("Akhiri tim ini", "End this team")) } (quiet_link(href, lang.say("Batal", "Cancel"))) }
        },
    )
}

/// Ends the team and leads back to it.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub async fn end_team(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    fields: Fields,
) -> Reply {
    let id = team_id(&team)?;
    let view = look(&site, &who, id).await?;
    let mut refused = Refusals::default();
    let day = refused.take(fields.day("last_day", ("Hari terakhir", "The last day")));
    let reason = refused.take(model::end_reason(fields.get("reason").unwrap_or_default()));
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match (day, reason) {
        (Some(day), Some(reason)) => {
            site.store.write(move |tx| actions::end(tx, &chance, now, &who, id, (day, &reason))).await
        }
        _ => Err(refused.into_error()),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show_end(&visit, &view, None, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
