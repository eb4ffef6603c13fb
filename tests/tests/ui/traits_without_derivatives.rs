use ad_runtime::prelude::*;

trait Plain {
    fn loss(&self, x: f64) -> f64;
}

#[derive(Differentiable)]
struct Spring {
    k: f64,
}

// A trait without the attribute.
#[differentiate]
impl Plain for Spring {
    fn loss(&self, x: f64) -> f64 {
        self.k * x
    }
}

#[differentiate]
trait Energy {
    fn energy(&self, x: f64) -> f64;
    fn twice(&self, x: f64) -> f64 {
        2.0 * self.energy(x)
    }
}

// What the trait has derivatives of can't be left out.
#[differentiate]
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.k * x
    }

    #[differentiate(skip)]
    fn twice(&self, x: f64) -> f64 {
        self.k * x * x
    }
}

fn main() {}
