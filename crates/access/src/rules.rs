//! The decisions of access: which password is good enough, how long a lock lasts, which one-time code is
//! right and still unused, how long a session lives, who may grant what. Facts in, an answer out.

use crate::model::{Life, Login, TotpSecret};
use netra_base::{Grant, Moment, Principal, Refusal, Role, SignedInBy};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// An activation code works this long: two weeks, so that nobody misses it for being on leave.
pub(crate) const CODE_LIFE: i64 = 14 * DAY;
/// Between password and one-time code there is time to look for the phone.
pub(crate) const STEP_LIFE: i64 = 5 * MINUTE;
/// A session that nobody used for half a day is over.
pub(crate) const IDLE: i64 = 12 * HOUR;
/// The longest life of an employee's session.
pub(crate) const LIFE: i64 = 7 * DAY;
/// The longest life of a session with roles: one working day.
pub(crate) const LIFE_WITH_ROLES: i64 = 12 * HOUR;
/// Last use is written at most this often: precise enough for a limit of half a day, and a person who
/// signs once after signing in costs no second write.
pub(crate) const TOUCH: i64 = 10 * MINUTE;
/// Wrong guesses are forgotten after so long a silence. Five free guesses every two hours are fewer than
/// the eight that locks of a quarter of an hour allow, so waiting wins nothing.
pub(crate) const GUESS_MEMORY: i64 = 2 * HOUR;
/// Wrong guesses that cost nothing but themselves.
pub(crate) const FREE_GUESSES: i64 = 5;

/// Browsers kept of an account: each has five free guesses of its own, so they must be few.
pub(crate) const DEVICES: i64 = 10;

/// Fewest letters of a password.
const PASSWORD_MIN: usize = 12;
/// Most bytes of a password: enough for any sentence, little enough to hash.
pub(crate) const PASSWORD_MAX: usize = 256;

/// Words that people put a number or a mark behind and take for a password. Our own list: what stands in
/// front of digits and punctuation is compared with it, and so is the whole.
const COMMON: [&str; 42] = [
    "password",
    "passwordpassword",
    "passw0rd",
    "p@ssw0rd",
    "katasandi",
    "katasandisaya",
    "rahasia",
    "sangatrahasia",
    "rahasianegara",
    "sandi",
    "sandiku",
    "indonesia",
    "indonesiaraya",
    "indonesiamerdeka",
    "merdeka",
    "pancasila",
    "garuda",
    "bismillah",
    "bismillahirrahmanirrahim",
    "alhamdulillah",
    "assalamualaikum",
    "sayang",
    "sayangku",
    "akusayangkamu",
    "iloveyou",
    "cintaku",
    "admin",
    "administrator",
    "kemenkumham",
    "kemenkumhampasti",
    "pegawai",
    "pegawainegeri",
    "netralitas",
    "netra",
    "pemilu",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "welcome",
    "selamatdatang",
    "letmein",
    "changeme",
];

/// May this be a password of the account with this login? No composition rules: length does the work.
///
/// # Errors
/// A refusal at `sandi`.
pub fn check_new_password(password: &str, login: &Login) -> Result<(), Refusal> {
    let password = password.trim();
    let letters = password.chars().count();
    let refuse = |code, id: String, en: String| Err(Refusal::new(code, id, en).at("sandi"));
    if letters < PASSWORD_MIN {
        return refuse(
            "password-short",
            format!(
                "Kata sandi baru {letters} huruf, paling sedikit {PASSWORD_MIN}; sebuah kalimat pendek mudah diingat."
            ),
            format!(
                "The password has {letters} characters, at least {PASSWORD_MIN} are needed; a short sentence is easy to remember."
            ),
        );
    }
    if password.len() > PASSWORD_MAX {
        return refuse(
            "password-long",
            format!("Kata sandi terlalu panjang: paling banyak {PASSWORD_MAX} bita."),
            format!("The password is too long: at most {PASSWORD_MAX} bytes."),
        );
    }
    let plain: String = password.to_lowercase().split_whitespace().collect();
    let own = login.key().to_lowercase();
    if plain == own || plain == own.split_whitespace().collect::<String>() {
        return refuse(
            "password-login",
            "Kata sandi tidak boleh sama dengan NIP atau nama masuk; pilih yang lain.".into(),
            "The password must not be the NIP or the login itself; choose another.".into(),
        );
    }
    if is_common(&plain) {
        return refuse(
            "password-common",
            "Kata sandi ini termasuk yang pertama kali ditebak orang; pilih kalimat Anda sendiri.".into(),
            "This password is among the first that anybody would guess; choose a sentence of your own.".into(),
        );
    }
    Ok(())
}

fn is_common(plain: &str) -> bool {
    let stem = plain.trim_matches(|c: char| !c.is_alphabetic());
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let counted = digits.len() == plain.len() && "0123456789012345678901234567890".contains(&digits);
    let mut letters = plain.chars();
    let first = letters.next();
    counted || letters.all(|letter| Some(letter) == first) || COMMON.iter().any(|c| *c == plain || *c == stem)
}

/// How long the lock lasts after this many wrong guesses in a row: nothing for the first four, then 1, 2, 4,
/// 8 and at most 15 minutes.
pub(crate) fn lock_ms(failures: i64) -> Option<i64> {
    let beyond = u32::try_from(failures - FREE_GUESSES).ok()?;
    let minutes = 2i64.checked_pow(beyond).map_or(15, |minutes| minutes.min(15));
    Some(minutes * MINUTE)
}

/// The sentence of a lock, with the time to wait. The same for accounts, codes and logins nobody has.
pub(crate) fn locked(until: Moment, now: Moment) -> Refusal {
    let left = (until.0 - now.0).max(SECOND);
    let (id, en) = if left <= MINUTE {
        let seconds = (left + SECOND - 1) / SECOND;
        (format!("{seconds} detik"), format!("{seconds} seconds"))
    } else {
        let minutes = (left + MINUTE - 1) / MINUTE;
        (format!("{minutes} menit"), format!("{minutes} minutes"))
    };
    Refusal::new(
        "locked",
        format!(
            "Terlalu banyak percobaan yang salah. Tunggu {id}, lalu coba lagi; selama itu isian yang benar pun ditolak."
        ),
        format!("Too many wrong attempts. Wait {en}, then try again; until then even the right answer is refused."),
    )
}

/// The one answer to a login or password that is not right, whichever of the two it is.
pub(crate) fn wrong_password() -> Refusal {
    Refusal::new(
        "sign-in-wrong",
        "NIP (atau nama masuk) dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.",
        "The login and the password do not match. Check both and try again.",
    )
    .at("sandi")
}

/// The own password, asked for again, was not right.
pub(crate) fn wrong_own_password() -> Refusal {
    Refusal::new("password-wrong", "Kata sandi sekarang tidak cocok.", "The present password does not match.")
        .at("sandi_lama")
}

/// The one answer to an activation that does not fit.
pub(crate) fn wrong_code() -> Refusal {
    Refusal::new(
        "code-wrong",
        "Nomor dan kode aktivasi tidak cocok, atau kodenya sudah dipakai atau lewat masanya. Periksa lembar kode Anda atau minta kode baru kepada operator unit.",
        "Number and activation code do not match, or the code was used or has run out. Check your slip or ask your unit's operator for a new one.",
    )
    .at("kode")
}

/// A one-time code that is not right, or was used already.
pub(crate) fn wrong_totp() -> Refusal {
    Refusal::new(
        "totp-wrong",
        "Kode sekali pakai tidak cocok atau sudah pernah dipakai. Tunggu kode berikutnya di ponsel Anda.",
        "The one-time code does not match or was used already. Wait for the next one on your phone.",
    )
    .at("totp")
}

/// A one-time code is needed and was not given.
pub(crate) fn totp_needed() -> Refusal {
    Refusal::new(
        "totp-required",
        "Akun ini memakai kode sekali pakai; sertakan enam angka dari ponsel Anda.",
        "This account uses one-time codes; add the six digits from your phone.",
    )
    .at("totp")
}

/// The account's holder does not work here any more, or the account was closed.
pub(crate) fn gone() -> Refusal {
    Refusal::new(
        "account-closed",
        "Akun ini sudah ditutup karena pemiliknya tidak lagi tercatat sebagai pegawai aktif. Jika ini keliru, hubungi operator unit Anda.",
        "This account is closed because its holder is no longer recorded as an active employee. If that is a mistake, ask your unit's operator.",
    )
}

fn totp(secret: &TotpSecret) -> totp_rs::Totp {
    totp_rs::Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.bytes().to_vec())
        .build_noncompliant()
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.0 / SECOND).unwrap_or(0)
}

/// The six digits that a phone with this secret shows now.
#[must_use]
pub fn totp_code(secret: &TotpSecret, now: Moment) -> String {
    totp(secret).generate(seconds(now)).to_string()
}

/// The step whose code was given, one step early or late allowed, if that step was not used before.
pub(crate) fn totp_step(secret: &TotpSecret, code: &str, last: Option<i64>, now: Moment) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = i64::try_from(totp(secret).check(&digits, seconds(now))?).ok()?;
    last.is_none_or(|last| step > last).then_some(step)
}

/// Is the session still alive?
pub(crate) fn is_alive(life: Life, with_roles: bool, now: Moment) -> bool {
    let idle = now.0 - life.last_seen.0 > IDLE;
    let old = with_roles && now.0 - life.opened.0 > LIFE_WITH_ROLES;
    now < life.expires && !idle && !old
}

/// The life of a session opened now.
pub(crate) fn fresh_life(with_roles: bool, now: Moment) -> Life {
    Life { opened: now, last_seen: now, expires: expiry(with_roles, now) }
}

/// When a session opened now ends at the latest.
pub(crate) fn expiry(with_roles: bool, now: Moment) -> Moment {
    now.plus_ms(if with_roles { LIFE_WITH_ROLES } else { LIFE })
}

/// An account with roles has to come in with a one-time code, and still use them (`totp`); otherwise it may
/// only set those codes up: neither its roles nor its employee's rights are in the session.
pub(crate) fn confine(principal: Principal, holds_roles: bool, totp: bool) -> Principal {
    if !holds_roles || (totp && principal.signed_in_by == SignedInBy::PasswordTotp) {
        return principal;
    }
    Principal { employee: None, grants: Vec::new(), ..principal }
}

/// May `by` grant or take back roles on the unit with this path?
pub(crate) fn may_grant(by: &Principal, unit_path: &str) -> bool {
    by.covers(Role::Administrator, unit_path)
}

/// Who may issue activation codes, on the units where they hold the role.
pub(crate) const ISSUERS: [Role; 2] = [Role::UnitOperator, Role::Administrator];

/// May `by` issue activation codes for the unit with this path?
pub(crate) fn may_issue(by: &Principal, unit_path: &str) -> bool {
    ISSUERS.iter().any(|role| by.covers(*role, unit_path))
}

/// The grants of these roles, none on a unit inside another's.
pub(crate) fn outermost<'a>(grants: &'a [Grant], roles: &[Role]) -> Vec<&'a Grant> {
    let held: Vec<&Grant> = grants.iter().filter(|g| roles.contains(&g.role)).collect();
    let mut kept: Vec<&Grant> = Vec::new();
    for grant in &held {
        let inside = held.iter().any(|other| other.path != grant.path && grant.path.starts_with(&other.path));
        if !inside && !kept.iter().any(|other| other.unit == grant.unit) {
            kept.push(grant);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::{AccountId, Chance, EmployeeId, UnitId};

    #[test]
    fn passwords_are_judged_by_length_and_by_being_guessable() {
        let login = Login::parse("200012312024121001").expect("a login");
        let cases = [
            ("kuda laut biru", None),
            ("dua belas huruf", None),
            ("sebelas hur", Some("password-short")),
            ("200012312024121001", Some("password-login")),
            ("20001231 202412 1 001", Some("password-login")),
            ("Indonesia2024!", Some("password-common")),
            ("Bismillah 123", Some("password-common")),
            ("PasswordPassword", Some("password-common")),
            ("aaaaaaaaaaaaaa", Some("password-common")),
            ("123456789012", Some("password-common")),
        ];
        for (password, expected) in cases {
            assert_eq!(check_new_password(password, &login).err().map(|r| r.code), expected, "{password}");
        }
        assert_eq!(check_new_password(&"é".repeat(129), &login).err().map(|r| r.code), Some("password-long"));
        assert_eq!(check_new_password(&"éa".repeat(85), &login).err().map(|r| r.code), None);
    }

    #[test]
    fn locks_grow_and_say_how_long() {
        let minutes: Vec<_> = (1..=12).map(|n| lock_ms(n).map(|ms| ms / MINUTE)).collect();
        let none = None;
        let grown =
            [none, none, none, none, Some(1), Some(2), Some(4), Some(8), Some(15), Some(15), Some(15), Some(15)];
        assert_eq!(minutes, grown);
        assert_eq!(lock_ms(1_000).map(|ms| ms / MINUTE), Some(15));
        let say = |left| locked(Moment(left), Moment(0)).say.id.into_owned();
        assert!(say(60_000).contains("60 detik"));
        assert!(say(61_000).contains("2 menit"));
        assert!(say(900_000).contains("15 menit"));
    }

    #[test]
    fn a_one_time_code_fits_one_step_around_now_and_only_once() {
        let secret = TotpSecret::draw(&Chance::seeded(3));
        let at = Moment(1_700_000_010_000);
        let code = totp_code(&secret, at);
        let step = totp_step(&secret, &code, None, at).expect("right");
        assert_eq!(step, 1_700_000_010 / 30);
        for (shift, fits) in [(-30_000, true), (59_999, true), (-30_001, false), (60_000, false)] {
            assert_eq!(totp_step(&secret, &code, None, at.plus_ms(shift)).is_some(), fits, "{shift}");
        }
        assert_eq!(totp_step(&secret, &code, Some(step), at), None);
        assert_eq!(totp_step(&secret, &code, Some(step - 1), at), Some(step));
        assert_eq!(totp_step(&secret, &format!("{} {}", &code[..3], &code[3..]), None, at), Some(step));
        for wrong in ["", "12345", "abcdef", "+12345", "1234567"] {
            assert_eq!(totp_step(&secret, wrong, None, at), None);
        }
    }

    #[test]
    fn sessions_end_by_idleness_by_age_and_sooner_with_roles() {
        let life = Life { opened: Moment(0), last_seen: Moment(0), expires: expiry(false, Moment(0)) };
        let alive = |seen: i64, roles, now: i64| is_alive(Life { last_seen: Moment(seen), ..life }, roles, Moment(now));
        assert!(alive(0, false, IDLE) && !alive(0, false, IDLE + 1));
        assert!(alive(LIFE - 1, false, LIFE - 1) && !alive(LIFE - 1, false, LIFE));
        assert!(alive(IDLE, true, LIFE_WITH_ROLES) && !alive(IDLE, true, LIFE_WITH_ROLES + 1));
    }

    #[test]
    fn a_session_without_code_has_no_powers_where_roles_are_held() {
        let grant = Grant { role: Role::Leader, unit: UnitId(1), path: "/1/".into() };
        let with = |signed_in_by, totp, grants: Vec<Grant>| {
            let employee = Some(EmployeeId(7));
            let holds = !grants.is_empty();
            let confined = confine(Principal { account: AccountId(1), employee, signed_in_by, grants }, holds, totp);
            (confined.employee.is_some(), confined.grants.len())
        };
        assert_eq!(with(SignedInBy::Password, false, vec![]), (true, 0));
        assert_eq!(with(SignedInBy::Password, true, vec![grant.clone()]), (false, 0));
        assert_eq!(with(SignedInBy::PasswordTotp, false, vec![grant.clone()]), (false, 0));
        assert_eq!(with(SignedInBy::PasswordTotp, true, vec![grant]), (true, 1));
    }

    #[test]
    fn roles_reach_down_and_never_sideways() {
        let grant = |unit, path: &str| Grant { role: Role::Administrator, unit: UnitId(unit), path: path.into() };
        let grants = vec![grant(5, "/1/5/"), grant(9, "/1/5/9/"), grant(3, "/1/3/")];
        let units: Vec<_> = outermost(&grants, &[Role::Administrator]).iter().map(|g| g.unit.0).collect();
        assert_eq!(units, [5, 3]);
        let by = Principal { account: AccountId(1), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants };
        assert!(may_grant(&by, "/1/5/77/") && may_grant(&by, "/1/5/"));
        assert!(!may_grant(&by, "/1/") && !may_grant(&by, "/1/55/"));
        assert!(may_issue(&by, "/1/3/") && !may_issue(&by, "/1/"));
    }
}
