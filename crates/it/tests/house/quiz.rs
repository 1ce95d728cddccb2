//! The quiz over HTTP: an employee takes the post-test with the right answers of the bank, gets a certificate that
//! only he may see and that anybody may check, and leaders see counts.

use crate::ministry::{Ministry, sign_in};
use netra_it::Client;

/// Right answers by question: the Indonesian words of the option.
fn right_answers() -> Vec<(String, String)> {
    let bank: toml::Table = toml::from_str(include_str!("../../../../data/quiz/questions.toml")).unwrap();
    let one = |question: &toml::Value| {
        let correct = usize::try_from(question["correct"].as_integer().unwrap()).unwrap();
        let right = question["options"][correct]["id"].as_str().unwrap();
        (question["id"].as_str().unwrap().to_owned(), right.to_owned())
    };
    bank["question"].as_array().unwrap().iter().map(one).collect()
}

/// What stands between two words, each time.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Takes the post-test with so many right answers; answers the page with the marks.
pub fn takes_the_post_test(client: &Client, right: usize) -> String {
    let begun = client.post("/tanya/kuis/mulai", &[("tes", "akhir")]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    hands_in(client, "/tanya/kuis/tes/akhir", right)
}

/// Hands in the test that was begun at this address with so many right answers; answers the page with the marks.
pub fn hands_in(client: &Client, test: &str, right: usize) -> String {
    let page = client.get(test).text();
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in between(&page, "<input type=\"hidden\" name=\"", ">") {
        let (name, rest) = input.split_once('"').unwrap();
        let value = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        fields.push((name.to_owned(), value.to_owned()));
    }
    for (at, question) in between(&page, "<fieldset class=\"field\"", "</fieldset>").enumerate() {
        let id = between(question, "id=\"f-", "\"").next().unwrap();
        let answer = &right_answers().into_iter().find(|(known, _)| known == id).unwrap().1;
        let options: Vec<(&str, String)> = between(question, "<label class=\"pick\">", "</label>")
            .map(|label| {
                let value = between(label, "value=\"", "\"").next().unwrap();
                (value, plain(between(label, "<span>", "</span>").next().unwrap()))
            })
            .collect();
        let want = |option: &&(&str, String)| (option.1 == *answer) == (at < right);
        let (value, _) = options.iter().find(want).unwrap_or_else(|| panic!("{id}: {answer} in {options:?}"));
        fields.push((id.to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let marked = client.post(test, &fields);
    assert_eq!(marked.status, 200, "{}", marked.text());
    marked.text()
}

/// The address of the certificate on a page with marks.
pub fn certificate(page: &str) -> Option<String> {
    between(page, "href=\"", "\"").find(|href| href.starts_with("/tanya/kuis/sertifikat/")).map(str::to_owned)
}

#[test]
fn seven_right_answers_give_a_certificate_that_anybody_can_check() {
    let house = Ministry::small();
    let server = house.serve();
    let employee = sign_in(&server, &house.employee());
    let failed = takes_the_post_test(&employee, 6);
    assert_eq!(certificate(&failed), None);
    let passed = takes_the_post_test(&employee, 7);
    let address = certificate(&passed).expect("a certificate");
    let page = employee.get(&address);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("CONTOH"));
    assert_eq!(sign_in(&server, "admin").get(&address).status, 404, "nobody else's");
    assert_eq!(server.client().get(&address).status, 303);
    let code = address.rsplit('/').next().unwrap();
    let checked = server.client().post("/tanya/kuis/periksa", &[("code", code)]).text();
    assert!(checked.contains("sah"), "{checked}");
    let name = plain(between(&page.text(), "<p class=\"holder\">", "</p>").next().unwrap());
    assert!(!checked.contains(&name), "the check tells no name");
    let other = server.client().post("/tanya/kuis/periksa", &[("code", "ABCD-EFGH-JKMN-PQRS")]).text();
    assert!(other.contains("Tidak ada sertifikat dengan kode ini"));
}

#[test]
fn leaders_see_results_by_unit_and_nobody_by_name() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let leader = sign_in(&server, "pimpinan");
    let page = leader.get("/tanya/kuis/hasil").text();
    assert!(page.contains("Kantor Wilayah"), "{page}");
    let table = leader.get("/tanya/kuis/hasil.csv");
    assert_eq!(table.status, 200);
    assert!(table.text().contains("KW-"), "{}", table.text());
    assert_eq!(sign_in(&server, &house.employee()).get("/tanya/kuis/hasil").status, 404);
}
