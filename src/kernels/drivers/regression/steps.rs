//! What screening and selection did, step by step.

/// One row of the table of steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Rising within screening, and anew within selection
    pub step: u32,
    pub stage: Stage,
    pub action: Action,
    /// The term; `None`: all of them at once
    pub term: Option<usize>,
    /// A single column of a term, where it alone went
    pub column: Option<usize>,
    pub f: Option<f64>,
    pub p: Option<f64>,
    /// In the model after it; of a factor GVIF^(1 / (2 df))
    pub vif: Option<f64>,
    pub r2: Option<f64>,
    pub r2_adj: Option<f64>,
    /// √(RSS / (n - p)), in the unit of Y
    pub rmse: Option<f64>,
    /// Terms in the model after it, in the order in which they came
    pub in_model: Vec<usize>,
}

impl Step {
    pub(super) fn new(step: u32, stage: Stage, action: Action, term: Option<usize>) -> Step {
        Step {
            step,
            stage,
            action,
            term,
            column: None,
            f: None,
            p: None,
            vif: None,
            r2: None,
            r2_adj: None,
            rmse: None,
            in_model: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Constant,
    Singular,
    Vif,
    Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Enter,
    Remove,
    Keep,
}
