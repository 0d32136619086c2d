//! The score of events over time as a line: what is drawn, and the same as a table for those who do not see it.

use jiff::Span;
use jiff::civil::Date;
use rapporteur_archive::ask::Act;
use rapporteur_export::code_of;
use serde::Serialize;

/// The drawing's size in its own units.
pub const WIDTH: f64 = 720.0;
/// The same.
pub const HEIGHT: f64 = 150.0;
/// The score's range, up and down.
const RANGE: f64 = 10.0;
/// Stretches of a line at most; longer ones take longer steps.
const STRETCHES: i32 = 90;

/// How long a stretch of the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The mean score of the events of a stretch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Its first day.
    pub from: String,
    /// The mean.
    pub mean: f64,
    /// How many events.
    pub events: usize,
    /// Where it is drawn.
    #[serde(skip)]
    pub x: f64,
    /// The same.
    #[serde(skip)]
    pub y: f64,
}

/// A line over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// How long a stretch is.
    pub step: Step,
    /// Oldest first.
    pub points: Vec<Point>,
}

impl Line {
    /// The line of these events; none where fewer than two stretches have any.
    pub fn of(acts: &[Act]) -> Option<Line> {
        let score = |a: &Act| Some(f64::from(code_of(&a.kind, &a.mode, a.planned)?.score) * a.events as f64);
        let mut scored: Vec<(Date, f64, usize)> =
            acts.iter().filter_map(|a| Some((a.day.parse().ok()?, score(a)?, a.events))).collect();
        scored.sort_by_key(|(day, ..)| *day);
        let (first, last) = (scored.first()?.0, scored.last()?.0);
        let days = (last - first).get_days();
        let step = match days {
            d if d <= STRETCHES => Step::Day,
            d if d <= STRETCHES * 7 => Step::Week,
            d if d <= STRETCHES * 30 => Step::Month,
            _ => Step::Year,
        };
        let mut points: Vec<(Date, f64, usize)> = vec![];
        for (day, score, events) in scored {
            let from = begin(day, step);
            match points.last_mut() {
                Some((d, sum, n)) if *d == from => (*sum, *n) = (*sum + score, *n + events),
                _ => points.push((from, score, events)),
            }
        }
        let (left, right) = (points[0].0, points[points.len() - 1].0);
        let whole = f64::from((right - left).get_days()).max(1.0);
        let place = |(day, sum, n): (Date, f64, usize)| {
            let mean = sum / n as f64;
            let x = 8.0 + f64::from((day - left).get_days()) / whole * (WIDTH - 16.0);
            Point { from: day.to_string(), mean, events: n, x, y: height(mean) }
        };
        let points: Vec<Point> = points.into_iter().map(place).collect();
        (points.len() > 1).then_some(Line { step, points })
    }

    /// The line as a path of SVG.
    pub fn path(&self) -> String {
        let at = |(i, p): (usize, &Point)| format!("{}{:.1} {:.1}", if i == 0 { 'M' } else { 'L' }, p.x, p.y);
        self.points.iter().enumerate().map(at).collect::<Vec<_>>().join(" ")
    }

    /// Where a score lies.
    pub fn level(&self, score: i32) -> f64 {
        height(f64::from(score))
    }

    /// What the line shows, in a sentence.
    pub fn told(&self) -> String {
        let (first, last) = (&self.points[0], &self.points[self.points.len() - 1]);
        let low = self.points.iter().min_by(|a, b| a.mean.total_cmp(&b.mean)).unwrap_or(first);
        let high = self.points.iter().max_by(|a, b| a.mean.total_cmp(&b.mean)).unwrap_or(first);
        format!(
            "Mean PLOVER score of events from {:.1} ({}) to {:.1} ({}); lowest {:.1} ({}), highest {:.1} ({}).",
            first.mean,
            self.label(first),
            last.mean,
            self.label(last),
            low.mean,
            self.label(low),
            high.mean,
            self.label(high)
        )
    }

    /// What a stretch is called.
    pub fn label(&self, p: &Point) -> String {
        let date: Option<Date> = p.from.parse().ok();
        let Some(date) = date else { return p.from.clone() };
        match self.step {
            Step::Day => date.strftime("%-d %B %Y").to_string(),
            Step::Week => format!("week of {}", date.strftime("%-d %B %Y")),
            Step::Month => date.strftime("%B %Y").to_string(),
            Step::Year => date.year().to_string(),
        }
    }

    /// The first and last stretch.
    pub fn ends(&self) -> (String, String) {
        (self.label(&self.points[0]), self.label(&self.points[self.points.len() - 1]))
    }
}

fn height(score: f64) -> f64 {
    HEIGHT / 2.0 - score / RANGE * (HEIGHT / 2.0 - 6.0)
}

fn begin(day: Date, step: Step) -> Date {
    match step {
        Step::Day => day,
        Step::Week => day.saturating_sub(Span::new().days(i64::from(day.weekday().to_monday_zero_offset()))),
        Step::Month => day.first_of_month(),
        Step::Year => day.first_of_year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(day: &str, kind: &str) -> Act {
        Act { day: day.into(), kind: kind.into(), mode: String::new(), planned: false, events: 1 }
    }

    #[test]
    fn a_line_takes_the_mean_of_each_stretch() {
        let line = Line::of(&[act("2020-01-02", "ASSAULT"), act("2020-01-02", "AGREE"), act("2020-01-01", "AGREE")]);
        let line = line.unwrap();
        assert_eq!((line.step, line.points.len(), line.points[1].events), (Step::Day, 2, 2));
        assert!(line.points[0].mean > 0.0 && line.points[0].y < line.points[1].y, "cooperation is up: {line:?}");
        assert!(line.path().starts_with("M8.0 ") && line.told().contains("2 January 2020"));
    }

    #[test]
    fn long_times_take_long_steps_and_one_stretch_is_no_line() {
        assert_eq!(Line::of(&[act("2020-01-02", "AGREE"), act("2021-06-02", "AGREE")]).unwrap().step, Step::Week);
        assert_eq!(Line::of(&[act("1978-01-02", "AGREE"), act("2021-06-02", "AGREE")]).unwrap().step, Step::Year);
        assert_eq!(Line::of(&[act("2020-01-02", "AGREE")]), None);
    }
}
