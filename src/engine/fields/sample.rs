//! What the algorithms that compare rasters share: the fields that say which cells count.

use crate::{
    engine::sampling::Sample,
    schema::{Field, FieldType},
};

pub const SAMPLE: Field =
    Field::choice(Sample::CHOICES, "All cells, a draw of them, every few rows and columns, or a draw by strata.");
pub const SAMPLE_SIZE: Field = Field::shared(FieldType::Integer, "Cells of the sample.");
pub const STRATA: Field = Field::shared(
    FieldType::Raster,
    "Classes by which a stratified sample is drawn, each in proportion to its cells and two at least.",
);
pub const MIN_DISTANCE: Field = Field::in_unit("m", "Least distance of drawn cells.");
pub const SEED: Field = Field::shared(FieldType::Integer, "Seed of draws: the same seed draws the same cells.");
