//! One line for each row that decides, read from the source independently of the cases beside the rows; and the
//! list of all ids, so that no row is lost and none appears unnoticed.

use crate::model::{Asked, Circumstance, Class, Confidence, Decision, Level, Request, Rulebook, Verdict, What};
use crate::{library, rules};
use netra_base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Section, id and confidence of every row of the source; `-` where it gives none.
const IDS: &str = include_str!("ids.txt");

pub(super) fn ask(book: &Rulebook, line: &str) -> Result<Decision, String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (given, rest) = words.split_at(4);
    let after = rest.iter().find(|word| word.starts_with("snc-"));
    let party = rest.contains(&"party");
    let circumstances = rest.iter().filter_map(|word| Circumstance::parse(word)).collect();
    let asked = Asked {
        acts: given[0].split('+').map(str::to_owned).collect(),
        contest: given[1].into(),
        day: Day::parse(given[2]),
        employment: given[3].into(),
        circumstances,
        favours: if party { crate::model::Favours::Party } else { crate::model::Favours::Contestant },
        after: after.map(|id| (*id).to_owned()),
    };
    let request = Request::parse(book, &asked).map_err(|list| list[0].code.to_owned())?;
    rules::decide(book, &request).map_err(|refusal| refusal.code.to_owned())
}

/// `verdict class level sanctions | rules it must cite`.
fn told(decision: &Decision) -> String {
    let sanctions = decision.sanctions.iter().map(|id| id.trim_start_matches("snc-")).collect::<Vec<_>>().join(",");
    format!("{} {} {} [{sanctions}]", decision.verdict.code(), decision.class.code(), decision.level.code())
}

fn check(question: &str, cites: &str, expected: &str) {
    let library = library::built_in().unwrap();
    match ask(library.book(), question) {
        Ok(decision) => {
            assert_eq!(told(&decision), expected, "{question}");
            for id in cites.split_whitespace() {
                let all = decision.rules.iter().chain(&decision.sanctions);
                assert!(all.into_iter().any(|one| one == id), "{question} does not cite {id}: {:?}", decision.rules);
            }
        }
        Err(code) => assert_eq!(code, expected, "{question}"),
    }
}

const MORAL: &str = "forbidden ethics moral [m1,m2]";
const HEAVY: &str = "forbidden discipline heavy [b1,b2,b3]";
const MEDIUM: &str = "forbidden discipline medium [s1t,s2t,s3t]";
const CONTRACT: &str = "forbidden contract none [n1]";
const ALLOWED: &str = "allowed none none []";
const UNDECIDED: &str = "undecided none none []";

#[test]
fn ethics_rows_hold_before_candidates_are_fixed() {
    check("props president-2024 2023-11-12 pns", "skb2022-etik-01", MORAL);
    check("online-campaign president-2024 2023-11-12 pns", "skb2022-etik-02", MORAL);
    check("attend-declaration president-2024 2023-11-12 pppk", "skb2022-etik-03", MORAL);
    check("social-media-engagement dpr-2024 2023-11-02 pns", "skb2022-etik-04", MORAL);
    check("photo pilkada-2024 2024-09-21 pns", "skb2022-etik-05", MORAL);
    check("take-part dpd-2024 2023-11-02 pns", "skb2022-etik-06", MORAL);
    check("spouse-campaign dpr-2024 2023-11-02 pns spouse", "skb2022-etik-07", MORAL);
    check("spouse-campaign dpr-2024 2024-01-10 pns spouse", "skb2022-etik-07", MORAL);
    check("photo pilkada-2024 2024-09-21 ppnpn", "skb2022-etik-05", CONTRACT);
    check("props president-2024 2022-09-21 pns", "", "date-outside-data");
    check("props president-2024 2022-09-22 pns", "skb2022-etik-01", MORAL);
}

#[test]
fn discipline_rows_hold_from_the_day_candidates_are_fixed() {
    check("props president-2024 2023-11-13 pns", "skb2022-disiplin-01 pp94-n-5 pp94-n-6", HEAVY);
    check("online-campaign president-2024 2023-11-13 pns", "skb2022-disiplin-02", HEAVY);
    check("approach-party pilkada-2024 2024-06-01 pns", "skb2022-disiplin-03", MEDIUM);
    check("approach-party pilkada-2024 2024-06-01 pns unpaid-leave", "", UNDECIDED);
    check("approach-party pilkada-2024 2024-09-22 pns", "", UNDECIDED);
    check("attend-declaration president-2024 2023-11-13 pns", "skb2022-disiplin-04", HEAVY);
    check("take-part president-2024 2023-11-13 pns", "skb2022-disiplin-04", HEAVY);
    check(
        "party-membership dpr-2024 2023-10-30 pns",
        "skb2022-disiplin-05",
        "forbidden dismissal-by-law dismissal [p1]",
    );
    check(
        "party-membership dpr-2024 2023-10-31 pppk",
        "skb2022-disiplin-05",
        "forbidden dismissal-by-law dismissal [k2]",
    );
    check("social-media-engagement dprd-2024 2023-11-03 pns", "skb2022-disiplin-06", HEAVY);
    check("photo pilkada-2024 2024-09-22 pppk", "skb2022-disiplin-07", "forbidden discipline heavy [k1]");
    check("partisan-activities president-2024 2023-01-10 pns", "skb2022-disiplin-08 pp94-n-6 uu7-283", HEAVY);
    check("campaign-team president-2024 2023-11-12 pns", "skb2022-disiplin-09a", "forbidden discipline none []");
    check("campaign-team president-2024 2023-11-13 pns", "skb2022-disiplin-09b uu7-280-3", HEAVY);
    check("support-letter dpd-2024 2023-11-02 pns", "skb2022-disiplin-10 pp94-n-7", HEAVY);
    check("biased-decision pilkada-2024 2024-06-01 pns", "skb2022-disiplin-11 pp94-n-5", HEAVY);
    check("approach-party pilkada-2024 2024-06-01 pppk", "skb2022-disiplin-03", "forbidden discipline medium []");
}

#[test]
fn the_seven_ways_have_the_level_of_the_regulation() {
    check("campaign-listener president-2024 2024-01-10 pns", "pp94-n-1", "undecided discipline none []");
    check("campaign-attributes president-2024 2024-01-10 pns", "pp94-n-2", MEDIUM);
    check("mobilise-others president-2024 2024-01-10 pns", "pp94-n-3", HEAVY);
    check("state-facilities president-2024 2024-01-10 pns", "pp94-n-4", HEAVY);
    check("biased-decision president-2024 2021-08-31 pns", "pp94-n-5", HEAVY);
    check("biased-decision president-2024 2021-08-30 pns", "", "date-outside-data");
    check("biased-decision president-2024 2022-09-21 pppk", "", "date-outside-data");
    check("vote president-2024 2022-09-21 ppnpn", "alw-01", ALLOWED);
    check("vote president-2024 2021-08-30 pns", "", "date-outside-data");
    check("biased-decision dpr-2024 2021-08-30 village-head", "", "date-outside-data");
    check("state-facilities president-2024 2024-03-21 pns", "", "date-outside-data");
    check(
        "party-membership dpr-2024 2022-09-21 pns",
        "skb2022-disiplin-05",
        "forbidden dismissal-by-law dismissal [p1]",
    );
    check("partisan-activities president-2024 2021-08-31 pns", "pp94-n-6", HEAVY);
    check("support-letter pilkada-2024 2024-10-01 pns", "pp94-n-7", HEAVY);
    check("campaign-listener president-2024 2024-01-10 ppnpn", "pp94-n-1", "undecided contract none []");
}

#[test]
fn circumstances_are_breaches_of_their_own_and_the_heaviest_counts() {
    check("campaign-listener president-2024 2024-01-10 pns attributes", "pp94-n-2 pp94-n-1", MEDIUM);
    check("campaign-listener president-2024 2024-01-10 pns state-facilities", "pp94-n-4", HEAVY);
    check("attend-declaration president-2024 2023-11-12 pns mobilising", "skb2022-etik-03 pp94-n-3", HEAVY);
    check(
        "photo+party-membership dpr-2024 2023-11-02 pns",
        "skb2022-etik-05 skb2022-disiplin-05",
        "forbidden dismissal-by-law dismissal [p1]",
    );
    check(
        "photo+campaign-team dpr-2024 2023-11-02 pns",
        "skb2022-etik-05 skb2022-disiplin-09a",
        "forbidden discipline none []",
    );
    check("photo president-2024 2023-10-10 pns attributes", "skb2022-etik-05", MORAL);
    check("spouse-campaign dpr-2024 2024-01-10 pns unpaid-leave attributes", "pp94-n-2", MEDIUM);
    check("vote+approach-party pilkada-2024 2024-06-01 pns unpaid-leave", "", UNDECIDED);
    check("vote+props dpr-2024 2023-11-02 pns party", "", UNDECIDED);
    check("vote+photo dpr-2024 2024-01-10 village-head", "uu7-490", UNDECIDED);
    check("photo dpr-2024 2024-01-10 pns spouse party", "", "circumstances-contradict");
    check("vote president-2024 2024-02-14 pns state-facilities", "", "circumstances-contradict");
    check("photo president-2024 2024-01-10 pppk unpaid-leave", "", "circumstances-contradict");
}

#[test]
fn a_repeat_is_punished_more_heavily_than_the_last_time() {
    check("campaign-attributes president-2024 2024-01-10 pns snc-s1t", "", "forbidden discipline medium [s2t,s3t]");
    check("campaign-attributes president-2024 2024-01-10 pns snc-s3t", "", HEAVY);
    check("campaign-attributes president-2024 2024-01-10 pns snc-b2", "", "forbidden discipline heavy [b3]");
    check("photo president-2024 2024-01-10 pns snc-b1", "", "forbidden discipline heavy [b2,b3]");
    check("photo president-2024 2023-11-12 pns snc-m1", "", "forbidden ethics moral [m2]");
    check("photo president-2024 2023-11-12 pns snc-m2", "", "forbidden ethics moral []");
    check("photo president-2024 2024-01-10 ppnpn snc-n1", "", CONTRACT);
    check("campaign-attributes president-2024 2024-01-10 pppk snc-s1t", "", "circumstances-contradict");
    check("campaign-attributes president-2024 2024-01-10 pppk", "", "forbidden discipline medium []");
    check("campaign-attributes president-2024 2024-01-10 pppk snc-k1", "", "forbidden discipline medium []");
}

#[test]
fn spouses_on_unpaid_leave_may_be_present() {
    check("spouse-campaign dpr-2024 2024-01-10 pns spouse unpaid-leave", "cltn-02 alw-05", ALLOWED);
    check("spouse-campaign dpr-2024 2024-01-10 ppnpn spouse", "skb2022-etik-07", CONTRACT);
    check("online-campaign dpr-2024 2024-01-10 pns spouse unpaid-leave", "skb2022-disiplin-02", HEAVY);
    let library = library::built_in().unwrap();
    let decision = ask(library.book(), "spouse-campaign dpr-2024 2024-01-10 pns spouse unpaid-leave").unwrap();
    assert!(decision.notes.iter().any(|note| note.en.starts_with("cltn-03")), "{:?}", decision.notes);
}

#[test]
fn crimes_are_named_for_whom_and_when_they_are_possible() {
    let library = library::built_in().unwrap();
    let lanes = |question: &str| {
        let decision = ask(library.book(), question).unwrap();
        (decision.lanes.iter().map(|lane| lane.code()).collect::<Vec<_>>().join(","), decision.rules)
    };
    for (question, expected, id, cited) in [
        ("biased-decision president-2024 2023-11-27 pns", "agency", "uu7-282", false),
        ("biased-decision president-2024 2023-11-28 pns", "agency,election-crime", "uu7-282", true),
        ("biased-decision president-2024 2024-02-10 pppk", "agency,election-crime", "uu7-282", true),
        ("biased-decision president-2024 2024-02-11 pns", "agency", "uu7-282", false),
        ("biased-decision president-2024 2024-01-10 ppnpn", "agency", "uu7-282", false),
        ("campaign-team dpr-2024 2023-11-02 pns", "agency", "uu7-280-3", false),
        ("campaign-team dpr-2024 2023-11-03 pns", "agency,election-crime", "uu7-280-3", true),
        ("campaign-team pilkada-2024 2024-10-01 pns", "agency", "uu7-280-3", false),
        ("partisan-activities president-2024 2024-01-10 pns", "agency", "uu7-283", true),
        ("biased-decision pilkada-2024 2024-10-01 pns", "agency,election-crime", "uu10-71", true),
        ("biased-decision pilkada-2024 2024-10-01 village-head", "election-crime", "uu10-71", true),
        ("biased-decision dpr-2024 2024-01-10 village-head", "election-crime", "uu7-490", true),
    ] {
        let (found, rules) = lanes(question);
        assert_eq!(found, expected, "{question}");
        assert_eq!(rules.iter().any(|one| one == id), cited, "{question} {id}: {rules:?}");
    }
    check("biased-decision dpr-2024 2024-01-10 village-head", "uu7-490", "forbidden none none []");
    check("photo dpr-2024 2024-01-10 village-head", "uu7-490", UNDECIDED);
    check("party-membership dpr-2024 2024-01-10 village-head", "", UNDECIDED);
    for id in ["uu7-280-2", "uu10-70", "uu10-71-2"] {
        let Some(What::Crime(crime)) = library.book().row(id).map(|row| &row.what) else { panic!("{id}") };
        assert!(crime.applies.is_empty(), "{id} binds somebody else");
    }
    check("partisan-activities president-2024 2023-01-02 ppnpn", "", "date-outside-data");
    check("partisan-activities president-2024 2023-01-03 ppnpn", "skb2022-disiplin-08", CONTRACT);
}

#[test]
fn what_is_allowed_is_data_too() {
    for (act, id) in [
        ("vote", "alw-01"),
        ("follow-news", "alw-02"),
        ("be-present", "alw-03"),
        ("neutral-photo", "alw-04"),
        ("official-outreach", "alw-06"),
        ("report-breach", "alw-07"),
    ] {
        for person in ["pns", "pppk", "ppnpn", "village-head"] {
            check(&format!("{act} president-2024 2024-01-10 {person}"), id, ALLOWED);
        }
    }
}

#[test]
fn a_party_is_favoured_only_where_the_row_names_it() {
    check("photo dpr-2024 2023-11-02 pns party", "skb2022-etik-05", MORAL);
    check("take-part dpr-2024 2023-11-02 pns party", "skb2022-etik-06", MORAL);
    check("social-media-engagement dpr-2024 2023-11-02 pns party", "", UNDECIDED);
    check("biased-decision dpr-2024 2024-01-10 pns party", "skb2022-disiplin-11", HEAVY);
    check("take-part dpr-2024 2023-11-03 pns party", "skb2022-disiplin-04", HEAVY);
}

#[test]
fn the_law_of_the_day_is_cited() {
    let library = library::built_in().unwrap();
    let cited = |question: &str| ask(library.book(), question).unwrap().instruments;
    let before = cited("party-membership dpr-2024 2023-10-30 pns");
    let after = cited("party-membership dpr-2024 2023-10-31 pns");
    assert!(before.contains(&"ins-uu5-2014".into()) && !before.contains(&"ins-uu20-2023".into()), "{before:?}");
    assert!(after.contains(&"ins-uu20-2023".into()) && !after.contains(&"ins-uu5-2014".into()), "{after:?}");
    assert!(after.contains(&"ins-pp37-2004".into()) && !after.contains(&"ins-pp49-2018".into()), "{after:?}");
    let contract = cited("party-membership dpr-2024 2023-10-31 pppk");
    assert!(contract.contains(&"ins-pp49-2018".into()) && !contract.contains(&"ins-pp37-2004".into()), "{contract:?}");
    let leave = cited("spouse-campaign dpr-2024 2024-01-10 pns spouse unpaid-leave");
    assert!(leave.contains(&"ins-se-pasangan".into()), "{leave:?}");
    let ethics = cited("photo president-2024 2023-11-12 pns");
    assert_eq!(ethics, ["ins-pp42-2004", "ins-skb2022"]);
    assert!(cited("photo president-2024 2024-01-10 ppnpn").contains(&"ins-se1-2023".into()));
    assert!(cited("biased-decision pilkada-2024 2024-10-01 pns").contains(&"ins-uu10-2016".into()));
}

#[test]
fn who_oversees_changes_over_time() {
    let library = library::built_in().unwrap();
    let day = |text: &str| Day::parse(text).unwrap();
    let who = |text: &str| library.book().supervisor(day(text)).map(|(row, _)| row.id.clone()).unwrap_or_default();
    assert_eq!(who("2024-09-03"), "sup-kasn");
    assert_eq!(who("2024-09-04"), "sup-bkn");
    assert_eq!(who("2027-10-16"), "sup-bkn");
    assert_eq!(who("2027-10-17"), "sup-independent");
}

#[test]
fn the_authority_follows_the_position() {
    let library = library::built_in().unwrap();
    let of = |question: &str, position: &str| {
        let decision = ask(library.book(), question).unwrap();
        let lines = decision.authority.iter().filter(|one| one.position == position);
        lines.map(|one| format!("{}:{}", one.rules.join("+"), one.sanctions.join(","))).collect::<Vec<_>>().join(" ")
    };
    let heavy = "photo president-2024 2024-01-10 pns";
    assert_eq!(of(heavy, "jpt-utama"), "aut-01:snc-b1,snc-b2,snc-b3");
    assert_eq!(of(heavy, "jpt-madya"), "aut-02:snc-b3 aut-03:snc-b1,snc-b2");
    assert_eq!(of(heavy, "ahli-utama"), "aut-02:snc-b3 aut-03:snc-b1,snc-b2");
    for position in ["jpt-pratama", "administrator", "pengawas", "pelaksana", "functional"] {
        assert_eq!(of(heavy, position), "aut-03:snc-b1,snc-b2,snc-b3", "{position}");
    }
    let medium = "campaign-attributes president-2024 2024-01-10 pns";
    assert_eq!(of(medium, "jpt-pratama"), "aut-03:snc-s1t,snc-s2t,snc-s3t");
    assert_eq!(of(medium, "administrator"), "aut-04:snc-s1t,snc-s2t,snc-s3t");
    assert_eq!(of(medium, "pengawas"), "aut-05:snc-s1t,snc-s2t,snc-s3t");
    assert_eq!(of(medium, "functional"), "aut-05:snc-s1t,snc-s2t,snc-s3t");
    assert_eq!(of(medium, "pelaksana"), "aut-06:snc-s1t,snc-s2t,snc-s3t");
    assert_eq!(of("photo president-2024 2023-11-12 pns", "any"), "snc-m1+snc-m2:snc-m1,snc-m2");
}

fn ids() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    IDS.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?, words.next()?))
    })
}

#[test]
fn every_row_is_as_sure_as_the_source_says() {
    let library = library::built_in().unwrap();
    let mut compared = 0;
    for (_, id, confidence) in ids().filter(|(.., confidence)| *confidence != "-") {
        let row = library.book().row(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(row.confidence.code(), confidence, "{id}");
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn a_row_that_nobody_verified_gives_no_level_whatever_it_says() {
    let mut files = crate::built_in::files();
    let text = files["04-discipline.toml"].clone();
    let (head, row) = text.split_once("id = \"skb2022-disiplin-06\"").unwrap();
    let row = row.replacen("confidence = \"high\"", "confidence = \"low\"", 1);
    files.insert("04-discipline.toml".into(), format!("{head}id = \"skb2022-disiplin-06\"{row}"));
    let book = crate::read::read(&files).unwrap().book;
    let decision = ask(&book, "social-media-engagement president-2024 2024-01-10 pns").unwrap();
    assert_eq!(told(&decision), "forbidden discipline none []");
    assert_eq!(decision.confidence, Confidence::Low);
}

#[test]
fn every_row_of_the_source_is_in_the_book_and_nothing_else() {
    let library = library::built_in().unwrap();
    let source: BTreeSet<&str> = ids().map(|(_, id, _)| id).collect();
    let book: BTreeSet<&str> = library.book().rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(source.difference(&book).collect::<Vec<_>>(), Vec::<&&str>::new(), "missing");
    // Who oversees stands in the source as text, not as rows.
    let own: BTreeSet<&str> = ["sup-kasn", "sup-bkn", "sup-independent"].into();
    assert_eq!(book.difference(&source).copied().collect::<BTreeSet<_>>(), own, "not in the source");
}

/// Rows without a decision or a limit of their own: facts, and limits that other rows refer to.
const FACTS: &[&str] = &["skb2022-disiplin-99", "cltn-01", "cltn-03", "cltn-04", "cltn-05", "aut-08"];

#[test]
fn every_deciding_row_of_the_source_has_a_case() {
    let library = library::built_in().unwrap();
    let named: BTreeSet<&str> = library.reading.cases.iter().map(|case| case.rule.as_str()).collect();
    let sections: BTreeMap<&str, &str> = ids().map(|(section, id, _)| (id, section)).collect();
    let wanted = ["3", "4", "5", "6", "7", "8", "9a", "10a", "10b", "10c", "13"];
    let missing: Vec<_> = sections
        .iter()
        .filter(|(_, section)| wanted.contains(section))
        .map(|(id, _)| *id)
        .filter(|id| !named.contains(id) && !FACTS.contains(id))
        .filter(
            |id| !matches!(library.book().row(id).map(|row| &row.what), Some(What::Step(step)) if step.limit.is_none()),
        )
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn no_unverified_row_gives_a_level_or_a_sanction() {
    let library = library::built_in().unwrap();
    let book = library.book();
    let low: Vec<&str> =
        book.rows.iter().filter(|row| row.confidence == Confidence::Low).map(|row| row.id.as_str()).collect();
    assert_eq!(low, LOW);
    for act in &book.acts {
        for contest in ["president-2024", "dpr-2024", "dpd-2024", "dprd-2024", "pilkada-2024"] {
            for date in
                ["2023-06-01", "2023-11-02", "2023-11-13", "2024-01-10", "2024-02-12", "2024-09-21", "2024-10-10"]
            {
                for person in ["pns", "pppk", "ppnpn", "village-head"] {
                    let question = format!("{} {contest} {date} {person}", act.id);
                    let Ok(decision) = ask(book, &question) else { continue };
                    let sure = |id: &String| book.row(id).is_some_and(|row| row.confidence != Confidence::Low);
                    assert!(decision.sanctions.iter().all(sure), "{question}");
                    if !decision.rules.iter().any(sure) {
                        assert_eq!((decision.level, decision.sanctions.len()), (Level::None, 0), "{question}");
                    }
                    if decision.level != Level::None {
                        let gives = |id: &String| match book.row(id).map(|row| (&row.what, row.confidence)) {
                            Some((What::Rule(rule), confidence)) => {
                                rule.level == Some(decision.level) && confidence > Confidence::Low
                            }
                            _ => false,
                        };
                        assert!(decision.rules.iter().any(gives), "{question}");
                    }
                    if decision.verdict == Verdict::Allowed {
                        assert_eq!(decision.class, Class::None, "{question}");
                    }
                }
            }
        }
    }
}

/// The rows that nobody has verified.
const LOW: &[&str] = &["skb2022-disiplin-09a", "old-08", "uu10-71-2"];
