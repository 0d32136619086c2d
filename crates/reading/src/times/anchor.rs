//! Against which day is a time worked out, and what day does a relative one come to?

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::tense::Direction;

/// Stands for the year of a dateline that gives none: "today" has a day and a month then.
const YEARLESS: i16 = 4;
/// Days within which the nearest day of a name is meant, whatever the tense.
const NEAR: i32 = 75;

/// The day that a publication date names; none for a month or a year alone.
pub fn day_of(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

/// The day of a dateline without a year.
pub fn yearless(month: i8, day: i8) -> Option<Date> {
    Date::new(YEARLESS, month, day).ok()
}

/// Whether the year of an anchor is not known.
pub fn is_yearless(anchor: Date) -> bool {
    anchor.year() == YEARLESS
}

/// A value that was worked out against an anchor whose year is not known, with the year left open.
pub fn without_year(value: String) -> String {
    let of_anchor = ["0003", "0004", "0005"].iter().any(|y| value.starts_with(y));
    match (of_anchor, value.find('-')) {
        (true, Some(_)) if value.contains("-W") => "XXXX-WXX".into(),
        (true, Some(at)) => format!("XXXX{}", &value[at..]),
        (true, None) => "XXXX".into(),
        (false, _) => value,
    }
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

/// The year of a day that is named without one: the nearest such day, or by the direction of the clause.
pub fn year_of_day(anchor: Date, month: i8, day: i8, direction: Direction) -> i16 {
    let years = [anchor.year(), anchor.year() - 1, anchor.year() + 1];
    let away = |year: i16| Date::new(year, month, day).ok().and_then(|d| anchor.until(d).ok()).map(|s| s.get_days());
    let meant = |year: &i16| match away(*year) {
        None => i32::MAX,
        Some(days) if days.abs() <= NEAR => days.abs(),
        Some(days) if (days < 0) == (direction == Direction::Past) => 1000 + days.abs(),
        Some(days) => 2000 + days.abs(),
    };
    years.into_iter().min_by_key(meant).unwrap_or(anchor.year())
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
        "2W" => week(plus(anchor, (count * 2).weeks())),
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
