//! What is wrong with a template, as a person who edits it needs it: file, line, column, a sentence. It is not an error of
//! the asker: who only wanted a paper cannot repair its template, so at a door it becomes a failure for the log.

use netra_base::Lang;
use std::fmt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

/// One fault in a template, or in how it was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file of the template set; empty when the fault belongs to no place.
    pub file: String,
    /// Line, counted from 1; 0 when the fault belongs to no place.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// A paper can still be printed: a remark, not a fault.
    pub only_remark: bool,
    /// What is wrong, as the typesetter says it (in English), with its hints.
    pub says: String,
}

impl Fault {
    /// A fault that belongs to a file as a whole.
    pub(crate) fn of_file(file: &str, says: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0, only_remark: false, says: says.into() }
    }

    /// A remark on the finished pages.
    pub(crate) fn remark(file: &str, says: impl Into<String>) -> Self {
        Self { only_remark: true, ..Self::of_file(file, says) }
    }

    /// `Templat surat.typ baris 12 kolom 5: unknown variable: x`.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        if self.line == 0 {
            return format!("{} {}: {}", lang.say("Templat", "Template"), self.file, self.says);
        }
        let (template, line, column) = match lang {
            Lang::Id => ("Templat", "baris", "kolom"),
            Lang::En => ("Template", "line", "column"),
        };
        format!("{template} {} {line} {} {column} {}: {}", self.file, self.line, self.column, self.says)
    }

    /// Places a diagnostic of the typesetter. A fault inside the frame around a template is placed at the call that led
    /// there, if one of the template's own files is on the way.
    pub(crate) fn placed(world: &dyn World, frame: FileId, template: &str, said: &SourceDiagnostic) -> Self {
        let mut says = said.message.to_string();
        for hint in &said.hints {
            says.push_str("; ");
            says.push_str(&hint.v);
        }
        let trace = said.trace.iter().map(|point| DiagSpan::from(point.span));
        let own = |span: &DiagSpan| span.id().is_some_and(|id| id != frame);
        let place = std::iter::once(said.span).chain(trace).find(own).and_then(|span| place(world, span));
        let (file, line, column) = place.unwrap_or_else(|| (template.to_owned(), 0, 0));
        Self { file, line, column, only_remark: said.severity == Severity::Warning, says }
    }
}

impl fmt::Display for Fault {
    /// `surat.typ:12:5: unknown variable: x`, as editors read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(f, "{}: {}", self.file, self.says);
        }
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.says)
    }
}

fn place(world: &dyn World, span: DiagSpan) -> Option<(String, usize, usize)> {
    let id = span.id()?;
    let range = world.range(span)?;
    let file = id.get().vpath().get_without_slash().to_owned();
    let source = world.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some((file, line + 1, column + 1))
}
