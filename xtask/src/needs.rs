//! What the suite needs from the machine besides Rust, and how it comes there: Debian's packages. With root and
//! apt they are installed; without, the exact line to run is printed. Nothing is downloaded from anywhere else.

use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One program that a test starts, and the package that brings it.
struct Need {
    /// A name to look for on the path, or an absolute file.
    program: &'static str,
    package: &'static str,
}

const NEEDS: &[Need] = &[
    Need { program: "chromium", package: "chromium" },
    Need { program: "chromedriver", package: "chromium-driver" },
    // A browser without a font draws pages without words.
    Need { program: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", package: "fonts-dejavu-core" },
    // PostgreSQL's server programs stand outside the path on Debian.
    Need { program: "/usr/lib/postgresql/15/bin/initdb", package: "postgresql-15" },
    // Counts the syncs a commit really makes.
    Need { program: "strace", package: "strace" },
    // Papers are looked at with other programs' eyes.
    Need { program: "pdftotext", package: "poppler-utils" },
    Need { program: "qpdf", package: "qpdf" },
    // The independent check of receipts and checkpoints shares no code, nor language, with ours.
    Need { program: "python3", package: "python3" },
    // setpriv and flock: run PostgreSQL as an ordinary user, and end it when nobody uses it.
    Need { program: "setpriv", package: "util-linux" },
    Need { program: "flock", package: "util-linux" },
];

/// Makes sure that everything is there. False: it is not, and the line to run was printed.
pub fn provide() -> Result<bool> {
    let missing = missing(NEEDS, &|program| find(program).is_some());
    if missing.is_empty() {
        return Ok(true);
    }
    if is_root() && find("apt-get").is_some() {
        eprintln!("xtask: installing {} (Debian packages the tests need)", missing.join(", "));
        apt(&["update"])?;
        let mut install = vec!["install", "-y", "--no-install-recommends"];
        install.extend(&missing);
        if apt(&install)? && self::missing(NEEDS, &|program| find(program).is_some()).is_empty() {
            return Ok(true);
        }
    }
    eprintln!("xtask: the tests need programs that are not here. Run this line, then the same command again:");
    eprintln!("{}", line_to_run(&missing, is_root()));
    Ok(false)
}

/// The packages whose program is not there, each once, in the order of the list.
fn missing(needs: &[Need], is_there: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for need in needs {
        if !is_there(need.program) && !packages.contains(&need.package) {
            packages.push(need.package);
        }
    }
    packages
}

fn line_to_run(packages: &[&str], root: bool) -> String {
    let sudo = if root { "" } else { "sudo " };
    format!("{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {}", packages.join(" "))
}

fn apt(args: &[&str]) -> Result<bool> {
    let mut command = Command::new("apt-get");
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    // The suite's own output is what a reader wants on stdout.
    command.stdout(Stdio::null());
    Ok(command.status()?.success())
}

fn find(program: &str) -> Option<PathBuf> {
    if program.starts_with('/') {
        let file = PathBuf::from(program);
        return file.exists().then_some(file);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Whether this process may install: the owner of its own entry in /proc is root.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|meta| meta.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_for_when_everything_is_there() {
        assert!(missing(NEEDS, &|_| true).is_empty());
    }

    #[test]
    fn a_package_that_brings_two_programs_is_named_once() {
        let packages = missing(NEEDS, &|program| program != "setpriv" && program != "flock");
        assert_eq!(packages, ["util-linux"]);
    }

    #[test]
    fn the_line_to_run_can_be_pasted() {
        assert_eq!(
            line_to_run(&["chromium", "strace"], false),
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium strace"
        );
        assert!(line_to_run(&["strace"], true).starts_with("apt-get update"));
    }
}
