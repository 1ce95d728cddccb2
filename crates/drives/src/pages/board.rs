//! The plan board: what was set, how much of it is planned, who has planned nothing (first), what clashes. A map of the
//! regional offices with the table behind it; fifty units on a page.

use super::words::{branch_note, came, counted, group, group_words, of, on_paper, standing, withdrawn_note};
use super::{FEW, MENU, ROWS, address, drive_id, page, short, teach, tiles};
use crate::actions::{self, Board, ClashRow, Group, Totals, UnitRow};
use crate::model::Share;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_activities::actions::What;
use netra_base::{Error, Lang, Zone};
use netra_web::charts::TileMap;
use netra_web::components::{
    Cell, Column, Figure, Filled, Input, Kind, Select, Table, button_link, details, empty, facts, figures, filter_form,
    fold, note, pages, quiet_link, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// Clashes of a page: one screen, and at 300 bytes each the page stays light.
const CLASHES: usize = 10;
/// The query field that says after which clash they go on.
const AFTER: &str = "bentrok";

/// The plan board of a drive.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive, and for a unit that the asker does not see.
pub async fn board(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let board = site.store.read(move |tx| actions::board(tx, now, &who, id)).await?;
    let list = List::of(&visit, &board)?;
    let set = &board.seen.drive.definition;
    let page = page(&visit, &set.title).current(MENU).lead(html! { (set.theme) });
    let held = html! { p { (standing(lang, &board.seen, now)) " " (set.window.words(lang)) " " (lang.say("waktu setempat", "local time")) } };
    if board.seen.drive.withdrawn.is_some() {
        return Ok(
            page.show(html! { (held) (withdrawn(lang, &board)) (teach::on_board(lang, &board)) (about(lang, &board)) })
        );
    }
    let mine = board.branch.as_ref().unwrap_or(&board.whole);
    let regions = actions::regions(&board.rows);
    let tiles = tiles(&regions, |totals| (totals.covered, totals.required), |code| Some(visit.here_with("unit", code)));
    let label = lang.say(
        "Tempat yang direncanakan dari yang diminta, per Kantor Wilayah; tabelnya di bawah",
        "Places planned of those asked for, by regional office; the table is below",
    );
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    Ok(page.show(html! {
        (held)
        (doors(lang, &board))
        (numbers(lang, &visit, mine))
        p.source { (lang.say("Keadaan", "As of")) " " (when(board.at, board.seen.unit.zone, lang)) }
        (branch_note(lang, &board.seen, board.branch.as_ref(), &board.whole))
        (clashes(lang, &visit, &board))
        @if tiles.len() > 2 { h2 { (lang.say("Peta rencana", "Map of the plan")) } (map.show()) }
        h2 { (lang.say("Unit dan tempatnya", "Units and their places")) }
        (filter(lang, &visit))
        (list.show(lang, &visit, &board))
        (teach::on_board(lang, &board))
        (about(lang, &board))
        (counted(lang))
    }))
}

/// What is left to say of a drive that was withdrawn: why, and what went with it.
fn withdrawn(lang: Lang, board: &Board) -> Markup {
    let totals = board.branch.as_ref().unwrap_or(&board.whole);
    let places = lang.number(totals.cancelled);
    html! {
        (withdrawn_note(lang, &board.seen))
        p { strong { (places) } " " (lang.say("tempat dibatalkan.", "places are cancelled.")) }
        (branch_note(lang, &board.seen, board.branch.as_ref(), &board.whole))
    }
}

/// Where to go from here.
fn doors(lang: Lang, board: &Board) -> Markup {
    let seen = &board.seen;
    let window = seen.drive.definition.window;
    let open = board.at < window.last();
    let place = if open {
        lang.say("Rencanakan tempat", "Plan a place")
    } else {
        lang.say("Catat tempat yang sudah diselenggarakan", "Enter a place that was held")
    };
    html! {
        p.actions {
            @if seen.plans && window.takes(board.at, Zone::Wib) { (button_link(&address(seen, "/tempat/baru"), place)) " " }
            (quiet_link(&address(seen, "/langsung"), lang.say("Hari pelaksanaan", "The day live"))) " "
            @if seen.reminds { (quiet_link(&address(seen, "/laporan"), lang.say("Laporan", "Reports"))) " " }
            @if seen.keeps && open {
                (quiet_link(&address(seen, "/ubah"), lang.say("Ubah kegiatan serentak", "Change the drive"))) " "
                @if board.whole.begun() == 0 { (quiet_link(&address(seen, "/tarik"), lang.say("Tarik kegiatan serentak", "Withdraw the drive"))) }
            }
        }
        p { (lang.say("Rekap:", "Recap:")) " "
            a href=(address(seen, "/rekap.pdf")) { "PDF" } ", "
            a href=(address(seen, "/rekap.xlsx")) { "XLSX" }
            @if seen.plans { " · " a href=(address(seen, "/hadir.xlsx")) { (lang.say("Daftar hadir unit Anda (XLSX)", "Attendance of your units (XLSX)")) } }
        }
    }
}

fn numbers(lang: Lang, visit: &Visit, totals: &Totals) -> Markup {
    let none = match lang {
        Lang::Id => format!("dari {} unit yang diminta belum merencanakan satu tempat pun", lang.number(totals.units)),
        Lang::En => format!("of {} units asked have planned no place at all", lang.number(totals.units)),
    };
    let share = lang.percent(totals.covered, totals.required);
    let planned = match lang {
        Lang::Id => format!("dari {} tempat yang diminta sudah direncanakan ({share})", lang.number(totals.required)),
        Lang::En => format!("of {} places asked for are planned ({share})", lang.number(totals.required)),
    };
    let enough = match lang {
        Lang::Id => format!("dari {} unit sudah lengkap", lang.number(totals.units)),
        Lang::En => format!("of {} units are complete", lang.number(totals.units)),
    };
    let see = lang.say("Lihat unitnya", "See the units");
    let mut list = vec![
        Figure::new(lang.number(totals.none), none)
            .share(totals.none, totals.units)
            .link(visit.here_with("keadaan", "none"), see),
        Figure::new(lang.number(totals.covered), planned).share(totals.covered, totals.required),
        Figure::new(lang.number(totals.enough), enough)
            .share(totals.enough, totals.units)
            .link(visit.here_with("keadaan", "enough"), see),
        Figure::new(lang.number(totals.came()), came(lang, totals)).share(totals.came(), totals.expected),
    ];
    list.extend(on_paper(lang, totals));
    figures(&list)
}

/// Where a clash stands in the list, which is in this order.
fn order(row: &ClashRow) -> [i64; 3] {
    let clash = &row.clash;
    [clash.overlap.starts.0, clash.one.id.0, clash.other.id.0]
}

/// The clashes of one page and the cursor of the next. What two places share stays together: the cursor tells places apart.
fn some(list: &[ClashRow], after: Option<[i64; 3]>) -> (&[ClashRow], Option<String>) {
    let rest = &list[after.map_or(0, |after| list.partition_point(|row| order(row) <= after))..];
    let Some(last) = rest.get(CLASHES - 1).map(order) else { return (rest, None) };
    let (rows, more) = rest.split_at(rest.partition_point(|row| order(row) <= last));
    (rows, (!more.is_empty()).then(|| last.map(|part| part.to_string()).join("-")))
}

/// Reads the cursor.
fn parse_order(text: &str) -> Option<[i64; 3]> {
    let parts: Vec<i64> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

/// What clashes: for those who can do something about it; others see how many.
fn clashes(lang: Lang, visit: &Visit, board: &Board) -> Markup {
    let count = board.clashes.len();
    let many = lang.number(i64::try_from(count).unwrap_or(i64::MAX));
    let more = if count == actions::MOST_CLASHES { lang.say("atau lebih ", "or more ") } else { "" };
    let words = lang.say(
        "bentrokan: orang atau tempat yang sama pada waktu yang sama.",
        "clashes: the same person or venue at the same time.",
    );
    let zone = board.seen.unit.zone;
    let item = |row: &ClashRow| {
        let (what, name) = match &row.clash.what {
            What::Person(name) => (lang.say("Orang", "Person"), name),
            What::Venue(name) => (lang.say("Tempat", "Venue"), name),
        };
        let link = |party: &netra_activities::actions::Party, unit: &str| html! { a href={ (MENU) "/" (party.id) } { (unit) } };
        html! { li {
            (what) " " strong { (name) } ": " (link(&row.clash.one, &row.units.0)) " " (lang.say("dan", "and")) " "
            (link(&row.clash.other, &row.units.1)) ", " (when(row.clash.overlap.starts, zone, lang))
        } }
    };
    let after = visit.asked(AFTER).as_deref().and_then(parse_order);
    let (shown, next) = some(&board.clashes, after);
    html! {
        @if count > 0 {
            (note(Kind::Warn, html! {
                p { strong { (many) " " (more) } (words) }
                @if board.seen.plans && (board.seen.keeps || board.branch.is_some()) {
                    (fold(lang.say("Lihat bentrokannya", "See the clashes"), after.is_some(), html! {
                        ul { @for row in shown { (item(row)) } }
                        p.actions {
                            @if after.is_some() { (quiet_link(&visit.here_with(AFTER, ""), lang.say("Bentrokan pertama", "The first clashes"))) " " }
                            @if let Some(next) = &next { (quiet_link(&visit.here_with(AFTER, next), lang.say("Bentrokan berikutnya", "More clashes"))) }
                        }
                    }))
                }
            }))
        }
    }
}

fn filter(lang: Lang, visit: &Visit) -> Markup {
    let fields = visit.fields();
    let filled = Filled::again(lang, &fields, &[]);
    let states = Group::ALL.map(|one| (one.code().to_owned(), group_words(lang, one).to_owned())).to_vec();
    filter_form(
        &visit.path,
        lang.say("Saring", "Filter"),
        html! {
            (Select::new("keadaan", lang.say("Keadaan", "State"), states).prompt(lang.say("Semua", "All")).optional().show(filled))
            (Input::text("unit", lang.say("Kode unit, dengan yang di bawahnya", "Code of a unit, with those below")).max(32).optional().short().show(filled))
        },
    )
}

/// The units of one page.
struct List<'a> {
    rows: Vec<&'a UnitRow>,
    found: usize,
    first: bool,
    next: Option<String>,
    /// Is it asked for one office only? Then nothing needs to be opened.
    narrow: bool,
}

/// Rows that follow each other and stand alike, of one regional office: what a phone folds.
struct Part<'a> {
    rows: &'a [&'a UnitRow],
    group: Group,
    region: Option<&'a str>,
    folded: bool,
}

impl Part<'_> {
    fn words(&self, lang: Lang) -> Option<String> {
        let (units, state) = (self.rows.len(), group_words(lang, self.group));
        let many = match lang {
            Lang::Id => format!("{state}: {units} unit"),
            Lang::En => format!("{state}: {units} {}", if units == 1 { "unit" } else { "units" }),
        };
        let words = match self.region {
            Some(region) => format!("{region} · {many}"),
            None => many,
        };
        self.folded.then_some(words)
    }
}

impl<'a> List<'a> {
    fn of(visit: &Visit, board: &'a Board) -> netra_base::Result<Self> {
        let only = visit.asked("keadaan").and_then(|code| Group::parse(&code));
        let below = match visit.asked("unit") {
            None => None,
            Some(code) => {
                let row = board.rows.iter().find(|row| row.unit.code.as_str().eq_ignore_ascii_case(&code));
                Some(row.ok_or(Error::NotFound)?.unit.path.clone())
            }
        };
        let fits = |row: &&UnitRow| {
            only.is_none_or(|group| row.group() == group)
                && below.as_deref().is_none_or(|path| row.unit.path.starts_with(path))
        };
        // Those with nothing planned first; within a group by the tree. A cursor is that place and stays right when a unit
        // moves on meanwhile.
        let mut rows: Vec<(Group, usize, &UnitRow)> = board
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| fits(row))
            .map(|(at, row)| (row.group(), at, row))
            .collect();
        rows.sort_by_key(|(group, at, _)| (*group, *at));
        let found = rows.len();
        let from = visit.asked("dari").as_deref().and_then(cursor);
        rows.retain(|(group, at, _)| from.is_none_or(|from| (*group, *at) > from));
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        let next = rows.last().filter(|_| more).map(|(group, at, _)| format!("{}-{at}", group.code()));
        let rows = rows.into_iter().map(|(.., row)| row).collect();
        Ok(Self { rows, found, first: from.is_none(), next, narrow: below.is_some() })
    }

    /// The rows in parts: by state and regional office, or by state alone where each office has one row or so.
    fn parts<'b>(&'b self, board: &'b Board) -> Vec<Part<'b>> {
        let region = |row: &UnitRow| board.region(row.unit.id).map(|unit| unit.name.as_str());
        let alike = |one: &&UnitRow, other: &&UnitRow| one.group() == other.group() && region(one) == region(other);
        let mut parts: Vec<&[&UnitRow]> = self.rows.chunk_by(alike).collect();
        let by_region = parts.len() * 2 <= self.rows.len();
        if !by_region {
            parts = self.rows.chunk_by(|one, other| one.group() == other.group()).collect();
        }
        let part = |rows: &'b [&'b UnitRow]| Part {
            rows,
            group: rows[0].group(),
            region: region(rows[0]).filter(|_| by_region).map(short),
            folded: self.rows.len() > FEW,
        };
        parts.into_iter().map(part).collect()
    }

    fn show(&self, lang: Lang, visit: &Visit, board: &Board) -> Markup {
        if self.rows.is_empty() {
            return empty(
                lang.say("Tidak ada unit seperti itu.", "There is no such unit."),
                quiet_link(&visit.path, lang.say("Lihat semua", "See all")),
            );
        }
        let mut columns = vec![
            Column::text(lang.say("Unit", "Unit")),
            Column::text(lang.say("Rencana", "Plan")),
            Column::text(lang.say("Tempat", "Places")),
            Column::number(lang.say("Berlangsung", "Going on")),
            Column::number(lang.say("Selesai", "Over")),
            Column::number(lang.say("Melapor", "Reported")),
            Column::number(lang.say("Datang", "Came")),
            Column::number(lang.say("Tamu", "Guests")),
        ];
        let paper = self.rows.iter().any(|row| row.sums.tally.on_paper > 0);
        columns.extend(paper.then(|| Column::number(lang.say("Di lembar kertas", "On paper"))));
        let row = |row: &&UnitRow| {
            let href = format!("{}?unit={}", address(&board.seen, "/langsung"), row.unit.code);
            let mut cells = vec![
                if row.places() > 0 { Cell::link(&href, &row.unit.name) } else { Cell::text(&row.unit.name) },
                Cell::of(group(lang, row.group())),
                Cell::text(of(lang, row.places(), row.required)),
            ];
            let sums = &row.sums;
            cells.extend([sums.running, sums.held, sums.reported].map(|count| Cell::number(lang, count)));
            // Of those asked for, of those awaited: said in one cell, since a phone repeats a column's name in each row.
            cells.push(Cell::text(of(lang, sums.tally.people(), sums.expected)));
            cells.push(Cell::number(lang, sums.tally.guests));
            cells.extend(paper.then(|| Cell::number(lang, sums.tally.on_paper)));
            cells
        };
        let caption = lang.say(
            "Unit dan tempatnya, yang belum merencanakan di atas",
            "Units and their places, those with nothing planned first",
        );
        let found = lang.number(i64::try_from(self.found).unwrap_or(i64::MAX));
        let mut table = Table::new(caption, columns).caption_hidden().cards();
        for part in self.parts(board) {
            if let Some(words) = part.words(lang) {
                table.fold(words, self.narrow);
            }
            part.rows.iter().for_each(|one| table.row(row(one)));
        }
        html! {
            p { strong { (found) } " " (lang.say("unit.", "units.")) }
            (table.show())
            (pages(visit, self.first, self.next.as_deref()))
        }
    }
}

fn cursor(text: &str) -> Option<(Group, usize)> {
    let (group, at) = text.rsplit_once('-')?;
    Some((Group::parse(group)?, at.parse().ok()?))
}

/// What the centre has set.
fn about(lang: Lang, board: &Board) -> Markup {
    let set = &board.seen.drive.definition;
    let kinds = set.kinds.iter().map(|kind| kind.name(lang)).collect::<Vec<_>>().join(", ");
    let left_out = set.exceptions.iter().filter(|one| one.share == Share::LeftOut).count();
    let own = set.exceptions.len() - left_out;
    let asked = match lang {
        Lang::Id => format!(
            "{kinds}; {} tempat per unit, paling banyak {}; {own} unit dengan jumlah khusus, {left_out} dikecualikan",
            set.required, set.most
        ),
        Lang::En => format!(
            "{kinds}; {} places per unit, at most {}; {own} units with numbers of their own, {left_out} left out",
            set.required, set.most
        ),
    };
    let version = match lang {
        Lang::Id => format!("versi {}, ", board.seen.drive.version),
        Lang::En => format!("version {}, ", board.seen.drive.version),
    };
    let mut list = vec![
        (lang.say("Diumumkan oleh", "Announced by"), html! { (board.seen.announcer.name) }),
        (lang.say("Untuk", "For"), html! { (board.seen.unit.name) }),
        (lang.say("Kegiatan", "Activity"), html! { (set.kind.name(lang)) }),
        (
            lang.say("Dasar hukum", "Legal basis"),
            html! { ul { @for one in &board.basis { li { a href={ "/aturan/" (one.id) } { (one.name.to(lang)) } } } } },
        ),
        (lang.say("Yang diminta", "Asked"), html! { (asked) }),
        (lang.say("Target per tempat", "Target per place"), html! { (lang.number(set.target)) }),
        (
            lang.say("Catatan log", "Log record"),
            html! { (version) (when(board.seen.drive.at, board.seen.unit.zone, lang)) },
        ),
    ];
    if let Some(material) = &set.material {
        list.push((lang.say("Catatan materi", "Note on material"), html! { (material) }));
    }
    html! {
        h2 { (lang.say("Yang ditetapkan pusat", "What the centre has set")) }
        (facts(&list))
        @if !set.agenda.is_empty() {
            (details(lang.say("Susunan acara baku", "Agenda template"), html! {
                ul { @for line in &set.agenda { li { (lang.say("menit ke-", "minute ")) (line.minute) ": " (line.item) } } }
            }))
        }
    }
}
