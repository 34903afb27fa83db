//! The bytes of accumulators, as a worker elsewhere would send them.

use pitscape::kernels::{
    Accumulator,
    buffers::{block_land::BlockLand, coarse_land::CoarseLand, distance::ColumnEnds, ring_classes::RingClasses},
    cover::{
        class_counts::ClassCounts, class_series::ClassSeries, common_land::CommonLand, map_accuracy::units::Units,
    },
    from_bytes,
    geostatistics::variogram::{Differences, LagSums, Medians, RootSums, Sample},
    patches::{Patches, borders::Borders, geometry::Geometries, outlines::LabelRuns},
    to_bytes,
};

/// The first byte says of which kind the others are.
pub fn check(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else { return };
    KINDS[usize::from(*kind) % KINDS.len()](data);
}

pub const KINDS: [fn(&[u8]); 17] = [
    read::<BlockLand>,
    read::<Borders>,
    read::<ClassCounts<i64>>,
    read::<ClassSeries>,
    read::<CoarseLand>,
    read::<ColumnEnds>,
    read::<CommonLand>,
    read::<Differences>,
    read::<Geometries>,
    read::<LabelRuns>,
    read::<LagSums>,
    read::<Medians>,
    read::<Patches>,
    read::<RingClasses>,
    read::<RootSums>,
    read::<Sample>,
    read::<Units>,
];

/// What is read is written as it was read, and read again.
fn read<A: Accumulator>(data: &[u8]) {
    let Some(accumulator) = from_bytes::<A>(data) else { return };
    let bytes = to_bytes(&accumulator);
    let again: A = from_bytes(&bytes).expect("what was written can be read");
    assert_eq!(bytes.len(), to_bytes(&again).len());
}
