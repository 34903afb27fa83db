//! Layers whose values are terms of the drift.

use super::{Request, points::Observed};
use crate::{
    engine::{
        message::Message,
        progress::Progress,
        values::{ValueReader, Values},
    },
    error::Result,
    grid::Window,
    io::gdal::RasterInfo,
    sentence::{Phrase, phrase},
};
use std::sync::Arc;

const READING: Phrase = phrase!("Reading the drift");

/// Layers on their own grids, and on that of the prediction.
pub struct DriftLayers {
    pub names: Vec<String>,
    own: Vec<Values>,
    on_grid: Vec<Values>,
    info: Arc<RasterInfo>,
}

impl DriftLayers {
    pub fn open(request: &Request, info: &Arc<RasterInfo>) -> Result<DriftLayers> {
        let open = || request.drift_layers.iter().map(Values::open).collect::<Result<Vec<Values>>>();
        let mut on_grid = open()?;
        on_grid.iter_mut().try_for_each(|values| values.lay_over(info))?;
        let name = |layer: &crate::engine::request::Raster| layer.name.clone().unwrap_or_else(|| layer.path.clone());
        let names = request.drift_layers.iter().map(name).collect();
        Ok(DriftLayers { names, own: open()?, on_grid, info: info.clone() })
    }

    /// Of each layer the values of the cells that hold some places; NaN where there is none.
    pub fn at(&self, places: &[(f64, f64)], progress: &mut Progress<'_>) -> Result<Vec<Vec<f64>>> {
        let mut go_on = || progress.tick(0.0, READING);
        self.own.iter().map(|values| values.at(&self.info, places, &mut go_on)).collect()
    }

    /// Gives the points their values, and leaves out those without.
    pub fn give(
        &self,
        observed: &mut Observed,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        if self.own.is_empty() {
            return Ok(());
        }
        let values = self.at(&observed.places(), progress)?;
        observed.with_drift(self.names.iter().cloned().zip(values).collect(), messages)
    }

    /// For the thread that asks: readers on the grid of the prediction.
    pub fn readers(&self) -> Result<DriftReaders> {
        Ok(DriftReaders(self.on_grid.iter().map(ValueReader::open).collect::<Result<_>>()?))
    }

    pub fn remarks(&self) -> impl Iterator<Item = Message> + '_ {
        self.on_grid.iter().flat_map(Values::remarks)
    }
}

pub struct DriftReaders(Vec<ValueReader>);

impl DriftReaders {
    /// Of each layer the values of a window, NaN where there is none.
    pub fn read(&mut self, window: Window) -> Result<Vec<Vec<f64>>> {
        self.0.iter_mut().map(|reader| Ok(reader.read(window)?.to_vec())).collect()
    }
}
