//! The digits: unpacked, parsed, shuffled and split.

use std::error::Error;

use flate2::read::GzDecoder;

/// Pixels along one side of a digit.
pub const SIDE: usize = 8;

/// Pixels of a digit.
pub const PIXELS: usize = SIDE * SIDE;

/// Different digits.
pub const CLASSES: usize = 10;

/// The brightest pixel in the file.
const WHITE: f64 = 16.0;

/// Part of the digits kept for the test: one in so many.
const TEST_SHARE: usize = 5;

const FILE: &[u8] = include_bytes!("../data/digits.csv.gz");

/// The pixels of a digit, and which it is.
type Row = ([f64; PIXELS], usize);

/// Some digits: `PIXELS` grey levels from 0 to 1 and a label for each.
#[derive(Default)]
pub struct Digits {
    /// All pictures, one after the other.
    pub images: Vec<f64>,
    /// Which digits they are.
    pub labels: Vec<usize>,
}

impl Digits {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of one.
    pub fn image(&self, n: usize) -> &[f64] {
        &self.images[n * PIXELS..(n + 1) * PIXELS]
    }

    fn push(&mut self, (pixels, label): &Row) {
        self.images.extend(pixels);
        self.labels.push(*label);
    }
}

/// The digits to train on and those to test on; the same for the same `seed`.
pub fn load(seed: u64) -> Result<(Digits, Digits), Box<dyn Error>> {
    let mut rows = parse()?;
    fastrand::Rng::with_seed(seed).shuffle(&mut rows);

    let (test_rows, training_rows) = rows.split_at(rows.len() / TEST_SHARE);
    let (mut training, mut test) = (Digits::default(), Digits::default());
    training_rows.iter().for_each(|row| training.push(row));
    test_rows.iter().for_each(|row| test.push(row));
    Ok((training, test))
}

fn parse() -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(FILE));
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let mut pixels = [0.0; PIXELS];
        for (pixel, field) in pixels.iter_mut().zip(&record) {
            *pixel = field.parse::<f64>()? / WHITE;
        }
        rows.push((pixels, record[PIXELS].parse()?));
    }
    Ok(rows)
}
