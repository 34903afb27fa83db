//! Layers in, layers and tables out. Only [`gdal`] names GDAL; nodata, scale and offset end there.

pub mod gdal;
pub mod leftovers;
pub mod resample;
pub mod table;

use crate::{
    error::Result,
    grid::{BlockShape, Grid, Window},
    sentence::{Argument, Phrase, Place, phrase, sentence},
};

const NO_SPACE: Phrase = phrase!("there is no space left on the disk");
const TOO_LARGE: Phrase = phrase!("the file would be larger than its disk or a limit of the system allows");

/// Why a file failed, from what the system or GDAL says of it: a sentence's end.
fn reason(mut text: String) -> Argument {
    // libtiff says these two twice, with a line number that means nothing.
    if text.contains("No space left on device") {
        return ended(NO_SPACE);
    }
    if text.contains("File too large") {
        return ended(TOO_LARGE);
    }
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    Argument::Text(text)
}

/// A reason of our own: a sentence's end as well.
fn ended(reason: Phrase) -> Argument {
    sentence!("{reason}.", reason).argument()
}

/// A reason in the middle of a sentence.
pub fn in_the_middle(reason: Argument) -> Argument {
    match reason {
        Argument::Text(text) => Argument::Text(text.trim_end_matches('.').to_owned()),
        Argument::Sentence(sentence) => sentence.before_full_stop().cloned().unwrap_or(Argument::Sentence(sentence)),
        list => list,
    }
}

/// A raster that can be read window by window.
pub trait RasterSource {
    fn grid(&self) -> &Grid;
    /// Windows made of whole blocks are read at the least cost.
    fn block_shape(&self) -> BlockShape;
    /// The code of every byte, where the raster's cells are bytes that need no look-up; [`RasterSource::read_bytes`] is
    /// for such rasters only.
    fn byte_codes(&self) -> Option<&[Option<i64>; 256]>;
    /// The window's cells as they are, row-major.
    fn read_bytes(&mut self, window: Window, cells: &mut [u8]) -> Result<()>;
    /// Dense class ids of the window's cells, row-major ([`crate::cover::classes::NODATA`] where there is none).
    fn read_classes(&mut self, window: Window, ids: &mut [u16]) -> Result<()>;
    /// Numbers in the band's scaled units, row-major, NaN where there is none; whole numbers are exact up to 2⁵³. Codes to
    /// be ignored are numbers here.
    fn read_values(&mut self, window: Window, values: &mut [f64]) -> Result<()>;
}

/// A raster that is written block by block, each block of a band once, in any order.
pub trait RasterSink<T> {
    fn block_shape(&self) -> BlockShape;
    /// Writes the whole block of a band (counted from 1) whose first cell is given; what of it lies beyond the raster is
    /// nodata. The values may be changed on the way.
    fn write(&mut self, band: usize, row: usize, column: usize, block: &mut [T]) -> Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_ends_of_sentences() {
        let full = "TIFFAppendToStrip:Write error at scanline 4294967295 _tiffWriteProc:No space left on device";
        let reason = |said: &str| reason(said.to_owned());
        assert_eq!(reason(full).to_string(), "there is no space left on the disk.");
        assert_eq!(in_the_middle(reason(full)), NO_SPACE.argument());
        let large = "_tiffWriteProc:File too large";
        assert!(reason(large).to_string().starts_with("the file would be larger than"));
        assert_eq!(reason("a.tif: No such file or directory").to_string(), "a.tif: No such file or directory.");
        assert_eq!(reason("It is gone.").to_string(), "It is gone.");
    }
}
