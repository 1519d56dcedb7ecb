//! Photographs in folders, with what they say beside them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Picture;

/// `folder` and the folders in it.
pub(crate) fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = vec![folder.to_path_buf()];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.retain(|folder| paths(folder).is_ok_and(|paths| !paths.is_empty()));
    found.sort();
    Ok(found)
}

/// The pictures of one folder, in the order of their names.
pub(crate) fn pictures(folder: &Path) -> io::Result<Vec<Picture>> {
    paths(folder)?.into_iter().map(|path| open(&path)).collect()
}

fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_picture = |p: &PathBuf| p.extension().is_some_and(|e| e == "png" || e == "jpg");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path())).filter(is_picture).collect();
    found.sort();
    Ok(found)
}

fn open(path: &Path) -> io::Result<Picture> {
    let picture = image::open(path).map_err(io::Error::other)?.into_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let texts = fs::read(path.with_extension("txt")).ok().map(text).into_iter().collect();
    Ok(Picture { name: path.display().to_string(), width, height, pixels: picture.into_raw(), texts })
}

/// UTF-8 or else Latin-1.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect())
}
