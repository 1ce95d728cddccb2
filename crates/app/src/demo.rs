//! `netra demo`: a sample ministry, built by rule from a seed and served on this machine. It never starts
//! without saying that it is one. The data is built beside its final place and moved there when it is
//! complete, so that nothing half-made is ever served.

mod build;
mod people;

use crate::commands::{DemoArgs, WrongUse, out};
use crate::house::House;
use crate::serve;
use anyhow::{Context, bail};
use netra_access::model::TotpSecret;
use netra_access::{DemoSignIn, DemoSignIns};
use netra_base::{Lang, Role, canonical};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// How many employees when nothing is said.
const EMPLOYEES: u32 = 2_000;
/// From here on building takes long enough to say so before.
const LARGE: u32 = 50_000;
/// Measured on two shared cores: employees built a second, and disk for each.
const BUILT_PER_SECOND: u32 = 10_000;
const BYTES_EACH: u64 = 900;

/// The mark of a demonstration: it lies in the data directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The seed.
    pub seed: u64,
    /// How many employees.
    pub employees: u32,
    /// The login of the employee who may sign in.
    pub employee: String,
    /// Somebody whose account is not activated yet, and the code for it.
    pub newcomer: (String, String),
}

impl Mark {
    const FILE: &str = "demo.json";

    /// Reads the mark of a directory; none when it is no demonstration.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(dir: &Path) -> anyhow::Result<Option<Self>> {
        let file = dir.join(Self::FILE);
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&file).with_context(|| format!("membaca {}", file.display()))?;
        Ok(Some(serde_json::from_str(&text).with_context(|| format!("membaca {}", file.display()))?))
    }

    fn write(&self, dir: &Path) -> anyhow::Result<()> {
        fs::write(dir.join(Self::FILE), serde_json::to_vec_pretty(self)?).context("menulis demo.json")
    }
}

/// Builds the demo unless it is there, says what it is, and serves it.
pub fn run(args: &DemoArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let mark = match Mark::read(&args.data)? {
        Some(mark) => check_same(args, mark)?,
        None => make(args, lang)?,
    };
    let house = House::open_at(&args.data, None)?;
    if args.build_only {
        out(&format!("{}\n", args.data.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let sign_ins = sign_ins(&mark);
    let shown = sign_ins.clone();
    serve::serve(&house, args.listen, None, sign_ins, |address| {
        out(&if args.json { described(address, &mark, &shown) } else { welcome(address, &mark, &shown, lang) });
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A demo that lies there already is used as it is; asking for another one in its place is wrong use.
fn check_same(args: &DemoArgs, mark: Mark) -> anyhow::Result<Mark> {
    let other = args.seed.is_some_and(|seed| seed != mark.seed) || args.employees.is_some_and(|n| n != mark.employees);
    if other {
        return Err(WrongUse(format!(
            "Di {} sudah ada peragaan lain (--employees {} --seed {}). Pakai itu, hapus foldernya, atau sebutkan --data lain.",
            args.data.display(),
            mark.employees,
            mark.seed
        ))
        .into());
    }
    Ok(mark)
}

fn make(args: &DemoArgs, lang: Lang) -> anyhow::Result<Mark> {
    let (employees, seed) = (args.employees.unwrap_or(EMPLOYEES), args.seed.unwrap_or(1));
    let empty = !args.data.exists() || fs::read_dir(&args.data).is_ok_and(|mut entries| entries.next().is_none());
    if !empty {
        return Err(WrongUse(format!(
            "{} sudah berisi data lain. Sebutkan --data dengan folder baru.",
            args.data.display()
        ))
        .into());
    }
    if employees >= LARGE {
        let minutes = (employees / BUILT_PER_SECOND).div_ceil(60).max(1);
        let gigabytes = (u64::from(employees) * BYTES_EACH).div_ceil(1 << 30);
        let count = lang.number(i64::from(employees));
        eprintln!(
            "{}",
            match lang {
                Lang::Id => format!(
                    "Membuat {count} pegawai contoh: sekitar {minutes} menit dan {gigabytes} GB. Ctrl-C membatalkan tanpa sisa."
                ),
                Lang::En => format!(
                    "Making {count} sample employees: about {minutes} min and {gigabytes} GB. Ctrl-C stops without a trace."
                ),
            }
        );
    }
    let unfinished = beside(&args.data)?;
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).with_context(|| format!("menghapus {}", unfinished.display()))?;
    }
    let built = build::build(&unfinished, seed, employees, lang).and_then(|mark| {
        mark.write(&unfinished)?;
        if args.data.exists() {
            fs::remove_dir(&args.data)?;
        }
        fs::rename(&unfinished, &args.data).context("menempatkan data peragaan")?;
        Ok(mark)
    });
    if built.is_err() && unfinished.exists() {
        fs::remove_dir_all(&unfinished).with_context(|| format!("menghapus {}", unfinished.display()))?;
    }
    built
}

/// Where the data is built: beside its final place, on the same disk.
fn beside(data: &Path) -> anyhow::Result<PathBuf> {
    let Some(name) = data.file_name().and_then(|name| name.to_str()) else {
        bail!("{} bukan nama folder", data.display())
    };
    let parent = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("membuat {}", parent.display()))?;
    Ok(parent.join(format!(".{name}.sedang-dibuat")))
}

/// The sign-ins of a demo follow from its seed alone.
pub fn sign_ins(mark: &Mark) -> DemoSignIns {
    let all = people::all().map(|role| {
        let unit = (role.role != Role::Employee).then(|| role.unit.to_owned());
        let login = if role.role == Role::Employee { mark.employee.clone() } else { role.login.to_owned() };
        let totp = (role.role != Role::Employee).then(|| totp_of(mark.seed, role.login)).flatten();
        DemoSignIn { role: role.role, unit, login, password: password_of(role.login), totp }
    });
    DemoSignIns(Arc::new(all.collect()))
}

/// The password of a demo account: public, and only ever in a demo.
pub fn password_of(login: &str) -> String {
    format!("contoh-{login}-netra")
}

/// The secret of a demo account's one-time codes.
pub fn totp_of(seed: u64, login: &str) -> Option<TotpSecret> {
    TotpSecret::from_bytes(&canonical::sha256(format!("netra/demo/totp/{seed}/{login}").as_bytes())[..20])
}

/// What [`welcome`] says, for programs.
fn described(address: &str, mark: &Mark, sign_ins: &DemoSignIns) -> String {
    let sign_ins: Vec<_> = sign_ins
        .0
        .iter()
        .map(|one| {
            let totp = one.totp.as_ref().map(TotpSecret::base32);
            serde_json::json!({
                "role": one.role, "unit": one.unit, "login": one.login, "password": one.password, "totp_secret": totp,
            })
        })
        .collect();
    let told = serde_json::json!({
        "address": format!("http://{address}"), "sample": true, "employees": mark.employees, "seed": mark.seed,
        "sign_ins": sign_ins, "newcomer": {"login": mark.newcomer.0, "activation_code": mark.newcomer.1},
    });
    format!("{told}\n")
}

fn welcome(address: &str, mark: &Mark, sign_ins: &DemoSignIns, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Id => format!(
            "http://{address}\n\nPERAGAAN (CONTOH): kementerian contoh dengan {} pegawai rekaan, bukan data sebenarnya.\n\
             Masuk di http://{address}/masuk; kode sekali pakai yang berlaku tampil di halaman itu.\n\n",
            lang.number(i64::from(mark.employees))
        ),
        Lang::En => format!(
            "http://{address}\n\nDEMONSTRATION (CONTOH): a sample ministry with {} invented employees, not real data.\n\
             Sign in at http://{address}/masuk; the current one-time codes are shown on that page.\n\n",
            lang.number(i64::from(mark.employees))
        ),
    };
    for sign_in in sign_ins.0.iter() {
        let DemoSignIn { role, unit, login, password, .. } = sign_in;
        let unit = unit.as_deref().unwrap_or_default();
        text.push_str(&format!("  {:<30} {unit:<8} {login:<20} {password}\n", role.name(lang)));
    }
    let (login, code) = &mark.newcomer;
    text.push_str(&match lang {
        Lang::Id => format!("\n  Belum punya akun: {login}, kode aktivasi {code} (http://{address}/aktivasi)\n"),
        Lang::En => format!("\n  No account yet: {login}, activation code {code} (http://{address}/aktivasi)\n"),
    });
    text
}
