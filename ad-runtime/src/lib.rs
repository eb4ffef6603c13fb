//! Runtime of the derivatives.
