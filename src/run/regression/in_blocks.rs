//! What blocks say of a model, once residuals have said how wide they are to be.

use super::{
    Request,
    asked::Asked,
    blocks::{Squares, Widened},
    residuals::Likeness,
};
use crate::{
    engine::message::Message,
    figures::{amount, things},
    kernels::drivers::regression::{
        block_errors::{LEAST_BLOCKS, block_errors},
        block_sums::{Blocks, fold},
        cross_validation::{CrossValidation, cross_validate},
        model::Model,
        moran::Moran,
        second_sweep::RobustError,
    },
    sentence::sentence,
};
use std::collections::BTreeMap;

/// Blocks are so many effective ranges wide.
const RANGES: f64 = 1.5;

pub struct InBlocks {
    /// m
    pub side: f64,
    pub count: usize,
    /// In the order of the coefficients; `None` of one that few blocks tell
    pub errors: Option<Vec<Option<RobustError>>>,
    pub validated: Option<CrossValidation>,
    /// Ranks of the squares that sums were kept for, and the fold of each
    ranks: BTreeMap<u32, (usize, usize)>,
}

impl InBlocks {
    /// Block and fold of a square that sums were kept for, counted from 1.
    pub fn of(&self, square: u32) -> Option<(u64, u64)> {
        self.ranks.get(&square).map(|(rank, fold)| (*rank as u64 + 1, *fold as u64 + 1))
    }
}

/// `None` where nothing says how wide blocks are.
pub fn in_blocks(
    request: &Request,
    asked: &Asked<'_>,
    (model, sums, squares): (&Model, &Blocks, Squares),
    (likeness, moran): (&Likeness, Option<&Moran>),
    messages: &mut Vec<Message>,
) -> Option<InBlocks> {
    let range = likeness.range(moran);
    let widened = match (request.block_size, range) {
        (Some(_), _) => None,
        (None, Some(range)) => Some(squares.widened(RANGES * range.metres)),
        (None, None) => {
            let told = sentence!(
                "No variogram model fits the residuals, so that nothing says how wide blocks are to be, and p_block, r2_cv are NULL. Give BLOCK_SIZE."
            );
            messages.push(Message::warning("NO_BLOCKS", told));
            return None;
        }
    };
    let side = widened.map_or(squares.side, |widened| widened.side);
    match (widened, range) {
        (Some(_), Some(range)) if range.is_open => {
            let told = sentence!(
                "Residuals are alike over all distances that were looked at, {range} m and more: blocks are {side} m wide, and may be too narrow. A variable may be missing that explains them.",
                range = amount(range.metres),
                side = amount(side)
            );
            messages.push(Message::warning("BLOCK_SIZE", told));
        }
        (Some(_), Some(range)) if range.metres > 0.0 => {
            let told = sentence!(
                "Blocks are {side} m wide: {times} times the effective range of the residuals, {range} m, in whole small squares of {small} m.",
                side = amount(side),
                times = RANGES,
                range = amount(range.metres),
                small = amount(squares.side)
            );
            messages.push(Message::info("BLOCK_SIZE", told));
        }
        (Some(_), _) => {
            let told = sentence!(
                "Neighbouring residuals are not alike: blocks are {side} m wide, the least there is.",
                side = amount(side)
            );
            messages.push(Message::info("BLOCK_SIZE", told));
        }
        (None, Some(range)) if side < range.metres => {
            let told = sentence!(
                "BLOCK_SIZE {side} m is less than the effective range of the residuals, {range} m: residuals of neighbouring blocks are alike, and p_block and r2_cv are too good.",
                side = amount(side),
                range = amount(range.metres)
            );
            messages.push(Message::warning("NARROW_BLOCKS", told));
        }
        _ => {}
    }
    let number = |square: u32| widened.map_or(square, |widened: Widened| widened.number(square));
    let blocks = widened.map_or_else(|| sums.clone(), |widened| widened.blocks(sums));
    let rank: BTreeMap<u32, usize> = blocks.numbers().enumerate().map(|(rank, number)| (number, rank)).collect();
    let folds = asked.folds.min(blocks.len()).max(1);
    let place = |square: u32| (square, (rank[&number(square)], fold(rank[&number(square)], folds)));
    if blocks.len() < LEAST_BLOCKS {
        let told = sentence!(
            "Rows lie in {blocks} of {side} m; of fewer than {least} p_block and r2_cv are NULL.",
            blocks = things!(blocks.len() as u64, "{count} block", "{count} blocks"),
            side = amount(side),
            least = LEAST_BLOCKS
        );
        messages.push(Message::warning("FEW_BLOCKS", told));
    }
    let (errors, validated) = (block_errors(model, &blocks), cross_validate(model, &blocks, asked.folds));
    if blocks.len() >= LEAST_BLOCKS && errors.is_none() {
        let told = sentence!(
            "The fit is so close, or variables are so nearly combinations of each other, that sums by block do not tell residuals: p_block and r2_cv are NULL."
        );
        messages.push(Message::warning("NO_BLOCKS", told));
    }
    Some(InBlocks { side, count: blocks.len(), errors, validated, ranks: sums.numbers().map(place).collect() })
}
