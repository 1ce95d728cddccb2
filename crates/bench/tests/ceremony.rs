//! A short ceremony and a short crash with the real program: small enough to run with every change. They
//! judge no speed, only that nothing acknowledged is lost or doubled.

use serde_json::Value;

fn bench(args: &[&str]) -> Value {
    let done = netra_it::netra(&[&["bench"], args, &["--json"]].concat());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let report = serde_json::from_slice(&done.stdout).unwrap_or_else(|cause| panic!("{cause}: {said}"));
    assert!(done.status.success(), "{report} {said}");
    report
}

#[test]
fn two_thousand_people_sign_at_once_and_each_signature_is_there_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let log = folder.path().join("acknowledged");
    let args = ["ceremony", "--people", "2000", "--seconds", "1", "--clients", "64", "--keep-log"];
    let report = bench(&[&args[..], &[log.to_str().expect("a plain name")]].concat());
    let figure = |name: &str| report[name].as_f64().unwrap_or(-1.0);
    assert!(figure("rate_per_s") > 0.0 && figure("p99_ms") >= figure("p50_ms"), "{report}");
    assert_eq!(
        (figure("errors"), figure("lost"), figure("double"), figure("unsequenced_after_stop")),
        (0.0, 0.0, 0.0, 0.0)
    );
    assert_eq!(figure("pledges") - figure("pledges_not_acknowledged"), figure("acknowledged"));
    let listed = std::fs::read_to_string(log).expect("the client's own list");
    assert_eq!(listed.lines().count() as f64, figure("acknowledged"));
}

#[test]
fn a_server_killed_while_people_sign_has_every_acknowledged_signature_afterwards() {
    let report = bench(&["crash", "--rounds", "2", "--seconds", "1", "--clients", "32"]);
    assert_eq!((&report["lost"], &report["double"], &report["errors"]), (&0.into(), &0.into(), &0.into()), "{report}");
    let rounds = report["rounds"].as_array().expect("rounds");
    assert_eq!(rounds.len(), 2);
    assert!(rounds.iter().all(|round| round["audit_clean"] == true), "{report}");
}
