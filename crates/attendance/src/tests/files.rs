//! The rows as files, read back by an independent reader.

use super::*;
use crate::export;
use crate::model::Guest;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

#[test]
fn every_row_is_in_both_files_and_none_can_be_run() {
    each_engine(|store| {
        let house = House::new(store);
        house.comes(0, at(7, 30)).expect("comes");
        house.comes(5, at(8, 20)).expect("comes");
        let shot = house.code(at(8, 0));
        house.sends(house.person(1), at(8, 20), &shot, None).expect("doubtful");
        let guest = Guest::parse("=1+1", "Kecamatan Contoh", "Camat").expect("a guest");
        let (id, by, chance) = (house.id, house.operator(), house.chance.clone());
        store
            .write_now(move |tx| actions::add_guests(tx, &chance, at(8, 0), &by, id, (&[guest], Via::Operator)))
            .expect("enters");
        let (xlsx, csv) =
            store.read_now(move |tx| Ok((export::xlsx(tx, &[id], true)?, export::csv(tx, &[id])?))).expect("writes");
        let mut book = Xlsx::new(Cursor::new(xlsx)).expect("a workbook");
        let range = book.worksheet_range("Kehadiran").expect("a sheet");
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(rows.len(), 5);
        let column = |name: &str| rows[0].iter().position(|cell| cell == name).expect(name);
        let (name, state, group, timing) =
            (column("nama"), column("keadaan"), column("golongan_peserta"), column("ketepatan"));
        assert_eq!(
            (rows[1][name].as_str(), rows[1][state].as_str(), rows[1][group].as_str(), rows[1][timing].as_str()),
            ("Wayan Contoh", "Hadir", "penyelenggara", "Lebih awal")
        );
        let present = rows.iter().filter(|row| row[state] == "Hadir" && row[group] != "tamu").count();
        assert_eq!(i64::try_from(present).expect("few"), house.tally()[0]);
        assert!(matches!(range.get((4, name)), Some(Data::String(text)) if text == "=1+1"), "a text, no formula");
        let notes = book.worksheet_range("Keterangan").expect("a sheet");
        assert_eq!(notes.get((0, 0)), Some(&Data::String("CONTOH".into())));
        let csv = String::from_utf8(csv).expect("text");
        assert!(csv.contains(",'=1+1,") && csv.contains("2023-12-21T07:30:00+08:00") && csv.lines().count() == 5);
        let nothing = store.read_now(move |tx| export::xlsx(tx, &[ActivityId(999)], false));
        assert!(matches!(nothing, Err(Error::NotFound)));
    });
}
