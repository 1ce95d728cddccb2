//! What people do by hand in the scenarios: fill in the form that stands on a page and press its button, plan something for
//! now, take a paper home and have it checked. A field, a choice or a button that is not on the page ends the test: what a
//! program could send and nobody could fill in is found out here.

use super::{House, accepted, page, refused};
use netra_base::{Clock, Moment, Zone};
use netra_it::{Client, Reply, netra};
use std::fs;
use std::process::Command;

/// A form as a browser holds it: where it leads, and its fields with what stands in them.
pub struct Form {
    action: String,
    fields: Vec<Field>,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Hidden,
    Line,
    One,
    Several,
}

struct Field {
    name: String,
    kind: Kind,
    offered: Vec<String>,
    values: Vec<String>,
}

impl Form {
    /// The form on the page at `path` that leads to `action` by the button with these words.
    #[track_caller]
    pub fn on(client: &Client, path: &str, action: &str, button: &str) -> Self {
        Self::of(&page(client, path), action, button)
    }

    /// The same on a page that is there already, as it comes back with what was refused.
    #[track_caller]
    pub fn of(text: &str, action: &str, button: &str) -> Self {
        let forms = text.split("<form").skip(1).filter_map(|form| form.split("</form>").next()?.split_once('>'));
        let leads = |tag: &str| attribute(tag, "action").as_deref() == Some(action);
        let mut found = forms.filter(|(tag, body)| leads(tag) && buttons(body).any(|words| words == button));
        let (_, body) = found.next().unwrap_or_else(|| panic!("nothing leads to {action} by {button:?}: {text}"));
        Self { action: action.to_owned(), fields: fields(body) }
    }

    /// Types into a line, or chooses what is offered. Of several boxes it ticks one more.
    #[track_caller]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        let field = self.field(name);
        let there = field.kind == Kind::Line || field.offered.iter().any(|one| one == value);
        assert!(there, "{name} offers no {value:?}, only {:?}", field.offered);
        match field.kind {
            Kind::Several if field.values.iter().any(|one| one == value) => {}
            Kind::Several => field.values.push(value.to_owned()),
            _ => field.values = vec![value.to_owned()],
        }
        self
    }

    /// Empties a line, or takes every tick of a field away.
    #[track_caller]
    pub fn clear(mut self, name: &str) -> Self {
        let field = self.field(name);
        field.values = if field.kind == Kind::Line { vec![String::new()] } else { Vec::new() };
        self
    }

    #[track_caller]
    fn field(&mut self, name: &str) -> &mut Field {
        let Self { action, fields } = self;
        let found = fields.iter_mut().find(|field| field.name == name && field.kind != Kind::Hidden);
        found.unwrap_or_else(|| panic!("the form that leads to {action} has no field {name}"))
    }

    /// Presses the button.
    pub fn send(&self, client: &Client) -> Reply {
        let value = |field: &'_ Field| -> Vec<(String, String)> {
            field.values.iter().map(|value| (field.name.clone(), value.clone())).collect()
        };
        let pairs: Vec<(String, String)> = self.fields.iter().flat_map(value).collect();
        client
            .post(&self.action, &pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
    }
}

/// The words on the buttons of a form.
fn buttons(body: &str) -> impl Iterator<Item = String> {
    body.split("<button").skip(1).filter_map(|rest| Some(unescaped(rest.split_once('>')?.1.split('<').next()?)))
}

fn fields(body: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (tag, after) in body.split('<').filter_map(|piece| piece.split_once('>')) {
        let name = attribute(tag, "name").unwrap_or_default();
        match tag.split_whitespace().next() {
            Some("input") => input(&mut fields, tag, name),
            Some("textarea") => fields.push(Field::new(name, Kind::Line, Some(unescaped(after)))),
            Some("select") => fields.push(Field::new(name, Kind::One, None)),
            Some("option") => {
                let field = fields.last_mut().expect("an option stands in a list");
                let value = attribute(tag, "value").unwrap_or_default();
                if says(tag, "selected") || field.values.is_empty() {
                    field.values = vec![value.clone()];
                }
                field.offered.push(value);
            }
            _ => {}
        }
    }
    fields
}

fn input(fields: &mut Vec<Field>, tag: &str, name: String) {
    let value = attribute(tag, "value");
    let kind = match attribute(tag, "type").as_deref() {
        Some("hidden") => Kind::Hidden,
        Some("radio") => Kind::One,
        Some("checkbox") => Kind::Several,
        Some("file" | "submit") => return,
        _ => return fields.push(Field::new(name, Kind::Line, Some(value.unwrap_or_default()))),
    };
    if kind == Kind::Hidden {
        return fields.push(Field::new(name, kind, value));
    }
    if !fields.iter().any(|field| field.name == name) {
        fields.push(Field::new(name.clone(), kind, None));
    }
    let field = fields.iter_mut().find(|field| field.name == name).expect("it was just put there");
    let value = value.unwrap_or_default();
    if says(tag, "checked") {
        field.values.push(value.clone());
    }
    field.offered.push(value);
}

impl Field {
    fn new(name: String, kind: Kind, value: Option<String>) -> Self {
        Self { name, kind, offered: Vec::new(), values: value.into_iter().collect() }
    }
}

/// The value of an attribute; our pages quote each.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let parts: Vec<&str> = tag.split('"').collect();
    let named = |pair: &&[&str]| pair[0].split_whitespace().last().and_then(|one| one.strip_suffix('=')) == Some(name);
    parts.chunks_exact(2).find(named).map(|pair| unescaped(pair[1]))
}

/// Does an attribute without a value stand in it?
fn says(tag: &str, word: &str) -> bool {
    tag.split('"').step_by(2).flat_map(str::split_whitespace).any(|one| one == word)
}

/// What a page means by its text.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The number behind these words on a page: `/papan/3?di=7` after `/papan/3?di=` is 7.
#[track_caller]
pub fn number_after(text: &str, words: &str) -> i64 {
    let digits: Option<String> =
        text.split(words).nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no number after {words:?}: {text}"))
}

/// The address on a page that begins with these words, to its end.
#[track_caller]
pub fn address_after(text: &str, words: &str) -> String {
    let rest = text.split_once(words).and_then(|(_, rest)| rest.split('"').next());
    rest.map_or_else(|| panic!("no address begins with {words:?}: {text}"), |rest| format!("{words}{rest}"))
}

/// So many minutes from now on the wall of a zone: its day, and `08:05`.
pub fn in_minutes(zone: Zone, minutes: i64) -> (String, String) {
    let at: Moment = Clock::System.now().plus_ms(minutes * 60_000);
    let (hour, minute) = at.wall(zone);
    (at.day(zone).to_string(), format!("{hour:02}:{minute:02}"))
}

/// Plans what began five minutes ago and lasts two hours: checking in and signing at a place ask for a time near now. On a
/// holiday the plan comes back once with its warning; whoever means it ticks the box.
#[track_caller]
pub fn plans(client: &Client, form: Form, zone: Zone) -> String {
    let (starts, ends) = (in_minutes(zone, -5), in_minutes(zone, 120));
    let form = form.fill("day", &starts.0).fill("starts", &starts.1).fill("ends", &ends.1).fill("ends_day", &ends.0);
    let reply = form.send(client);
    if reply.status == 303 {
        return accepted(&reply);
    }
    let warned = refused(&reply);
    assert!(warned.contains("name=\"confirmed\""), "{warned}");
    accepted(&Form::of(&warned, "/kegiatan", "Simpan rencana").fill("confirmed", "1").send(client))
}

/// A file that somebody took home.
pub struct Paper {
    file: String,
}

impl Paper {
    /// Keeps what came as a file of this name.
    #[track_caller]
    pub fn of(house: &House, name: &str, reply: &Reply, kind: &str) -> Self {
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)), "{}", reply.text());
        let file = house.folder.path().join(name);
        fs::write(&file, &reply.body).unwrap();
        Self { file: file.to_str().unwrap().to_owned() }
    }

    /// The words of a PDF as another program reads them, with single blanks.
    #[track_caller]
    pub fn words(&self) -> String {
        let read = Command::new("pdftotext").args([&self.file, "-"]).output();
        let read = read.unwrap_or_else(|error| panic!("pdftotext: {error}; `cargo xtask test` brings it"));
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let text = String::from_utf8(read.stdout).unwrap().replace('\u{200b}', "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What `netra verify` says of it, trusting this house's log, and how it ends: with 0 when the proof holds.
    pub fn verified(&self, house: &House) -> (Option<i32>, String) {
        let told = netra(&["verify", &self.file, "--policy", &format!("{}/log/policy", house.dir)]);
        (told.status.code(), String::from_utf8(told.stdout).unwrap())
    }
}

#[test]
fn a_form_is_sent_as_it_stands_and_as_it_is_filled() {
    let text = "<form method=\"post\" action=\"/lain\"><button>Kirim</button></form>
        <form class=\"form\" method=\"post\" action=\"/ini\"><input type=\"hidden\" name=\"key\" value=\"a&amp;b\">
        <input checked type=\"radio\" name=\"one\" value=\"x\"><input type=\"radio\" name=\"one\" value=\"y\">
        <input type=\"checkbox\" name=\"more\" value=\"1\" checked><input name=\"more\" type=\"checkbox\" value=\"2\">
        <select name=\"list\"><option value=\"\">Pilih</option><option value=\"p\" selected>P</option></select>
        <textarea name=\"words\" required>satu &lt; dua</textarea><input type=\"file\" name=\"file\"><input name=\"line\">
        <p class=\"actions\"><button class=\"btn\">Kirim</button></p></form>";
    let form = Form::of(text, "/ini", "Kirim").fill("one", "y").fill("more", "2").fill("line", "tiga");
    let told: Vec<(&str, String)> =
        form.fields.iter().map(|field| (field.name.as_str(), field.values.join("+"))).collect();
    let want =
        [("key", "a&b"), ("one", "y"), ("more", "1+2"), ("list", "p"), ("words", "satu < dua"), ("line", "tiga")];
    assert_eq!(told, want.map(|(name, value)| (name, value.to_owned())));
    assert!(form.clear("more").fields[2].values.is_empty());
}
