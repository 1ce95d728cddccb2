//! Papers with data that nobody hoped for: names over three lines, hundreds of rows, letters that end where the page ends.
//! Words stay on the page, no signature stands alone, and an agency's emblem and seal stand where they belong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use netra_documents::Paper;
use netra_press::Press;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn ask(program: &str, args: &[&str], pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut command = Command::new(program);
    command.args(args).arg(&file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let said = command.output().unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` brings it"));
    assert!(said.status.success(), "{program}: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap()
}

/// The text of each page, with single blanks.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = ask("pdftotext", &["-layout"], pdf);
    text.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Every text three times as long, every list four times: longer than what the house lets anybody type.
fn stretched(value: &mut Value) {
    match value {
        Value::String(text) => *text = [text.as_str(); 3].join(" "),
        Value::Array(list) => {
            list.iter_mut().for_each(stretched);
            let all = list.clone();
            (0..3).for_each(|_| list.extend(all.clone()));
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                // What a template compares, or a person knows to be short.
                if !matches!(key.as_str(), "code" | "kind" | "state" | "photos" | "commitment" | "number" | "receipt") {
                    stretched(value);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn long_names_and_many_rows_stay_on_the_page() {
    let press = Press::new();
    for template in press.templates() {
        let mut paper = press.sample(&template).unwrap();
        paper.specimen = false;
        stretched(&mut paper.data);
        let pdf = press.print(&paper).unwrap();
        let (mut wide, mut high) = (0.0, 0.0);
        for line in ask("pdftotext", &["-bbox"], &pdf).lines().map(str::trim) {
            let number = |key: &str| -> f64 {
                let after = line.split(&format!("{key}=\"")).nth(1).unwrap();
                after.split('"').next().unwrap().parse().unwrap()
            };
            if line.starts_with("<page") {
                (wide, high) = (number("width"), number("height"));
            } else if line.starts_with("<word") {
                let inside = number("xMin") > 28.0 && number("xMax") < wide - 28.0;
                assert!(inside && number("yMin") > 28.0 && number("yMax") < high - 28.0, "{template}: {line}");
            }
        }
    }
}

/// Prints a paper and looks whether the page with this signature has these words too.
fn check(press: &Press, paper: &Paper, words: &str) {
    let position = paper.data["signature"]["position"].as_str().unwrap();
    let signed = format!("{position},");
    let pages = pages(&press.print(paper).unwrap());
    let page = pages.iter().rev().find(|page| page.contains(&signed)).unwrap_or_else(|| panic!("{pages:?}"));
    assert!(page.contains(words), "{}: alone on its page: {page}", paper.template);
}

#[test]
fn a_signature_never_stands_alone_wherever_the_page_ends() {
    let press = Press::new();
    let sample = |template: &str| Paper { specimen: false, ..press.sample(template).unwrap() };
    for lines in 0..14 {
        for template in ["surat-dinas.typ", "surat-edaran.typ"] {
            let mut letter = sample(template);
            let mut body: Vec<Value> = (0..lines).map(|_| json!("Alinea yang mengisi halaman. ".repeat(9))).collect();
            body.push(json!("Kalimat penutup surat ini."));
            letter.data["body"] = json!(body);
            check(&press, &letter, "Kalimat penutup surat ini.");
        }
        let mut decree = sample("sk-tim.typ");
        let basis = decree.data["basis"].as_array_mut().unwrap();
        (0..lines).for_each(|_| basis.insert(0, json!("Peraturan yang mengisi satu baris saja")));
        let text = pages(&press.print(&decree).unwrap());
        let page = text.iter().find(|page| page.contains("Ditetapkan di")).unwrap();
        assert!(page.contains("Keputusan ini berlaku"), "{page}");
        let members = decree.data["members"].as_array_mut().unwrap();
        let one = members[0].clone();
        members.extend(std::iter::repeat_n(one, lines * 2));
        check(&press, &decree, "Tim terdiri atas");
    }
    for rows in [0, 1, 12, 13, 14, 26, 27, 28, 29] {
        let mut recap = sample("rekap.typ");
        recap.data["places"].as_array_mut().unwrap().truncate(rows);
        // The foot of each page begins as the last sentence does; together with the one before it, it stands here alone.
        check(&press, &recap, "bukan angka sebenarnya. Rekap ini hasil hitungan dari catatan");
    }
    let mut report = sample("laporan-kegiatan.typ");
    for paragraphs in 0..10 {
        report.data["minutes"] = json!(vec!["Catatan yang mengisi halaman. ".repeat(9); paragraphs]);
        check(&press, &report, "Demikian laporan ini dibuat");
    }
}

#[test]
fn an_agency_words_its_decree_in_the_template() {
    let given = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/templates/sk-tim.typ");
    let words = std::fs::read_to_string(given).unwrap();
    let (first, last) = ("  [bahwa pegawai wajib melayani", "  [Keputusan ini berlaku #masa");
    let own = words.replace(first, "  [bahwa pemilihan sudah dekat;],\n  [bahwa pegawai wajib melayani");
    let own = own.replace(last, "  [Biaya tim dibebankan pada anggaran #data.unit.],\n  [Keputusan ini berlaku #masa");
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("sk-tim.typ"), own).unwrap();
    let press = Press::with_folder(dir.path()).unwrap();
    let text = pages(&press.print(&press.sample("sk-tim.typ").unwrap()).unwrap()).concat();
    for says in ["a. bahwa pemilihan sudah dekat;", "Biaya tim dibebankan pada anggaran Kantor Wilayah Bali.", "KEENAM"]
    {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(text.contains("31 Desember 2024; kekeliruan di dalamnya"), "{text}");
}

#[test]
fn an_agency_lays_its_emblem_and_its_seal_into_the_folder() {
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/templates/samples/foto-aula.jpg");
    let dir = tempfile::tempdir().unwrap();
    for name in ["lambang.jpg", "cap-KW-08.jpg"] {
        std::fs::copy(&photo, dir.path().join(name)).unwrap();
    }
    let own = Press::with_folder(dir.path()).unwrap();
    let letter = own.sample("surat-dinas.typ").unwrap();
    let pictures = |press: &Press, paper: &Paper| {
        let pdf = press.print(paper).unwrap();
        let list = ask("pdfimages", &["-list"], &pdf);
        (list.lines().filter(|line| line.contains(" image ")).count(), pages(&pdf).concat().contains("cap dinas"))
    };
    assert_eq!(pictures(&Press::new(), &letter), (0, true), "the place of the seal is shown");
    assert_eq!(pictures(&own, &letter), (2, false), "emblem and the unit's own seal");
    let mut other = letter.clone();
    other.data["signature"]["code"] = json!("KW-09");
    assert_eq!(pictures(&own, &other), (1, true), "another unit's seal is not lent");
    other.data["signature"]["seal"] = json!(false);
    assert_eq!(pictures(&own, &other), (1, false));
}
