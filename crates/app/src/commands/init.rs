//! `netra init`: a new house with its log key, its first unit and its first administrator. If it stops
//! half-way, repeating it goes on: each step looks whether it was done.

use crate::house::{House, make_key};
use anyhow::Context;
use clap::Args;
use netra_access::actions::first_administrator;
use netra_access::model::{Login, NewAccount, TotpSecret};
use netra_access::{PasswordDesk, check_new_password};
use netra_base::{Chance, Clock, Error, Lang, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{NewUnit, UnitCode, UnitKind, unit_name};
use std::io::BufRead;
use std::path::PathBuf;
use std::process::ExitCode;

/// `netra init`.
#[derive(Args, Debug, Clone)]
pub struct InitArgs {
    /// The data directory to make.
    #[arg(long)]
    pub data: PathBuf,
    /// PostgreSQL instead of the embedded database; remembered in the data directory.
    #[arg(long, env = "NETRA_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The name of the public log, a domain name of yours and a path: `log.example.go.id/netra`.
    #[arg(long)]
    pub origin: String,
    /// Code of the first unit.
    #[arg(long, default_value = "PUSAT")]
    pub unit: String,
    /// Name of the first unit.
    #[arg(long)]
    pub unit_name: String,
    /// Login of the first administrator; the password is read from standard input.
    #[arg(long, default_value = "admin")]
    pub admin: String,
    /// One JSON document on standard output: the administrator's secret for one-time codes.
    #[arg(long)]
    pub json: bool,
}

/// Makes the house.
pub fn run(args: &InitArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let login = Login::chosen(&args.admin).map_err(Error::from)?;
    eprintln!("{}", lang.say("Kata sandi administrator (sebaris):", "Administrator's password (one line):"));
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).context("membaca kata sandi")?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    check_new_password(&password, &login).map_err(Error::from)?;
    let now = Clock::System.now();
    let unit = NewUnit {
        code: UnitCode::parse(&args.unit).map_err(Error::from)?,
        name: unit_name(&args.unit_name).map_err(Error::from)?,
        kind: UnitKind::Agency,
        class: None,
        short: None,
        parent: None,
        zone: Zone::Wib,
        valid_from: now.day(Zone::Wib),
        sample: false,
        source: None,
    };
    std::fs::create_dir_all(&args.data).with_context(|| format!("membuat {}", args.data.display()))?;
    if !args.data.join("log/key").exists() {
        make_key(&args.data, &args.origin, &Chance::System)?;
    }
    if let Some(url) = &args.database_url {
        let line = toml::to_string(&std::collections::BTreeMap::from([("database_url", url)]))?;
        std::fs::write(args.data.join("netra.toml"), line)?;
    }
    let house = House::open_at(&args.data, args.database_url.as_deref())?;
    let hash = PasswordDesk::house().hash_now(&Chance::System, &password)?;
    let totp = TotpSecret::draw(&Chance::System);
    let shown = totp.base32();
    let account = NewAccount { employee: None, login, password_hash: Some(hash), totp_secret: Some(totp) };
    house.store.write_now(move |tx| {
        let root = match registry::unit_by_code(tx, unit.code.as_str()) {
            Ok(known) => known.id,
            Err(Error::NotFound) => registry::open_unit(tx, &unit)?,
            Err(other) => return Err(other),
        };
        first_administrator(tx, &Chance::System, now, &account, root)?;
        netra_rulebook::actions::adopt_first(tx, &Chance::System, now)
    })?;
    eprintln!(
        "{}",
        lang.say(
            "Siap. Masukkan kunci berikut ke aplikasi kode sekali pakai administrator; kunci ini tidak ditampilkan lagi:",
            "Ready. Put this key into the administrator's one-time code app; it is not shown again:"
        )
    );
    let told = if args.json { serde_json::json!({ "totp_secret": shown }).to_string() } else { shown };
    crate::commands::out(&format!("{told}\n"));
    house.log()?.sequence_all(&house.store)?;
    Ok(ExitCode::SUCCESS)
}
