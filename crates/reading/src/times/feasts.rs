//! On which day is a feast? Fixed days, weekdays of a month, and the reckonings of churches, Islam, Judaism and Persia.

use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, islamic, julian, persian};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::tense::Direction;

/// How `lexicon/times.toml` says when a feast is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feast {
    /// Month and day.
    Fixed([i8; 2]),
    /// Month, which one, and day of the week: the fourth Thursday of November.
    Weekday([i8; 3]),
    /// Days from Easter Sunday of the western churches.
    Easter(i64),
    /// Days from Easter Sunday of the eastern churches.
    Orthodox(i64),
    /// Month and day of the Islamic calendar, by its tables: the moon may be seen a day sooner or later.
    Islamic([u8; 2]),
    /// A month of the Islamic calendar.
    IslamicMonth(u8),
    /// Month, counted from Nisan, and day of the Hebrew calendar.
    Hebrew([u8; 2]),
    /// Month and day of the Persian calendar.
    Persian([u8; 2]),
}

/// The first and last day of a feast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Days {
    pub first: Date,
    pub last: Date,
    /// By the tables, give or take a day.
    pub about: bool,
}

impl Feast {
    /// The feast of a year; the first, where two fall into it.
    pub fn in_year(self, year: i16) -> Option<Days> {
        let year_of = |offset: i32| i32::from(year) + offset;
        let one = |first: Date, about: bool| Days { first, last: first, about };
        match self {
            Feast::Fixed([month, day]) => Some(one(Date::new(year, month, day).ok()?, false)),
            Feast::Weekday([month, nth, weekday]) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Some(one(Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?, false))
            }
            Feast::Easter(shift) => Some(one(date(gregorian::easter(year_of(0)).add(shift))?, false)),
            Feast::Orthodox(shift) => Some(one(date(julian::easter(year_of(0)).add(shift))?, false)),
            Feast::Islamic([month, day]) => Some(one(islamic_in(year, month, day)?, true)),
            Feast::IslamicMonth(month) => {
                let first = islamic_in(year, month, 1)?;
                let last = first.checked_add(jiff::Span::new().days(28)).ok()?;
                Some(Days { first, last, about: true })
            }
            Feast::Hebrew([month, day]) => {
                // Years of the book begin in autumn; its months are counted from spring.
                let book = year_of(if month < 7 { 3760 } else { 3761 });
                date(BookHebrew::fixed_from_book_hebrew(BookHebrew { year: book, month, day })).map(|d| one(d, false))
            }
            Feast::Persian([month, day]) => {
                date(persian::fixed_from_fast_persian(year_of(-621), month, day)).map(|d| one(d, false))
            }
        }
    }

    /// The feast nearest to a day, or the last or next one.
    pub fn nearest(self, day: Date, direction: Option<Direction>) -> Option<Days> {
        let years = [day.year() - 1, day.year(), day.year() + 1];
        let away = |d: &Days| day.until(d.first).map_or(i32::MAX, |s| s.get_days());
        let fits = |d: &Days| match direction {
            Some(Direction::Past) => away(d) < 0,
            Some(Direction::Future) => away(d) > 0,
            None => true,
        };
        years.into_iter().filter_map(|y| self.in_year(y)).filter(fits).min_by_key(|d| away(d).abs())
    }

    /// What is known of its day without a year.
    pub fn without_year(self) -> String {
        match self {
            Feast::Fixed([month, day]) => format!("XXXX-{month:02}-{day:02}"),
            _ => "XXXX-XX-XX".into(),
        }
    }
}

fn date(day: RataDie) -> Option<Date> {
    let (year, month, day) = gregorian::gregorian_from_fixed(day).ok()?;
    Date::new(year.try_into().ok()?, month as i8, day as i8).ok()
}

/// The first such day of the Islamic calendar in a year of ours.
fn islamic_in(year: i16, month: u8, day: u8) -> Option<Date> {
    let epoch = islamic::ISLAMIC_EPOCH_FRIDAY;
    let new_year = gregorian::fixed_from_gregorian(year.into(), 1, 1);
    let (start, ..) = islamic::tabular_islamic_from_fixed(new_year, epoch);
    let days = (start..start + 2).map(|y| islamic::fixed_from_tabular_islamic(y, month, day, epoch));
    date(days.into_iter().find(|d| *d >= new_year)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(feast: Feast, year: i16) -> String {
        feast.in_year(year).unwrap().first.to_string()
    }

    #[test]
    fn feasts_fall_on_their_days() {
        assert_eq!(first(Feast::Weekday([11, 4, 4]), 2025), "2025-11-27");
        assert_eq!(first(Feast::Easter(-2), 1998), "1998-04-10");
        assert_eq!(first(Feast::Orthodox(0), 2024), "2024-05-05");
        assert_eq!(first(Feast::Hebrew([7, 10]), 1973), "1973-10-06");
        assert_eq!(first(Feast::Hebrew([1, 15]), 2024), "2024-04-23");
        assert_eq!(first(Feast::Persian([1, 1]), 2025), "2025-03-21");
        assert_eq!(first(Feast::Islamic([10, 1]), 2025), "2025-03-31");
    }
}
