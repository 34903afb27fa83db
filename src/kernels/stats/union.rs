//! Which of many things are one: sets that unite, each known by its first member.
//!
//! A set is a tree in a list of parents: a parent comes before its child, and the first of a set is its own parent.
//!
//! Shapes: a list of parents by member. Range: 0 up to the number of members.
//!
//! Source: Tarjan 1975, J. ACM 22, 215 (here with the smaller member as root, and paths halved).

/// Makes one set of those of two members.
pub fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (first(parents, a), first(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

/// The first of the set of a member. The way there is made shorter.
pub fn first(parents: &mut [u32], mut member: u32) -> u32 {
    while parents[member as usize] != member {
        let up = parents[parents[member as usize] as usize];
        parents[member as usize] = up;
        member = up;
    }
    member
}

/// Makes the parent of every member the first of its set.
pub fn flatten(parents: &mut [u32]) {
    for member in 0..parents.len() {
        parents[member] = parents[parents[member] as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_known_by_their_first_member() {
        let unions = [(4, 3), (5, 4), (2, 0), (5, 2)];
        // Whichever member comes first
        for turned in [unions, unions.map(|(a, b)| (b, a))] {
            let mut parents = [0, 1, 2, 3, 4, 5];
            turned.iter().for_each(|(a, b)| unite(&mut parents, *a, *b));
            flatten(&mut parents);
            assert_eq!(parents, [0, 1, 0, 0, 0, 0]);
        }
        flatten(&mut []);
    }
}
