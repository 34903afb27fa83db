//! Names of temporary files tell the machine and the process that they are of; what a process that is gone left behind, a later
//! one clears away.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::Path,
};
use tempfile::TempDir;

/// How names of this process's files tell that they are.
pub fn own_mark() -> String {
    format!("{:08x}-{}", machine(), std::process::id())
}

/// Whether the process of a mark was on this machine and is gone.
pub fn is_of_the_gone(mark: &str) -> bool {
    let process = mark.split_once('-').filter(|(host, _)| *host == format!("{:08x}", machine()));
    process.is_some_and(|(_, id)| id.parse().is_ok_and(is_gone))
}

/// Tells this machine from others that may share its folders: a process is known to be gone by its own machine alone.
pub fn machine() -> u32 {
    let mut hasher = DefaultHasher::new();
    fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().hash(&mut hasher);
    hasher.finish() as u32
}

#[cfg(unix)]
fn is_gone(process: i32) -> bool {
    // Signal 0 is none: it only asks.
    unsafe { libc::kill(process, 0) != 0 && io::Error::last_os_error().raw_os_error() == Some(libc::ESRCH) }
}

#[cfg(not(unix))]
fn is_gone(_: i32) -> bool {
    false
}

const SCRATCH: &str = "pitscape_";

/// A folder for working files, which goes with the value; and whether such folders of processes that are gone were cleared away.
pub fn scratch_folder(parent: &Path) -> io::Result<(TempDir, bool)> {
    let mut cleared = false;
    for entry in fs::read_dir(parent)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mark = name.strip_prefix(SCRATCH).and_then(|rest| rest.rsplit_once('-'));
        if mark.is_some_and(|(mark, _)| is_of_the_gone(mark)) {
            cleared |= fs::remove_dir_all(entry.path()).is_ok();
        }
    }
    Ok((TempDir::with_prefix_in(format!("{SCRATCH}{}-", own_mark()), parent)?, cleared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_gone_are_cleared_and_no_others() {
        let parent = tempfile::tempdir().unwrap();
        let at = parent.path();
        let gone = i32::MAX; // no process has so high a number: Linux ends at 2^22
        let names = [
            format!("pitscape_{:08x}-{gone}-x", machine()),
            format!("pitscape_{:08x}-{gone}-x", machine() ^ 1),
            format!("pitscape_{}-x", own_mark()),
            "pitscape_notes".to_owned(),
        ];
        for name in &names {
            fs::create_dir(at.join(name)).unwrap();
            fs::write(at.join(name).join("half.tif"), "half").unwrap();
        }
        let (folder, cleared) = scratch_folder(at).unwrap();
        let left = names.each_ref().map(|name| at.join(name).exists());
        assert!(cleared && left == [false, true, true, true] && folder.path().exists());
        assert!(!scratch_folder(at).unwrap().1);
        drop(folder);
        assert_eq!(fs::read_dir(at).unwrap().count(), 3);
    }
}
