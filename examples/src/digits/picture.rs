//! The picture: how the models learnt, and the digits that they still read wrongly.

use std::error::Error;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::train::{Step, Trained};
use examples::data::{Digits, SIDE};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

const WIDTH: u32 = 1200;
const CHARTS_HEIGHT: u32 = 400;

/// Tiles of a row of digits; more mistakes go to the next row.
const COLUMNS: usize = 12;
const TILE: i32 = 96;
const PIXEL: i32 = 8;
const CAPTION_HEIGHT: i32 = 44;
const MARGIN: i32 = 24;

const INK: RGBColor = RGBColor(45, 52, 64);
const PALE: RGBColor = RGBColor(225, 228, 233);
const COLOURS: [RGBColor; 2] = [RGBColor(230, 126, 34), RGBColor(41, 98, 165)];

/// Draws both models' curves and mistakes into an SVG file.
pub fn draw(path: &Path, models: &[Trained; 2], test: &Digits) -> Result<(), Box<dyn Error>> {
    let mistakes = models.each_ref().map(|trained| trained.mistakes(test));
    let heights = mistakes.each_ref().map(|mistakes| grid_height(mistakes.len()));
    let height = CHARTS_HEIGHT + heights.iter().sum::<u32>() + MARGIN as u32;

    let root = SVGBackend::new(path, (WIDTH, height)).into_drawing_area();
    root.fill(&WHITE)?;
    let (charts, mut rest) = root.split_vertically(CHARTS_HEIGHT);
    let (left, right) = charts.split_horizontally(WIDTH / 2);
    draw_losses(&left, models)?;
    draw_accuracies(&right, models)?;
    for m in 0..models.len() {
        let (grid, below) = rest.split_vertically(heights[m]);
        let title = format!(
            "{}: {} of {} test digits read wrongly",
            models[m].model.name,
            mistakes[m].len(),
            test.len(),
        );
        draw_mistakes(&grid, &title, COLOURS[m], &mistakes[m], test)?;
        rest = below;
    }
    root.present()?;
    Ok(())
}

fn grid_height(mistakes: usize) -> u32 {
    (CAPTION_HEIGHT + TILE * mistakes.div_ceil(COLUMNS) as i32) as u32
}

fn draw_losses(area: &Area, models: &[Trained; 2]) -> Result<(), Box<dyn Error>> {
    let losses = || models.iter().flat_map(|trained| &trained.curve).map(|step| step.loss);
    let (low, high) = (losses().fold(f64::MAX, f64::min), losses().fold(0.0, f64::max));
    let mut chart = chart_in(area, "Training loss")
        .build_cartesian_2d(0..steps(models), (0.8 * low..1.25 * high).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("step")
        .y_label_formatter(&|loss| format!("{loss}"))
        .label_style(text(14))
        .axis_style(INK)
        .bold_line_style(PALE)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (trained, colour) in models.iter().zip(COLOURS) {
        let losses = points(&trained.curve, |step| step.loss);
        chart.draw_series(LineSeries::new(losses, colour.stroke_width(2)))?;
    }
    Ok(())
}

fn draw_accuracies(area: &Area, models: &[Trained; 2]) -> Result<(), Box<dyn Error>> {
    let mut chart = chart_in(area, "Accuracy on the test digits")
        .build_cartesian_2d(0..steps(models), 0.85..1.0)?;
    chart
        .configure_mesh()
        .x_desc("step")
        .y_label_formatter(&|accuracy| format!("{:.0} %", 100.0 * accuracy))
        .y_labels(4)
        .label_style(text(14))
        .axis_style(INK)
        .bold_line_style(PALE)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (trained, colour) in models.iter().zip(COLOURS) {
        let name = format!("{}: {:.1} %", trained.model.name, 100.0 * trained.last().accuracy);
        let accuracies = points(&trained.curve, |step| step.accuracy.max(0.85));
        let line = LineSeries::new(accuracies, colour.stroke_width(2));
        chart
            .draw_series(line)?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(3)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .label_font(text(15))
        .border_style(PALE)
        .background_style(WHITE)
        .draw()?;
    Ok(())
}

fn chart_in<'a, 'b>(area: &'a Area<'b>, title: &str) -> ChartBuilder<'a, 'b, SVGBackend<'b>> {
    let mut builder = ChartBuilder::on(area);
    builder.caption(title, text(20)).margin(MARGIN).x_label_area_size(40).y_label_area_size(56);
    builder
}

fn steps(models: &[Trained; 2]) -> usize {
    models.iter().map(|trained| trained.curve.len()).max().unwrap_or(0)
}

/// One figure of each step against the step's number.
fn points(steps: &[Step], figure: fn(&Step) -> f64) -> Vec<(usize, f64)> {
    (1..).zip(steps.iter().map(figure)).collect()
}

fn draw_mistakes(
    area: &Area,
    title: &str,
    colour: RGBColor,
    mistakes: &[(usize, usize)],
    test: &Digits,
) -> Result<(), Box<dyn Error>> {
    area.draw(&Text::new(title, (MARGIN, MARGIN / 2), text(20).color(&colour)))?;
    for (position, &(n, read)) in mistakes.iter().enumerate() {
        let (row, column) = ((position / COLUMNS) as i32, (position % COLUMNS) as i32);
        let corner = (MARGIN + column * TILE, CAPTION_HEIGHT + row * TILE);
        draw_digit(area, corner, test.image(n))?;
        let label = format!("{} read as {read}", test.labels[n]);
        area.draw(&Text::new(label, (corner.0, corner.1 + PIXEL * SIDE as i32 + 4), text(13)))?;
    }
    Ok(())
}

fn draw_digit(area: &Area, (left, top): (i32, i32), image: &[f64]) -> Result<(), Box<dyn Error>> {
    for (p, &level) in image.iter().enumerate() {
        let (x, y) = (left + PIXEL * (p % SIDE) as i32, top + PIXEL * (p / SIDE) as i32);
        let pixel = [(x, y), (x + PIXEL, y + PIXEL)];
        area.draw(&Rectangle::new(pixel, grey(level).filled()))?;
    }
    let side = PIXEL * SIDE as i32;
    area.draw(&Rectangle::new([(left, top), (left + side, top + side)], PALE))?;
    Ok(())
}

/// From white paper at 0 to ink at 1.
fn grey(level: f64) -> RGBColor {
    let mix = |ink: u8| (255.0 - level * (255.0 - f64::from(ink))) as u8;
    RGBColor(mix(INK.0), mix(INK.1), mix(INK.2))
}

fn text(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}
