//! What an agency makes its own about papers, without a compiler: a template and a seal laid into the data folder, a letterhead
//! kept by form, numbers from a register. Read on paper with another program's eyes.

use crate::ministry::{Ministry, sign_in};
use netra_it::netra;
use std::fs;
use std::process::Command;

/// The words of a paper, with single blanks.
fn words(file: &str) -> String {
    let output = Command::new("pdftotext").args([file, "-"]).output();
    let output = output.unwrap_or_else(|error| panic!("pdftotext: {error}; `cargo xtask test` brings it"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_agency_has_its_own_template_seal_letterhead_and_numbers() {
    let house = Ministry::small();
    let own = house.data().join("naskah");
    fs::create_dir(&own).unwrap();
    let shared = netra_it::root().join("data/templates/surat-dinas.typ");
    let letter = fs::read_to_string(shared).unwrap().replace("[Yth. ", "[Kepada yang terhormat ");
    fs::write(own.join("surat-dinas.typ"), letter).unwrap();
    let seal = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>";
    fs::write(own.join("cap-KW-20.svg"), seal).unwrap();
    let checked = netra(&["documents", "check", own.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));

    let server = house.serve();
    let client = sign_in(&server, "operator");
    let page = |unit: &str| {
        let reply = client.get(&format!("/naskah/kop/contoh.pdf?unit={unit}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")), "{unit}");
        words(&house.file("contoh.pdf", &reply.body))
    };
    let others = page("KW-08");
    assert!(others.contains("Kepada yang terhormat Penerima surat") && others.contains("cap dinas"), "{others}");
    let fields = [
        ("unit", "KW-20"),
        ("agency", "Kementerian Contoh"),
        ("lines", "Kantor Wilayah Bali"),
        ("place", "Singaraja"),
        ("head", "Plt. Kepala Kantor Wilayah Bali"),
        ("seal", "1"),
        ("pattern", "W.20/{class}/{serial:3}/{roman}/{year}"),
    ];
    assert_eq!(client.post("/naskah/kop", &fields).location(), "/naskah?unit=KW-20");
    let bali = page("KW-20");
    for word in
        ["KEMENTERIAN CONTOH", "KANTOR WILAYAH BALI", "Singaraja, ", "Plt. Kepala Kantor Wilayah Bali,", "W.20/UM"]
    {
        assert!(bali.contains(word), "{word}: {bali}");
    }
    assert!(!bali.contains("cap dinas"), "the picture of the seal stands in its place: {bali}");

    let form = client.get("/naskah/nomor?unit=KW-20").text();
    let value = |name: &str| {
        let after = form.split(&format!("name=\"{name}\"")).nth(1).unwrap().split("value=\"").nth(1).unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (key, day) = (value("key"), value("day"));
    // Reports of the demonstration have taken numbers of this year already.
    let newest = &client.get("/api/v1/units/KW-20/letter-numbers").value()["numbers"][0];
    let of_this_year = newest["year"].as_i64() == day[..4].parse().ok();
    let serial = 1 + newest["serial"].as_i64().filter(|_| of_this_year).unwrap_or(0);
    let taken =
        [("unit", "KW-20"), ("key", &key), ("class", "UM.01.01"), ("day", &day), ("about", "Undangan rapat persiapan")];
    let first = client.post("/naskah/nomor", &taken).location().to_owned();
    assert_eq!(client.post("/naskah/nomor", &taken).location(), first, "pressed twice, taken once");
    let shown = client.get(&first).text();
    assert!(
        shown.contains(&format!("W.20/UM.01.01/{serial:03}/")) && shown.contains("Undangan rapat persiapan"),
        "{shown}"
    );
    let number = client.get("/api/v1/units/KW-20/letter-numbers").value();
    assert_eq!(number["numbers"][0]["serial"], serial, "{number}");
}
