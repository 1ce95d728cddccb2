//! Leaving, coming back and moving, as an operator meets them.

use super::{Doors, doors};
use crate::actions;
use netra_base::Role;
use netra_ledger::audit::Audit;
use netra_store::params;

async fn budi(doors: &Doors) -> i64 {
    let operator = doors.operator().await;
    let asked = r#"{"text":"Budi"}"#;
    let found = doors.send(&operator, "POST", "/api/v1/employees/search", "application/json", asked).await.json();
    found["employees"][0]["id"].as_i64().expect("an id")
}

async fn wrong(doors: &Doors) -> (u64, Vec<String>) {
    let look = |tx: &mut netra_store::Tx<'_>| {
        let mut audit = Audit::default();
        actions::audit(tx, &mut audit)?;
        Ok((audit.wrong, audit.findings.iter().filter_map(|found| found.column.clone()).collect()))
    };
    doors.house.store.read(look).await.expect("audits")
}

#[tokio::test]
async fn an_operator_lets_somebody_go_takes_them_back_and_moves_them() {
    let doors = doors().await;
    let (operator, id) = (doors.operator().await, budi(&doors).await);
    let page = doors.get(&operator, &format!("/pegawai/{id}")).await.body;
    assert!(page.contains(&format!("/pegawai/{id}/keluar")) && page.contains("/pindah") && !page.contains("/kembali"));
    let ask = doors.get(&operator, &format!("/pegawai/{id}/keluar")).await.body;
    assert!(ask.contains("Budi Santoso") && ask.contains("tidak lagi dihitung") && ask.contains("2024-01-05"), "{ask}");
    assert_eq!(doors.heads().await, 4, "asking changes nothing");

    let left = doors.post(&operator, &format!("/pegawai/{id}/keluar"), "alasan=pensiun&hari=2024-01-04").await;
    assert_eq!((left.status, doors.heads().await), (303, 3));
    let page = doors.get(&operator, left.header("location")).await.body;
    assert!(page.contains("pensiun") && page.contains("Sudah dicatat") && page.contains("/kembali"), "{page}");
    let early = doors.post(&operator, &format!("/pegawai/{id}/kembali"), "unit=KW-20-ADM&hari=2024-01-04").await;
    assert!(early.status == 422 && early.body.contains("sesudah hari terakhir") && early.body.contains("f-hari-e"));
    let back = doors.post(&operator, &format!("/pegawai/{id}/kembali"), "unit=KW-20-ADM&hari=2024-01-05").await;
    assert_eq!((back.status, doors.heads().await), (303, 4));
    let moved = doors.post(&operator, &format!("/pegawai/{id}/pindah"), "unit=KW-20-PAS&hari=2024-01-05").await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    let page = doors.get(&operator, &format!("/pegawai/{id}")).await.body;
    assert!(page.contains("/unit/KW-20-ADM") && page.contains("/unit/KW-20-PAS"));
    assert_eq!(
        (doors
            .house
            .store
            .read(|tx| tx.query_one("SELECT COUNT(*) FROM registry_act", params![], |r| r.int(0)))
            .await
            .expect("counts")),
        3
    );
    assert_eq!(wrong(&doors).await, (0, vec![]));
}

#[tokio::test]
async fn nobody_is_let_go_by_strangers_ahead_of_time_or_into_a_strange_unit() {
    let doors = doors().await;
    let (operator, id) = (doors.operator().await, budi(&doors).await);
    let stranger = doors.who(8, Role::UnitOperator, "KW-19").await;
    let leader = doors.who(9, Role::Leader, "KW-20").await;
    for who in [&stranger, &leader] {
        assert_eq!(doors.get(who, &format!("/pegawai/{id}/keluar")).await.status, 404);
        let fields = "alasan=pensiun&hari=2024-01-04";
        assert_eq!(doors.post(who, &format!("/pegawai/{id}/keluar"), fields).await.status, 404);
    }
    for (path, fields, sentence) in [
        ("keluar", "alasan=pensiun&hari=2024-01-06", "belum tiba"),
        ("keluar", "hari=2024-01-05", "Isi Alasan"),
        ("keluar", "alasan=bosan&hari=2024-01-05", "Pilih Alasan"),
        ("pindah", "unit=KW-19&hari=2024-01-05", "di dalam wewenang Anda"),
        ("pindah", "unit=KW-20-PAS&hari=2024-01-05", "sudah berada di unit itu"),
        ("kembali", "unit=KW-20&hari=2024-01-05", "masih aktif"),
    ] {
        let got = doors.post(&operator, &format!("/pegawai/{id}/{path}"), fields).await;
        assert!(got.status == 422 && got.body.contains(sentence), "{fields}: {}", got.body);
    }
    assert_eq!(doors.heads().await, 4);
}

#[tokio::test]
async fn programs_record_a_departure_and_an_audit_sees_it_rewritten() {
    let doors = doors().await;
    let (operator, id) = (doors.operator().await, budi(&doors).await);
    let send = async |what: &str, body: &str| {
        doors
            .send(&operator, "POST", &format!("/api/v1/employees/{id}/{what}"), "application/json", body.to_owned())
            .await
    };
    let moved = send("move", r#"{"unit":"kw-20-adm","day":"2024-01-03"}"#).await.json();
    assert_eq!(moved["unit"].as_str(), Some("KW-20-ADM"));
    let late = send("departure", r#"{"reason":"pensiun","last_day":"2024-02-01"}"#).await;
    assert_eq!((late.status, late.json()["errors"][0]["field"].as_str()), (422, Some("last_day")));
    let left = send("departure", r#"{"reason":"meninggal","last_day":"2024-01-05"}"#).await.json();
    assert_eq!((left["active"].as_bool(), left["left"].as_str()), (Some(false), Some("2024-01-05")));
    assert_eq!(wrong(&doors).await, (0, vec![]));
    let rewrite = "UPDATE registry_act SET reason = 'pensiun' WHERE kind = 'employee-left'";
    doors.house.store.write(move |tx| tx.execute(rewrite, params![])).await.expect("rewritten");
    assert_eq!(wrong(&doors).await, (2, vec!["reason".into(), "service".into()]));
    let back = send("return", r#"{"unit":"KW-20","day":"2024-01-05"}"#).await;
    assert_eq!(back.status, 422, "the day after the last one at the earliest");
}
