//! What does a TIMEX3 value come to in EDTF (ISO 8601-2)? As precise as the words, and no more.

/// EDTF for a value, or for the range from it to another; none for what has no date: references, days of an unknown
/// week, durations of unknown length.
pub fn value(timex3: &str, until: Option<&str>, about: bool) -> Option<String> {
    let mut out = one(timex3)?;
    if about {
        out.push('~');
    }
    if let Some(last) = until {
        out = format!("{out}/{}{}", one(last)?, if about { "~" } else { "" });
    }
    Some(out)
}

fn one(timex3: &str) -> Option<String> {
    if timex3.ends_with("_REF") || timex3.contains("WXX") || timex3.starts_with("XXXX-XX") || timex3 == "XXXX" {
        return None;
    }
    if let Some(period) = timex3.strip_prefix('P') {
        // "P1TNI", a night, is no duration of ISO 8601.
        let iso = !period.contains('X') && (!period.contains('T') || period.ends_with(['H', 'M', 'S']));
        return iso.then(|| timex3.to_string());
    }
    let (day, clock) = timex3.split_once('T').unwrap_or((timex3, ""));
    if clock.contains(':') && !day.contains('X') && !clock.starts_with("24") {
        return Some(format!("{day}T{clock}:00"));
    }
    if let Some(week) = day.strip_suffix("-WE") {
        return weekend(week);
    }
    if let Some((year, part)) = day.split_once('-')
        && let Some((_, number)) = PARTS_OF_YEARS.iter().find(|(code, _)| *code == part)
    {
        return Some(format!("{year}-{number}"));
    }
    Some(match day.len() {
        2 => format!("{day}XX"),
        3 => format!("{day}X"),
        _ => day.to_string(),
    })
}

/// Seasons, quarters and halves of a year: TIMEX3 and ISO 8601-2.
const PARTS_OF_YEARS: [(&str, &str); 10] = [
    ("SP", "21"),
    ("SU", "22"),
    ("FA", "23"),
    ("WI", "24"),
    ("Q1", "33"),
    ("Q2", "34"),
    ("Q3", "35"),
    ("Q4", "36"),
    ("H1", "40"),
    ("H2", "41"),
];

/// Saturday and Sunday of a week: `2025-W49`.
fn weekend(week: &str) -> Option<String> {
    let (year, number) = week.split_once("-W")?;
    let day = |weekday| jiff::civil::ISOWeekDate::new(year.parse().ok()?, number.parse().ok()?, weekday).ok();
    let (saturday, sunday) = (day(jiff::civil::Weekday::Saturday)?, day(jiff::civil::Weekday::Sunday)?);
    Some(format!("{}/{}", saturday.date(), sunday.date()))
}
