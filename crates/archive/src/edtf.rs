//! Which days does an EDTF value cover? Counted from 1970-01-01, so that a database can compare them.

use jiff::civil::{Date, date};

/// The first and the last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
}

impl Days {
    /// How many days lie between this and another stretch; 0 where they touch.
    pub fn gap(self, other: Days) -> i32 {
        (self.first - other.last).max(other.first - self.last).max(0)
    }

    /// Whether it is no longer than a day.
    pub fn is_one(self) -> bool {
        self.first == self.last
    }
}

/// The days of an EDTF date, date with time, or interval; none where the year is unknown or an end is open.
pub fn days(value: &str) -> Option<Days> {
    let plain = |s: &str| s.trim().trim_end_matches(['~', '?', '%']).to_string();
    match value.split_once('/') {
        Some((from, to)) => {
            let (from, to) = (single(&plain(from))?, single(&plain(to))?);
            (from.first <= to.last).then_some(Days { first: from.first, last: to.last })
        }
        None => single(&plain(value)),
    }
}

/// The day on which a report was published.
pub fn day(value: &str) -> Option<i32> {
    days(value).filter(|d| d.is_one()).map(|d| d.first)
}

/// A day as people write it: 2025-12-05.
pub fn text(day: i32) -> String {
    date_of(day).map_or_else(|| "?".into(), |d| d.to_string())
}

/// The date of a day.
pub fn date_of(day: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(day))).ok()
}

fn single(value: &str) -> Option<Days> {
    let value = value.split('T').next()?;
    let mut parts = value.splitn(3, '-');
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let (month, day): (Option<&str>, Option<&str>) = (parts.next(), parts.next());
    match (month, day) {
        (None, _) => {
            Some(Days { first: number(Date::new(year, 1, 1).ok()?), last: number(Date::new(year, 12, 31).ok()?) })
        }
        (Some(m), None) => {
            let first = Date::new(year, m.parse().ok()?, 1).ok()?;
            Some(Days { first: number(first), last: number(first.last_of_month()) })
        }
        (Some(m), Some(d)) => {
            let day = number(Date::new(year, m.parse().ok()?, d.get(..2)?.parse().ok()?).ok()?);
            Some(Days { first: day, last: day })
        }
    }
}

/// The day of a date.
pub fn number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cover_their_days_and_no_more() {
        let shown = |v: &str| days(v).map(|d| format!("{}..{}", text(d.first), text(d.last)));
        assert_eq!(shown("2025-12-05").as_deref(), Some("2025-12-05..2025-12-05"));
        assert_eq!(shown("2025-12-05~").as_deref(), Some("2025-12-05..2025-12-05"));
        assert_eq!(shown("2024-02").as_deref(), Some("2024-02-01..2024-02-29"));
        assert_eq!(shown("1978-09-05/1978-09-17").as_deref(), Some("1978-09-05..1978-09-17"));
        assert_eq!(shown("2025-12-05T10:30:00Z").as_deref(), Some("2025-12-05..2025-12-05"));
        assert_eq!(shown("1967").as_deref(), Some("1967-01-01..1967-12-31"));
        for unknown in ["XXXX-12-05", "2025-12-05/..", "", "soon", "2025-13-01", "2025-02-30", "1978-09-17/1978-09-05"]
        {
            assert_eq!(shown(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_gap_is_the_days_between() {
        let d = |v| days(v).unwrap();
        assert_eq!(d("2025-12-05").gap(d("2025-12-07")), 2);
        assert_eq!(d("2025-12-05").gap(d("2025-12")), 0);
        assert_eq!(d("2025-12-07").gap(d("2025-12-05")), 2);
    }
}
