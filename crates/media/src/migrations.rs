//! The table of files. The bytes stand last, so that looking a file up does not read them.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "media-0001",
    sql: "CREATE TABLE media_file (
            id {autoid},
            kind {text} NOT NULL,
            name {text} NOT NULL,
            mime {text} NOT NULL,
            size {int} NOT NULL,
            sha256 {blob} NOT NULL,
            width {int},
            height {int},
            kept_at {int} NOT NULL,
            by_account {int} NOT NULL,
            thumb {blob},
            bytes {blob} NOT NULL
          ) {strict}",
}];
