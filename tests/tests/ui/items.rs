use ad_runtime::prelude::*;

#[differentiate]
#[derive(Default)]
struct Model {
    weight: f64,
}

trait Loss {
    fn loss(&self, x: f64) -> f64;
}

#[differentiate(inherent)]
impl Loss for f64 {
    fn loss(&self, x: f64) -> f64 {
        self * x
    }
}

impl Model {
    #[differentiate]
    fn method(&self, x: f64) -> f64 {
        self.weight * x
    }
}

#[differentiate]
async fn later(x: f64) -> f64 {
    x * x
}

#[differentiate]
unsafe fn dangerous(x: f64) -> f64 {
    x * x
}

#[differentiate]
extern "C" fn foreign(x: f64) -> f64 {
    x * x
}

#[differentiate]
const SCALE: f64 = 2.0;

fn main() {
    let _ = later(SCALE);
    let y = foreign(Model::default().method(1.0.loss(1.0)));
    // SAFETY: it only multiplies.
    println!("{}", unsafe { dangerous(y) });
}
