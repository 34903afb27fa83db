//! Rasters that are complete under temporary names take their own: all of a run's, or none.

use super::{Errors, c};
use crate::{
    error::{Error, Result},
    io::leftovers::{is_of_the_gone, own_mark},
    sentence::{Place, phrase},
};
use gdal_sys as gs;
use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Sidecars that GDAL may leave beside a raster, and the raster itself: it comes last, when all that belongs to it is there.
const PARTS: [&str; 4] = [".aux.xml", ".ovr", ".msk", ""];
const PART: &str = ".part.tif";
const OLD: &str = ".old";

/// A raster that is whole on disk, still under its temporary name; dropped, it leaves nothing.
#[derive(Debug)]
pub struct Completed {
    path: String,
    temporary: String,
}

impl Completed {
    pub(super) fn new(path: String, temporary: String) -> Completed {
        Completed { path, temporary }
    }

    /// The path under which the raster will appear.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What has to be renamed for the raster to appear; where the temporary name is absent, what stands there has to go, as it
    /// does not describe this raster.
    pub fn renames(&self) -> Vec<(Option<String>, String)> {
        PARTS
            .iter()
            .map(|part| (format!("{}{part}", self.temporary), format!("{}{part}", self.path)))
            .map(|(temporary, path)| (exists(&temporary).then_some(temporary), path))
            .filter(|(temporary, path)| temporary.is_some() || exists(path))
            .collect()
    }

    /// Leaves the temporary files to somebody else.
    pub fn leave(self) {
        std::mem::forget(self);
    }
}

impl Drop for Completed {
    fn drop(&mut self) {
        remove_unfinished(&self.temporary);
    }
}

/// Makes rasters appear under their names. Where one cannot, what stood there before stands there again, and none has
/// appeared.
pub fn publish(rasters: Vec<Completed>) -> Result<()> {
    let mut done: Vec<(String, String)> = Vec::new();
    let mut set_aside = Vec::new();
    for (raster, (temporary, path)) in
        rasters.iter().flat_map(|raster| raster.renames().into_iter().map(move |r| (raster, r)))
    {
        let old = hidden_name(&path, OLD);
        let mut good = true;
        if exists(&path) {
            good = link_or_rename(&path, &old);
            if good {
                done.push((old.clone(), path.clone()));
                set_aside.push(old);
            }
        }
        if let Some(temporary) = temporary.filter(|_| good) {
            good = rename(&temporary, &path);
            if good {
                done.push((path.clone(), temporary));
            }
        } else if good {
            remove(&path);
        }
        if !good {
            done.iter().rev().for_each(|(from, to)| {
                rename(from, to);
            });
            let detail = phrase!("it cannot be replaced; is it open elsewhere, or its folder gone?").argument();
            return Err(Error::OutputWrite { path: raster.path.clone(), detail });
        }
    }
    set_aside.iter().for_each(|old| remove(old));
    Ok(())
}

/// A second name for a file, or, where the disk knows no such thing, another one: with a second name the file itself stands
/// where it is until the new one takes its place in one step. Folders stay.
fn link_or_rename(path: &str, old: &str) -> bool {
    !Path::new(path).is_dir() && (fs::hard_link(path, old).is_ok() || rename(path, old))
}

/// The name under which a raster is made, in the same folder, so that the rename moves no bytes.
pub(super) fn temporary_name(path: &str) -> String {
    hidden_name(path, PART)
}

/// Removes a raster that will not be finished.
pub(super) fn remove_unfinished(temporary: &str) {
    PARTS.iter().for_each(|part| remove(&format!("{temporary}{part}")));
}

/// A name of this process's own beside a path.
fn hidden_name(path: &str, ending: &str) -> String {
    static COUNTER: AtomicUsize = AtomicUsize::new(0);
    let n = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    let hidden = format!(".{name}.{}-{n}{ending}", own_mark());
    Path::new(path).with_file_name(hidden).to_string_lossy().into_owned()
}

/// Removes what processes that are gone left unfinished in the folder of a path, and puts back what they had set aside; names of
/// the rasters that this was about.
pub fn clear_leftovers(path: &str) -> Vec<String> {
    let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut cleared = Vec::new();
    for hidden in entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        let Some(name) = left_by_the_gone(&hidden) else { continue };
        let (from, to) = (folder.join(&hidden), folder.join(name));
        let done = if hidden.ends_with(OLD) && !to.exists() { fs::rename(&from, &to) } else { fs::remove_file(&from) };
        if done.is_ok() && !cleared.iter().any(|other| other == name) {
            cleared.push(name.to_owned());
        }
    }
    cleared
}

/// The name that a hidden file was to have, or had, where its process was on this machine and is gone.
fn left_by_the_gone(hidden: &str) -> Option<&str> {
    let bare = PARTS
        .iter()
        .find_map(|part| hidden.strip_suffix(part)?.strip_suffix(PART))
        .or_else(|| hidden.strip_suffix(OLD))?;
    let (name, own) = bare.strip_prefix('.')?.rsplit_once('.')?;
    let (mark, n) = own.rsplit_once('-')?;
    (n.parse::<usize>().is_ok() && is_of_the_gone(mark)).then_some(name)
}

fn exists(path: &str) -> bool {
    if !path.starts_with("/vsi") {
        return Path::new(path).exists();
    }
    let _quiet = Errors::capture();
    unsafe {
        let file = gs::VSIFOpenL(c(path).as_ptr(), c("rb").as_ptr());
        if !file.is_null() {
            gs::VSIFCloseL(file);
        }
        !file.is_null()
    }
}

fn remove(path: &str) {
    let _quiet = Errors::capture();
    unsafe { gs::VSIUnlink(c(path).as_ptr()) };
}

fn rename(from: &str, to: &str) -> bool {
    let _quiet = Errors::capture();
    unsafe { gs::VSIRename(c(from).as_ptr(), c(to).as_ptr()) == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::leftovers::machine;

    /// A raster of that name that holds `new`, and what stands there already.
    fn raster(folder: &Path, name: &str, before: Option<&str>) -> Completed {
        let path = folder.join(name).to_string_lossy().into_owned();
        let temporary = temporary_name(&path);
        fs::write(&temporary, "new").unwrap();
        if let Some(text) = before {
            fs::write(&path, text).unwrap();
            fs::write(format!("{path}.aux.xml"), text).unwrap();
        }
        Completed::new(path, temporary)
    }

    fn files(folder: &Path) -> Vec<(String, String)> {
        let read = |entry: fs::DirEntry| {
            let text = fs::read_to_string(entry.path()).unwrap_or("folder".into());
            (entry.file_name().to_string_lossy().into_owned(), text)
        };
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect();
        files.sort();
        files
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
    }

    #[test]
    fn all_appear_and_old_sidecars_go() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let rasters = vec![raster(at, "a.tif", Some("old")), raster(at, "é.tif", None)];
        fs::write(format!("{}.aux.xml", rasters[1].temporary), "names").unwrap();
        publish(rasters).unwrap();
        assert_eq!(files(at), owned(&[("a.tif", "new"), ("é.tif", "new"), ("é.tif.aux.xml", "names")]));
    }

    #[test]
    fn where_one_cannot_appear_none_has() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let rasters = vec![raster(at, "a.tif", Some("old")), raster(at, "b.tif", None), raster(at, "c.tif", None)];
        // A folder with something in it cannot be replaced by a file.
        fs::create_dir(at.join("c.tif")).unwrap();
        fs::write(at.join("c.tif/d"), "").unwrap();
        let before: Vec<_> = files(at).into_iter().filter(|(name, _)| !name.starts_with('.')).collect();
        let e = publish(rasters).unwrap_err().to_string();
        assert!(e.contains("c.tif could not be written"), "{e}");
        assert_eq!(files(at), before);
    }

    #[test]
    fn what_is_not_published_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(raster(folder.path(), "a.tif", None));
        assert_eq!(files(folder.path()), []);
    }

    #[test]
    fn leftovers_of_processes_that_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let host = machine();
        // No process has so high a number: Linux ends at 2^22.
        let gone = i32::MAX;
        for name in [
            format!(".a.tif.{host:08x}-{gone}-0.part.tif"),
            format!(".a.tif.{host:08x}-{gone}-0.part.tif.aux.xml"),
            format!(".b.tif.{host:08x}-{gone}-1.old"),
            format!(".c.tif.{host:08x}-{gone}-2.old"),
            format!(".mine.tif.{host:08x}-{}-0.part.tif", std::process::id()),
            format!(".elsewhere.tif.{:08x}-{gone}-0.part.tif", host ^ 1),
            ".hidden.part.tif".to_owned(),
        ] {
            fs::write(at.join(name), "left").unwrap();
        }
        fs::write(at.join("c.tif"), "new").unwrap();
        let mut cleared = clear_leftovers(&at.join("x.tif").to_string_lossy());
        cleared.sort();
        assert_eq!(cleared, ["a.tif", "b.tif", "c.tif"]);
        let left: Vec<_> = files(at).into_iter().filter(|(name, _)| !name.starts_with('.')).collect();
        assert_eq!(left, owned(&[("b.tif", "left"), ("c.tif", "new")]));
        assert_eq!(files(at).len(), 2 + 3);
    }
}
