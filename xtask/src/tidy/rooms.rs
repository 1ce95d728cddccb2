//! The vows of the rooms, and the rule that routes stand in one table. A room is a file with a fixed name in a
//! foundation or feature crate (`store.rs`, or anything under `store/`); mechanisms have no rooms. What only tests
//! compile is free.

use super::map::{Kind, entries};
use super::source::Source;
use super::{Breach, File, House};

/// Where a route is named; `web/door` turns the rows of this table into the router and knows no route itself.
const PERMISSION_TABLE: &str = "crates/app/src/permissions";
const ROUTER_HOMES: &[&str] = &[PERMISSION_TABLE, "crates/web/src/door"];

const WEB: &[&str] = &["axum", "maud", "netra_web", "tower", "tower_http"];
const DATABASE: &[&str] = &["netra_store", "rusqlite", "postgres", "Tx"];
/// A model may make a value from chance it is handed (a code, a salt); a rule decides the same way every time.
const CHANCE: &[&str] = &["Chance"];
const WORLD: &[&str] = &["Clock", "tokio", "std::fs", "std::net", "std::env"];
const TERMINAL: &[&str] = &["println", "eprintln"];
const TX_CALLS: &[&str] =
    &["tx.execute", "tx.query", "tx.query_opt", "tx.query_one", "tx.for_each", "tx.insert_many", "rusqlite"];

/// What a room must not know, as words in its code, and whether it may hold SQL.
struct Vow {
    room: &'static str,
    never: &'static [&'static [&'static str]],
    sql: bool,
}

const VOWS: &[Vow] = &[
    Vow { room: "model", never: &[WEB, DATABASE, WORLD, TERMINAL], sql: false },
    Vow { room: "rules", never: &[WEB, DATABASE, WORLD, CHANCE, TERMINAL], sql: false },
    Vow { room: "store", never: &[WEB, TERMINAL, &["rules"]], sql: true },
    Vow { room: "actions", never: &[WEB, TERMINAL, &["rusqlite"]], sql: false },
    Vow { room: "pages", never: &[TX_CALLS], sql: false },
    Vow { room: "api", never: &[TX_CALLS], sql: false },
    Vow { room: "cli", never: &[TX_CALLS], sql: false },
];

pub fn rooms_keep_their_vows(house: &House) -> Vec<Breach> {
    let entries = entries(house);
    let has_rooms = |file: &&File| {
        let entry = entries.iter().find(|entry| Some(entry.name.as_str()) == file.crate_name());
        file.is_rust() && !file.is_test() && entry.is_some_and(|entry| entry.kind != Kind::Mechanism)
    };
    let mut breaches = Vec::new();
    for file in house.files.iter().filter(has_rooms) {
        if let Some(vow) = VOWS.iter().find(|vow| Some(vow.room) == room(file)) {
            breaches.extend(held_against(vow, file));
        }
        if file.path.ends_with("/src/lib.rs") && file.text.contains("\npub mod store;") {
            breaches.push(Breach::new(&file.path, "offers its store: a crate's tables are its own (`mod store;`)"));
        }
    }
    breaches
}

/// `model` for `crates/x/src/model.rs` and everything under `crates/x/src/model/`.
fn room(file: &File) -> Option<&str> {
    let inside = file.path.split("/src/").nth(1)?;
    inside.split('/').next().map(|name| name.trim_end_matches(".rs"))
}

fn held_against(vow: &Vow, file: &File) -> Vec<Breach> {
    let source = Source::new(&file.text);
    let mut breaches = Vec::new();
    for word in vow.never.iter().copied().flatten() {
        for line in source.lines_with(word) {
            breaches.push(Breach::on_line(file, line, format!("`{word}` does not belong in the room `{}`", vow.room)));
        }
    }
    if !vow.sql {
        for literal in source.literals.iter().filter(|literal| is_sql(&literal.text)) {
            let what = format!("SQL does not belong in the room `{}`: it lives in `store`", vow.room);
            breaches.push(Breach::on_line(file, source.line_of(literal.start), what));
        }
    }
    breaches
}

/// A literal that begins as a statement does. `SELECT` in a sentence, or in small letters, is prose.
fn is_sql(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "WITH ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "ALTER TABLE ",
    ];
    let text = text.trim_start().trim_start_matches("\\\n").trim_start();
    STARTS.iter().any(|start| text.starts_with(start))
}

pub fn routes_stand_in_the_permission_table(house: &House) -> Vec<Breach> {
    const CALLS: &[&str] = &[".route(", ".route_service(", ".nest(", ".nest_service(", ".fallback(", "Router::new("];
    let mut breaches = Vec::new();
    let product = |file: &&File| file.is_rust() && file.crate_name().is_some() && !file.is_test();
    let at_home = |file: &&File| ROUTER_HOMES.iter().any(|home| file.path.starts_with(home));
    for file in house.files.iter().filter(product).filter(|file| !at_home(file)) {
        let source = Source::new(&file.text);
        for call in CALLS {
            for (at, _) in source.code.match_indices(call) {
                let what = format!("`{call}…)` outside the permission table: add the row to {PERMISSION_TABLE}.rs");
                breaches.push(Breach::on_line(file, source.line_of(at), what));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_room(room: &str, text: &str) -> Vec<Breach> {
        let path = format!("crates/pledges/src/{room}");
        let map = "| `pledges` | feature | signing | – |\n| `store` | mechanism | the database | – |\n";
        rooms_keep_their_vows(&House::of(&[("ARCHITECTURE.md", map), (&path, text)]))
    }

    #[test]
    fn each_room_is_refused_what_it_must_not_know() {
        for (room, text) in [
            ("model.rs", "use netra_store::Row;"),
            ("model/drive.rs", "use maud::html;"),
            ("rules.rs", "fn may(tx: &mut Tx) {}"),
            ("rules.rs", "fn may(chance: &Chance) {}"),
            ("rules/sign.rs", "const Q: &str = \"SELECT 1\";"),
            ("store.rs", "use axum::Json;"),
            ("store.rs", "use crate::rules::may;"),
            ("actions.rs", "use maud::Markup;"),
            ("actions/sign.rs", "fn a() { x(\"UPDATE pledges SET a = 1\") }"),
            ("pages.rs", "fn a() { x(\"\n  SELECT name FROM units\") }"),
            ("api.rs", "fn a() { tx.query(SQL) }"),
            ("cli.rs", "fn a() { x(r#\"DELETE FROM units\"#) }"),
        ] {
            assert_eq!(in_room(room, text).len(), 1, "{room}: {text}");
        }
    }

    #[test]
    fn what_a_room_is_for_is_not_held_against_it() {
        for (room, text) in [
            ("store.rs", "fn a(tx: &mut Tx) { tx.query(\"SELECT 1\") }"),
            ("actions.rs", "pub fn sign(tx: &mut Tx, chance: &Chance) {}"),
            ("pages.rs", "use axum::Form; // never tx.query here\nconst HELP: &str = \"Select a unit\";"),
            ("cli.rs", "fn a() { println!(\"x\") }"),
            ("model.rs", "/// Not a Tx.\npub struct Drive;\n#[cfg(test)]\nmod tests { use netra_store::Tx; }"),
            ("demo.rs", "use netra_store::Tx;"),
        ] {
            assert_eq!(in_room(room, text), [], "{room}: {text}");
        }
    }

    #[test]
    fn mechanisms_have_no_rooms() {
        let map = "| `store` | mechanism | the database | – |\n";
        let house = House::of(&[("ARCHITECTURE.md", map), ("crates/store/src/model.rs", "struct Tx;")]);
        assert_eq!(rooms_keep_their_vows(&house), []);
    }

    #[test]
    fn a_store_is_never_offered() {
        assert_eq!(in_room("lib.rs", "//! Plate.\n\npub mod store;\n").len(), 1);
        assert_eq!(in_room("lib.rs", "//! Plate.\n\nmod store;\npub mod model;\n"), []);
    }

    #[test]
    fn a_route_outside_the_table_is_named() {
        let text = "fn site() -> Router { Router::new().route(\"/x\", get(x)) }";
        let stray = House::of(&[("crates/pledges/src/pages.rs", text)]);
        assert_eq!(routes_stand_in_the_permission_table(&stray).len(), 2);
        let table = House::of(&[("crates/app/src/permissions.rs", text), ("crates/it/src/server.rs", text)]);
        assert_eq!(routes_stand_in_the_permission_table(&table), []);
    }
}
