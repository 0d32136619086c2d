//! Against which day is a time worked out, and what day does a relative one come to?

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The direction that the tense of a clause gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up to the anchor.
    Past,
    /// From the anchor on.
    Future,
}

/// The day that a publication date names; none for a month or a year alone.
pub fn day_of(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

/// The nearest such weekday in this direction, the anchor's own included.
pub fn weekday(anchor: Date, day: i8, direction: Direction) -> Date {
    let wanted = Weekday::from_monday_one_offset(day).unwrap_or(Weekday::Monday);
    let offset = match direction {
        Direction::Past => -i64::from(wanted.until(anchor.weekday())),
        Direction::Future => i64::from(wanted.since(anchor.weekday())),
    };
    plus(anchor, offset.days())
}

/// A date so many days, weeks, ... away; the anchor itself where the calendar ends.
pub fn plus(anchor: Date, span: Span) -> Date {
    anchor.checked_add(span).unwrap_or(anchor)
}

/// The year of a month that is named without one: by the direction of the clause.
pub fn year_of_month(anchor: Date, month: i8, direction: Direction) -> i16 {
    match direction {
        Direction::Past if month > anchor.month() => anchor.year() - 1,
        Direction::Future if month < anchor.month() => anchor.year() + 1,
        _ => anchor.year(),
    }
}

/// The year of a day that is named without one: the nearest such day.
pub fn year_of_day(anchor: Date, month: i8, day: i8) -> i16 {
    let distance = |year: i16| {
        Date::new(year, month, day).map_or(i32::MAX, |d| anchor.until(d).map_or(i32::MAX, |s| s.get_days().abs()))
    };
    let years = [anchor.year(), anchor.year() - 1, anchor.year() + 1];
    years.into_iter().min_by_key(|y| distance(*y)).unwrap_or(anchor.year())
}

/// ISO week: `2025-W49`.
pub fn week(date: Date) -> String {
    let w = date.iso_week_date();
    format!("{:04}-W{:02}", w.year(), w.week())
}

/// So many of a unit from the anchor, as precise as the unit.
pub fn shifted(anchor: Date, count: i64, unit: &str) -> Option<String> {
    Some(match unit {
        "D" | "WE" => plus(anchor, count.days()).to_string(),
        "W" => week(plus(anchor, count.weeks())),
        "M" => plus(anchor, count.months()).strftime("%Y-%m").to_string(),
        "Q" => {
            let d = plus(anchor, (count * 3).months());
            format!("{:04}-Q{}", d.year(), (d.month() - 1) / 3 + 1)
        }
        "Y" => format!("{:04}", plus(anchor, count.years()).year()),
        "DE" => format!("{:03}", plus(anchor, (count * 10).years()).year() / 10),
        "CE" => format!("{:02}", plus(anchor, (count * 100).years()).year() / 100),
        _ => return None,
    })
}
