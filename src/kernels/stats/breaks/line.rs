//! What data say of a straight line, kept so that neither rounding nor the number of points harms it.
//!
//! min Σ w (y - slope t - level)² by Givens rotations: the equations √w (t, 1 | y) become a triangle of two, and a sum
//! of squares that no line takes away
//!
//! Shapes: any number of equations; six numbers. Units: of the RSS that of w y². Range: RSS ≥ 0, as it is a sum of
//! squares only; a difference of moments could be below.
//!
//! A line that goes on from another at t with a slope of its own starts from one equation, for its value there. So
//! segments that meet are fitted in one pass, and where two lines meet the RSS follows from both triangles.

/// Everything that weighted equations say of a line, value = slope t + level, as the triangle that Givens rotations make
/// of them: `a` slope + `b` level = `za`, `c` level = `zc`, and the sum of squares that no line takes away. That sum is
/// made of squares only: on data that lie on a line it is 0 to rounding, where a difference of moments would not be.
#[derive(Debug, Clone, Copy, Default)]
pub struct LineEquations {
    a: f64,
    b: f64,
    c: f64,
    za: f64,
    zc: f64,
    pub rss: f64,
}

/// One equation: coefficient of the slope, of the level, and the value. Of a point (t, y): √w t, √w, √w y.
pub type Equation = [f64; 3];

impl LineEquations {
    /// Takes in one equation.
    pub fn add(&mut self, [p, mut q, mut z]: Equation) {
        let r = (self.a * self.a + p * p).sqrt();
        if r > 0.0 {
            let over = 1.0 / r;
            let (cos, sin) = (self.a * over, p * over);
            self.a = r;
            (self.b, q) = (cos * self.b + sin * q, cos * q - sin * self.b);
            (self.za, z) = (cos * self.za + sin * z, cos * z - sin * self.za);
        }
        let r = (self.c * self.c + q * q).sqrt();
        if r > 0.0 {
            let over = 1.0 / r;
            let (cos, sin) = (self.c * over, q * over);
            self.c = r;
            (self.zc, z) = (cos * self.zc + sin * z, cos * z - sin * self.zc);
        }
        self.rss += z * z;
    }

    /// What is known of the line's value at t alone, the slope being free: (h, z, r²) of h value = z, both times r, as
    /// who compares needs no root of r². h is 0 where nothing is.
    fn at(&self, t: f64) -> (f64, f64, f64) {
        let (first, second) = (self.a - self.b * t, -self.c * t);
        let square = first * first + second * second;
        if square > 0.0 {
            (self.a * self.c, first * self.zc - second * self.za, square)
        } else {
            (self.c, self.zc, 1.0)
        }
    }

    /// The rotation that frees the second equation of the slope, in terms of slope and value at t.
    fn turn(&self, t: f64) -> [f64; 3] {
        let (first, second) = (self.a - self.b * t, -self.c * t);
        let r = (first * first + second * second).sqrt();
        [first / r, second / r, r]
    }

    /// What is known of the line that goes on from this one's value at t with another slope.
    pub fn past(&self, t: f64) -> LineEquations {
        let (h, z, square) = self.at(t);
        let over = 1.0 / square.sqrt();
        let (h, z) = (h * over, z * over);
        LineEquations { a: h * t, b: h, za: z, rss: self.rss, ..LineEquations::default() }
    }

    /// The sum of squares where this line and another meet at t.
    pub fn meeting(&self, other: &LineEquations, t: f64) -> f64 {
        let ((h, z, r), (g, y, s)) = (self.at(t), other.at(t));
        let (miss, scale) = (h * y - g * z, h * h * s + g * g * r);
        self.rss + other.rss + if scale > 0.0 { miss * miss / scale } else { 0.0 }
    }

    /// Slope and level, where the data determine both.
    pub fn solve(&self) -> (f64, f64) {
        let level = self.zc / self.c;
        ((self.za - self.b * level) / self.a, level)
    }

    /// The slope of the line through a value at t.
    pub fn slope_through(&self, t: f64, value: f64) -> f64 {
        let [cos, sin, r] = self.turn(t);
        (cos * self.za + sin * self.zc - (cos * self.b + sin * self.c) * value) / r
    }

    /// Where this line and another cross, if they do.
    pub fn crossing(&self, other: &LineEquations) -> f64 {
        // Slope and level of both, each times a c: this is what a search spends its time on, and it divides once.
        let solved = |line: &LineEquations| (line.za * line.c - line.b * line.zc, line.zc * line.a, line.a * line.c);
        let ((slope, level, scale), (other_slope, other_level, other_scale)) = (solved(self), solved(other));
        (other_level * scale - level * other_scale) / (slope * other_scale - other_slope * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-13 * b.abs().max(1.0)
    }

    fn line(points: &[(f64, f64)]) -> LineEquations {
        let mut line = LineEquations::default();
        points.iter().for_each(|(t, y)| line.add([*t, 1.0, *y]));
        line
    }

    #[test]
    fn three_points_by_hand() {
        // (0, 0), (1, 3), (2, 0): the mean 1 is best; residuals -1, 2, -1
        let all = line(&[(0.0, 0.0), (1.0, 3.0), (2.0, 0.0)]);
        let (slope, level) = all.solve();
        assert!(near(slope, 0.0) && near(level, 1.0) && near(all.rss, 6.0));
        // through 1 at t = 1 the slope is 0; through 3 at 0 it is Σ t (y - 3) / Σ t² = -6 / 5
        assert!(near(all.slope_through(1.0, 1.0), 0.0));
        assert!(near(all.slope_through(0.0, 3.0), -6.0 / 5.0));
    }

    #[test]
    fn lines_meet_at_the_cost_of_their_variances() {
        // y = t by (0, 0), (1, 1); y = 6 by (3, 6), (4, 6). At t = 2 they are 2 and 6, with variances 2² + 1² and 2² + 1²
        let (left, right) = (line(&[(0.0, 0.0), (1.0, 1.0)]), line(&[(3.0, 6.0), (4.0, 6.0)]));
        assert!(near(left.meeting(&right, 2.0), (6.0f64 - 2.0).powi(2) / (5.0 + 5.0)));
        assert!(near(left.crossing(&right), 6.0));
        assert!(near(left.meeting(&right, 6.0), 0.0));
        // One point leaves its slope free, so that it meets what is there for nothing
        assert_eq!(line(&[(0.0, 7.0)]).meeting(&right, 2.0), right.rss);
    }

    #[test]
    fn what_goes_on_from_a_line_knows_its_value() {
        // A hinge at 2: known from both sides it costs what the meeting costs
        let mut on = line(&[(0.0, 0.0), (1.0, 1.0)]).past(2.0);
        [(3.0, 6.0), (4.0, 6.0)].iter().for_each(|(t, y)| on.add([*t, 1.0, *y]));
        assert!(near(on.rss, 16.0 / 10.0), "{}", on.rss);
    }
}
