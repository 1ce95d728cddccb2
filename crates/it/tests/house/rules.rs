//! The rulebook and the calendar as scripts use them: the answers of `netra rules` and `netra calendar`, what they
//! refuse, and a version that takes effect on its day in a house.

use netra_it::netra;
use serde_json::Value;
use std::process::Output;

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stdout)))
}

fn decide(line: &str) -> Value {
    let mut args = vec!["rules", "decide", "--json"];
    let words: Vec<&str> = line.split_whitespace().collect();
    let (act, contest, date, employment) = (words[0], words[1], words[2], words[3]);
    args.extend(["--act", act, "--contest", contest, "--date", date, "--employment", employment]);
    args.extend(&words[4..]);
    let output = netra(&args);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    json(&output)
}

#[test]
fn a_decision_has_exactly_the_promised_fields() {
    let decision = decide("social-media-engagement president-2024 2023-11-13 pns");
    let fields: Vec<&str> = decision.as_object().unwrap().keys().map(String::as_str).collect();
    let mut promised = vec![
        "verdict",
        "class",
        "level",
        "rules",
        "instruments",
        "lanes",
        "sanctions",
        "authority",
        "confidence",
        "notes",
    ];
    promised.sort_unstable();
    let mut fields = fields;
    fields.sort_unstable();
    assert_eq!(fields, promised);
    assert_eq!((&decision["verdict"], &decision["level"]), (&"forbidden".into(), &"heavy".into()));
    assert_eq!(decision["rules"][0], "skb2022-disiplin-06");
}

#[test]
fn the_day_of_a_moment_is_that_of_the_zone() {
    let level = |zone: &str| {
        let output = netra(&[
            "rules",
            "decide",
            "--json",
            "--act",
            "photo",
            "--contest",
            "president-2024",
            "--at",
            "2023-11-12T23:30:00+07:00",
            "--zone",
            zone,
            "--employment",
            "pns",
        ]);
        json(&output)["level"].clone()
    };
    assert_eq!((level("WIB"), level("WIT")), ("moral".into(), "heavy".into()));
}

#[test]
fn what_cannot_be_answered_is_refused_in_a_sentence() {
    let cases = [
        ("nothing president-2024 2024-01-10 pns", 2, "act-unknown"),
        ("photo mayor-2024 2024-01-10 pns", 2, "contest-unknown"),
        ("photo president-2024 2024-02-30 pns", 2, "date-missing"),
        ("photo president-2024 2024-01-10 judge", 2, "employment-unknown"),
        ("photo president-2024 1999-01-01 pns", 1, "date-outside-data"),
        ("photo president-2024 2040-01-01 pns", 1, "date-outside-data"),
        ("photo president-2024 2024-01-10 ppnpn --unpaid-leave", 1, "circumstances-contradict"),
    ];
    for (line, status, code) in cases {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut args = vec!["rules", "decide", "--json", "--act", words[0], "--contest", words[1]];
        args.extend(["--date", words[2], "--employment", words[3]]);
        args.extend(&words[4..]);
        let output = netra(&args);
        assert_eq!(output.status.code(), Some(status), "{line}");
        assert_eq!(json(&output)["refused"][0]["code"], code, "{line}");
        let sentence = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        assert!(sentence.ends_with('.') && sentence.contains(' '), "{line}: {sentence}");
    }
}

#[test]
fn free_words_find_the_rules_that_people_mean() {
    for (question, expected) in [
        ("boleh foto dengan caleg adik saya?", "skb2022-disiplin-07"),
        ("bolehkah saya like postingan capres", "skb2022-disiplin-06"),
        ("pakai mobil dinas ke kampanye", "pp94-n-4"),
        ("istri saya nyaleg, boleh saya dampingi?", "skb2022-etik-07"),
        ("pasang spanduk caleg di rumah", "skb2022-disiplin-01"),
        ("disuruh atasan ikut kampanye, boleh lapor?", "alw-07"),
        ("jadi anggota partai", "skb2022-disiplin-05"),
        ("kumpulin ktp buat calon independen", "skb2022-disiplin-10"),
        ("nonton debat capres di tv", "alw-02"),
        ("boleh nyoblos gak?", "alw-01"),
    ] {
        let output = netra(&["rules", "ask", question, "--json"]);
        let found = json(&output);
        let ids: Vec<&str> =
            found["matches"].as_array().unwrap().iter().take(5).filter_map(|hit| hit["id"].as_str()).collect();
        assert!(ids.contains(&expected), "{question}: {ids:?}");
    }
    assert_eq!(netra(&["rules", "ask", "zzzz qqqq", "--json"]).status.code(), Some(1));
}

#[test]
fn a_deadline_skips_weekends_holidays_and_election_day() {
    let output = netra(&["calendar", "deadline", "--from", "2024-02-05", "--working-days", "14", "--json"]);
    let found = json(&output);
    assert_eq!(found["deadline"], "2024-02-28");
    assert_eq!(found["at"], "2024-02-28T23:59:59+07:00");
    let skipped: Vec<&str> =
        found["skipped"].as_array().unwrap().iter().filter_map(|one| one["date"].as_str()).collect();
    let days = ["08", "09", "10", "11", "14", "17", "18", "24", "25"].map(|day| format!("2024-02-{day}"));
    assert_eq!(skipped, days);
    let far = netra(&["calendar", "deadline", "--from", "2027-12-30", "--working-days", "5", "--json"]);
    assert_eq!(far.status.code(), Some(1), "a year without data is an error");
}

#[test]
fn the_check_names_faults_and_what_moved() {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rulebook")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let clean = netra(&["rules", "check", path, "--json"]);
    assert_eq!((clean.status.code(), &json(&clean)["ok"]), (Some(0), &Value::from(true)));
    let file = folder.path().join("06-pp94.toml");
    let text = std::fs::read_to_string(&file).unwrap().replacen("level = \"medium\"", "level = \"light\"", 1);
    std::fs::write(&file, text).unwrap();
    let changed = netra(&["rules", "check", path, "--json"]);
    let found = json(&changed);
    assert_eq!(changed.status.code(), Some(1));
    assert_eq!(found["changes"][0]["id"], "pp94-n-2");
    assert!(!found["moved"].as_array().unwrap().is_empty() && !found["cases"]["broken"].as_array().unwrap().is_empty());
    std::fs::write(&file, "[[rule]\n").unwrap();
    let broken = netra(&["rules", "check", path, "--json"]);
    let fault = &json(&broken)["faults"][0];
    assert_eq!((&fault["file"], &fault["line"]), (&"06-pp94.toml".into(), &1.into()));
    assert!(fault["column"].as_u64().is_some_and(|column| column > 1));
}

#[test]
fn a_book_is_adopted_in_a_house_and_its_audit_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let built = netra(&["demo", "--data", data, "--employees", "100", "--seed", "7", "--build-only", "--json"]);
    assert!(built.status.success());
    let book = folder.path().join("book");
    std::fs::create_dir(&book).unwrap();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rulebook")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), book.join(file.file_name())).unwrap();
    }
    let adopted = netra(&[
        "rules",
        "adopt",
        book.to_str().unwrap(),
        "--from",
        "2099-01-01",
        "--by",
        "Sekretaris Jenderal",
        "--data",
        data,
        "--json",
    ]);
    assert!(adopted.status.success(), "{}", String::from_utf8_lossy(&adopted.stderr));
    let versions = json(&netra(&["rules", "versions", "--data", data, "--json"]));
    assert!(versions.as_array().is_some_and(|list| list.iter().any(|one| one["effective"] == "2099-01-01")));
    let hash = json(&adopted)["sha256"].as_str().unwrap()[..12].to_owned();
    let old = netra(&[
        "rules",
        "decide",
        "--data",
        data,
        "--version",
        &hash,
        "--json",
        "--act",
        "photo",
        "--contest",
        "president-2024",
        "--date",
        "2023-11-12",
        "--employment",
        "pns",
    ]);
    assert_eq!(json(&old)["level"], "moral");
    let audit = netra(&["audit", "--data", data, "--json"]);
    assert_eq!(json(&audit)["wrong"], 0, "{}", String::from_utf8_lossy(&audit.stdout));
}
