//! Every table of the house, in the order in which the crates build on each other.

use netra_store::Migration;

/// All migrations.
pub fn all() -> Vec<Migration> {
    let mut all = Vec::new();
    all.extend(netra_ledger::MIGRATIONS);
    all.extend(netra_calendar::MIGRATIONS);
    all.extend(netra_rulebook::MIGRATIONS);
    all.extend_from_slice(netra_registry::MIGRATIONS);
    all.extend(netra_access::MIGRATIONS);
    all.extend(netra_pledges::MIGRATIONS);
    all.extend(netra_guidance::MIGRATIONS);
    all.extend(netra_media::MIGRATIONS);
    all.extend(netra_correspondence::MIGRATIONS);
    all.extend(netra_oversight::MIGRATIONS);
    all.extend(netra_activities::MIGRATIONS);
    all.extend(netra_attendance::MIGRATIONS);
    all.extend(netra_drives::MIGRATIONS);
    all.extend(netra_lessons::MIGRATIONS);
    all.extend(netra_directives::MIGRATIONS);
    all
}
