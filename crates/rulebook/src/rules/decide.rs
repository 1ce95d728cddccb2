//! What follows for an act on a date. The rows are looked up by act, person, contest, stage and circumstances;
//! every forbidding row that fits is cited; several breaches in one examination give one punishment, the
//! heaviest (hd-10). A row of low confidence is cited and contributes neither level nor sanction.

use super::authority::authorities;
use super::notes;
use crate::model::{
    Circumstance, Class, Confidence, Contest, Crime, Decision, During, Favours, Lane, Level, Person, Request, Row,
    RuleFacts, Rulebook, Sanction, Standing, Verdict,
};
use netra_base::{Lang, Refusal, Say};

/// The facts of one question, looked up once.
pub(super) struct Facts<'a> {
    pub book: &'a Rulebook,
    pub request: &'a Request,
    pub contest: &'a Contest,
    pub contest_row: &'a Row,
    pub standing: Standing,
}

impl Facts<'_> {
    fn over(&self) -> bool {
        self.request.day > self.contest.until
    }
}

/// What was found for one act.
#[derive(Default)]
struct Found<'a> {
    rules: Vec<(&'a Row, &'a RuleFacts, Confidence)>,
    crimes: Vec<(&'a Row, &'a Crime)>,
    unclear: Vec<(&'a Row, &'a Crime)>,
    /// Is there an act that no row settles?
    open: bool,
    notes: Vec<Say>,
}

/// Answers the question.
///
/// # Errors
/// A refusal when the circumstances contradict each other or the date lies outside what the book covers.
pub fn decide(book: &Rulebook, request: &Request) -> Result<Decision, Refusal> {
    let (contest_row, contest) = book.contest(&request.contest).ok_or_else(|| lost(&request.contest))?;
    let standing = contest.standing(request.day);
    let facts = Facts { book, request, contest, contest_row, standing };
    contradictions(&facts)?;
    within(&facts)?;
    let mut found = Found::default();
    for act in acts(&facts, &mut found) {
        if request.person == Person::VillageHead {
            village_head(&facts, act, &mut found);
        } else {
            rules_of(&facts, act, &mut found)?;
        }
    }
    Ok(conclude(&facts, found))
}

fn lost(id: &str) -> Refusal {
    Refusal::new("contest-unknown", format!("Pemilihan “{id}” tidak dikenal."), format!("Unknown contest “{id}”."))
        .at("contest")
}

/// The acts asked about, and those that a circumstance is by itself: taking part in a campaign with attributes, with
/// state facilities, mobilising others (pp94-n-2 to -n-4). They speak of who takes part in a campaign, so only acts that
/// ask for a circumstance (`asks`) are changed by it.
fn acts<'a>(facts: &Facts<'a>, found: &mut Found<'a>) -> Vec<&'a str> {
    let mut acts: Vec<&str> = facts.request.acts.iter().map(String::as_str).collect();
    for circumstance in &facts.request.circumstances {
        let Some(act) = circumstance.act() else { continue };
        let asks = |id: &String| facts.book.act(id).is_some_and(|act| act.asks.contains(circumstance));
        if !facts.request.acts.iter().any(asks) {
            found.notes.push(notes::no_difference(*circumstance));
        } else if !acts.contains(&act) {
            acts.push(act);
        }
    }
    acts
}

fn contradictions(facts: &Facts<'_>) -> Result<(), Refusal> {
    let request = facts.request;
    if request.has(Circumstance::UnpaidLeave) && request.person != Person::Pns {
        return Err(Refusal::new(
            "circumstances-contradict",
            "Cuti di luar tanggungan negara hanya ada bagi PNS (cltn-01). Pilih PNS, atau hapus cutinya.",
            "Unpaid leave (CLTN) exists for permanent civil servants only (cltn-01). Choose PNS, or drop the leave.",
        )
        .at("circumstances"));
    }
    if request.has(Circumstance::Spouse) && request.favours == Favours::Party {
        return Err(Refusal::new(
            "circumstances-contradict",
            "Suami atau istri bukan partai: pilih salah satu, calon atau partai.",
            "A husband or wife is no party: choose one, the candidate or the party.",
        )
        .at("circumstances"));
    }
    let last = request.after.as_ref().and_then(|id| facts.book.sanctions().find(|(row, _)| row.id == *id));
    if let Some((row, _)) = last.filter(|(_, one)| !one.applies.contains(&request.person)) {
        return Err(Refusal::new(
            "circumstances-contradict",
            format!("{} bukan sanksi bagi orang ini; sebutkan sanksi yang pernah dijatuhkan kepadanya.", row.id),
            format!("{} is no sanction for this person; name the one that was imposed.", row.id),
        )
        .at("after"));
    }
    let Some(extra) = request.circumstances.iter().find(|one| one.act().is_some()) else { return Ok(()) };
    let harmless = request.acts.iter().find(|act| {
        let mut about = facts.book.rules().filter(|(_, rule)| rule.acts.contains(act)).peekable();
        about.peek().is_some() && about.all(|(_, rule)| rule.verdict == Verdict::Allowed)
    });
    let Some(act) = harmless else { return Ok(()) };
    let (act, extra) = (facts.book.act(act), extra.code());
    let name = |lang: Lang| act.map_or("", |act| act.title.to(lang)).to_owned();
    Err(Refusal::new(
        "circumstances-contradict",
        format!("“{}” dan keadaan “{extra}” saling bertentangan; pilih perbuatan yang sesuai.", name(Lang::Id)),
        format!("“{}” and the circumstance “{extra}” contradict each other; choose the act that fits.", name(Lang::En)),
    )
    .at("circumstances"))
}

/// The date against what the book covers as a whole.
fn within(facts: &Facts<'_>) -> Result<(), Refusal> {
    let (book, day) = (facts.book, facts.request.day);
    if day > book.horizon {
        return Err(outside(
            format!("Buku aturan ini dibaca sampai {}; sesudah itu belum ada jawaban.", Lang::Id.day(book.horizon)),
            format!("This rulebook was read up to {}; there is no answer after it.", Lang::En.day(book.horizon)),
        ));
    }
    if day < book.begins {
        return Err(outside(
            format!("Buku aturan ini mulai {}; sebelum itu tidak ada data.", Lang::Id.day(book.begins)),
            format!("This rulebook begins on {}; there is no data before it.", Lang::En.day(book.begins)),
        ));
    }
    Ok(())
}

/// Rules that forbid bind such a person only from the instrument that first named him.
fn bound(facts: &Facts<'_>, about: &[(&Row, &RuleFacts)]) -> Result<(), Refusal> {
    let (book, day) = (facts.book, facts.request.day);
    let person = book.person(facts.request.person);
    let row = person.and_then(|person| book.row(person.bound_by.as_deref()?));
    let Some((row, from)) = row.and_then(|row| Some((row, row.from.filter(|from| day < *from)?))) else {
        return Ok(());
    };
    if about.iter().all(|(_, rule)| rule.verdict == Verdict::Allowed) {
        return Ok(());
    }
    let who = person.map_or("", |person| person.title.to(Lang::Id));
    let who_en = person.map_or("", |person| person.title.to(Lang::En));
    Err(outside(
        format!("Untuk {who} aturan ini baru berlaku {} ({}).", Lang::Id.day(from), row.id),
        format!("For a {who_en} these rules hold only from {} ({}).", Lang::En.day(from), row.id),
    ))
}

fn outside(id: String, en: String) -> Refusal {
    Refusal::new("date-outside-data", id, en).at("date")
}

/// The rows that fit one act of a civil servant or of somebody who works beside them.
fn rules_of<'a>(facts: &Facts<'a>, act: &str, found: &mut Found<'a>) -> Result<(), Refusal> {
    let Facts { book, request, standing, .. } = *facts;
    let about: Vec<_> = book
        .rules()
        .filter(|(_, rule)| rule.acts.iter().chain(&rule.acts_by_analogy).any(|one| one == act))
        .filter(|(_, rule)| rule.binds(request.person))
        .collect();
    bound(facts, &about)?;
    let standing_rules: Vec<_> = about.iter().filter(|(row, _)| book.holds(row, request.day)).collect();
    if !about.is_empty() && standing_rules.is_empty() {
        return Err(before_or_after(facts, &about));
    }
    let alive: Vec<_> = standing_rules.iter().filter(|(_, rule)| !facts.over() || !rule.stage.ends()).collect();
    if alive.is_empty() && !standing_rules.is_empty() {
        return Err(ended(facts));
    }
    let mut fits = false;
    for (row, rule) in alive {
        let circumstances =
            rule.when.iter().all(|one| request.has(*one)) && !rule.unless.iter().any(|one| request.has(*one));
        let analogy = !rule.acts.iter().any(|one| one == act);
        let favoured =
            request.favours == Favours::Contestant || rule.party || analogy || rule.verdict == Verdict::Allowed;
        if rule.stage.fits(standing) && circumstances && favoured {
            let extended = !rule.applies.contains(&request.person);
            let sure = if analogy || extended { row.confidence.min(Confidence::Medium) } else { row.confidence };
            if extended {
                found.notes.push(notes::extension(row));
            }
            if analogy {
                found.notes.push(notes::analogy(row));
            }
            if !found.rules.iter().any(|(known, ..)| known.id == row.id) {
                found.rules.push((row, rule, sure));
            }
            fits = true;
        }
    }
    if !fits {
        found.open = true;
        found.notes.push(notes::nothing_fits(facts, act, &about));
    }
    let crimes =
        book.crimes().filter(|(row, crime)| crime.acts.iter().any(|one| one == act) && possible(facts, row, crime));
    found.crimes.extend(crimes);
    Ok(())
}

/// Can this person commit this crime in this contest on this day?
fn possible(facts: &Facts<'_>, row: &Row, crime: &Crime) -> bool {
    let during = match crime.during {
        During::Any => true,
        During::Candidate => facts.standing == Standing::Candidate && !facts.over(),
        During::Campaign => facts.contest.campaigning(facts.request.day),
    };
    let bound = crime.applies.contains(&facts.request.person) && crime.elections.contains(&facts.contest.election);
    bound && during && facts.book.holds(row, facts.request.day)
}

/// A village head is no civil servant: only the election law speaks to him.
fn village_head<'a>(facts: &Facts<'a>, act: &str, found: &mut Found<'a>) {
    let book = facts.book;
    let allowed = book.rules().filter(|(row, rule)| {
        rule.verdict == Verdict::Allowed
            && rule.acts.iter().any(|one| one == act)
            && rule.applies.contains(&Person::VillageHead)
            && book.holds(row, facts.request.day)
    });
    let before = found.rules.len();
    found.rules.extend(allowed.map(|(row, rule)| (row, rule, row.confidence)));
    let mut settled = found.rules.len() > before;
    for (row, crime) in book.crimes().filter(|(row, crime)| possible(facts, row, crime)) {
        if crime.acts.iter().any(|one| one == act) {
            found.crimes.push((row, crime));
            settled = true;
        } else if crime.acts_unclear.iter().any(|one| one == act) {
            found.unclear.push((row, crime));
        }
    }
    found.open |= !settled;
}

fn before_or_after(facts: &Facts<'_>, about: &[(&Row, &RuleFacts)]) -> Refusal {
    let (day, book) = (facts.request.day, facts.book);
    let first = about.iter().filter_map(|(row, _)| row.from).min();
    match first.filter(|first| day < *first) {
        Some(first) => outside(
            format!(
                "Aturan tentang perbuatan ini di buku mulai {}; untuk {} tidak ada data.",
                Lang::Id.day(first),
                Lang::Id.day(day)
            ),
            format!(
                "The rules on this act start {} here; there is no data for {}.",
                Lang::En.day(first),
                Lang::En.day(day)
            ),
        ),
        None => outside(
            format!(
                "Tidak ada aturan tentang perbuatan ini yang berlaku pada {} (edisi {}).",
                Lang::Id.day(day),
                book.edition
            ),
            format!("No rule on this act was in force on {} (edition {}).", Lang::En.day(day), book.edition),
        ),
    }
}

fn ended(facts: &Facts<'_>) -> Refusal {
    let (name, until) = (facts.contest_row, facts.contest.until);
    outside(
        format!(
            "Tahapan {} berakhir {}; pilih pemilihan yang berlangsung pada tanggal perbuatan.",
            name.name(Lang::Id),
            Lang::Id.day(until)
        ),
        format!(
            "The stages of {} ended {}; choose the contest that was on at the date of the act.",
            name.name(Lang::En),
            Lang::En.day(until)
        ),
    )
}

/// Puts what was found together.
fn conclude(facts: &Facts<'_>, found: Found<'_>) -> Decision {
    let person = facts.request.person;
    let of = |verdict: Verdict| found.rules.iter().filter(move |(_, rule, _)| rule.verdict == verdict);
    let crimes_forbid = person == Person::VillageHead && !found.crimes.is_empty();
    let verdict = if of(Verdict::Forbidden).next().is_some() || crimes_forbid {
        Verdict::Forbidden
    } else if found.open || of(Verdict::Undecided).next().is_some() || of(Verdict::Allowed).next().is_none() {
        Verdict::Undecided
    } else {
        Verdict::Allowed
    };
    let deciding: Vec<_> = match verdict {
        Verdict::Allowed => of(Verdict::Allowed).collect(),
        _ => of(Verdict::Forbidden).chain(of(Verdict::Undecided)).collect(),
    };
    let (class, mut level) = heaviest(person, &deciding);
    let settled = verdict == Verdict::Forbidden && deciding.iter().any(|(row, ..)| row.confidence != Confidence::Low);
    let sanctions = if settled { usable(facts, class, &mut level) } else { Vec::new() };
    let lanes = lanes(person, &deciding, &found, verdict);
    let rules = cited(facts, &deciding, &found);
    let confidence = confidence(&deciding, &found);
    let mut decision = Decision {
        verdict,
        class,
        level,
        rules,
        instruments: Vec::new(),
        lanes,
        authority: authorities(facts.book, level, class, &sanctions),
        sanctions: sanctions.iter().map(|(row, _)| row.id.clone()).collect(),
        confidence,
        notes: found.notes,
    };
    decision.instruments = in_force(facts, &decision);
    let rows: Vec<&Row> = deciding.iter().map(|(row, ..)| *row).collect();
    let crimes: Vec<_> = found.crimes.iter().chain(&found.unclear).copied().collect();
    notes::complete(facts, &mut decision, &rows, &crimes);
    decision
}

/// The heaviest class among the deciding rules, and the heaviest level of that class: a breach whose level nobody knows does
/// not disappear behind a lighter one.
fn heaviest(person: Person, deciding: &[&(&Row, &RuleFacts, Confidence)]) -> (Class, Level) {
    let breach = |rule: &RuleFacts| rule.verdict != Verdict::Allowed;
    if person == Person::Ppnpn {
        let any = deciding.iter().any(|(_, rule, _)| breach(rule));
        return (if any { Class::Contract } else { Class::None }, Level::None);
    }
    let level_of = |row: &Row, rule: &RuleFacts| match row.confidence {
        Confidence::Low => Level::None,
        _ => rule.level.unwrap_or(Level::None),
    };
    let breaches = deciding.iter().filter(|(_, rule, _)| breach(rule));
    let pairs = breaches.map(|(row, rule, _)| (rule.class, level_of(row, rule)));
    pairs.max().unwrap_or_default()
}

/// The sanctions of this level that can be used on the day; after a breach of the same kind, only heavier ones
/// than the last (hd-10), which may raise the level.
fn usable<'a>(facts: &Facts<'a>, class: Class, level: &mut Level) -> Vec<(&'a Row, &'a Sanction)> {
    let (book, request) = (facts.book, facts.request);
    let waits = |id: &str| book.sanctions().any(|(row, one)| row.id == id && one.awaits.is_some());
    let mut fit: Vec<_> = book
        .sanctions()
        .filter(|(row, one)| {
            one.applies.contains(&request.person)
                && row.confidence != Confidence::Low
                && one.awaits.is_none()
                && !one.besides
                && one.instead_of.as_deref().is_none_or(waits)
                && row.stands(request.day)
        })
        .collect();
    fit.sort_by_key(|(_, one)| one.weight);
    if class == Class::Contract {
        fit.retain(|(_, one)| one.level.is_none());
        return fit;
    }
    fit.retain(|(_, one)| *level != Level::None && one.level.is_some_and(|own| own >= *level));
    let weight = |id: &str| book.sanctions().find(|(row, _)| row.id == id).map_or(0, |(_, one)| one.weight);
    let here = fit.iter().any(|(_, one)| one.level == Some(*level));
    let last = request.after.as_deref().map(weight).filter(|_| here && *level < Level::Dismissal);
    if let Some(last) = last {
        fit.retain(|(_, one)| one.weight > last && one.level < Some(Level::Dismissal));
        // Discipline goes on to the next level when this one is used up; ethics ends with the moral sanctions.
        let next = fit.first().and_then(|(_, one)| one.level).filter(|_| *level > Level::Moral);
        *level = next.unwrap_or(*level);
    }
    fit.retain(|(_, one)| one.level == Some(*level));
    fit
}

fn lanes(
    person: Person,
    deciding: &[&(&Row, &RuleFacts, Confidence)],
    found: &Found<'_>,
    verdict: Verdict,
) -> Vec<Lane> {
    if verdict == Verdict::Allowed {
        return Vec::new();
    }
    let agency = (person != Person::VillageHead && !deciding.is_empty()).then_some(Lane::Agency);
    let crimes = found.crimes.iter().chain(&found.unclear);
    let known = crimes.filter(|(row, _)| row.confidence != Confidence::Low).map(|(_, crime)| crime.lane);
    let mut lanes: Vec<_> = agency.into_iter().chain(known).collect();
    lanes.sort_unstable();
    lanes.dedup();
    lanes
}

/// Ids in the order in which they should be read: deciding rules, their basis, crimes.
fn cited(facts: &Facts<'_>, deciding: &[&(&Row, &RuleFacts, Confidence)], found: &Found<'_>) -> Vec<String> {
    let day = facts.request.day;
    let rules = deciding.iter().map(|(row, ..)| row.id.as_str());
    let basis = deciding.iter().flat_map(|(_, rule, _)| rule.basis.iter().map(String::as_str));
    let basis = basis.filter(|id| facts.book.row(id).is_some_and(|row| facts.book.holds(row, day)));
    let crimes = found.crimes.iter().chain(&found.unclear).map(|(row, _)| row.id.as_str());
    let mut out: Vec<String> = Vec::new();
    for id in rules.chain(basis).chain(crimes) {
        if !out.iter().any(|known| known == id) {
            out.push(id.to_owned());
        }
    }
    out
}

/// As sure as the weakest deciding row. Nothing found is nothing verified.
fn confidence(deciding: &[&(&Row, &RuleFacts, Confidence)], found: &Found<'_>) -> Confidence {
    let rules = deciding.iter().map(|(_, _, sure)| *sure);
    match rules.min() {
        Some(weakest) => weakest,
        None => found.crimes.iter().map(|(row, _)| row.confidence).min().unwrap_or(Confidence::Low),
    }
}

/// The instruments of everything cited, as far as they were in force on the day, in the order of the book.
fn in_force(facts: &Facts<'_>, decision: &Decision) -> Vec<String> {
    let (book, request) = (facts.book, facts.request);
    let mut named: Vec<&str> = Vec::new();
    for id in decision.rules.iter().chain(&decision.sanctions) {
        named.extend(book.row(id).into_iter().flat_map(Row::instruments).map(String::as_str));
    }
    if decision.class != Class::None {
        named.extend(book.person(request.person).and_then(|person| person.bound_by.as_deref()));
    }
    book.instruments()
        .filter(|(row, _)| named.contains(&row.id.as_str()))
        .filter(|(_, one)| one.applies.is_empty() || one.applies.contains(&request.person))
        .filter(|(row, _)| book.in_force(&row.id, request.day, Some(facts.contest.election)))
        .map(|(row, _)| row.id.clone())
        .collect()
}
