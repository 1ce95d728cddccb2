//! Who was counted on sheets of paper, without names: a figure of its own wherever the activity is told of, and in no sum.

use super::doors::Open;
use super::*;
use serde_json::Value;

const SUMMARY: &str = "Hadir 0 orang dari 49 yang diharapkan. Menurut lembar kertas ada 40 orang, tanpa nama; \
                       tidak dijumlahkan dengan yang hadir.";
const FIGURE: &str = "tanpa nama; tidak dijumlahkan dengan yang hadir, sebab bisa orang yang sama";

impl Open {
    /// A hall without telephones: nobody is in the list, forty stand on a sheet.
    fn hall(&self) -> ActivityId {
        let id = self.house.planned();
        self.house.starts(id, on_the_day()).expect("starts");
        self.house.counts(id, Tally { on_paper: 40, ..Tally::default() });
        self.house.finishes(id, afterwards()).expect("finishes");
        id
    }

    fn reads(&self, who: &Principal, path: &str) -> String {
        self.get_at(afterwards(), who, path).text
    }

    /// What the paper of a report is set from.
    fn paper(&self, id: ActivityId) -> Value {
        let set = self.reads(&self.house.operator(), &format!("/kegiatan/{id}/laporan.pdf"));
        serde_json::from_str::<Value>(&set).expect("JSON")["data"].take()
    }
}

fn figures(report: &Value) -> Vec<(i64, String)> {
    let figure = |one: &Value| (one["value"].as_i64().unwrap_or(-1), one["what"].as_str().unwrap_or("?").to_owned());
    report["figures"].as_array().expect("figures").iter().map(figure).collect()
}

#[test]
fn those_on_paper_are_told_apart_on_page_paper_and_for_the_press() {
    each_engine(|store| {
        let open = Open::new(store);
        let (by, id) = (open.house.operator(), open.hall());
        let press = open.house.who(Role::PublicRelations, open.house.root);
        let at = |path: &str| format!("/kegiatan/{id}{path}");
        let page = open.reads(&open.house.person(1), &at(""));
        assert!(page.contains("orang menurut lembar kertas, tanpa nama; tidak dijumlahkan"), "{page}");
        let api: Value = serde_json::from_str(&open.reads(&by, &format!("/api/v1/activities/{id}"))).expect("JSON");
        assert_eq!((&api["tally"]["present"], &api["tally"]["on_paper"]), (&0.into(), &40.into()), "{api}");
        open.house.files(id, afterwards()).expect("files");
        let report = open.reads(&by, &at("/laporan"));
        assert!(report.contains(SUMMARY) && report.contains(FIGURE), "{report}");
        let paper = open.paper(id);
        let told = [(0, "orang hadir"), (0, "tamu dari luar"), (40, "orang menurut lembar kertas")];
        assert_eq!(figures(&paper), told.map(|(value, what)| (value, what.to_owned())));
        assert_eq!(paper["summary"].as_str().map(|words| words.contains(SUMMARY)), Some(true), "{paper}");
        let parts = paper["attendance"].as_array().expect("parts");
        assert_eq!(
            parts.iter().filter_map(|one| one["present"].as_i64()).sum::<i64>(),
            0,
            "in no part of those present"
        );
        let text = open.reads(&press, &at("/laporan.md"));
        assert!(text.contains(&format!("- **Berapa:** 40 orang menurut lembar kertas, {FIGURE}\n")), "{text}");
        assert_eq!(open.house.findings(), []);
    });
}

#[test]
fn a_sheet_that_is_taken_back_leaves_what_was_filed_and_is_told_no_more() {
    each_engine(|store| {
        let open = Open::new(store);
        let (by, id) = (open.house.operator(), open.hall());
        open.house.files(id, afterwards()).expect("files");
        open.house.counts(id, Tally { on_paper: -40, ..Tally::default() });
        assert_eq!(figures(&open.paper(id)).len(), 3, "what was filed stays");
        let page = open.reads(&by, &format!("/kegiatan/{id}"));
        assert!(page.contains("orang hadir dari 49") && !page.contains("lembar kertas"), "{page}");
        let who = by.clone();
        open.house
            .writes(move |tx, chance| actions::correct_report(tx, chance, afterwards(), &who, id, "Salah hitung"))
            .expect("opens");
        open.house.files(id, afterwards()).expect("files");
        let paper = open.paper(id);
        assert!(figures(&paper).len() == 2 && !paper.to_string().contains("lembar kertas"), "{paper}");
        assert_eq!(open.house.findings(), []);
    });
}
