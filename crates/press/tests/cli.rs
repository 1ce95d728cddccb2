//! `netra documents` as an editor of templates sees it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use netra_base::Lang;
use netra_press::cli::{CheckArgs, DocumentsCommand, SampleArgs, run};
use std::path::Path;

fn ask(command: &DocumentsCommand) -> (u8, String) {
    let mut out = Vec::new();
    let code = run(command, Lang::Id, &mut out).unwrap();
    (code, String::from_utf8(out).unwrap())
}

fn check(folder: Option<&Path>, json: bool) -> (u8, String) {
    ask(&DocumentsCommand::Check(CheckArgs { folder: folder.map(Path::to_owned), json }))
}

#[test]
fn the_templates_that_come_with_the_program_are_without_fault_or_remark() {
    let (code, said) = check(None, false);
    assert_eq!(code, 0, "{said}");
    assert!(said.lines().all(|line| line.contains(": baik, ")), "{said}");
    assert_eq!(said.lines().count(), 7);
}

#[test]
fn a_check_of_a_folder_names_every_template_with_a_fault() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("pakta.typ"), "#import \"surat.typ\": *\n#show: naskah\n#data.title").unwrap();
    std::fs::write(dir.path().join("sertifikat.typ"), "#place(dx: 30cm)[Jauh di luar]").unwrap();
    let (code, said) = check(Some(dir.path()), false);
    assert_eq!(code, 1);
    assert!(said.contains("Templat pakta.typ baris 3 kolom 2: unknown variable: data"), "{said}");
    assert!(said.contains("runs over the edge: Jauh di luar (catatan)"), "{said}");
    assert!(said.contains("rekap.typ: baik, 4 halaman"), "{said}");
    let (code, said) = check(Some(dir.path()), true);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, said["ok"].as_bool()), (1, Some(false)));
    let pakta = said["templates"].as_array().unwrap().iter().find(|one| one["template"] == "pakta.typ").unwrap();
    assert_eq!((&pakta["faults"][0]["line"], &pakta["faults"][0]["column"]), (&3.into(), &2.into()));
}

#[test]
fn a_sample_is_written_where_it_was_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let output = dir.path().join("contoh.pdf");
    let args = SampleArgs { template: "sertifikat".into(), output: output.clone(), folder: None };
    let (code, said) = ask(&DocumentsCommand::Sample(args));
    assert_eq!(code, 0, "{said}");
    assert!(std::fs::read(output).unwrap().starts_with(b"%PDF-"));
    assert!(said.trim_end().ends_with("1 halaman"));
}
