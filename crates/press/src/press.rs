//! The press: sets a paper and gives the file. Pure but for a memory of what was set before, which is emptied regularly; the
//! same paper gives the same bytes. Time is bounded by the limits on data and pages; a template with an endless loop is
//! stopped by the typesetter after 10,000 turns.

use crate::fault::Fault;
use crate::look;
use crate::set::Set;
use crate::world::Desk;
use netra_base::{Error, Refusal, Result};
use netra_documents::Paper;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use typst::World;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// After so many papers the memory of the typesetter is looked through, and what none of the last [`MEMORY_AGE`] rounds
/// used is dropped. Without it 1,200 papers leave 400 MB behind; with it, some tens.
const MEMORY_EVERY: usize = 16;
const MEMORY_AGE: usize = 2;
/// A list of 70,000 names at 40 a page is 1,750 pages.
const MAX_PAGES: usize = 2_000;

/// Papers printed by this process, for the memory's sake.
static PRINTED: AtomicUsize = AtomicUsize::new(0);

/// Prints papers from one set of templates. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Press {
    set: Arc<Set>,
}

/// A paper that was set: its file and what was remarked.
#[derive(Debug)]
pub(crate) struct Proof {
    pub pdf: Vec<u8>,
    pub pages: usize,
    pub remarks: Vec<Fault>,
}

/// Why a paper could not be set.
pub(crate) enum Trouble {
    Faults(Vec<Fault>),
    Other(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Press {
    /// The templates that came with the binary.
    #[must_use]
    pub fn new() -> Self {
        Self { set: Arc::new(Set::built_in()) }
    }

    /// The same, with the files of an agency's folder in place of those of the same name.
    ///
    /// # Errors
    /// When the folder cannot be read, or holds more than a set of templates does.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        Ok(Self { set: Arc::new(Set::built_in().over(folder)?) })
    }

    /// The templates that print a paper.
    #[must_use]
    pub fn templates(&self) -> Vec<String> {
        self.set.templates()
    }

    pub(crate) fn set(&self) -> &Set {
        &self.set
    }

    /// Prints one paper: PDF/A-3a with attachments, PDF/A-2a without, both PDF/UA-1. Slow for an asynchronous door (some
    /// ten milliseconds a page): call it on a thread that may block.
    ///
    /// # Errors
    /// Refused when the paper breaks a limit; failed when the template has a fault, which is named.
    pub fn print(&self, paper: &Paper) -> Result<Vec<u8>> {
        match self.prove(paper) {
            Ok(proof) => Ok(proof.pdf),
            Err(Trouble::Other(error)) => Err(error),
            Err(Trouble::Faults(faults)) => {
                let list: Vec<String> = faults.iter().map(Fault::to_string).collect();
                Err(anyhow::anyhow!("the template {} cannot print: {}", paper.template, list.join(" | ")).into())
            }
        }
    }

    /// Sets a paper and says what was remarked; the whole truth for those who check templates.
    pub(crate) fn prove(&self, paper: &Paper) -> Result<Proof, Trouble> {
        if self.set.source(&paper.template).is_none() {
            let fault = Fault::of_file(&paper.template, "there is no such template");
            return Err(Trouble::Faults(vec![fault]));
        }
        let desk = Desk::new(Arc::clone(&self.set), paper)?;
        let proof = catch_unwind(AssertUnwindSafe(|| set(&desk, paper)));
        if PRINTED.fetch_add(1, Ordering::Relaxed) % MEMORY_EVERY == MEMORY_EVERY - 1 {
            comemo::evict(MEMORY_AGE);
        }
        proof.unwrap_or_else(|_| {
            Err(Trouble::Other(anyhow::anyhow!("the typesetter gave up on {}", paper.template).into()))
        })
    }
}

fn set(desk: &Desk, paper: &Paper) -> Result<Proof, Trouble> {
    let placed = |said: &_| Fault::placed(desk, desk.frame(), &paper.template, said);
    let typst::diag::Warned { output, warnings } = typst::compile::<PagedDocument>(desk);
    let document = output.map_err(|said| Trouble::Faults(said.iter().map(placed).collect()))?;
    let pages = document.pages().len();
    if pages > MAX_PAGES {
        return Err(Trouble::Other(
            Refusal::new(
                "paper-pages",
                "Naskah lebih dari 2.000 halaman; bagi menjadi beberapa naskah.",
                "The paper has more than 2,000 pages; split it into several papers.",
            )
            .into(),
        ));
    }
    let pdf = typst_pdf::pdf(&document, &options(desk, paper)?)
        .map_err(|said| Trouble::Faults(said.iter().map(placed).collect()))?;
    let mut remarks: Vec<Fault> = warnings.iter().map(placed).collect();
    for (page, text) in look::overflows(&document) {
        remarks.push(Fault::remark(&paper.template, format!("page {page}: runs over the edge: {text}")));
    }
    Ok(Proof { pdf, pages, remarks })
}

fn options(desk: &Desk, paper: &Paper) -> Result<PdfOptions> {
    let archival = if paper.attachments.is_empty() { PdfStandard::A_2a } else { PdfStandard::A_3a };
    let standards = PdfStandards::new(&[archival, PdfStandard::Ua_1])
        .map_err(|said| anyhow::anyhow!("PDF/A and PDF/UA together: {}", said.message()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("netra {} {} {}", paper.template, paper.title, paper.made.utc())),
        creator: Smart::Custom(Some("Netra".to_owned())),
        timestamp: Some(Timestamp::new_utc(desk.today())),
        standards,
        ..PdfOptions::default()
    })
}

/// The typesetter must not need more than a desk: used from many threads at once.
const _: fn() = || {
    fn everywhere<T: World + Send + Sync>() {}
    everywhere::<Desk>();
};
