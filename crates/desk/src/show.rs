//! How days, words and names are put on a page.

use std::borrow::Borrow;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Words longer than this are cut in lists; the report has all of them.
const SHOWN: usize = 280;

/// "5 December 2025", "December 2025", "1–3 December 2025"; what is no plain date stays as it is.
pub fn day(edtf: &str) -> String {
    match edtf.split_once('/') {
        Some((from, to)) => interval(from, to).unwrap_or_else(|| format!("{} – {}", single(from), single(to))),
        None => single(edtf),
    }
}

/// [`day`] of what may not be known.
pub fn day_of(edtf: &Option<String>) -> String {
    edtf.as_deref().map_or_else(String::new, day)
}

fn single(edtf: &str) -> String {
    let about = if edtf.ends_with('~') { "about " } else { "" };
    let plain = edtf.trim_end_matches(['~', '?', '%']).split('T').next().unwrap_or_default();
    if let Ok(d) = plain.parse::<Date>() {
        return format!("{about}{}", d.strftime("%-d %B %Y"));
    }
    match format!("{plain}-01").parse::<Date>() {
        Ok(d) => format!("{about}{}", d.strftime("%B %Y")),
        Err(_) => edtf.to_string(),
    }
}

/// Days of one month or year, with what they share said once; a whole month or year as such.
fn interval(from: &str, to: &str) -> Option<String> {
    let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
    let whole = from.day() == 1 && to == to.last_of_month();
    Some(if whole && (from.year(), from.month()) == (to.year(), to.month()) {
        from.strftime("%B %Y").to_string()
    } else if whole && from.year() == to.year() && from.month() == 1 && to.month() == 12 {
        from.year().to_string()
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), to.strftime("%-d %B %Y"))
    } else if from.year() == to.year() {
        format!("{} – {}", from.strftime("%-d %B"), to.strftime("%-d %B %Y"))
    } else {
        format!("{} – {}", from.strftime("%-d %B %Y"), to.strftime("%-d %B %Y"))
    })
}

/// Seconds since 1970 as a day and time, UTC.
pub fn moment(seconds: &i64) -> String {
    Timestamp::from_second(*seconds)
        .map_or_else(|_| "?".into(), |t| t.to_zoned(TimeZone::UTC).strftime("%-d %B %Y, %H:%M UTC").to_string())
}

/// Words as they stand in a line: no line breaks, and cut where they are long.
pub fn words(text: &str) -> String {
    let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match squeezed.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} …", squeezed[..at].trim_end()),
        None => squeezed,
    }
}

/// [`words`] in quotation marks, where they do not bring their own.
pub fn quoted(text: &str) -> String {
    let words = words(text);
    if words.starts_with(['“', '"', '‘', '«']) { words } else { format!("“{words}”") }
}

/// A moment as RFC 3339 has it, for people.
pub fn stamp(at: &str) -> String {
    at.parse::<Timestamp>().map_or_else(|_| at.to_string(), |t| moment(&t.as_second()))
}

/// "security guarantees" of `security_guarantees`.
pub fn plain(name: &str) -> String {
    name.replace('_', " ")
}

/// The same with a capital.
pub fn capital(name: &str) -> String {
    let name = plain(name);
    let mut all = name.chars();
    all.next().map_or_else(String::new, |c| c.to_uppercase().chain(all).collect())
}

/// "1 report", "3 reports".
pub fn count(n: impl Borrow<usize>, one: &str) -> String {
    let n = n.borrow();
    let number = grouped(n);
    match (*n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) if !one.ends_with("day") => format!("{number} {stem}ies"),
        _ => format!("{number} {one}s"),
    }
}

/// "12 345", with thin spaces.
pub fn grouped(n: impl Borrow<usize>) -> String {
    let digits = n.borrow().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    out
}

/// A score with one digit, and a minus sign that is one.
pub fn score(mean: &f64) -> String {
    format!("{mean:.1}").replace('-', "−")
}

/// "Peru, Chile and Bolivia".
pub fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Whether a reader can follow an address.
pub fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_say_what_they_share_once() {
        assert_eq!(day("2025-12-05"), "5 December 2025");
        assert_eq!(day("2025-12-05T10:00:00Z"), "5 December 2025");
        assert_eq!(day("2025-12-05~"), "about 5 December 2025");
        assert_eq!(day("2025-12"), "December 2025");
        assert_eq!(day("2025-12-01/2025-12-03"), "1–3 December 2025");
        assert_eq!(day("2025-12-01/2025-12-31"), "December 2025");
        assert_eq!(day("1978-01-01/1978-12-31"), "1978");
        assert_eq!(day("1978-09-28/1978-10-02"), "28 September – 2 October 1978");
        assert_eq!(day("XXXX-12-05"), "XXXX-12-05");
    }

    #[test]
    fn counts_and_words_are_short() {
        assert_eq!(
            [count(1, "story"), count(2, "story"), count(12345, "day")],
            ["1 story", "2 stories", "12\u{202f}345 days"]
        );
        assert_eq!(words("a\n  b"), "a b");
        assert!(words(&"x ".repeat(500)).ends_with(" …"));
    }
}
