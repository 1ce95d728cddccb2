//! Where uploads lie until they are imported: a folder of the data directory, emptied at start.

use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder for uploads.
#[derive(Debug, Clone)]
pub struct Uploads(pub Arc<PathBuf>);

/// Makes the folder, without what an earlier run left there.
pub fn upload_folder(dir: &Path) -> anyhow::Result<Uploads> {
    let folder = dir.join("unggahan");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("mengosongkan {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("membuat {}", folder.display()))?;
    Ok(Uploads(Arc::new(folder)))
}
