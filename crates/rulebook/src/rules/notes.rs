//! The sentences that go with an answer: why this stage, what is in doubt, for whom a crime is possible, who
//! decides and who oversees. Each names the row it speaks from.

use super::decide::Facts;
use crate::model::{
    Circumstance, Class, Confidence, Crime, Decision, Lane, Level, Person, Row, RuleFacts, Stage, Standing, Verdict,
};
use netra_base::{Lang, Say};

/// The row reaches this act by reading another rule.
pub(super) fn analogy(row: &Row) -> Say {
    Say::new(
        format!("{}: perbuatan ini dibaca ke dalam baris itu melalui stg-01, bukan menurut kata-katanya.", row.id),
        format!("{}: this act is read into that row through stg-01, not by its own words.", row.id),
    )
}

/// The row reaches this person by reading another row.
pub(super) fn extension(row: &Row) -> Say {
    Say::new(
        format!(
            "{}: baris ini ditulis untuk PNS; bagi orang ini dibaca melalui SKB dan surat edaran, bukan menurut kata-katanya.",
            row.id
        ),
        format!(
            "{}: this row is written for PNS; it is read onto this person through the joint decision and the circular, not by its own words.",
            row.id
        ),
    )
}

/// A circumstance that this act does not ask for.
pub(super) fn no_difference(circumstance: Circumstance) -> Say {
    let code = circumstance.code();
    Say::new(
        format!("Keadaan “{code}” tidak mengubah jawaban: baris tentangnya berbicara tentang peserta kampanye."),
        format!(
            "The circumstance “{code}” does not change the answer: its row speaks of who takes part in a campaign."
        ),
    )
}

/// Rows about the act exist, but none fits.
pub(super) fn nothing_fits(facts: &Facts<'_>, act: &str, about: &[(&Row, &RuleFacts)]) -> Say {
    let title = |lang: Lang| facts.book.act(act).map_or(act, |one| one.title.to(lang)).to_owned();
    let ids = about.iter().map(|(row, _)| row.id.as_str()).collect::<Vec<_>>().join(", ");
    if ids.is_empty() {
        return Say::new(
            format!("“{}”: tidak ada baris tentang perbuatan ini untuk orang ini.", title(Lang::Id)),
            format!("“{}”: no row speaks of this act for this person.", title(Lang::En)),
        );
    }
    let wrong_stage = about.iter().all(|(_, rule)| !rule.stage.fits(facts.standing));
    if wrong_stage {
        return Say::new(
            format!(
                "“{}”: {ids} berlaku untuk tahap yang lain; tidak ada baris yang mengatur tahap ini.",
                title(Lang::Id)
            ),
            format!("“{}”: {ids} speaks of another stage; no row settles this one.", title(Lang::En)),
        );
    }
    Say::new(
        format!(
            "“{}”: {ids} tidak cocok dengan keadaan ini, dan tidak ada baris yang membolehkannya.",
            title(Lang::Id)
        ),
        format!("“{}”: {ids} does not fit these circumstances, and no row allows it.", title(Lang::En)),
    )
}

/// Adds everything one must know besides.
pub(super) fn complete(facts: &Facts<'_>, decision: &mut Decision, rows: &[&Row], crimes: &[(&Row, &Crime)]) {
    let mut all = Vec::new();
    all.extend(stage(facts, rows));
    all.append(&mut decision.notes);
    for row in rows {
        all.extend(doubts(row));
        all.extend(limits(facts, row));
    }
    all.extend(crimes.iter().map(|(row, crime)| possible_crime(row, crime)));
    all.extend(person(facts, decision));
    all.extend(sanctions(facts, decision));
    all.extend(handling(facts, decision, rows));
    decision.notes.clear();
    for note in all {
        if !decision.notes.contains(&note) {
            decision.notes.push(note);
        }
    }
}

/// Why this stage: only where a deciding row depends on it.
fn stage(facts: &Facts<'_>, rows: &[&Row]) -> Option<Say> {
    let depends = rows.iter().any(|row| match &row.what {
        crate::model::What::Rule(rule) => rule.stage != Stage::Any,
        _ => false,
    });
    if !depends {
        return None;
    }
    let (contest, day, fixed) = (facts.contest_row, facts.request.day, facts.contest.fixed);
    let (id, en) = match facts.standing {
        Standing::Prospective => ("masih bakal calon", "is still a prospective candidate"),
        Standing::Candidate => ("sudah calon", "is a candidate"),
    };
    Some(Say::new(
        format!(
            "{}: pada {} yang didukung {id}; calon ditetapkan {} (stg-01, stg-02).",
            contest.name(Lang::Id),
            Lang::Id.day(day),
            Lang::Id.day(fixed)
        ),
        format!(
            "{}: on {} the one favoured {en}; candidates were fixed on {} (stg-01, stg-02).",
            contest.name(Lang::En),
            Lang::En.day(day),
            Lang::En.day(fixed)
        ),
    ))
}

fn doubts(row: &Row) -> Vec<Say> {
    let marked = |mark: (&str, &str), say: &Say| {
        Say::new(
            format!("{}: {}: {}", row.id, mark.0, say.to(Lang::Id)),
            format!("{}: {}: {}", row.id, mark.1, say.to(Lang::En)),
        )
    };
    let mut all = Vec::new();
    all.extend(row.doubt.as_ref().map(|say| marked(("keraguan", "in doubt"), say)));
    all.extend(row.confidence_note.as_ref().map(|say| marked(("kepastian", "how sure"), say)));
    if row.confidence == Confidence::Low && row.confidence_note.is_none() {
        all.push(Say::new(
            format!("{}: belum diverifikasi; tidak menentukan sanksi.", row.id),
            format!("{}: not verified; it decides no sanction.", row.id),
        ));
    }
    all
}

/// What bounds an allowed act, and the remark of its row.
fn limits(facts: &Facts<'_>, row: &Row) -> Vec<Say> {
    let crate::model::What::Rule(rule) = &row.what else { return Vec::new() };
    let own = row.note.iter().map(|note| prefixed(&row.id, note));
    let others = rule.limits.iter().filter_map(|id| facts.book.row(id)).map(|limit| prefixed(&limit.id, &limit.says));
    own.chain(others).collect()
}

fn prefixed(id: &str, say: &Say) -> Say {
    Say::new(format!("{id}: {}", say.to(Lang::Id)), format!("{id}: {}", say.to(Lang::En)))
}

fn possible_crime(row: &Row, crime: &Crime) -> Say {
    let penalty = |lang: Lang| {
        let Some(penalty) = &crime.penalty else { return String::new() };
        let sure = crime.penalty_confidence.unwrap_or(row.confidence);
        let mark =
            if sure == Confidence::High { String::new() } else { format!(" ({})", sure.name(lang).to_lowercase()) };
        format!(" {}{mark}", penalty.to(lang))
    };
    let (id, en) = match crime.lane {
        Lane::Agency => ("larangan undang-undang bagi", "a ban of the law on"),
        _ => ("mungkin pidana bagi", "possibly a crime for"),
    };
    Say::new(
        format!("{}: {id} {}.{}", row.id, crime.who.to(Lang::Id), penalty(Lang::Id)),
        format!("{}: {en} {}.{}", row.id, crime.who.to(Lang::En), penalty(Lang::En)),
    )
}

fn person(facts: &Facts<'_>, decision: &Decision) -> Option<Say> {
    match facts.request.person {
        Person::Pppk if decision.class == Class::Discipline => Some(Say::new(
            "PPPK: tingkatnya sama namanya; akibatnya mengikuti PP 49/2018 (ins-pp49-2018). Tabel kewenangan ditulis untuk PNS.",
            "PPPK: the level is the same in name; its effect follows PP 49/2018 (ins-pp49-2018). The table of authorities is written for PNS.",
        )),
        Person::Ppnpn if decision.class == Class::Contract => Some(Say::new(
            "PPNPN: bentuk pelanggarannya sama dengan ASN, sanksinya bertingkat menurut kontrak kerja (ins-se1-2023, prg-07).",
            "PPNPN: the forms of breach are those of civil servants, the sanction is graded as the yearly contract says (ins-se1-2023, prg-07).",
        )),
        Person::VillageHead if decision.verdict == Verdict::Undecided => Some(Say::new(
            "Kepala desa bukan ASN: hanya undang-undang pemilihan yang berbicara kepadanya (uu7-490, uu10-71).",
            "A village head is no civil servant: only the election law speaks to him (uu7-490, uu10-71).",
        )),
        _ => None,
    }
}

fn sanctions(facts: &Facts<'_>, decision: &Decision) -> Vec<Say> {
    let mut all = Vec::new();
    let person = facts.request.person;
    for (row, one) in facts.book.sanctions().filter(|(_, one)| one.applies.contains(&person)) {
        let here = one.level == Some(decision.level) && decision.level != Level::None;
        if here && one.besides {
            all.push(Say::new(
                format!("{}: dapat ditambahkan: {}", row.id, row.says.to(Lang::Id)),
                format!("{}: may come on top: {}", row.id, row.says.to(Lang::En)),
            ));
        }
        if here && let Some(awaits) = &one.awaits {
            all.push(Say::new(
                format!("{}: belum dapat dipakai, menunggu: {}", row.id, awaits.to(Lang::Id)),
                format!("{}: cannot be used yet, it awaits: {}", row.id, awaits.to(Lang::En)),
            ));
        }
        if decision.sanctions.contains(&row.id) && row.confidence == Confidence::Medium {
            all.push(Say::new(format!("{}: keyakinan sedang.", row.id), format!("{}: medium confidence.", row.id)));
        }
    }
    if decision.verdict == Verdict::Forbidden && decision.sanctions.is_empty() && person != Person::VillageHead {
        all.push(Say::new(
            "Tidak ada sanksi yang dapat dipilih dari baris-baris ini; pejabat memutuskan dengan alasan tertulis.",
            "No sanction can be chosen from these rows; an officer decides with a written reason.",
        ));
    }
    all
}

/// Who decides, what holds when there are several breaches, who oversees on the day.
fn handling(facts: &Facts<'_>, decision: &Decision, rows: &[&Row]) -> Vec<Say> {
    let mut all = Vec::new();
    if decision.verdict == Verdict::Allowed || facts.request.person == Person::VillageHead {
        return all;
    }
    if rows.len() > 1 && facts.request.acts.len() + facts.request.circumstances.len() > 1 {
        all.push(Say::new(
            "Beberapa pelanggaran dalam satu pemeriksaan: satu hukuman, yang terberat (hd-10).",
            "Several breaches in one examination: one punishment, the heaviest (hd-10).",
        ));
    }
    if let Some(after) = facts.request.after.as_ref().filter(|_| decision.class >= Class::Ethics) {
        all.push(Say::new(
            format!("Pengulangan setelah {after}: hukuman harus lebih berat dari yang terakhir (hd-10)."),
            format!("A repeat after {after}: the punishment must be heavier than the last (hd-10)."),
        ));
    }
    all.extend(spouse(facts, decision));
    if decision.level == Level::Dismissal
        && let Some(doubt) = facts.book.row("aut-03").and_then(|row| row.doubt.as_ref())
    {
        all.push(prefixed("aut-03", doubt));
    }
    if decision.level == Level::Heavy
        && let Some(row) = facts.book.row("aut-08")
    {
        all.push(prefixed(&row.id, &row.says));
    }
    if let Some((row, supervisor)) = facts.book.supervisor(facts.request.day) {
        all.push(Say::new(
            format!("Pengawas pada tanggal itu: {} ({}).", supervisor.who.to(Lang::Id), row.id),
            format!("Overseen on that day by: {} ({}).", supervisor.who.to(Lang::En), row.id),
        ));
    }
    all
}

/// The rows on one's own husband or wife, where the answer rests on others.
fn spouse(facts: &Facts<'_>, decision: &Decision) -> Option<Say> {
    let id = match (facts.request.has(Circumstance::UnpaidLeave), facts.request.has(Circumstance::Spouse)) {
        (true, _) => "cltn-03",
        (false, true) => "skb2022-etik-07",
        (false, false) => return None,
    };
    let row = facts.book.row(id).filter(|_| !decision.rules.iter().any(|one| one == id))?;
    Some(prefixed(id, &row.says))
}
