//! quick
mod support;
use ndarray::ArrayView2;
use pitscape::{
    class_map::{ClassBlock, ClassCells},
    grid::Window,
    kernels::{Accumulator, patches::*},
};
use std::time::Instant;
fn main() {
    let (rows, cols) = (4000usize, 4000usize);
    let path = "/tmp/lm/raw.bin";
    if !std::path::Path::new(path).exists() {
        let mut v = vec![0u8; rows * cols];
        for r in 0..rows {
            for c in 0..cols {
                v[r * cols + c] = support::class_at(r, c, 0);
            }
        }
        std::fs::write(path, &v).unwrap();
    }
    let v = std::fs::read(path).unwrap();
    let codes: Vec<Option<i64>> = (0..256).map(|i| (i != 255).then_some(i)).collect();
    for strip in [64, 512, 4000] {
        for corners in [true, false] {
            let t = Instant::now();
            let mut all = Patches::default();
            for row in (0..rows).step_by(strip) {
                let n = strip.min(rows - row);
                let cells = ArrayView2::from_shape((n, cols), &v[row * cols..(row + n) * cols]).unwrap();
                let mut p = Patches::default();
                p.push(PatchBlock {
                    block: ClassBlock { cells: ClassCells::Bytes(cells), codes: &codes },
                    window: Window { row, column: 0, rows: n, columns: cols },
                    zones: None,
                    options: PatchOptions { corners, listed: false },
                });
                all.merge(p);
            }
            let pat = all.finish();
            let e = t.elapsed().as_secs_f64();
            let np: u64 = pat[&None].classes.iter().flat_map(|c| c.shapes.iter().map(|s| s.1)).sum();
            let ns: usize = pat[&None].classes.iter().map(|c| c.shapes.len()).sum();
            println!(
                "strip {strip} corners {corners}: {e:.3} s, {:.0} M/s, {np} patches, {ns} shapes",
                (rows * cols) as f64 / e / 1e6
            );
        }
    }
}
