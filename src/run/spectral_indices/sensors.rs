//! From the cells of a band to reflectance: scales and offsets of products by name, of bands, or as given.

use crate::{
    engine::message::Message,
    error::{Error, Result},
    kernels::cover::spectral_indices::Band,
    sentence::{phrase, sentence},
};
use serde::{Deserialize, Serialize};

/// What a picture is a product of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensor {
    /// The scale and offset that the band tells, else 1 and 0.
    #[default]
    Band,
    /// Level 2A from processing baseline 04.00 on (January 2022).
    #[serde(rename = "sentinel2_l2a")]
    Sentinel2L2a,
    /// Level 2A before.
    #[serde(rename = "sentinel2_l2a_before_2022")]
    Sentinel2Before2022,
    /// Collection 2, level 2.
    #[serde(rename = "landsat_c2_l2")]
    LandsatC2L2,
    /// Reflectance itself.
    Reflectance,
    /// Counts from 0 to 255.
    #[serde(rename = "byte")]
    EightBit,
}

impl Sensor {
    pub const CHOICES: &'static [&'static str] =
        &["band", "sentinel2_l2a", "sentinel2_l2a_before_2022", "landsat_c2_l2", "reflectance", "byte"];

    /// Scale and offset of the cells as they are stored; none where the band tells.
    fn scale(self) -> Option<(f64, f64)> {
        match self {
            Sensor::Band => None,
            Sensor::Sentinel2L2a => Some((0.0001, -0.1)),
            Sensor::Sentinel2Before2022 => Some((0.0001, 0.0)),
            Sensor::LandsatC2L2 => Some((0.0000275, -0.2)),
            Sensor::Reflectance => Some((1.0, 0.0)),
            Sensor::EightBit => Some((1.0 / 255.0, 0.0)),
        }
    }
}

/// Reflectance of at most so much of its offset is 0.
const ROUNDING: f64 = 1e-12;

/// How cells of a band become reflectance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    scale: f64,
    offset: f64,
    /// The band's own, which its values come with.
    own: (f64, f64),
    of_band: bool,
}

impl Gain {
    pub fn of(sensor: Sensor, scale: Option<f64>, offset: Option<f64>, own: Option<(f64, f64)>) -> Gain {
        let told = own.unwrap_or((1.0, 0.0));
        let known = sensor.scale().unwrap_or(told);
        let (scale, offset) = (scale.unwrap_or(known.0), offset.unwrap_or(known.1));
        Gain { scale, offset, own: told, of_band: own.is_some() && (scale, offset) == told }
    }

    pub fn check(&self) -> Result<()> {
        if !self.scale.is_finite() || self.scale == 0.0 {
            return Err(Error::argument("SCALE", self.scale, phrase!("a number other than 0")));
        }
        if !self.offset.is_finite() {
            return Err(Error::argument("OFFSET", self.offset, phrase!("a number")));
        }
        Ok(())
    }

    /// Makes reflectance of values in the band's own units.
    pub fn apply(&self, values: &mut [f64]) {
        let Gain { scale, offset, own, .. } = *self;
        if (scale, offset) == own {
            return;
        }
        // What rounding leaves of a difference that is 0 would be a denominator.
        let reflectance = |value: f64| {
            let sum = value * scale + offset;
            if sum.abs() <= ROUNDING * offset.abs() { 0.0 } else { sum }
        };
        if own == (1.0, 0.0) {
            values.iter_mut().for_each(|value| *value = reflectance(*value));
        } else {
            values.iter_mut().for_each(|value| *value = reflectance((*value - own.1) / own.0));
        }
    }

    pub fn told(&self, band: Band) -> Message {
        let of_band = self.of_band.then(|| sentence!(", as the band says"));
        let aside = (self.own != (1.0, 0.0) && !self.of_band).then(|| match self.own {
            (scale, 0.0) => sentence!(", not x {scale} as the band says", scale),
            (scale, offset) => sentence!(", not x {scale} with offset {offset} as the band says", scale, offset),
        });
        let offset = match self.offset {
            offset if offset < 0.0 => Some(sentence!(" - {offset}", offset = -offset)),
            offset if offset > 0.0 => Some(sentence!(" + {offset}", offset)),
            _ => None,
        };
        let (band, scale) = (band.field(), self.scale);
        let told = sentence!(
            "{band}: reflectance is value x {scale}{offset}{source}.",
            band,
            scale,
            offset,
            source = of_band.or(aside)
        );
        Message::info("REFLECTANCE", told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reflectance(gain: Gain, values: &[f64]) -> Vec<f64> {
        let mut values = values.to_vec();
        gain.apply(&mut values);
        values
    }

    #[test]
    fn what_is_given_goes_before_the_sensor_and_that_before_the_band() {
        let own = Some((0.5, 1.0));
        let of = |sensor, scale, offset, own| {
            let Gain { scale, offset, .. } = Gain::of(sensor, scale, offset, own);
            (scale, offset)
        };
        assert_eq!(of(Sensor::Band, None, None, None), (1.0, 0.0));
        assert_eq!(of(Sensor::Band, None, None, own), (0.5, 1.0));
        assert_eq!(of(Sensor::Sentinel2L2a, None, None, own), (0.0001, -0.1));
        assert_eq!(of(Sensor::LandsatC2L2, Some(3.0), None, own), (3.0, -0.2));
        assert_eq!(of(Sensor::Band, Some(3.0), None, own), (3.0, 1.0));
        assert_eq!(of(Sensor::Band, None, Some(7.0), None), (1.0, 7.0));
    }

    /// Values come with the band's own scale, which is taken back where another goes before it.
    #[test]
    fn cells_become_reflectance_once() {
        assert_eq!(reflectance(Gain::of(Sensor::Band, None, None, Some((0.5, 1.0))), &[3.0]), [3.0]);
        let sentinel = Gain::of(Sensor::Sentinel2L2a, None, None, None);
        assert_eq!(reflectance(sentinel, &[3000.0]), [3000.0 * 0.0001 - 0.1]);
        // A cell of 4, told as 4 x 0.5 + 1
        assert_eq!(reflectance(Gain::of(Sensor::Reflectance, None, None, Some((0.5, 1.0))), &[3.0]), [4.0]);
        assert!(reflectance(sentinel, &[f64::NAN])[0].is_nan());
        // 3 x 0.1 - 0.3 is 5.6e-17 in binary numbers
        assert_eq!(reflectance(Gain::of(Sensor::Band, Some(0.1), Some(-0.3), None), &[3.0]), [0.0]);
        assert_eq!(
            reflectance(
                Gain::of(Sensor::Sentinel2L2a, None, None, Some((0.0000275, -0.2))),
                &[1000.0 * 0.0000275 - 0.2]
            ),
            [0.0]
        );
    }

    #[test]
    fn scales_that_are_none() {
        assert!(
            Gain::of(Sensor::Band, Some(0.0), None, None).check().unwrap_err().to_string().starts_with("SCALE is 0")
        );
        assert!(Gain::of(Sensor::Band, Some(f64::INFINITY), None, None).check().is_err());
        assert!(Gain::of(Sensor::Band, None, Some(f64::NAN), None).check().is_err());
    }
}
