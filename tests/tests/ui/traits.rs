use ad_runtime::prelude::*;

#[differentiate]
trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[derive(Differentiable)]
struct Spring {
    k: f64,
}

// Without the attribute.
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.k * x
    }
}

struct Plain;

// Without a tangent.
#[differentiate]
impl Energy for Plain {
    fn energy(&self, x: f64) -> f64 {
        x
    }
}

trait Undifferentiated {
    fn loss(&self, x: f64) -> f64;
}

#[differentiate]
fn bound<M: Undifferentiated>(model: &M, x: f64) -> f64 {
    model.loss(x)
}

#[differentiate]
fn by_path<M: Undifferentiated>(model: &M, x: f64) -> f64 {
    M::loss(model, x)
}

#[differentiate]
fn object(model: &dyn Undifferentiated, x: f64) -> f64 {
    x * x
}

#[differentiate(dyn)]
trait Layer {
    fn forward(&self, x: f64) -> f64;
}

// Without the option.
#[differentiate]
impl Layer for Spring {
    fn forward(&self, x: f64) -> f64 {
        self.k * x
    }
}

// Calls mean the first method.
impl Spring {
    fn power(&self, x: f64) -> f64 {
        x
    }
}

#[differentiate]
trait Power {
    fn power(&self, x: f64) -> f64;
}

#[differentiate]
impl Power for Spring {
    fn power(&self, x: f64) -> f64 {
        self.k * x
    }
}

fn main() {}
