//! Rule `centre`: spans of cells whose centres polygons hold, the topmost of those that overlap.

use super::{Row, stack::Stack};
use crate::cover::cell_mask::{edge_at, first_centre};
use std::{collections::BTreeSet, ops::Range};

/// Kept from row to row.
#[derive(Default)]
pub(super) struct Scratch {
    /// (polygon, column) of edges on the line of the centres.
    crossings: Vec<(u32, f64)>,
    spans: Vec<(Range<u32>, u32)>,
}

impl Scratch {
    pub(super) fn row(&mut self, stack: &Stack, active: &[u32], row: usize, classes: &mut Row) {
        let y = row as f64 + 0.5;
        self.crossings.clear();
        for edge in active.iter().map(|edge| stack.edge(*edge)) {
            if edge.upper.1 <= y && y < edge.lower.1 {
                self.crossings.push((edge.part, edge_at(edge.upper, edge.lower, y)));
            }
        }
        self.crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        self.spans.clear();
        for part in self.crossings.chunk_by(|a, b| a.0 == b.0) {
            // Edges on the right of the grid are left out, so that the last one may lack its other.
            for pair in part.chunks(2) {
                let end = pair.get(1).map_or(stack.grid.columns as u32, |end| first_centre(end.1, &stack.grid));
                let columns = first_centre(pair[0].1, &stack.grid)..end;
                if !columns.is_empty() {
                    self.spans.push((columns, pair[0].0));
                }
            }
        }
        self.spans.sort_unstable_by_key(|(columns, part)| (columns.start, *part));
        if self.spans.windows(2).all(|two| two[0].0.end <= two[1].0.start) {
            for (columns, part) in &self.spans {
                take(stack, columns.clone(), *part, classes);
            }
        } else {
            self.topmost(stack, classes);
        }
    }

    /// Of spans that overlap.
    fn topmost(&self, stack: &Stack, classes: &mut Row) {
        let mut ends: Vec<u32> = self.spans.iter().flat_map(|(columns, _)| [columns.start, columns.end]).collect();
        ends.sort_unstable();
        ends.dedup();
        let (mut open, mut next) = (BTreeSet::<(u32, usize)>::new(), 0);
        let mut below = Vec::new();
        for two in ends.windows(2) {
            while next < self.spans.len() && self.spans[next].0.start <= two[0] {
                open.insert((self.spans[next].1, next));
                next += 1;
            }
            open.retain(|(_, span)| self.spans[*span].0.end > two[0]);
            let Some((part, _)) = open.last() else { continue };
            take(stack, two[0]..two[1], *part, classes);
            if open.len() > 1 {
                below.clear();
                below.extend(open.iter().map(|(part, _)| *part));
                if let Some(features) = stack.two_features(&below) {
                    classes.add_overlap(two[0]..two[1], features);
                }
            }
        }
    }
}

fn take(stack: &Stack, columns: Range<u32>, part: u32, classes: &mut Row) {
    let claim = stack.claim(part);
    classes.features.push(claim.feature);
    classes.add(columns, claim.class);
}
