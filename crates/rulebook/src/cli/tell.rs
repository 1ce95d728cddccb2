//! How answers look on a terminal and in JSON.

use crate::library::Hit;
use crate::model::{Act, Class, Decision, Level, Row, Rulebook, What};
use anyhow::Context;
use netra_base::{Lang, Refusal, Result};
use serde_json::{Value, json};
use std::io::Write;

/// Writes text.
pub(super) fn write(out: &mut dyn Write, text: &str) -> Result<()> {
    Ok(out.write_all(text.as_bytes()).context("standard output")?)
}

/// Writes one JSON document; answers exit code 0.
pub(super) fn line(out: &mut dyn Write, value: &Value) -> Result<u8> {
    write(out, &format!("{value}\n"))?;
    Ok(0)
}

/// What was refused: sentences on standard error, and with `--json` the document on standard output.
pub(super) fn refusals(list: &[Refusal], json: bool, lang: Lang, out: &mut dyn Write) -> Result<()> {
    for one in list {
        eprintln!("{}", one.say.to(lang));
    }
    if json {
        let list = list.iter().map(|one| json!({ "code": one.code, "field": one.field, "says": one.say.to(lang) }));
        line(out, &json!({ "refused": list.collect::<Vec<_>>() }))?;
    }
    Ok(())
}

/// A decision in sentences.
pub(super) fn decision(book: &Rulebook, decision: &Decision, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let mut text = format!("{}\n", decision.verdict.name(lang));
    let mut facts = Vec::new();
    if decision.class != Class::None {
        let unknown = lang.say("belum ditentukan", "not settled");
        let level = if decision.level == Level::None { unknown } else { decision.level.name(lang) };
        facts.push(format!("{}: {}", lang.say("Jenis pelanggaran", "Class"), decision.class.name(lang)));
        if decision.class != Class::Contract {
            facts.push(format!("{}: {level}", lang.say("Tingkat", "Level")));
        }
    }
    facts.push(decision.confidence.name(lang).to_owned());
    text.push_str(&format!("{}.\n", facts.join(". ")));
    let mut list = |title: &str, ids: &[String]| {
        if ids.is_empty() {
            return;
        }
        text.push_str(&format!("\n{title}\n"));
        for id in ids {
            let name = book.row(id).map_or("", |row| row.name(lang));
            text.push_str(&format!("  {id:<22}{name}\n"));
        }
    };
    list(lang.say("Aturan", "Rules"), &decision.rules);
    list(lang.say("Dasar hukum yang berlaku", "Instruments in force"), &decision.instruments);
    list(lang.say("Sanksi yang dapat dipakai", "Usable sanctions"), &decision.sanctions);
    if !decision.authority.is_empty() {
        text.push_str(&format!("\n{}\n", lang.say("Pejabat yang berwenang", "Competent authority")));
    }
    for one in &decision.authority {
        let (position, office) = (one.position_name.to(lang), one.office.to(lang));
        text.push_str(&format!("  {position}: {office} ({})\n", one.rules.join(", ")));
    }
    if !decision.notes.is_empty() {
        text.push_str(&format!("\n{}\n", lang.say("Catatan", "Notes")));
    }
    for note in &decision.notes {
        text.push_str(&format!("  - {}\n", note.to(lang)));
    }
    let last = lang.say(
        "\nIni petunjuk, bukan keputusan: pejabat memutuskan dengan alasan.\n",
        "\nThis is guidance, not a decision: an officer decides, with reasons.\n",
    );
    text.push_str(last);
    write(out, &text)?;
    Ok(0)
}

/// A hit as JSON.
pub(crate) fn hit(book: &Rulebook, hit: &Hit, lang: Lang) -> Option<Value> {
    let found = book.row(&hit.id)?;
    Some(json!({
        "id": hit.id, "kind": found.what.kind(), "says": found.says.to(lang), "act": hit.act,
        "confidence": found.confidence, "score": (hit.score * 1000.0).round() / 1000.0,
    }))
}

/// Hits in sentences.
pub(super) fn hits(book: &Rulebook, hits: &[Hit], lang: Lang, out: &mut dyn Write) -> Result<()> {
    if hits.is_empty() {
        let none = "Tidak ada aturan yang cocok. Coba kata lain, atau tanyakan kepada tim netralitas unit Anda.\n";
        return write(out, lang.say(none, "No rule fits. Try other words, or ask your unit's neutrality team.\n"));
    }
    for hit in hits {
        let Some(row) = book.row(&hit.id) else { continue };
        let act = hit.act.as_deref().map_or_else(String::new, |act| format!(" [{act}]"));
        write(out, &format!("{}{act}\n  {}\n", hit.id, row.says.to(lang)))?;
    }
    Ok(())
}

/// A row as JSON.
pub(crate) fn row(row: &Row, lang: Lang) -> Value {
    let mut value = json!({
        "id": row.id, "kind": row.what.kind(), "name": row.name(lang), "says": row.says.to(lang),
        "articles": row.articles, "sources": row.sources, "confidence": row.confidence,
        "from": row.from, "until": row.until, "doubt": row.doubt.as_ref().map(|say| say.to(lang)),
    });
    if let (What::Instrument(one), Some(fields)) = (&row.what, value.as_object_mut()) {
        fields.insert("from_year".into(), json!(one.from_year));
        fields.insert("derived_from".into(), json!(one.derived_from));
    }
    if let (What::Rule(rule), Some(fields)) = (&row.what, value.as_object_mut()) {
        fields.insert("acts".into(), json!(rule.acts));
        fields.insert("applies".into(), json!(rule.applies.iter().map(|one| one.code()).collect::<Vec<_>>()));
        fields.insert("verdict".into(), json!(rule.verdict));
        fields.insert("class".into(), json!(rule.class));
        fields.insert("level".into(), json!(rule.level));
    }
    value
}

/// An act as JSON.
pub(super) fn act(book: &Rulebook, act: &Act, lang: Lang) -> Value {
    let rules = book.rules().filter(|(_, rule)| rule.acts.contains(&act.id)).map(|(row, _)| row.id.as_str());
    json!({
        "id": act.id, "kind": "act", "group": act.group, "title": act.title.to(lang),
        "rules": rules.collect::<Vec<_>>(),
    })
}
