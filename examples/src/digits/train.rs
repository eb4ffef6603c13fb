//! Training: argmin's L-BFGS on a model's loss and its derivative.

use std::error::Error;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use argmin::core::observers::{Observe, ObserverMode};
use argmin::core::{CostFunction, Executor, Gradient, IterState, KV, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use indicatif::{ProgressBar, ProgressStyle};

use examples::data::{CLASSES, Digits};

/// Steps of the optimiser.
const STEPS: u64 = 200;

/// Steps that L-BFGS remembers.
const MEMORY: usize = 10;

/// From parameters, images and labels.
type Loss = fn(&[f64], &[f64], &[usize]) -> f64;

/// The gradient of a [`Loss`] by the parameters.
type LossGradient = fn(&[f64], &[f64], &[usize]) -> Vec<f64>;

/// A model: its functions, and where to start.
pub struct Model {
    pub name: &'static str,
    /// Scores of the ten digits, from parameters and an image.
    pub scores: fn(&[f64], &[f64]) -> [f64; CLASSES],
    pub loss: Loss,
    pub grad: LossGradient,
    pub start: Vec<f64>,
}

/// A trained model, and how it got there.
pub struct Trained<'a> {
    pub model: &'a Model,
    pub params: Vec<f64>,
    /// The loss and the accuracy on the test digits after each step.
    pub curve: Vec<Step>,
    pub time: Duration,
}

pub struct Step {
    pub loss: f64,
    pub accuracy: f64,
}

impl Model {
    /// The digit with the highest score.
    pub fn read(&self, params: &[f64], image: &[f64]) -> usize {
        let scores = (self.scores)(params, image);
        (0..CLASSES).fold(0, |best, c| if scores[c] > scores[best] { c } else { best })
    }

    fn accuracy(&self, params: &[f64], digits: &Digits) -> f64 {
        let right = |&n: &usize| self.read(params, digits.image(n)) == digits.labels[n];
        (0..digits.len()).filter(right).count() as f64 / digits.len() as f64
    }
}

impl Trained<'_> {
    pub fn last(&self) -> &Step {
        self.curve.last().expect("there is at least one step")
    }

    /// The digits read wrongly: index, and what was read.
    pub fn mistakes(&self, digits: &Digits) -> Vec<(usize, usize)> {
        (0..digits.len())
            .map(|n| (n, self.model.read(&self.params, digits.image(n))))
            .filter(|&(n, read)| read != digits.labels[n])
            .collect()
    }
}

/// Fits a model to the training digits; the test digits are only looked at.
pub fn train<'a>(
    model: &'a Model,
    training: &Digits,
    test: &Digits,
) -> Result<Trained<'a>, Box<dyn Error>> {
    let bar = progress_bar(model.name)?;
    let (sender, steps) = mpsc::channel();
    let watch = Watch { bar: bar.clone(), sender };
    let start = Instant::now();

    Executor::new(Fit { model, training }, LBFGS::new(MoreThuenteLineSearch::new(), MEMORY))
        .configure(|state| state.param(model.start.clone()).max_iters(STEPS))
        .add_observer(watch, ObserverMode::Always)
        .run()?;

    let time = start.elapsed();
    bar.finish();
    let mut params = Vec::new();
    let mut curve = Vec::new();
    for (loss, step) in steps {
        curve.push(Step { loss, accuracy: model.accuracy(&step, test) });
        params = step;
    }
    Ok(Trained { model, params, curve, time })
}

/// The training of a model as argmin wants it.
struct Fit<'a> {
    model: &'a Model,
    training: &'a Digits,
}

impl CostFunction for Fit<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, params: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        Ok((self.model.loss)(params, &self.training.images, &self.training.labels))
    }
}

impl Gradient for Fit<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, params: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        Ok((self.model.grad)(params, &self.training.images, &self.training.labels))
    }
}

/// Moves the progress bar and sends off loss and parameters of each step.
struct Watch {
    bar: ProgressBar,
    sender: Sender<(f64, Vec<f64>)>,
}

type Progress = IterState<Vec<f64>, Vec<f64>, (), (), (), f64>;

impl Observe<Progress> for Watch {
    fn observe_iter(&mut self, state: &Progress, _: &KV) -> Result<(), argmin::core::Error> {
        self.bar.set_message(format!("loss {:.4}", state.get_cost()));
        self.bar.inc(1);
        if let Some(params) = state.get_param() {
            self.sender.send((state.get_cost(), params.clone()))?;
        }
        Ok(())
    }
}

fn progress_bar(name: &'static str) -> Result<ProgressBar, Box<dyn Error>> {
    let style =
        ProgressStyle::with_template("{prefix:<20} {bar:40.cyan/dim} {pos:>3}/{len} {msg}")?;
    Ok(ProgressBar::new(STEPS).with_style(style).with_prefix(name))
}
