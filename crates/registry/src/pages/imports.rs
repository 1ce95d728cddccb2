//! `/pegawai/impor`: a roster comes in as a file, is looked at or written, and its outcome is shown row by
//! row. The import itself runs at the desk; this page only asks it.

use super::outcome::{self, ROWS, Tally};
use super::{UPLOAD_LIMIT, refusals};
use crate::actions::{self, ImportRun};
use crate::desk::{ImportDesk, Job, Order, Stage, What};
use crate::import::{Outcome, Problem};
use crate::reach;
use crate::text::csv_line;
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use netra_base::{Error, Lang, Moment, Principal, Refusal, Result, Role, Zone};
use netra_web::components::{
    Cell, Checkbox, Column, FileInput, Filled, Kind, Radios, Table, button, live, quiet_link, tag, upload_form, when,
};
use netra_web::upload::{Upload, receive_into};
use netra_web::{Fields, Reply, Signed, Site, Visit, WebError, redirect};

/// Runs listed on the upload page.
const RECENT: u32 = 10;
/// How often a running import's page asks again, in seconds.
const EVERY: u32 = 2;
/// How often the whole page is asked for again, with scripts or without, in seconds.
const LEAD_ON: u32 = 6;

/// An import as a page or a program sees it: a job at the desk, or a run of the registry.
#[derive(Debug)]
pub(crate) struct Shown {
    pub id: String,
    pub file_name: String,
    pub what: String,
    pub dry_run: bool,
    pub begun: Moment,
    pub finished: bool,
    pub tally: Tally,
    pub problems: Vec<Problem>,
    pub first: bool,
    pub next: Option<String>,
    pub stage: Option<Stage>,
    pub job: Option<Job>,
}

impl Shown {
    /// The address of its page.
    pub fn href(&self) -> String {
        format!("/pegawai/impor/{}", self.id)
    }

    fn running(&self) -> bool {
        matches!(self.stage, Some(Stage::Running))
    }

    fn of_job(job: Job, after: u64, rows: u32) -> Self {
        let mut shown = Self {
            id: job.key.clone(),
            file_name: job.file_name.clone(),
            what: job.what.code().to_owned(),
            dry_run: job.dry_run,
            begun: job.begun,
            finished: matches!(job.stage, Stage::Done(_)),
            tally: Tally::default(),
            problems: Vec::new(),
            first: after == 0,
            next: None,
            stage: Some(job.stage.clone()),
            job: None,
        };
        if let Stage::Done(outcome) = &job.stage {
            shown.tally = Tally::of(outcome);
            let later = outcome.errors.iter().filter(|problem| problem.row > after);
            shown.keep(later.take(rows as usize + 1).cloned().collect(), rows);
        }
        shown.job = Some(job);
        shown
    }

    fn of_run(run: ImportRun, problems: Vec<Problem>, after: u64, rows: u32) -> Self {
        let mut shown = Self {
            id: run.id.to_string(),
            file_name: run.file_name,
            what: run.what,
            dry_run: false,
            begun: run.started,
            finished: run.finished.is_some() && !run.interrupted,
            tally: Tally {
                read: run.read,
                inserted: run.inserted,
                updated: run.updated,
                unchanged: run.unchanged,
                refused: run.refused,
            },
            problems: Vec::new(),
            first: after == 0,
            next: None,
            stage: None,
            job: None,
        };
        shown.keep(problems, rows);
        shown
    }

    /// One more than a page was read, to know whether there is a next one.
    fn keep(&mut self, mut problems: Vec<Problem>, rows: u32) {
        let more = problems.len() > rows as usize;
        problems.truncate(rows as usize);
        self.next = problems.last().filter(|_| more).map(|problem| problem.row.to_string());
        self.problems = problems;
    }
}

impl Tally {
    /// The figures of an outcome.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let figure = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            read: figure(outcome.read),
            inserted: figure(outcome.inserted),
            updated: figure(outcome.updated),
            unchanged: figure(outcome.unchanged),
            refused: figure(outcome.refused),
        }
    }
}

/// The import with this id, if the asker began it; administrators of the whole agency see every run.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn find(
    site: &Site,
    desk: &ImportDesk,
    who: &Principal,
    id: &str,
    (after, rows): (u64, u32),
) -> Result<Shown> {
    let Ok(number) = id.parse::<i64>() else {
        return Ok(Shown::of_job(desk.job(id, who.account, site.now())?, after, rows));
    };
    let (asker, day) = (who.clone(), site.now().day(Zone::Wib));
    let (run, problems) = site
        .store
        .read(move |tx| {
            let run = actions::import_run(tx, number)?;
            if run.account != Some(asker.account) && !reach::administers_all(tx, &asker, day)? {
                return Err(Error::NotFound);
            }
            Ok((run, actions::import_refusals(tx, number, after, rows + 1)?))
        })
        .await?;
    let mut shown = Shown::of_run(run, problems, after, rows);
    if !shown.finished
        && let Some(job) = desk.running(number)
    {
        shown.stage = Some(Stage::Running);
        shown.job = Some(job);
    }
    Ok(shown)
}

/// Takes the upload in and starts its import; answers the job's key.
///
/// # Errors
/// What is wrong with the upload, at its field.
pub(crate) async fn take_in(
    site: &Site,
    desk: &ImportDesk,
    who: &Principal,
    lang: Lang,
    form: Multipart,
    fields: Names,
) -> Result<String, WebError> {
    let Upload { file, name, fields: given, .. } = receive_into(form, fields.file, UPLOAD_LIMIT, desk.folder()).await?;
    let what = match given.get(fields.what) {
        None => What::Roster,
        Some(word) => What::parse(word).ok_or_else(|| wrong_kind(fields.what))?,
    };
    if what == What::Units && !who.has(Role::Administrator) {
        return Err(only_administrators(fields.what).into());
    }
    let dry_run = given.get(fields.dry_run).is_some_and(|word| !["0", "false"].contains(&word));
    let name = if name.is_empty() { lang.say("tanpa nama", "unnamed").to_owned() } else { name };
    let order = Order { file_name: name, what, dry_run, ..order(site, who, lang) };
    Ok(desk.start(&site.store, &site.chance, file.into_temp_path(), order)?)
}

/// The names of the form's fields: Indonesian on the page, English in the API.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub file: &'static str,
    pub what: &'static str,
    pub dry_run: &'static str,
}

fn wrong_kind(field: &'static str) -> Refusal {
    Refusal::new("choice", "Pilih roster atau units.", "Choose roster or units.").at(field)
}

fn only_administrators(field: &'static str) -> Refusal {
    Refusal::new(
        "administrators-only",
        "Daftar unit hanya diimpor oleh administrator; mintalah kepadanya.",
        "Only administrators import units; ask one.",
    )
    .at(field)
}

fn order(site: &Site, who: &Principal, lang: Lang) -> Order {
    Order {
        account: who.account,
        scope: reach::paths(who),
        what: What::Roster,
        file_name: String::new(),
        dry_run: true,
        lang,
        now: site.now(),
    }
}

/// The upload form with the latest runs.
pub async fn import_form(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    form_page(&site, &visit, &who, Filled::blank(visit.lang)).await
}

/// Takes a file and goes to the page of its import.
pub async fn import_start(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    form: Multipart,
) -> Reply {
    let names = Names { file: "berkas", what: "isi", dry_run: "uji_coba" };
    match take_in(&site, &desk, &who, visit.lang, form, names).await {
        Ok(key) => Ok(redirect(&format!("/pegawai/impor/{key}"))),
        Err(error) => {
            let refused = refusals(error)?;
            let fields =
                Fields::from_pairs([("uji_coba", "1"), ("isi", "roster")].map(|(k, v)| (k.to_owned(), v.to_owned())));
            form_page(&site, &visit, &who, Filled::again(visit.lang, &fields, &refused)).await.map(|mut reply| {
                *reply.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
                reply
            })
        }
    }
}

/// An import while it runs, and what came of it.
pub async fn import_view(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    Path(id): Path<String>,
) -> Reply {
    let after = visit.asked("dari").and_then(|row| row.parse().ok()).unwrap_or(0);
    let shown = find(&site, &desk, &who, &id, (after, ROWS)).await?;
    // A real run has a number that outlives the desk: that is its lasting address.
    if let Some(number) = shown.job.as_ref().filter(|_| shown.finished).and_then(|job| job.progress.import) {
        return Ok(redirect(&format!("/pegawai/impor/{number}")));
    }
    let lang = visit.lang;
    let title = match (shown.dry_run, shown.running()) {
        (true, true) => lang.say("Uji coba impor sedang berjalan", "Trial import running"),
        (false, true) => lang.say("Impor sedang berjalan", "Import running"),
        (true, false) => lang.say("Hasil uji coba impor", "Outcome of the trial import"),
        (false, false) => lang.say("Hasil impor", "Outcome of the import"),
    };
    let lead = html! { (shown.file_name) ", " (when(shown.begun, Zone::Wib, lang)) };
    let page = visit
        .page(title)
        .current("/pegawai")
        .under("/pegawai", lang.say("Pegawai", "Staff"))
        .under("/pegawai/impor", lang.say("Impor", "Import"))
        .lead(lead);
    if shown.running() {
        let body = html! {
            (live(&format!("{}/kemajuan", shown.href()), EVERY, lang, outcome::progress(&shown, lang)))
            noscript { p.source { (lang.say("Halaman ini memuat ulang sendiri setiap dua detik.", "This page reloads by itself every two seconds.")) } }
        };
        let mut reply = page.refresh(EVERY).show(body);
        // With scripts the figures renew themselves, and this leads on to the outcome once it is there.
        reply.headers_mut().insert(header::REFRESH, HeaderValue::from(LEAD_ON));
        return Ok(reply);
    }
    Ok(page.show(outcome::ended(&visit, &shown)))
}

/// The part of a running import's page that renews itself.
pub async fn import_progress(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    Path(id): Path<String>,
) -> Reply<Markup> {
    let shown = find(&site, &desk, &who, &id, (0, 1)).await?;
    Ok(outcome::progress(&shown, visit.lang))
}

/// Writes what a dry run looked at.
pub async fn import_for_real(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    Path(id): Path<String>,
) -> Reply {
    match desk.run_for_real(&site.store, &site.chance, &id, order(&site, &who, visit.lang), reach::administered(&who)) {
        Ok(key) => Ok(redirect(&format!("/pegawai/impor/{key}"))),
        Err(Error::NotFound) => Err(Refusal::new(
            "upload-gone",
            "Unggahan ini sudah dihapus (disimpan paling lama satu jam, dan tidak melewati mulai ulang server). Unggah berkasnya lagi di halaman impor.",
            "This upload has been deleted (it is kept for one hour at most, and not across a restart). Upload the file again on the import page.",
        )
        .into()),
        Err(other) => Err(other.into()),
    }
}

/// Every refusal of an import as CSV that no spreadsheet runs.
pub async fn import_refusals(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    Path(id): Path<String>,
) -> Reply {
    let number = id.parse::<i64>().ok();
    let shown =
        find(&site, &desk, &who, &id, (0, u32::try_from(crate::import::KEPT_PROBLEMS).unwrap_or(u32::MAX))).await?;
    let whole =
        desk.refusal_file(who.account, |job| job.key == id || (number.is_some() && job.progress.import == number));
    let bytes = match whole {
        Some(path) => tokio::task::spawn_blocking(move || std::fs::read(path)).await.map_err(anyhow::Error::from)?.ok(),
        None => None,
    };
    let lang = visit.lang;
    let bytes = bytes.unwrap_or_else(|| {
        let titles = [
            lang.say("baris", "row"),
            lang.say("kolom", "column"),
            lang.say("kode", "code"),
            lang.say("keterangan", "message"),
        ];
        let mut text = csv_line(&titles);
        for problem in &shown.problems {
            text.push_str(&csv_line(&[&problem.row.to_string(), &problem.column, &problem.code, problem.say.to(lang)]));
        }
        text.into_bytes()
    });
    Ok(download(&format!("penolakan-{id}.csv"), bytes))
}

/// An empty roster with the right columns.
pub async fn template() -> Response {
    download("daftar-pegawai.csv", b"\xef\xbb\xbfnip,nama,status,jabatan,golongan,unit,nomor_kontrak\r\n".to_vec())
}

fn download(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

async fn form_page(site: &Site, visit: &Visit, who: &Principal, filled: Filled<'_>) -> Reply {
    let (asker, day) = (who.clone(), site.now().day(Zone::Wib));
    let runs = site
        .store
        .read(move |tx| {
            let all = reach::administers_all(tx, &asker, day)?;
            actions::import_runs(tx, (!all).then_some(asker.account), RECENT)
        })
        .await?;
    let lang = visit.lang;
    let body = html! {
        (upload_form("/pegawai/impor", filled, html! {
            (FileInput::new("berkas", lang.say("Berkas daftar pegawai", "Roster file"), ".csv,.xlsx")
                .hint(lang.say("CSV (koma atau titik koma) atau XLSX, paling besar 150 MB. Berkas lebih besar: bagi menurut unit, atau pakai perintah netra import.", "CSV (comma or semicolon) or XLSX, at most 150 MB. Larger files: split them by unit, or use the command netra import.")).show(filled))
            @if who.has(Role::Administrator) {
                (Radios::one("isi", lang.say("Isi berkas", "What the file holds"), vec![
                    ("roster".into(), lang.say("Daftar pegawai", "A roster").into()), ("units".into(), lang.say("Daftar unit kerja", "Units").into()),
                ]).chosen("roster").show(filled))
            }
            (Checkbox::new("uji_coba", lang.say("Uji coba dahulu: periksa semua baris dan tunjukkan hasilnya, tanpa menulis apa pun", "Try first: check every row and show the outcome, without writing anything")).ticked(true).optional().show(filled))
            (button(lang.say("Unggah dan periksa", "Upload and check")))
        }))
        (columns(lang))
        (recent(&runs, who, lang))
    };
    Ok(visit
        .page(lang.say("Impor daftar pegawai", "Import a roster"))
        .current("/pegawai")
        .under("/pegawai", lang.say("Pegawai", "Staff"))
        .lead(lang.say("Daftar adalah potret: pegawai yang tidak tercantum tidak disentuh, dan berkas yang sama dua kali tidak mengubah apa pun.", "A roster is a snapshot: whoever is not in it is not touched, and the same file twice changes nothing."))
        .show(body))
}

fn columns(lang: Lang) -> Markup {
    let rows: [(&str, &str, &str); 7] = [
        (
            "nip",
            "199001012015031001",
            lang.say(
                "18 angka, untuk PNS dan PPPK; kosong untuk PPNPN. Simpan sebagai teks.",
                "18 digits, for PNS and PPPK; empty for PPNPN. Keep it as text.",
            ),
        ),
        ("nama", "Sa'diyah Nur", lang.say("Nama lengkap; satu kata pun boleh.", "Full name; one word is enough.")),
        ("status", "pns", "pns, pppk, ppnpn"),
        ("jabatan", "Penjaga Tahanan", lang.say("Boleh kosong.", "May be empty.")),
        ("golongan", "III/a", lang.say("Boleh kosong.", "May be empty.")),
        (
            "unit",
            "KW-20",
            lang.say("Kode unit, seperti di halaman Unit kerja.", "The unit's code, as on the units page."),
        ),
        (
            "nomor_kontrak",
            "KTR/2024/17",
            lang.say(
                "Hanya untuk PPNPN; NIK tidak diminta dan tidak disimpan.",
                "Only for PPNPN; no NIK is asked for or kept.",
            ),
        ),
    ];
    let head = vec![
        Column::text(lang.say("Kolom", "Column")),
        Column::text(lang.say("Contoh", "Example")),
        Column::text(lang.say("Keterangan", "Remark")),
    ];
    html! {
        h2 { (lang.say("Kolom berkas", "Columns of the file")) }
        p { (lang.say("Baris pertama berisi nama kolom, dalam urutan apa pun.", "The first row holds the column names, in any order.")) }
        (Table::new(lang.say("Kolom daftar pegawai", "Columns of a roster"), head).caption_hidden()
            .rows(rows.map(|(name, example, words)| vec![Cell::of(html! { code.mono { (name) } }), Cell::text(example), Cell::text(words)])).show())
        p.actions { (quiet_link("/pegawai/templat.csv", lang.say("Unduh templat CSV", "Download a CSV template"))) (quiet_link("/unit", lang.say("Lihat kode unit", "See unit codes"))) }
    }
}

fn recent(runs: &[ImportRun], who: &Principal, lang: Lang) -> Markup {
    let head = vec![
        Column::text(lang.say("Berkas", "File")),
        Column::text(lang.say("Dimulai", "Begun")),
        Column::number(lang.say("Baris", "Rows")),
        Column::number(lang.say("Ditolak", "Refused")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let caption = if who.has(Role::Administrator) {
        lang.say("Sepuluh impor terakhir, dari siapa pun", "The last ten imports, by anybody")
    } else {
        lang.say("Sepuluh impor Anda yang terakhir", "Your last ten imports")
    };
    html! {
        @if !runs.is_empty() {
            h2 { (lang.say("Impor terakhir", "Recent imports")) }
            (Table::new(caption, head).rows(runs.iter().map(|run| {
                let state = if run.finished.is_some() && !run.interrupted { tag(Kind::Ok, lang.say("Selesai", "Done")) } else { tag(Kind::Warn, lang.say("Belum selesai", "Unfinished")) };
                vec![
                    Cell::link(&format!("/pegawai/impor/{}", run.id), &run.file_name),
                    Cell::of(when(run.started, Zone::Wib, lang)),
                    Cell::number(lang, run.read),
                    Cell::number(lang, run.refused),
                    Cell::of(state),
                ]
            })).show())
        }
    }
}
