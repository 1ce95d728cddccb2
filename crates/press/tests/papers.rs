//! Papers as a person gets them: every sample printed and looked at with other programs' eyes (poppler, qpdf), which share
//! no code with the press; a folder of an agency's own templates with its faults named; many papers in order.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use netra_base::{Error, Lang, Moment};
use netra_documents::{Attached, Attachment, Paper, PrintDesk, attachments_of};
use netra_press::Press;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Every template with its number of pages and words that its sample must show.
const SAMPLES: &[(&str, usize, &[&str])] = &[
    (
        "laporan-kegiatan.typ",
        3,
        &["LAPORAN KEGIATAN", "Susunan acara", "Rp 17.240.000", "halaman 3 dari 3", "Peserta mengikuti materi pertama"],
    ),
    ("pakta.typ", 1, &["PAKTA INTEGRITAS NETRALITAS", "Ketut Contoh Adnyana", "pukul 08.03 WITA", "bukti.json"]),
    (
        "rekap.typ",
        4,
        &[
            "REKAP NASIONAL",
            "bukan surat dinas · Rekap nasional Penyuluhan Hukum Serentak",
            "14.251",
            "66 tempat",
            "Sulawesi Barat",
            "halaman 4 dari 4",
        ],
    ),
    (
        "sertifikat.typ",
        1,
        &["SERTIFIKAT", "NETRA-2024-004417", "Tes dikerjakan di kegiatan", "23 dari 25 jawaban benar"],
    ),
    ("sk-tim.typ", 3, &["Menimbang", "Mengingat", "MEMUTUSKAN", "KELIMA", "SUSUNAN TIM", "Wakil ketua", "Tembusan"]),
    ("surat-dinas.typ", 1, &["Nomor", "Sifat", "Lampiran", "Hal", "Yth. Para Kepala", "Tembusan"]),
    ("surat-edaran.typ", 2, &["SURAT EDARAN", "NOMOR SEK-UM.01.01-1133", "TENTANG", "bersandar pada", "Tembusan"]),
];

fn printed(folder: &Path, template: &str) -> PathBuf {
    let press = Press::new();
    let file = folder.join(template.replace(".typ", ".pdf"));
    std::fs::write(&file, press.print(&press.sample(template).unwrap()).unwrap()).unwrap();
    file
}

/// What another program says of a file.
fn ask(program: &str, args: &[&str], file: &Path) -> String {
    let mut command = Command::new(program);
    command.args(args).arg(file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let said = command.output().unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` brings it"));
    assert!(said.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_template_prints_its_sample_as_others_read_it() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Press::new().templates(), SAMPLES.iter().map(|sample| sample.0).collect::<Vec<_>>());
    for (template, pages, words) in SAMPLES {
        let file = printed(dir.path(), template);
        let about = ask("pdfinfo", &[], &file);
        let says = |key: &str| {
            let line = about.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
            line.trim_start_matches(':').trim().to_owned()
        };
        assert_eq!(says("Pages"), pages.to_string(), "{template}");
        assert_eq!(says("Tagged"), "yes", "{template}");
        assert_eq!(says("JavaScript"), "no", "{template}");
        assert_eq!(says("Title"), Press::new().sample(template).unwrap().title, "{template}");
        let text = plain(&ask("pdftotext", &["-layout"], &file));
        for word in *words {
            assert!(text.contains(&plain(word)), "{template} does not show {word:?}:\n{text}");
        }
        for page in 1..=*pages {
            let page = page.to_string();
            // The large letters behind the text come first, one by one.
            let behind = ask("pdftotext", &["-raw", "-f", &page, "-l", &page], &file);
            let behind: String = behind.split_whitespace().take(6).collect();
            assert!(behind.starts_with("CONTOH"), "{template}, page {page}: a sample says so on each page");
        }
        ask("qpdf", &["--check"], &file);
        let fonts = ask("pdffonts", &[], &file);
        for font in fonts.lines().skip(2) {
            assert!(font.contains(" yes yes yes "), "{template}: a font is not embedded: {font}");
        }
    }
}

#[test]
fn no_word_of_a_sample_stands_near_the_edge_of_its_page() {
    let dir = tempfile::tempdir().unwrap();
    let number = |line: &str, key: &str| -> f64 {
        let after = line.split(&format!("{key}=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().parse().unwrap()
    };
    // The large letters behind the text may bleed.
    let behind =
        |line: &str| ["C", "O", "N", "T", "H", "CONTOH"].iter().any(|word| line.contains(&format!(">{word}<")));
    for (template, _, _) in SAMPLES {
        let file = printed(dir.path(), template);
        let boxes = ask("pdftotext", &["-bbox"], &file);
        let (mut wide, mut high) = (0.0, 0.0);
        for line in boxes.lines().map(str::trim) {
            if line.starts_with("<page") {
                (wide, high) = (number(line, "width"), number(line, "height"));
            } else if line.starts_with("<word") && !behind(line) {
                // One centimetre of the paper stays free.
                let edge = 28.0;
                assert!(number(line, "xMin") > edge && number(line, "xMax") < wide - edge, "{template}: {line}");
                assert!(number(line, "yMin") > edge && number(line, "yMax") < high - edge, "{template}: {line}");
            }
        }
    }
}

#[test]
fn a_paper_says_that_it_is_archival_and_accessible() {
    let press = Press::new();
    for (template, _, _) in SAMPLES {
        let sample = press.sample(template).unwrap();
        // Only the third part allows a file inside.
        let part = if sample.attachments.is_empty() { "2" } else { "3" };
        let file = press.print(&sample).unwrap();
        let text = String::from_utf8_lossy(&file);
        for mark in ["part>PART</pdfaid:part", "pdfaid:conformance>A<", "pdfuaid:part>1<"] {
            let mark = mark.replace("PART", part);
            assert!(text.contains(&mark), "{template} lacks {mark}");
        }
        assert!(text.contains("/Lang"), "{template}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let press = Press::new();
    for (template, _, _) in SAMPLES {
        let paper = press.sample(template).unwrap();
        let first = press.print(&paper).unwrap();
        let again = std::thread::spawn(move || Press::new().print(&paper).unwrap()).join().unwrap();
        assert!(first == again, "{template}");
    }
    let mut later = press.sample("pakta.typ").unwrap();
    let first = press.print(&later).unwrap();
    later.made = later.made.plus_ms(1_000);
    assert!(first != press.print(&later).unwrap(), "another moment is another paper");
}

#[test]
fn what_is_attached_comes_out_as_it_went_in() {
    let press = Press::new();
    let mut paper = press.sample("pakta.typ").unwrap();
    let noise: Vec<u8> = (0..200_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[1]).collect();
    let file = |name: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        mime: "application/octet-stream".into(),
        bytes: bytes.to_vec(),
        describes: "Berkas uji".into(),
    };
    paper.attachments = vec![file("a.bin", &noise), file("b.txt", b"halo"), file("c.json", &[b' '; 5_000])];
    let pdf = press.print(&paper).unwrap();
    let expected: Vec<_> =
        paper.attachments.iter().map(|file| Attached { name: file.name.clone(), bytes: file.bytes.clone() }).collect();
    assert_eq!(attachments_of(&pdf).unwrap(), expected);
    let dir = tempfile::tempdir().unwrap();
    let name = dir.path().join("pakta.pdf");
    std::fs::write(&name, &pdf).unwrap();
    let listed = ask("pdfdetach", &["-list"], &name);
    assert!(["3 embedded files", "a.bin", "b.txt", "c.json"].iter().all(|word| listed.contains(word)), "{listed}");
    // The same after another program has packed the file its own way.
    let packed = dir.path().join("packed.pdf");
    let out = Command::new("qpdf").args(["--object-streams=generate"]).arg(&name).arg(&packed).status().unwrap();
    assert!(out.success());
    assert_eq!(attachments_of(&std::fs::read(packed).unwrap()).unwrap(), expected);
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = dir.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    dir
}

fn failure(press: &Press, paper: &Paper) -> String {
    match press.print(paper) {
        Err(Error::Failed(cause)) => format!("{cause:#}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_agency_changes_a_template_without_a_compiler() {
    let own = "#import \"surat.typ\": *\n#show: naskah\n= Naskah sendiri\nHalo #json(\"/data.json\").who.\n";
    let dir = folder(&[("sertifikat.typ", own), ("samples/sertifikat.json", "{}")]);
    let press = Press::with_folder(dir.path()).unwrap();
    let paper = Paper::new("sertifikat.typ", "Naskah", Moment(1_706_000_000_000), json!({ "who": "dunia" }));
    let file = dir.path().join("own.pdf");
    std::fs::write(&file, press.print(&paper).unwrap()).unwrap();
    let text = plain(&ask("pdftotext", &[], &file));
    assert!(text.contains("Naskah sendiri Halo dunia."), "{text}");
    assert!(!text.contains("CONTOH"), "only samples carry it");
}

#[test]
fn a_fault_in_a_template_names_file_line_and_column() {
    let paper = Paper::new("baru.typ", "Baru", Moment(0), json!({ "name": "x" }));
    let check = |files: &[(&str, &str)], expected: &str| {
        let dir = folder(files);
        let said = failure(&Press::with_folder(dir.path()).unwrap(), &paper);
        assert!(said.contains(expected), "{said}");
    };
    check(&[("baru.typ", "Satu\n\nDua #tiga")], "baru.typ:3:6: unknown variable: tiga");
    check(
        &[("baru.typ", "#let data = json(\"/data.json\")\n#data.nama")],
        "baru.typ:2:7: dictionary does not contain key \"nama\"",
    );
    check(&[("baru.typ", "#let x = (")], "baru.typ:1:10: unclosed delimiter");
    check(
        &[("baru.typ", "#include \"bagian/isi.typ\""), ("bagian/isi.typ", "\n #salah()")],
        "bagian/isi.typ:2:3: unknown variable",
    );
    check(&[("lain.typ", "")], "baru.typ: there is no such template");
    // Accessible files only: a picture needs words for those who cannot see it.
    check(
        &[
            ("baru.typ", "#image(\"titik.svg\")"),
            (
                "titik.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><path d=\"M0 0h4v4z\"/></svg>",
            ),
        ],
        "baru.typ:1:2: PDF/A-2a, PDF/UA-1 error: missing alt text",
    );
}

#[test]
fn a_template_reaches_nothing_but_its_set() {
    for reach in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../etc/passwd\")",
        "#read(\"samples/none.json\")",
        "#import \"@preview/cetz:0.3.4\": *",
        "#import \"@local/own:1.0.0\": *",
        "#image(\"https://example.com/a.png\")",
    ] {
        let dir = folder(&[("baru.typ", reach)]);
        let said =
            failure(&Press::with_folder(dir.path()).unwrap(), &Paper::new("baru.typ", "Baru", Moment(0), json!({})));
        assert!(said.contains("baru.typ:1:"), "{reach}: {said}");
    }
}

#[test]
fn a_template_without_end_is_stopped() {
    for endless in ["#while true { }", "#let f() = f()\n#f()", "#for i in range(2100) { pagebreak() }"] {
        let dir = folder(&[("baru.typ", endless)]);
        let press = Press::with_folder(dir.path()).unwrap();
        let outcome = press.print(&Paper::new("baru.typ", "Baru", Moment(0), json!({})));
        assert!(outcome.is_err(), "{endless}");
    }
}

#[test]
fn many_papers_at_once_each_carry_their_own_title() {
    let press = Press::new();
    let base = press.sample("sertifikat.typ").unwrap();
    let desk = PrintDesk::new(move |paper| press.print(paper));
    let numbered = |at: usize| Paper { title: format!("Sertifikat {at}"), ..base.clone() };
    let done = desk.print_many_now((0..40).map(numbered), |at, file| {
        assert!(String::from_utf8_lossy(&file).contains(&format!("Sertifikat {at}<")), "{at}");
        Ok(())
    });
    assert_eq!(done.unwrap(), 40);
}

#[test]
fn a_recap_of_66_places_is_there_in_two_seconds() {
    let press = Press::new();
    let paper = press.sample("rekap.typ").unwrap();
    assert_eq!(paper.data["places"].as_array().unwrap().len(), 66);
    let start = Instant::now();
    press.print(&paper).unwrap();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn a_recap_tells_apart_who_was_counted_on_paper_where_there_are_any() {
    let press = Press::new();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rekap.pdf");
    let mut paper = press.sample("rekap.typ").unwrap();
    let mut read = |sheets: &[(usize, i64)]| {
        for (place, people) in sheets {
            paper.data["places"][*place]["on_paper"] = json!(people);
        }
        std::fs::write(&file, press.print(&paper).unwrap()).unwrap();
        plain(&ask("pdftotext", &["-layout"], &file))
    };
    let without = read(&[(3, 0)]);
    assert!(without.contains("14.251 88,8 % 2.855 +2,0 (3.610)") && !without.contains("kertas"), "{without}");
    let with = read(&[(3, 40), (5, 1_012)]);
    for says in ["orang di lembar kertas", "14.251 88,8 % 2.855 1.052 +2,0 (3.610)", "83,5 % 66 40 +1,6 (80)"] {
        assert!(with.contains(says), "{says}: {with}");
    }
}

#[test]
fn a_letter_prints_with_the_least_that_it_needs_and_with_signs_of_the_typesetter_in_its_data() {
    let press = Press::new();
    let data = json!({
        "agency": { "name": "Instansi" }, "number": "1", "place": "Kota", "date": "1 Januari 2024",
        "to": ["Siapa #pun <x> @y"], "body": ["$a_b* = #let [ ] \\ \u{0} \u{202E}akhir", "😀 漢字 مرحبا é € ½"],
        "signature": { "position": "Kepala #(1+1)" },
    });
    let paper = Paper::new("surat-dinas.typ", "Surat #1 \"x\"", Moment(0), data);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("surat.pdf");
    match press.print(&paper) {
        Ok(bytes) => std::fs::write(&file, bytes).unwrap(),
        Err(error) => panic!("{}", error.sentences(Lang::En)),
    }
    let text = plain(&ask("pdftotext", &[], &file));
    assert!(text.contains("Siapa #pun <x> @y") && text.contains("Kepala #(1+1)"), "{text}");
    assert!(text.contains("□ □□ ") && text.contains("é € ½") && !text.contains("Hal :"), "{text}");
}
