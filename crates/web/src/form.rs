//! Urlencoded forms: a bounded extractor that yields named, trimmed values, and getters that parse them
//! into checked values or say what is wrong. It knows no field of any feature.

use crate::address;
use crate::reply::WebError;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use netra_base::{Day, Error, Lang, Moment, Refusal, Say, Zone};
use std::ops::RangeInclusive;

/// The largest form: the longest text field we ask for is 4,000 characters, at most 12 bytes each once
/// encoded, and a form has few of them.
pub const FORM_LIMIT: usize = 256 * 1024;

/// How often one form may say something: every field of the widest form and a few hundred ticked boxes.
const VALUES_LIMIT: usize = 1_000;

/// A label in both languages: `("Nama", "Name")`.
pub type Label = (&'static str, &'static str);

/// The fields of a submitted form, in order, trimmed. As an extractor it stands last in a handler.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields from pairs, for multipart forms and tests.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().take(VALUES_LIMIT).map(|(k, v)| (k, v.trim().to_owned())).collect())
    }

    /// The first value of a field; empty is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// All values of a field that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Was this box ticked?
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text that must be there, of at most `max` characters.
    ///
    /// # Errors
    /// `required`, `too-long`.
    pub fn text(&self, name: &str, label: Label, max: usize) -> Result<String, Refusal> {
        self.optional(name, label, max)?.ok_or_else(|| {
            Refusal::new("required", format!("Isi {}.", label.0), format!("Fill in: {}.", label.1)).at(name.to_owned())
        })
    }

    /// A text that may be left out, of at most `max` characters.
    ///
    /// # Errors
    /// `too-long`.
    pub fn optional(&self, name: &str, label: Label, max: usize) -> Result<Option<String>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let long = text.chars().count();
        if long > max {
            let id = format!("{} terlalu panjang: {long} huruf, paling banyak {max}.", label.0);
            let en = format!("{} is too long: {long} characters, at most {max}.", label.1);
            return Err(Refusal::new("too-long", id, en).at(name.to_owned()));
        }
        Ok(Some(text.to_owned()))
    }

    /// A whole number within a range.
    ///
    /// # Errors
    /// `required`, `too-long`, `number`.
    pub fn number(&self, name: &str, label: Label, range: RangeInclusive<i64>) -> Result<i64, Refusal> {
        let text = self.text(name, label, 20)?;
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (low, high) = (range.start(), range.end());
            let id =
                format!("{} harus berupa angka {} sampai {}.", label.0, Lang::Id.number(*low), Lang::Id.number(*high));
            let en =
                format!("{} must be a number from {} to {}.", label.1, Lang::En.number(*low), Lang::En.number(*high));
            Refusal::new("number", id, en).at(name.to_owned())
        })
    }

    /// A day, as date fields send it (`2024-01-05`).
    ///
    /// # Errors
    /// `required`, `too-long`, `day`.
    pub fn day(&self, name: &str, label: Label) -> Result<Day, Refusal> {
        let text = self.text(name, label, 20)?;
        Day::parse(&text).ok_or_else(|| {
            let id = format!("{} bukan tanggal yang ada. Tulis seperti 2024-01-05.", label.0);
            let en = format!("{} is not a date. Write it like 2024-01-05.", label.1);
            Refusal::new("day", id, en).at(name.to_owned())
        })
    }

    /// A moment from a date field and a time field (`08:00` or `08.00`) on the wall in `zone`.
    ///
    /// # Errors
    /// `required`, `too-long`, `day`, `time`.
    pub fn moment(&self, day: &str, time: &str, label: Label, zone: Zone) -> Result<Moment, Refusal> {
        let on = self.day(day, label)?;
        let text = self.text(time, label, 8)?;
        let wall = text.split_once([':', '.']).and_then(|(hour, minute)| {
            let hour: i8 = hour.parse().ok().filter(|h| (0..24).contains(h))?;
            let minute: i8 = minute.get(..2)?.parse().ok().filter(|m| (0..60).contains(m))?;
            Some((hour, minute))
        });
        let (hour, minute) = wall.ok_or_else(|| {
            let id = format!("{}: jam tidak dikenal. Tulis seperti 08.00.", label.0);
            let en = format!("{}: not a time. Write it like 08:00.", label.1);
            Refusal::new("time", id, en).at(time.to_owned())
        })?;
        Ok(on.at(zone, hour, minute))
    }

    /// One of a known set, read by `parse` from its stable word.
    ///
    /// # Errors
    /// `required`, `too-long`, `choice`.
    pub fn choice<T>(&self, name: &str, label: Label, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
        let text = self.text(name, label, 100)?;
        parse(&text).ok_or_else(|| {
            let id = format!("Pilih {} dari daftar.", label.0);
            let en = format!("Choose from the list: {}.", label.1);
            Refusal::new("choice", id, en).at(name.to_owned())
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebError> {
        let bytes = to_bytes(request.into_body(), FORM_LIMIT).await.map_err(|_| {
            let say = Say::new("Formulir terlalu besar.", "The form is too large.");
            WebError::Unfit(StatusCode::PAYLOAD_TOO_LARGE, say)
        })?;
        Ok(Self::from_pairs(address::pairs(&String::from_utf8_lossy(&bytes))))
    }
}

/// Collects refusals, so that a form hears about all of them at once.
#[derive(Debug, Default)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// The value, or none with its refusal noted.
    pub fn take<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.0.push(refusal)).ok()
    }

    /// Notes a refusal found otherwise.
    pub fn add(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// What was noted, as an error; for the `else` of `let (Some(a), Some(b)) = … else { return Err(refused.into_error()) }`.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::Refused(self.0)
    }

    /// Passes when nothing was noted.
    ///
    /// # Errors
    /// Everything noted.
    pub fn check(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Label = ("Nama", "Name");

    fn fields(text: &str) -> Fields {
        Fields::from_pairs(address::pairs(text))
    }

    #[test]
    fn values_are_trimmed_and_empty_ones_are_missing() {
        let form = fields("nama=++Ana+&unit=a&unit=&unit=b&setuju=1");
        assert_eq!(form.text("nama", NAME, 10), Ok("Ana".into()));
        assert_eq!(form.all("unit").collect::<Vec<_>>(), ["a", "b"]);
        assert!(form.ticked("setuju") && !form.ticked("lain"));
        assert_eq!(fields("nama=+++").text("nama", NAME, 10).expect_err("empty").code, "required");
    }

    #[test]
    fn each_refusal_names_its_field() {
        let form = fields("n=x&d=2023-02-29&t=25:00&c=zz&nama=abcdef");
        let mut refused = Refusals::default();
        refused.take(form.number("n", NAME, 1..=5));
        refused.take(form.day("d", NAME));
        refused.take(form.choice("c", NAME, |word| (word == "a").then_some(())));
        refused.take(form.text("nama", NAME, 3));
        let Err(Error::Refused(list)) = refused.check() else { panic!("must refuse") };
        let at: Vec<_> = list.iter().map(|r| (r.code, r.field.as_deref().unwrap_or(""))).collect();
        assert_eq!(at, [("number", "n"), ("day", "d"), ("choice", "c"), ("too-long", "nama")]);
    }

    #[test]
    fn a_moment_is_read_on_the_wall_of_its_zone() {
        let form = fields("d=2024-02-05&t=08.30");
        let at = form.moment("d", "t", NAME, Zone::Wit).expect("a moment");
        assert_eq!(at.iso(Zone::Wit), "2024-02-05T08:30:00+09:00");
        assert_eq!(fields("d=2024-02-05&t=8").moment("d", "t", NAME, Zone::Wib).expect_err("no time").code, "time");
    }
}
