//! Evidence: added by who recorded the finding and who works on it, opened by those who supervise or handle.

use super::*;
use crate::model::finding::NewFinding;
use crate::model::{EvidenceId, FindingId};
use netra_media::{Accepts, MediaDesk, Ready};

/// A photo of one grey dot, and one of a red dot.
pub(super) const GREY: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196,
    137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 218, 99, 100, 248, 207, 80, 15, 0, 3, 134, 1, 128, 90, 52, 125, 107, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];
pub(super) const RED: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196,
    137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 218, 99, 252, 207, 192, 80, 15, 0, 4, 133, 1, 128, 132, 169, 140, 33, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

pub(super) fn photo(bytes: &[u8]) -> Ready {
    MediaDesk::take_now(bytes, "bukti.png", Accepts::Paper).expect("a photo")
}

fn found(house: &House, by: usize, team: TeamId, concerned: Option<usize>) -> FindingId {
    let new = NewFinding {
        act: None,
        what: "Sebuah kendaraan dinas di lokasi kampanye.".into(),
        found: day("2022-10-28"),
        evidence: None,
        concerned: concerned.map(|at| house.people[at]),
    };
    let (chance, who) = (house.chance.clone(), house.person(by));
    house.store.write_now(move |tx| actions::record_finding(tx, &chance, today(), &who, team, &new)).expect("records")
}

pub(super) fn adds(house: &House, by: usize, at: (TeamId, FindingId), bytes: &[u8], shows: &str) -> Result<EvidenceId> {
    let (chance, who, ready, shows) = (house.chance.clone(), house.person(by), photo(bytes), shows.to_owned());
    house.store.write_now(move |tx| actions::add_evidence(tx, &chance, today(), &who, at, (&ready, &shows)))
}

fn opens(house: &House, by: usize, (team, finding): (TeamId, FindingId), id: EvidenceId) -> bool {
    let who = house.person(by);
    let opened = house.store.read_now(move |tx| actions::evidence_file(tx, today(), &who, (team, finding, id)));
    let who = house.person(by);
    let page = house.store.read_now(move |tx| actions::finding(tx, today(), &who, team, finding));
    let listed = page.is_ok_and(|view| view.files.is_some_and(|files| files.iter().any(|one| one.evidence.id == id)));
    assert_eq!(opened.is_ok(), listed, "page and file agree for {by}");
    listed
}

#[test]
fn files_are_opened_by_those_who_supervise_or_handle() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let at = (team, found(&house, 1, team, None));
        // The secretary has guidance alone: he recorded it, so he adds to it, and opens nothing.
        let id = adds(&house, 1, at, GREY, "Pelat dan lambang tampak jelas.").expect("adds");
        for (by, expected) in [(5, true), (2, true), (3, true), (8, true), (1, false), (0, false), (9, false)] {
            assert_eq!(opens(&house, by, at, id), expected, "{by}");
        }
        assert_eq!(adds(&house, 2, at, GREY, "Foto yang sama.").expect("is there"), id, "the same file is one");
        assert_eq!(refused(adds(&house, 2, at, RED, "NIP 198503172009121001")), "finding-names");
        assert_ne!(adds(&house, 2, at, RED, "Dari sisi lain.").expect("adds"), id);
        assert!(matches!(adds(&house, 9, at, RED, "Bukan anggota."), Err(Error::NotFound)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn who_recorded_it_adds_to_a_finding_that_is_hidden_from_him() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        // About the chair: whoever is in his team does not see it; no team is above, so nobody opens it yet.
        let at = (team, found(&house, 2, team, Some(5)));
        let id = adds(&house, 2, at, GREY, "Terlihat dari jalan.").expect("adds");
        for by in [1, 2, 3, 5, 8] {
            assert!(!opens(&house, by, at, id), "{by}");
        }
        assert!(matches!(adds(&house, 5, at, RED, "Ini saya sendiri."), Err(Error::NotFound)));
        assert!(matches!(adds(&house, 3, at, RED, "Bukan pencatatnya."), Err(Error::NotFound)));
        // About member 3 of the office: 1 and 2 see it, and 2 supervises.
        let at = (team, found(&house, 8, team, Some(3)));
        let id = adds(&house, 8, at, GREY, "Terlihat dari jalan.").expect("adds");
        assert!(opens(&house, 2, at, id) && !opens(&house, 1, at, id) && !opens(&house, 8, at, id));
        assert_eq!(house.findings(), []);
    });
}
