//! What an audit names when a published version was touched.

use super::*;
use netra_it::store::on_sqlite;

fn check(sql: &'static str, expected: &[(&str, &str)]) {
    on_sqlite(|store| {
        let house = House::new(store);
        let id = house.publishes(house.centre(), "KEM", content("Netralitas", "Isi."), paper("satu")).unwrap();
        house.revises(house.centre(), id, content("Netralitas", "Baru."), Attached::AsBefore).unwrap();
        assert_eq!(house.findings(), []);
        store.write_now(move |tx| tx.execute(sql, &[])).unwrap();
        let found = house.findings();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(table, column)| (table.as_str(), column.as_deref().unwrap_or(""))).collect();
        assert_eq!(found, expected, "{sql}");
    });
}

#[test]
fn every_column_of_a_published_version_is_watched() {
    const VERSION: &str = "lessons_version";
    let texts = [(VERSION, "content"), (VERSION, "content_sha256")];
    check("UPDATE lessons_version SET title = 'Lain' WHERE number = 1", &texts);
    check("UPDATE lessons_version SET summary = 'Lain' WHERE number = 1", &texts);
    check("UPDATE lessons_version SET body = 'Lain' WHERE number = 2", &texts);
    check("UPDATE lessons_version SET publisher = 'Lain' WHERE number = 2", &texts);
    check("UPDATE lessons_version SET content = file_sha256 WHERE number = 2", &[(VERSION, "content")]);
    check("UPDATE lessons_version SET published = published + 1 WHERE number = 1", &[(VERSION, "at")]);
    check("UPDATE lessons_version SET by_account = 5 WHERE number = 1", &[(VERSION, "by")]);
    check("UPDATE lessons_version SET entry = 99 WHERE number = 1", &[(VERSION, "entry")]);
    check("UPDATE lessons_version SET file_sha256 = content WHERE number = 1", &[(VERSION, "file_sha256")]);
    check(
        "UPDATE lessons_version SET file = NULL, file_sha256 = NULL WHERE number = 1",
        &[(VERSION, "content"), (VERSION, "content_sha256"), (VERSION, "file_sha256")],
    );
}

#[test]
fn files_and_materials_are_watched_too() {
    const VERSION: &str = "lessons_version";
    let one = [(VERSION, "file_sha256"), (VERSION, "content"), (VERSION, "content_sha256"), (VERSION, "file_sha256")];
    check("UPDATE media_file SET bytes = sha256", &[one, one].concat());
    let gone = [(VERSION, "file"), (VERSION, "content"), (VERSION, "content_sha256"), (VERSION, "file_sha256")];
    check("DELETE FROM media_file", &[gone, gone].concat());
    check("UPDATE lessons_material SET unit = 2", &[(VERSION, "unit"), (VERSION, "unit")]);
    check("UPDATE lessons_material SET latest = 1", &[("lessons_material", "latest"); 2]);
    check("DELETE FROM lessons_version WHERE number = 2", &[("lessons_material", "latest")]);
}
