//! Real-time recurrent learning: the gradient so far, in forward mode, while the series goes on.

use crate::model::{HIDDEN, PARAMS, START, error, step};

/// All that is kept of the series so far. It has the same size however long that was.
pub struct Online {
    state: [f64; HIDDEN],
    /// The derivative of the state by each parameter.
    sensitivities: Vec<[f64; HIDDEN]>,
    /// The loss so far.
    pub loss: f64,
    /// Its gradient by the parameters.
    pub gradient: Vec<f64>,
    /// A direction in the space of parameters, zero between steps.
    direction: Vec<f64>,
}

impl Online {
    pub fn new() -> Self {
        Self {
            state: START,
            sensitivities: vec![[0.0; HIDDEN]; PARAMS],
            loss: 0.0,
            gradient: vec![0.0; PARAMS],
            direction: vec![0.0; PARAMS],
        }
    }

    /// One step: `input` is seen, and `target` was to be predicted.
    pub fn observe(&mut self, params: &[f64], input: f64, target: f64) {
        let before = self.state;
        for (k, sensitivity) in self.sensitivities.iter_mut().enumerate() {
            self.direction[k] = 1.0;
            (self.state, *sensitivity) =
                step::jvp(before, params, input, *sensitivity, &self.direction);
            self.direction[k] = 0.0;
        }
        let mut state_bar = [0.0; HIDDEN];
        self.loss +=
            error::accumulate_grad(self.state, params, target, &mut state_bar, &mut self.gradient);
        for (sum, sensitivity) in self.gradient.iter_mut().zip(&self.sensitivities) {
            *sum += state_bar.iter().zip(sensitivity).map(|(bar, dot)| bar * dot).sum::<f64>();
        }
    }
}

/// The loss of a series and its gradient, by steps.
pub fn value_and_grad(params: &[f64], series: &[f64]) -> (f64, Vec<f64>) {
    let mut online = Online::new();
    for pair in series.windows(2) {
        online.observe(params, pair[0], pair[1]);
    }
    (online.loss, online.gradient)
}
