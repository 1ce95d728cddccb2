//! Correspondence as people meet it, on both engines: a ministry with Bali's office, a division and a prison of it.

mod doors;
mod heads;
mod registers;

use crate::actions;
use crate::model::{Letterings, NumberRequest, Pattern};
use netra_base::{AccountId, Chance, Day, Grant, Moment, Principal, Role, SignedInBy, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{NewUnit, UnitCode, UnitKind};
use netra_store::Store;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn now() -> Moment {
    day("2024-01-23").at(Zone::Wita, 9, 0)
}

struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bali: UnitId,
    division: UnitId,
    prison: UnitId,
}

fn open_unit(store: &Store, (code, name): (&str, &str), kind: UnitKind, parent: Option<UnitId>) -> UnitId {
    let unit = NewUnit {
        code: UnitCode::parse(code).expect("a code"),
        name: name.to_owned(),
        kind,
        class: None,
        short: None,
        parent,
        zone: Zone::Wita,
        valid_from: day("2020-01-01"),
        sample: true,
        source: None,
    };
    store.write_now(move |tx| registry::open_unit(tx, &unit)).expect("opens")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, ("KEM", "Kementerian Contoh"), UnitKind::Agency, None);
        let bali = open_unit(store, ("KW-20", "Kantor Wilayah Bali"), UnitKind::Kanwil, Some(root));
        let division = open_unit(store, ("KW-20-ADM", "Divisi Administrasi"), UnitKind::Division, Some(bali));
        let prison = open_unit(store, ("KW-20-LP-1", "Lapas Contoh"), UnitKind::Lapas, Some(bali));
        Self { store: store.clone(), chance: Chance::seeded(3), root, bali, division, prison }
    }

    fn keeper(&self, unit: UnitId) -> Principal {
        let path = self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path;
        let grants = vec![Grant { role: Role::UnitOperator, unit, path }];
        Principal { account: AccountId(unit.0 + 100), employee: None, signed_in_by: SignedInBy::Password, grants }
    }

    fn take(&self, unit: UnitId, on: &str, key: &str) -> crate::model::LetterNumber {
        let (by, request) = (self.keeper(self.root), request(on, key));
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::take_number(tx, &chance, now(), &by, unit, &request)).expect("a number")
    }
}

fn request(on: &str, key: &str) -> NumberRequest {
    NumberRequest::new("um.01.01", day(on), "Undangan  rapat", key).expect("a request")
}

fn letterings(pattern: &str) -> Letterings {
    Letterings {
        agency: "Kementerian Contoh".into(),
        lines: vec!["Kantor Wilayah Bali".into()],
        address: Some("Jalan Contoh Nomor 1".into()),
        contact: None,
        place: Some("Denpasar".into()),
        head: "Kepala Kantor Wilayah Bali".into(),
        head_name: None,
        seal: true,
        pattern: Pattern::parse(pattern).expect("a pattern"),
    }
}
