//! Blocks: targets with an extent, whose mean is predicted.
//!
//! c0 = Σ_k w_k C(x_k - p), c00 = Σ_k Σ_l w_k w_l C(x_k - x_l), without the nugget; terms of coordinates Σ_k w_k f(x_k); external layers
//! have the target's own value.
//!
//! Shapes: nodes x_k with weights w_k, which add up to 1. Units: offsets in those of the map.
//!
//! Source: Cressie 1993, 3.2.4; Journel and Huijbregts 1978, Mining Geostatistics, II.D (Gauss-Legendre nodes, as in gstat).

use std::f64::consts::PI;

/// A node, as seen from the target's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    pub east: f64,
    pub north: f64,
    pub weight: f64,
}

/// What a target extends over. Its neighbours are those of the target's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub(super) nodes: Vec<Node>,
}

impl Block {
    /// A rectangle with its middle at the target, by Gauss-Legendre nodes: so many on each side.
    pub fn rectangle(width: f64, height: f64, nodes_a_side: usize) -> Block {
        let side = gauss_legendre(nodes_a_side.max(1));
        let node = |(x, a): &(f64, f64), (y, b): &(f64, f64)| Node {
            east: 0.5 * width * x,
            north: 0.5 * height * y,
            weight: 0.25 * a * b,
        };
        let nodes = side.iter().flat_map(|across| side.iter().map(move |up| node(across, up))).collect();
        Block { nodes }
    }

    /// Any list of nodes; their weights are divided by their sum. `None` without nodes, or where weights do not add up to something over 0.
    pub fn of(nodes: &[Node]) -> Option<Block> {
        let total: f64 = nodes.iter().map(|node| node.weight).sum();
        let finite = nodes.iter().all(|node| node.east.is_finite() && node.north.is_finite());
        if !(total > 0.0 && total.is_finite() && finite) {
            return None;
        }
        let nodes = nodes.iter().map(|node| Node { weight: node.weight / total, ..*node }).collect();
        Some(Block { nodes })
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

/// Nodes between -1 and 1, with weights that add up to 2: roots of the Legendre polynomial by Newton's method.
fn gauss_legendre(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    let node = |k: usize| {
        let mut x = (PI * (k as f64 + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..100 {
            let (mut p, mut before) = (1.0, 0.0);
            for j in 0..count {
                let j = j as f64;
                (p, before) = (((2.0 * j + 1.0) * x * p - j * before) / (j + 1.0), p);
            }
            slope = n * (x * p - before) / (x * x - 1.0);
            let step = p / slope;
            x -= step;
            if step.abs() <= 1e-16 {
                break;
            }
        }
        (x, 2.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..count).map(node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_integrate_polynomials() {
        // n nodes integrate x^k exactly up to k = 2n - 1: 2 / (k + 1) for even k
        for n in 1..=12 {
            let nodes = gauss_legendre(n);
            for k in 0..2 * n as i32 {
                let expected = if k % 2 == 0 { 2.0 / f64::from(k + 1) } else { 0.0 };
                let found: f64 = nodes.iter().map(|(x, w)| w * x.powi(k)).sum();
                assert!((found - expected).abs() < 1e-13, "{n} {k}: {found} {expected}");
            }
        }
        let four = gauss_legendre(4);
        assert!((four[0].0 - 0.861136311594053).abs() < 1e-14 && (four[0].1 - 0.347854845137454).abs() < 1e-14);
    }

    #[test]
    fn weights_add_up() {
        let block = Block::rectangle(40.0, 60.0, 4);
        assert_eq!(block.nodes.len(), 16);
        assert!((block.nodes.iter().map(|node| node.weight).sum::<f64>() - 1.0).abs() < 1e-14);
        let most = block.nodes.iter().fold(0.0, |most, node| f64::max(most, node.north));
        assert!((most - 30.0 * 0.861136311594053).abs() < 1e-12);
        assert_eq!(Block::of(&[]), None);
        let two = [1.0, 3.0].map(|weight| Node { east: weight, north: 0.0, weight });
        assert_eq!(Block::of(&two).unwrap().nodes()[1].weight, 0.75);
    }
}
