//! What the forms offer: a correction loses nothing that its author left alone, a circular stays to be found under the orders
//! of others, and who keeps more units than a list holds types the code.

use super::doors::{get, post};
use super::*;
use axum::http::StatusCode;
use netra_store::params;

/// The boxes of a name on a page: value, and whether it is ticked.
fn boxes(page: &str, name: &str) -> Vec<(String, bool)> {
    let start = format!("<input type=\"checkbox\" name=\"{name}\" value=\"");
    let tags = page.split(start.as_str()).skip(1);
    tags.map(|rest| {
        let (tag, _) = rest.split_once('>').expect("a tag");
        (tag.split('"').next().unwrap_or_default().to_owned(), tag.ends_with(" checked"))
    })
    .collect()
}

/// What a browser sends when its reader mends the subject of this form and leaves the boxes as they are.
fn mended(page: &str, of: i64) -> String {
    let mut body = format!("of={of}&subject=Pelaksanaan+di+Bali&text=Jaga+netralitas+di+mana+pun.&reason=Salah+ketik");
    for name in ["basis", "rests"] {
        for (value, _) in boxes(page, name).into_iter().filter(|(_, ticked)| *ticked) {
            body.push_str(&format!("&{name}={value}"));
        }
    }
    body
}

fn order(house: &House, key: &str, unit: &str, audience: UnitId, chain: (&[&str], &[DirectiveId])) -> NewDirective {
    let mut new = house.circular(key);
    (new.kind, new.unit, new.audience.units) = (DirectiveKind::Order, unit.into(), vec![audience]);
    new.content = content("Pelaksanaan", chain.0, chain.1);
    new
}

#[test]
fn a_typo_is_mended_and_a_basis_that_has_ended_stays() {
    each_engine(|store| {
        let house = House::new(store);
        let (second, first) = (house.issued(), house.issues(house.operator(), house.circular("1134")).expect("issues"));
        let bali = house.who(Role::UnitOperator, house.bali);
        let new = order(&house, "9", "KW-20", house.bali, (&["ins-skb2022"], &[first, second]));
        let id = house.issues(bali.clone(), new).expect("issues");
        house.ends(first, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
        let path = format!("/arahan/{id}/koreksi");
        let form = get(&house, &bali, &path).page();
        assert!(form.contains("(tidak berlaku lagi)"), "{form}");
        assert!(post(&house, &bali, &path, &mended(&form, 9)).refuses("text").contains("(tidak berlaku lagi)"));
        assert_eq!(post(&house, &bali, &path, &mended(&form, 1)).goes_to(), format!("/arahan/{id}"));
        let version = |who: &Principal| house.view(who.clone(), id).expect("reads").version;
        assert_eq!((version(&bali).version, version(&bali).content.subject.as_str()), (2, "Pelaksanaan di Bali"));
        let chain = Chain { instruments: vec!["ins-skb2022".into()], directives: vec![first, second] };
        assert_eq!(version(&bali).content.chain, chain, "as it was, in its own order");
        let without = mended(&get(&house, &bali, &path).page(), 2).replace(&format!("&rests={first}"), "");
        assert_eq!(post(&house, &bali, &path, &without).goes_to(), format!("/arahan/{id}"));
        assert_eq!(version(&bali).content.chain.directives, [second], "taken out by hand");
        let again = mended(&get(&house, &bali, &path).page(), 3) + &format!("&rests={first}");
        assert_eq!(post(&house, &bali, &path, &again).goes_to(), format!("/arahan/{id}"), "who knows of it may add it");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn an_instrument_that_left_the_book_stays_and_none_like_it_is_added() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, by) = (house.issued(), house.operator());
        // As a book adopted later would leave it: the text names what today's instruments do not.
        store
            .write_now(|tx| {
                tx.execute("UPDATE directive_version SET basis = ?1", params!["ins-lama,ins-skb2022"])?;
                tx.execute("UPDATE directive SET rulebook_row = ?1", params!["ins-sendiri"])
            })
            .expect("writes");
        let form = get(&house, &by, "/arahan/1/koreksi").page();
        assert!(form.contains("ins-lama (tidak ada lagi di daftar peraturan)"), "{form}");
        let other = mended(&form, 1) + "&basis=ins-lain";
        assert!(post(&house, &by, "/arahan/1/koreksi", &other).refuses("basis").contains("ins-lain"));
        assert_eq!(post(&house, &by, "/arahan/1/koreksi", &mended(&form, 1)).goes_to(), "/arahan/1");
        let version = house.view(by, id).expect("reads").version;
        assert_eq!(
            (version.version, version.content.chain.instruments),
            (2, vec!["ins-lama".to_owned(), "ins-skb2022".to_owned()])
        );
    });
}

#[test]
fn a_circular_is_found_under_any_number_of_orders_of_other_units() {
    each_engine(|store| {
        let house = House::new(store);
        let circular = house.issued();
        let papua = house.who(Role::UnitOperator, house.papua);
        for key in 0..210 {
            let mut new = order(&house, &format!("P{key}"), "KW-30", house.papua, (&[], &[circular]));
            new.content.subject = format!("{key} {}", "judul yang panjang ".repeat(12));
            house.issues(papua.clone(), new).expect("issues");
        }
        let has = |who: &Principal, name: &str| {
            let found = boxes(&get(&house, who, "/arahan/baru").page(), name);
            assert!(found.len() <= 40, "{name}: {}", found.len());
            found.iter().any(|(value, _)| *value == circular.to_string())
        };
        for unit in [house.root, house.general, house.bali, house.prison, house.papua] {
            let who = house.who(Role::UnitOperator, unit);
            assert!(has(&who, "rests"), "{unit:?} rests on it");
            let keeps = unit == house.root || unit == house.general;
            assert_eq!(has(&who, "replaces"), keeps, "{unit:?} replaces it");
        }
        let newest = boxes(&get(&house, &papua, "/arahan/baru").page(), "replaces");
        assert_eq!(newest.first().map(|(value, _)| value.as_str()), Some("211"), "its own newest first");
        let end = get(&house, &house.operator(), "/arahan/211/akhiri").page();
        assert!(end.contains(&format!("<option value=\"{circular}\"")), "and takes another's place");
        let correct = get(&house, &papua, "/arahan/5/koreksi").page();
        assert!(boxes(&correct, "rests").contains(&(circular.to_string(), true)));
    });
}

#[test]
fn who_keeps_more_units_than_a_list_holds_types_the_code() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        // With the two offices and the prison one more than a hundred.
        for at in 0..98 {
            let code = format!("KW-30-LAPAS-{at:02}");
            let unit = open_unit(store, &code, UnitKind::Lapas, Zone::Wit, Some(house.papua));
            hire(store, 100 + at, unit, Employment::Pns);
        }
        let (by, path) = (house.operator(), format!("/arahan/{id}/teruskan"));
        let form = get(&house, &by, &path).page();
        assert!(!form.contains("<select") && form.contains("id=\"f-unit\" name=\"unit\" type=\"text\""), "{form}");
        assert!(form.contains("101 unit Anda belum meneruskan") && form.contains("Tampil 100 dari 101"), "{form}");
        let wrong = post(&house, &by, &path, "unit=KW-99&function=Kepala").refuses("unit");
        assert!(wrong.contains("value=\"KW-99\""), "what was typed stays");
        post(&house, &by, &path, "unit=&function=Kepala").refuses("unit");
        // The last by its code, which no list would have shown.
        assert_eq!(post(&house, &by, &path, "unit=kw-30-lapas-97&function=Kepala").goes_to(), path);
        let form = get(&house, &by, &path).page();
        assert!(form.contains("<select") && !form.contains("id=\"f-unit\" name=\"unit\" type=\"text\""), "{form}");
        assert!(form.contains("Unit KW-30-LAPAS-97: ") && !form.contains("Tampil"), "a hundred fit");
        for at in 0..13 {
            house.passes(by.clone(), id, &format!("KW-30-LAPAS-{at:02}"), today()).expect("passes on");
        }
        assert!(get(&house, &by, &path).page().contains("Tampil 12 dari 14"), "what was done is told in part");
        assert_eq!(house.of(id, house.root).passed, 14);
        assert_eq!(house.findings(), []);
    });
}

/// Sixty newer orders of another unit do not hide a unit's own, which it may send along; one that rests on the directive is
/// begun from here with its basis ticked.
#[test]
fn a_units_own_order_is_found_under_those_of_others_and_another_is_begun_from_here() {
    each_engine(|store| {
        let house = House::new(store);
        let circular = house.issued();
        let (bali, papua) = (house.who(Role::UnitOperator, house.bali), house.who(Role::UnitOperator, house.papua));
        let own =
            house.issues(bali.clone(), order(&house, "B", "KW-20", house.bali, (&[], &[circular]))).expect("issues");
        for key in 0..60 {
            let new = order(&house, &format!("P{key}"), "KW-30", house.papua, (&[], &[circular]));
            house.issues(papua.clone(), new).expect("issues");
        }
        let path = format!("/arahan/{circular}/teruskan");
        let form = get(&house, &bali, &path).page();
        assert_eq!(form.matches(&format!("<option value=\"{own}\"")).count(), 1, "{form}");
        assert!(!form.contains("<option value=\"5\""), "nobody else's order");
        assert!(form.contains(&format!("href=\"/arahan/baru?dasar={circular}\"")), "{form}");
        let ticked = |query: &str| {
            let begun = get(&house, &bali, &format!("/arahan/baru{query}")).page();
            let order = begun.contains("name=\"kind\" value=\"order\" required checked");
            (order, boxes(&begun, "rests").into_iter().filter(|(_, ticked)| *ticked).count())
        };
        assert_eq!(ticked(&format!("?dasar={circular}")), (true, 1));
        assert_eq!(ticked(""), (false, 0));
        assert_eq!(ticked("?dasar=bukan"), (false, 0));
        assert_eq!(ticked("?dasar=999"), (false, 0), "what nobody knows of");
        assert_eq!(ticked("?dasar=4"), (false, 0), "Papua's own order");
        let pass = format!("unit=KW-20&function=Kepala&order={own}");
        assert_eq!(post(&house, &bali, &path, &pass).goes_to(), path);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_is_over_is_not_offered_to_be_passed_on() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.circular("1133");
        // Its last day is the house's day: over when that has passed.
        (new.until, new.asked) = (Some(today().day(Zone::Wib)), None);
        let id = house.issues(house.operator(), new).expect("issues");
        let bali = house.who(Role::UnitOperator, house.bali);
        let link = format!("href=\"/arahan/{id}/teruskan\"");
        assert!(get(&house, &bali, &format!("/arahan/{id}")).page().contains(&link));
        store.write_now(|tx| tx.execute("UPDATE directive SET until_day = ?1", params!["2023-11-20"])).expect("writes");
        assert!(!get(&house, &bali, &format!("/arahan/{id}")).page().contains(&link));
        let path = format!("/arahan/{id}/teruskan");
        let form = get(&house, &bali, &path).page();
        assert!(!form.contains("name=\"function\"") && form.contains("tidak berlaku lagi"), "{form}");
        let late = post(&house, &bali, &path, "unit=KW-20&function=Kepala");
        assert!(
            late.status == StatusCode::UNPROCESSABLE_ENTITY && late.text.contains("tidak berlaku lagi"),
            "{}",
            late.text
        );
    });
}
