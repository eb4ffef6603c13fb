//! What several examples share: the handwritten digits, and the models that read them.

pub mod data;
pub mod model;
