//! Issuing a directive by program: the same fields as the form.

use crate::actions;
use crate::model::{
    self, Audience, Chain, Confirmed, Content, Dated, DirectiveId, DirectiveKind, Due, NewDirective, Numbering, Text,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use netra_base::{Day, Refusal, Result};
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A directive to be issued.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDirectiveBody {
    /// Names the request: sent again with the same key, it answers with the directive of the first.
    key: String,
    /// `circular`, `address` or `order`.
    kind: String,
    /// The code of the issuing unit.
    #[schema(example = "E1-01")]
    unit: String,
    /// The number on the paper.
    number: Option<String>,
    /// In its place: the class with which the next number of the unit's register is taken.
    class: Option<String>,
    /// The day of the paper, or only its year where the day is not known.
    dated: String,
    /// The function that issues it.
    issuer: String,
    /// The function that reads an address on behalf of the issuer.
    read_by: Option<String>,
    /// Where an address is spoken.
    occasion: Option<String>,
    /// Its own row in the rulebook.
    rulebook_row: Option<String>,
    /// What it is about.
    subject: String,
    /// Paragraphs between empty lines; lines that begin with `1.` or `-` are a list.
    text: String,
    /// Ids of the instruments it rests on.
    #[serde(default)]
    instruments: Vec<String>,
    /// Directives it rests on.
    #[serde(default)]
    rests_on: Vec<i64>,
    /// Directives that end with it.
    #[serde(default)]
    replaces: Vec<i64>,
    /// Codes of units; those below come with them.
    units: Vec<String>,
    /// `pns`, `pppk`, `ppnpn`; all when absent.
    kinds: Option<Vec<String>>,
    /// Is it meant that PPNPN are left out?
    #[serde(default)]
    without_ppnpn: bool,
    /// The first day of its validity; only a paper of which no more than the year is known may go without.
    from: Option<String>,
    /// The last day.
    until: Option<String>,
    /// Is an acknowledgement asked?
    #[serde(default)]
    asks: bool,
    /// The last day on which it is in time.
    asked_until: Option<String>,
    /// In its place: so many working days after today, or after the first day of its validity when that comes later.
    asked_working_days: Option<u16>,
}

/// The number of what was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct DirectiveIssuedBody {
    /// The number.
    id: i64,
    /// The last day to acknowledge it, as it was given or counted.
    asked_until: Option<String>,
    /// What is to be known of that day: from where it was counted, or that it is no working day.
    asked_note: Option<String>,
}

fn day(text: &str, field: &'static str) -> Result<Day, Refusal> {
    Day::parse(text).ok_or_else(|| {
        let id = format!("{field}: tulis tanggal seperti 2024-01-05.");
        Refusal::new("day", id, format!("{field}: write a date like 2024-01-05.")).at(field)
    })
}

fn word<T>(text: &str, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or_else(|| {
        let id = format!("{field}: nilai tidak dikenal; lihat uraian API.");
        Refusal::new("choice", id, format!("{field}: unknown value; see the description of the API.")).at(field)
    })
}

impl NewDirectiveBody {
    fn numbering(&self) -> Result<Numbering, Refusal> {
        Ok(match (&self.number, &self.class) {
            (Some(number), _) => Numbering::Typed(model::number(number)?),
            (None, Some(class)) => Numbering::Taken(class.clone()),
            (None, None) => Numbering::None,
        })
    }

    fn parse(self) -> Result<(NewDirective, Vec<String>)> {
        let mut refused = Refusals::default();
        let key: String = self.key.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        if key.is_empty() {
            refused.add(
                Refusal::new("required", "Isi key: huruf dan angka.", "Fill in: key, letters and digits.").at("key"),
            );
        }
        let kind = refused.take(word(&self.kind, "kind", DirectiveKind::parse));
        let number = refused.take(self.numbering());
        let dated = refused.take(word(&self.dated, "dated", Dated::parse));
        let issuer = refused.take(model::function(&self.issuer));
        let read_by = refused.take(self.read_by.as_deref().map(model::reader).transpose());
        let occasion = refused.take(self.occasion.as_deref().map(model::occasion).transpose());
        let subject = refused.take(model::subject(&self.subject));
        let text = refused.take(Text::parse(&self.text));
        let kinds = match &self.kinds {
            Some(kinds) => refused.take(model::kinds(kinds.iter().map(String::as_str))),
            None => Some(netra_registry::model::Employment::ALL.to_vec()),
        };
        let from = refused.take(self.from.as_deref().map(|text| day(text, "from")).transpose());
        let until = refused.take(self.until.as_deref().map(|text| day(text, "until")).transpose());
        let asked = self.asked_until.as_deref().map(|text| day(text, "asked_until")).transpose();
        let days = self.asked_working_days.map(|days| days.to_string());
        let asked = asked.and_then(|day| Due::of(day, days.as_deref()));
        let asked = refused.take(asked.map_err(|one| {
            if one.field.as_deref() == Some("asked_days") { one.at("asked_working_days") } else { one }
        }));
        let (Some(kind), Some(number), Some(dated), Some(issuer), Some(read_by), Some(occasion), Some(subject)) =
            (kind, number, dated, issuer, read_by, occasion, subject)
        else {
            return Err(refused.into_error());
        };
        let (Some(text), Some(kinds), Some(from), Some(until), Some(asked)) = (text, kinds, from, until, asked) else {
            return Err(refused.into_error());
        };
        refused.check()?;
        let ids = |list: Vec<i64>| list.into_iter().map(DirectiveId).collect::<Vec<_>>();
        let chain = Chain { instruments: self.instruments, directives: ids(self.rests_on) };
        let new = NewDirective {
            key,
            kind,
            unit: self.unit,
            number,
            dated,
            issuer,
            read_by,
            occasion,
            row: self.rulebook_row,
            content: Content { subject, text, chain },
            replaces: ids(self.replaces),
            audience: Audience { units: Vec::new(), kinds },
            without_ppnpn: self.without_ppnpn,
            from,
            until,
            asked: self.asks.then_some(asked),
            confirmed: Confirmed::Any,
        };
        Ok((new, self.units))
    }
}

/// Issues a directive; it gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/directives", tag = "directives", request_body = NewDirectiveBody,
    responses((status = 201, body = DirectiveIssuedBody), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn issue(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Given(body): Given<NewDirectiveBody>,
) -> Reply<(StatusCode, Json<DirectiveIssuedBody>)> {
    let (chance, now) = (site.chance.clone(), site.now());
    let (mut new, codes) = body.parse()?;
    let (id, until, note) = site
        .store
        .write(move |tx| {
            new.audience.units = actions::audience(tx, &codes)?;
            let id = actions::issue(tx, &chance, now, &who, &new)?;
            let until = actions::view(tx, now, &who, id, None)?.directive.asked.and_then(|asked| asked.until);
            // Of a request that is repeated on a later day only the day that was kept is told.
            let last = actions::last_day(tx, now, &who, &new).ok().flatten();
            Ok((id, until, last.filter(|last| Some(last.day) == until).and_then(|last| last.told)))
        })
        .await?;
    let asked_until = until.map(|day| day.to_string());
    let asked_note = note.map(|told| told.to(visit.lang).to_owned());
    Ok((StatusCode::CREATED, Json(DirectiveIssuedBody { id: id.0, asked_until, asked_note })))
}
